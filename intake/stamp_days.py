"""The day of a certified copy's stamp, weighed by its picture, and whether the looks at it are clear."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

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
_SHIFTS, _SEEN_TWICE = (-6, -4, -2, 0, 2, 4), 2
"""Pixels by which the place of a day is moved, and in how many of these the same day is seen at least."""
_WIDTH = 13
"""How wide a day in words is at the most, in heights."""
_FIGURES_OF_A_DAY = 28
"""How wide a day in words is, in figures."""
_INK, _REACH, _APART = 190, 4, 2
"""Below which grey is ink; pixels beyond a row where its ink may be, and between the inks of two rows."""


def seen(level: Picture, rows: Sequence[Line]) -> dict[str, list[Look]]:
    """Return the day of a stamp by its picture; one that is beyond doubt among all days needs no other layout."""
    day = _day(level, rows)
    return {certification.DATE: [day, day] if day[1] >= SURE_DAY else [day]} if day else {}


def by_place(levels: Iterable[tuple[Picture, Sequence[Line]]]) -> tuple[Look, ...]:
    """Return the day that views of a stamp, each with its rows, show below its book: one look that is not sure.

    A seal's ring makes one thing of the day and of what lies below, which is no row any more. In each of some
    heights the ring hides other parts of it: of 183 days that two of these showed all were right.
    """
    looks = Counter(day for level, rows in levels for day in _below_book(level, rows))
    if not looks:
        return ()
    ((day, count),) = looks.most_common(1)
    return ((day, _GUESSED),) if count >= _SEEN_TWICE and 2 * count > looks.total() else ()


def _below_book(level: Picture, rows: Sequence[Line]) -> list[str]:
    """Return the days that are seen as far below a stamp's book as the row above stands above it, and as high."""
    book = certification.read(rows, alone=True).get(certification.BOOK)
    at = next((index for index, row in enumerate(rows) if book and _holds(row, book.lines[0])), 0)
    if at == 0:
        return []
    above, own = rows[at - 1].box, rows[at].box
    pitch = (own[1] + own[3] - above[1] - above[3]) // 2
    left = min(row.box[0] for row in rows[: at + 1])
    right = max(left + _WIDTH * (own[3] - own[1]), *(row.box[2] for row in rows[: at + 1]))
    boxes = ((left, own[1] + pitch + shift, right, own[3] + pitch + shift) for shift in _SHIFTS)
    looks = [view(level, box) for box in boxes if box[3] < len(level)]
    shown = [certification.seen_day(one) for one in looks]
    over = (certification.day_over(rows[at].text, one.text) for one in looks)
    return list(filter(None, (one[0] if one else day for one, day in zip(shown, over, strict=True))))


def _holds(row: Line, line: Line) -> bool:
    """Say whether a line is of a row."""
    return any(word in row.words for word in line.words)


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
