"""The stamp of a certified copy, cut out (`stamp_views.py`) and read for itself: with its page it falls apart."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median

import numpy as np

from intake import engine, recogniser, seals, second_rows, slips, stamp_views, strips, witness
from intake.fields import certification
from intake.fields.found import Found
from intake.pdfs import Picture
from intake.seen import Seen
from intake.sheets import Sheet
from intake.text import fold, parted, squeezed
from intake.text import rows as joined
from intake.words import Line, PixelBox

_TALL, _JOIN = 28, 1.6
"""Pixels that a word of a stamp is high; gaps of so many heights stand between figures filled in by hand."""
_GAP, _MARGIN = 24, 6
"""Pixels between rows that are read one below the other, and of paper about each."""
_NUMBERS = sorted(certification.LETTERS)
_TOUCHING = 3
"""Pixels from the edge of a picture within which ink is cut by it."""
_SURE_DAY, _GUESSED = 0.97, 0.5
"""How sure a day is that needs no other look, and at most one without its year."""
_LINE_HEIGHT, _LEAST_WORDS = 6, 3
_CLEAR_WORD, _LEAST_CLEAR = 0.8, 3
"""How sure the recogniser is of a clear word; of a picture with fewer in its rows the engine reads no stamp."""
_YEAR = re.compile(r"20\d\d$")
_FIGURES_OF_A_DAY = 28
"""How wide a day in words is, in figures."""
_INK, _REACH, _APART = 190, 4, 2
"""Below which grey is ink; pixels beyond a row where its ink may be, and between the inks of two rows."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What one way of looking at a stamp showed: its lines, its values by both readers, its place on the page."""

    is_certification: bool
    values: dict[str, tuple[tuple[str, float], ...]]
    box: PixelBox


def read(sheet: Sheet) -> Stamp | None:
    """Return the stamp of a certified copy as the view that shows most of it; None where no view shows one.

    Where values lack it is looked for in a wider place. Its day, in the lowest row, is looked for once more
    without the rings of the seal that is pressed below it, where it was not seen beyond doubt.
    """
    best, is_wide = _best(stamp_views.levels(sheet)), False
    if best is None or len(best.values) < len(certification.NORMAL):
        wider = _best(stamp_views.levels(sheet, wide=True))
        if wider and (best is None or _worth(wider) > _worth(best)):
            best, is_wide = wider, True
    if best is None:
        return None
    known = best.values.get(certification.DATE, ())
    if _is_clear(known):
        return replace(best, values=best.values | {certification.DATE: _clearest(known)})
    day: tuple[tuple[str, float], ...] = ()
    for level, _ in stamp_views.levels(sheet, freed=True, wide=is_wide):
        day = _freed_day(level) or day
        if _is_clear(day):
            break
    is_better = _is_clear(day) if known else bool(day)
    return replace(best, values=best.values | {certification.DATE: day}) if is_better else best


def _freed_day(level: Picture) -> tuple[tuple[str, float], ...]:
    """Return the looks at the day of a stamp without rings; the engine lays it out anew where that is unclear."""
    rows = _by_ink(level)
    day = _days(level, [*rows, *_unbroken(level, rows)]).get(certification.DATE, [])
    if day and not _is_clear(day):  # where the recogniser sees none in them, the engine does not either
        lines = certification.beside_title(_rows(_whole(engine.read_block(level))))
        day += _days(level, lines).get(certification.DATE, [])
    return tuple(day)


def _best(levels: Iterable[tuple[Picture, PixelBox]]) -> Stamp | None:
    best: Stamp | None = None
    for level, box in levels:
        stamp = _stamp(level, box)
        if stamp.is_certification and (best is None or _worth(stamp) > _worth(best)):
            best = stamp
        if best and _worth(best) == (len(certification.NORMAL),) * 2:
            return best
    return best


def _worth(stamp: Stamp) -> tuple[int, int]:
    """Return how many values a view showed, and how many all readers read alike, one less for an unclear day."""
    is_day_unclear = certification.DATE in stamp.values and not _is_clear(stamp.values[certification.DATE])
    return len(stamp.values), sum(map(_agree, stamp.values.values())) - is_day_unclear


def _stamp(level: Picture, box: PixelBox) -> Stamp:
    """Read a picture of a stamp by both readers; what only one look saw, or none, laid out in another way.

    The recogniser reads the lines that its ink makes. Number, book and day tell it from other stamps where print
    runs through its title.
    """
    rows = _by_ink(level)
    told = squeezed(" ".join(row.text for row in rows))
    values = _seen(level, rows)
    is_named = seals.says_certified(told) or certification.BOOK_MARK in told
    if is_named and _is_borne_out(level, rows, values):
        return Stamp(True, {name: tuple(looks) for name, looks in values.items()}, box)
    if not values and not any(map(seals.is_stamp_row, rows)) and _clear_words(rows) < _LEAST_CLEAR:
        return Stamp(False, {}, box)
    unseen = {name: ("", 0.0) for name in _NUMBERS if values and name not in values}
    is_certification = False
    for read in (engine.read_block, engine.read_page):
        lines = sorted(_whole(read(level)), key=lambda line: line.box[1] + line.box[3])
        told += squeezed(" ".join(line.text for line in lines))
        is_certification = seals.says_certified(told)
        if not is_certification and not any(map(seals.is_stamp_row, (*rows, *lines))):
            break
        for name, more in _values(level, certification.beside_title(_rows(lines)), values).items():
            known = values.setdefault(name, [])
            if name != certification.DATE or more[:1] != known[:1]:  # the same row in both layouts is one look
                known.extend(more)
        if not values or (len(values) == len(certification.NORMAL) and all(map(_is_seen_twice, values.values()))):
            break
    is_certification |= len(values) == len(certification.NORMAL) and certification.BOOK_MARK in told
    looks = {name: tuple(filter(None, (unseen.get(name), *seen))) for name, seen in values.items()}
    return Stamp(is_certification, looks, box)


def _is_borne_out(level: Picture, rows: Sequence[Line], values: dict[str, list[tuple[str, float]]]) -> bool:
    """Say whether all of a stamp was seen and the engine reads its rows alike; its looks join the others."""
    if len(values) < len(certification.NORMAL):
        return False
    own = [row for row in rows if any(map(str.isdigit, row.text))]
    _, canvas = strips.stacked([_cropped(level, row.box) for row in own], _GAP)
    found = certification.read(_rows(sorted(engine.read_block(canvas), key=lambda line: line.box[1])), alone=True)
    if any(name not in found or found[name].value != values[name][0][0] for name in _NUMBERS):
        return False
    for name in _NUMBERS:
        values[name].append(_look(found[name]))
    if not _agree(values[certification.DATE]) and certification.DATE in found:
        values[certification.DATE].append(_look(found[certification.DATE]))
    return all(map(_agree, values.values()))


def _cropped(level: Picture, box: PixelBox) -> Picture:
    left, top, right, bottom = box
    return level[max(0, top - _MARGIN) : bottom + _MARGIN, max(0, left - _MARGIN) : right + _MARGIN]


def _by_ink(level: Picture) -> list[Line]:
    """Return the rows of a stamp as the recogniser reads them, where ink shows lines of print."""
    return certification.beside_title(joined(_whole(second_rows.by_ink(level, _TALL, _JOIN))))


def _whole(lines: Iterable[Line]) -> list[Line]:
    """Return lines without those that the left edge of the picture cuts: their figures are the last of some."""
    return [line for line in lines if line.box[0] > stamp_views.MARGIN + _TOUCHING]


def _seen(level: Picture, rows: Sequence[Line]) -> dict[str, list[tuple[str, float]]]:
    """Return the values of a stamp's rows as the recogniser reads them: by words, and each row in one look."""
    unbroken = _unbroken(level, rows)
    found, again = (certification.read(one, alone=True) for one in (rows, unbroken))
    names = [name for name in _NUMBERS if name in found or name in again]
    made = {name: _looks(found.get(name), again.get(name)) for name in names}
    return made | (_days(level, [*rows, *unbroken]) or _parted_day(found))


def _unbroken(level: Picture, rows: Sequence[Line]) -> list[Line]:
    """Return rows of figures read in one look each, as high as their words: a ring makes words of them no ink."""
    made = []
    for row in rows:
        if len(row.words) < _LEAST_WORDS or not any(map(str.isdigit, row.text)):
            continue
        top, bottom = (round(median(word.box[edge] for word in row.words)) for edge in (1, 3))
        box = row.box[0], top, row.box[2], bottom
        made.append(Line(tuple(second_rows.words(second_rows.fitted(level, box), box))))
    return [row for row in made if row.words]


def _looks(one: Found | None, other: Found | None) -> list[tuple[str, float]]:
    """Return two looks at a value as one where they are alike, or one of them has lost figures."""
    both = [found for found in (one, other) if found]
    if len(both) > 1:
        shorter, longer = sorted(both, key=lambda found: len(found.value))
        is_cut = bool(slips.besides(longer.value, shorter.value))
        both = [longer] if is_cut else both[: len({found.value for found in both})]
    return [_look(found) for found in both]


def _parted_day(found: Mapping[str, Found]) -> dict[str, list[tuple[str, float]]]:
    """Return the day of a stamp as its text tells it, where it goes on in the next row: "ngày 08 tháng 11 năm"."""
    one = found.get(certification.DATE)
    return {certification.DATE: [_look(one)]} if one and (one.is_choice or len(one.lines) > 1) else {}


def _look(one: Found) -> tuple[str, float]:
    """Return a value as one look at it, hardly sure of a day whose year could not be read, whoever agrees."""
    return one.value, min(one.confidence, _GUESSED) if one.is_choice else one.confidence


def _values(
    level: Picture, rows: Sequence[Line], known: Mapping[str, Sequence[tuple[str, float]]]
) -> dict[str, list[tuple[str, float]]]:
    """Return the values of a stamp's rows as the engine reads them; before one unlike those known, its crop's."""
    found = certification.read(rows, alone=True)
    made, parted_day = _days(level, rows), _parted_day(found)
    for name, one in found.items():
        if name == certification.DATE and parted_day and name not in made:
            made |= parted_day
            continue
        # with the ink beside it, lest both readers lose the same figure
        is_known = name == certification.DATE or one.value in {value for value, _ in known.get(name, ())}
        again = [] if is_known else _again(level, witness.reaching(level, one, rows))
        made.setdefault(name, []).extend([*again, _look(one)])
    return made


def _days(level: Picture, rows: Sequence[Line]) -> dict[str, list[tuple[str, float]]]:
    """Return the day of a stamp by its picture; one that is beyond doubt among all days needs no other layout."""
    day = _day(level, rows)
    return {certification.DATE: [day, day] if day[1] >= _SURE_DAY else [day]} if day else {}


def _day(level: Picture, rows: Sequence[Line]) -> tuple[str, float] | None:
    """Return the day of a stamp by its picture, with its probability: the first beyond doubt, or the surest.

    To weigh all days costs as much as to read five rows.
    """
    boxes = [row.box for row in rows if certification.may_be_day(row)]
    boxes += [box for row in rows if (box := _up_to_year(level, row))]
    surest: tuple[str, float] | None = None
    for index, box in enumerate(boxes):
        if any(_are_alike(box, other) for other in boxes[:index]):
            continue
        seen = certification.seen_day(_view(level, box))
        surest = max(filter(None, (surest, seen)), key=lambda one: one[1], default=None)
        if surest and surest[1] >= _SURE_DAY:
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


def _agree(seen: Sequence[tuple[str, float]]) -> bool:
    return len(seen) > 1 and len({value for value, _ in seen}) == 1


def _is_seen_twice(seen: Sequence[tuple[str, float]]) -> bool:
    """Say whether two looks at a value saw the same one: a third of the engine's would say what it said before."""
    return len(seen) > len({value for value, _ in seen})


def _clear_words(rows: Sequence[Line]) -> int:
    return sum(word.confidence > _CLEAR_WORD for row in rows for word in row.words)


def _is_clear(days: Sequence[tuple[str, float]]) -> bool:
    """Say whether all looks at a day saw the same one, and each clearly or two of them beyond doubt."""
    sure = sorted((sure for _, sure in days), reverse=True)
    return _agree(days) and (sure[-1] >= certification.CLEAR_DAY or sure[1] >= _SURE_DAY)


def _clearest(days: Sequence[tuple[str, float]]) -> tuple[tuple[str, float], ...]:
    """Return the looks at a day that saw it clearly."""
    return tuple(look for look in days if look[1] >= certification.CLEAR_DAY)


def _rows(lines: list[Line]) -> list[Line]:
    """Return lines without those of a seal, which are scraps; a label is parted from what runs into it."""
    return [parted(line) for line in lines if len(fold(line.text)) >= _LINE_HEIGHT]


def _again(level: Picture, one: Found) -> list[tuple[str, float]]:
    """Return the recogniser's reading of a value's lines."""
    seen = [_view(level, line.box, certification.LETTERS[one.name]) for line in one.lines]
    text, confidence = " ".join(part.text for part in seen), min((part.confidence for part in seen), default=0.0)
    value = certification.NORMAL[one.name](text)
    return [(value, confidence)] if value else []


def _view(level: Picture, box: PixelBox, allowed: str = "") -> Seen:
    return recogniser.read(second_rows.fitted(level, box), allowed)


def views(sheet: Sheet) -> Iterator[tuple[Picture, list[Line]]]:
    """Yield the pictures in which a stamp may stand out, cut out and level, each with its rows."""
    for level, _ in stamp_views.levels(sheet):
        lines = sorted(engine.read_block(level), key=lambda line: line.box[1] + line.box[3])
        yield level, certification.beside_title(_rows(lines))
