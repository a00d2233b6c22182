"""The day of a certified copy's stamp, weighed by its picture, and whether the looks at it are clear."""

import re
from collections.abc import Mapping, Sequence

import numpy as np

from intake import recogniser, second_rows
from intake.fields import certification
from intake.fields.found import Found
from intake.pdfs import Picture
from intake.seen import Seen
from intake.words import Line, PixelBox

Look = tuple[str, float]
"""A value as one look saw it, and how sure that is."""
SURE_DAY, _GUESSED = 0.97, 0.5
"""How sure a day is that needs no other look, and at most one without its year."""
_YEAR = re.compile(r"20\d\d$")
_FIGURES_OF_A_DAY = 28
"""How wide a day in words is, in figures."""
_INK, _REACH, _APART = 190, 4, 2
"""Below which grey is ink; pixels beyond a row where its ink may be, and between the inks of two rows."""


def seen(level: Picture, rows: Sequence[Line]) -> dict[str, list[Look]]:
    """Return the day of a stamp by its picture; one that is beyond doubt among all days needs no other layout."""
    day = _day(level, rows)
    return {certification.DATE: [day, day] if day[1] >= SURE_DAY else [day]} if day else {}


def parted(found: Mapping[str, Found]) -> dict[str, list[Look]]:
    """Return the day of a stamp as its text tells it, where it goes on in the next row: "ngày 08 tháng 11 năm"."""
    one = found.get(certification.DATE)
    return {certification.DATE: [look(one)]} if one and (one.is_choice or len(one.lines) > 1) else {}


def look(one: Found) -> Look:
    """Return a value as one look at it, hardly sure of a day whose year could not be read, whoever agrees."""
    return one.value, min(one.confidence, _GUESSED) if one.is_choice else one.confidence


def agree(looks: Sequence[Look]) -> bool:
    """Say whether more than one look saw the same value, and none another."""
    return len(looks) > 1 and len({value for value, _ in looks}) == 1


def is_clear(days: Sequence[Look]) -> bool:
    """Say whether all looks at a day saw the same one, and each clearly or two of them beyond doubt."""
    sure = sorted((sure for _, sure in days), reverse=True)
    return agree(days) and (sure[-1] >= certification.CLEAR_DAY or sure[1] >= SURE_DAY)


def clearest(days: Sequence[Look]) -> tuple[Look, ...]:
    """Return the looks at a day that saw it clearly."""
    return tuple(one for one in days if one[1] >= certification.CLEAR_DAY)


def view(level: Picture, box: PixelBox, allowed: str = "") -> Seen:
    """Return what the recogniser sees in a box of a level picture."""
    return recogniser.read(second_rows.fitted(level, box), allowed)


def _day(level: Picture, rows: Sequence[Line]) -> Look | None:
    """Return the day of a stamp by its picture, with its probability: the first beyond doubt, or the surest.

    To weigh all days costs as much as to read five rows.
    """
    boxes = [row.box for row in rows if certification.may_be_day(row)]
    boxes += [box for row in rows if not certification.is_of_paper(row) and (box := _up_to_year(level, row))]
    surest: Look | None = None
    for index, box in enumerate(boxes):
        if any(_are_alike(box, other) for other in boxes[:index]):
            continue
        shown = certification.seen_day(view(level, box))
        surest = max(filter(None, (surest, shown)), key=lambda one: one[1], default=None)
        if surest and surest[1] >= SURE_DAY:
            break
    return surest


def _are_alike(box: PixelBox, other: PixelBox) -> bool:
    return all(abs(one - two) <= _REACH for one, two in zip(box, other, strict=True))


def _up_to_year(level: Picture, row: Line) -> PixelBox | None:
    """Return the box of a day that ends with its year, as high as that: a seal's ring runs through its beginning.

    A row that the ring touches is as high as the ring there, and what the ring joins is no word.
    """
    *_, word = row.words
    if not _YEAR.search(word.text):
        return None
    left, top, right, bottom = word.box[0], max(0, row.box[1] - _REACH), word.box[2], row.box[3] + _REACH
    inked = np.flatnonzero((level[top:bottom, left:right] < _INK).any(axis=1))
    if not len(inked):
        return None
    letters = max(np.split(inked, np.flatnonzero(np.diff(inked) > _APART) + 1), key=len)
    width = (right - left) / len(word.text)
    return (
        max(0, round(right - _FIGURES_OF_A_DAY * width)),
        top + int(letters[0]),
        right + _APART,
        top + int(letters[-1]) + 1,
    )
