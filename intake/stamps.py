"""The stamp of a certified copy, cut out and read for itself: coloured ink apart from the print below, and level.

A stamp is pressed by hand: it stands aslant, over print, and its seal lies on its lower half. Read with the page
it falls to pieces.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from intake import engine, recogniser, rings, seals, second_rows, sheets, strips, witness
from intake.fields import certification
from intake.fields.found import Found
from intake.pdfs import Picture
from intake.seen import Seen
from intake.sheets import Sheet
from intake.text import fold, parted, squeezed
from intake.text import rows as joined
from intake.words import Line, PixelBox, around

_SCALE = 1.5
"""Of working size: 225 dpi, where print of 9 points reads best."""
_STEEPEST, _STEP = 6.0, 0.5
_COLOURED, _LEAST_COLOURED = 190, 0.012
"""Coloured ink is darker than this in its own view; so much of a place is coloured where a coloured stamp is."""
_OF_WORDS = 0.25
_GAIN = 2.6
_AROUND_TITLE = (0.07, 0.05, 0.09, 0.1)
_AROUND_SEAL = (0.2, 0.12, 0.24, 0.0)
"""What belongs to a stamp left of, above, right of and below its words or its seal, as parts of the page."""
_DARK, _SPECK, _TALLEST = 170, 4, 60
"""Letters are darker than the first, and larger than the second and smaller than the third in pixels."""
_TALL, _JOIN = 28, 1.6
"""Pixels that a word of a stamp is high; gaps of so many heights stand between figures filled in by hand."""
_GAP, _MARGIN = 24, 6
"""Pixels between rows that are read one below the other, and of paper about each."""
_NUMBERS = sorted(certification.LETTERS)
_SURE_DAY = 0.97
_SEALS = 2
_LEAST = 40
_LINE_HEIGHT = 6


@dataclass(frozen=True, slots=True)
class Stamp:
    """What one way of looking at a stamp showed: its lines, its values by both readers, its place on the page."""

    is_certification: bool
    values: dict[str, tuple[tuple[str, float], ...]]
    box: PixelBox


def read(sheet: Sheet) -> Stamp | None:
    """Return the stamp of a certified copy as the view that shows most of it; None where no view shows one.

    Its day, in the lowest row, is looked for once more without the rings of the seal that is pressed below it.
    """
    best = _best(_levels(sheet))
    if best is None or certification.DATE in best.values:
        return best
    freed = _best(_levels(sheet, freed=True))
    day = freed.values.get(certification.DATE) if freed else None
    return replace(best, values=best.values | {certification.DATE: day}) if day else best


def _best(levels: Iterable[tuple[Picture, PixelBox]]) -> Stamp | None:
    best: Stamp | None = None
    for level, box in levels:
        stamp = _stamp(level, box)
        if stamp.is_certification and (best is None or _worth(stamp) > _worth(best)):
            best = stamp
        if best and _worth(best) == (len(certification.NORMAL),) * 2:
            return best
    return best


def _levels(sheet: Sheet, *, freed: bool = False) -> Iterator[tuple[Picture, PixelBox]]:
    """Yield the pictures in which a stamp may stand out, cut out and level, each with its place on the page.

    Those that are `freed` are without the rings of seals.
    """
    titles = [row.box for row in sheet.rows if seals.is_stamp_row(row)]
    pressed = seals.rings(sheet, _SEALS) if freed else []
    for box in _places(sheet, titles):
        for ink in _views(sheet, box, titles):
            cut = _cut(ink, sheet.scale, box)
            for ring in pressed:
                cut = rings.without(cut, _inside_cut(ring, box))
            yield np.pad(_level(cut), 12, constant_values=255), box


def _worth(stamp: Stamp) -> tuple[int, int]:
    """Return how many values a view showed, and how many of them all readers read alike."""
    return len(stamp.values), sum(map(_agree, map(list, stamp.values.values())))


def _places(sheet: Sheet, titles: Sequence[PixelBox]) -> Iterator[PixelBox]:
    """Yield where a stamp may be (working pixels): about its words, or above a round seal."""
    height, width = sheet.grey.shape
    if titles:
        yield _grown(around(titles), _AROUND_TITLE, width, height)
        return
    for ring in seals.rings(sheet, _SEALS):
        yield _grown(ring, _AROUND_SEAL, width, height)


def _grown(box: PixelBox, by: tuple[float, float, float, float], width: int, height: int) -> PixelBox:
    left, top, right, bottom = box
    return (max(0, left - round(by[0] * width)), max(0, top - round(by[1] * height)),
            min(width, right + round(by[2] * width)), min(height, bottom + round(by[3] * height)))  # fmt: skip


def _views(sheet: Sheet, box: PixelBox, titles: Sequence[PixelBox]) -> Iterator[Picture]:
    """Yield pictures of a place in which a stamp may stand out: its red ink, its blue ink, all ink.

    Coloured ink is passed over where the stamp's own words, if they were read, are not of it but the seal alone.
    """
    left, top, right, bottom = (round(edge * sheet.scale) for edge in box)
    part = sheet.colour[top:bottom, left:right]
    if min(part.shape[:2], default=0) < _LEAST:
        return
    red, green, blue = cv2.split(part)
    whole = sheets.evened(np.asarray(green, np.uint8))
    words = [_inside(title, box, sheet.scale) for title in titles]
    for strength in (cv2.subtract(red, cv2.max(green, blue)), cv2.subtract(blue, cv2.max(red, green))):
        ink = np.asarray(cv2.convertScaleAbs(strength, alpha=-_GAIN, beta=255), np.uint8)
        ink[strength > 255 / _GAIN] = 0
        if float((ink < _COLOURED).mean()) > _LEAST_COLOURED and _is_of_words(ink, whole, words):
            yield ink
    yield whole


def _inside(title: PixelBox, box: PixelBox, scale: float) -> tuple[slice, slice]:
    """Return where a row stands in the picture of a place."""
    left, top, right, bottom = (
        max(0, round((edge - start) * scale)) for edge, start in zip(title, (*box[:2], *box[:2]), strict=True)
    )
    return slice(top, bottom), slice(left, right)


def _is_of_words(ink: Picture, whole: Picture, words: Sequence[tuple[slice, slice]]) -> bool:
    """Say whether enough of the ink of some rows is coloured; of no rows it is."""
    coloured = sum(int((ink[place] < _COLOURED).sum()) for place in words)
    return coloured >= _OF_WORDS * sum(int((whole[place] < _DARK).sum()) for place in words)


def _cut(ink: Picture, scale: float, box: PixelBox) -> Picture:
    size = (max(8, round((box[2] - box[0]) * _SCALE)), max(8, round((box[3] - box[1]) * _SCALE)))
    way = cv2.INTER_AREA if scale > _SCALE else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(ink, size, interpolation=way), np.uint8)


def _inside_cut(ring: PixelBox, box: PixelBox) -> PixelBox:
    """Return where a seal of the page is in the picture of a place."""
    left, top = box[:2]
    return (round((ring[0] - left) * _SCALE), round((ring[1] - top) * _SCALE),
            round((ring[2] - left) * _SCALE), round((ring[3] - top) * _SCALE))  # fmt: skip


def _stamp(level: Picture, box: PixelBox) -> Stamp:
    """Read a picture of a stamp by both readers; where they differ or miss a value, laid out in another way.

    The recogniser reads the lines that its ink makes. Number, book and day tell it from other stamps where print
    runs through its title.
    """
    rows = _by_ink(level)
    told = squeezed(" ".join(row.text for row in rows))
    values = _seen(level, rows)
    if _is_borne_out(level, rows, values):
        return Stamp(True, {name: tuple(looks) for name, looks in values.items()}, box)
    unseen = {name: ("", 0.0) for name in _NUMBERS if values and name not in values}
    is_certification = False
    for read in (engine.read_block, engine.read_page):
        lines = sorted(read(level), key=lambda line: line.box[1] + line.box[3])
        told += squeezed(" ".join(line.text for line in lines))
        is_certification = seals.says_certified(told)
        if not is_certification and not any(map(seals.is_stamp_row, (*rows, *lines))):
            break
        for name, more in _values(level, certification.beside_title(_rows(lines)), values).items():
            known = values.setdefault(name, [])
            if name != certification.DATE or more[:1] != known[:1]:  # the same row in both layouts is one look
                known.extend(more)
        if len(values) == len(certification.NORMAL) and all(map(_agree, values.values())):
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
        values[name].append((found[name].value, found[name].confidence))
    if not _agree(values[certification.DATE]) and certification.DATE in found:
        values[certification.DATE].append((found[certification.DATE].value, found[certification.DATE].confidence))
    return all(map(_agree, values.values()))


def _cropped(level: Picture, box: PixelBox) -> Picture:
    left, top, right, bottom = box
    return level[max(0, top - _MARGIN) : bottom + _MARGIN, max(0, left - _MARGIN) : right + _MARGIN]


def _by_ink(level: Picture) -> list[Line]:
    """Return the rows of a stamp as the recogniser reads them, where ink shows lines of print."""
    lines = (Line(tuple(words)) for words in second_rows.by_ink(level, _TALL, _JOIN) if words)
    return certification.beside_title(joined(list(lines)))


def _seen(level: Picture, rows: Sequence[Line]) -> dict[str, list[tuple[str, float]]]:
    """Return the values of a stamp's rows as the recogniser reads them."""
    made = {name: [(one.value, one.confidence)] for name, one in certification.read(rows, alone=True).items()}
    return {name: looks for name, looks in made.items() if name != certification.DATE} | _days(level, rows)


def _values(
    level: Picture, rows: Sequence[Line], known: Mapping[str, Sequence[tuple[str, float]]]
) -> dict[str, list[tuple[str, float]]]:
    """Return the values of a stamp's rows as the engine reads them; before one unlike those known, its crop's."""
    made = _days(level, rows)
    for name, one in certification.read(rows, alone=True).items():
        # with the ink beside it, lest both readers lose the same figure
        is_known = name == certification.DATE or one.value in {value for value, _ in known.get(name, ())}
        again = [] if is_known else _again(level, witness.reaching(level, one, rows))
        made.setdefault(name, []).extend([*again, (one.value, one.confidence)])
    return made


def _days(level: Picture, rows: Sequence[Line]) -> dict[str, list[tuple[str, float]]]:
    """Return the day of a stamp by its picture; one that is beyond doubt among all days needs no other layout."""
    day = _day(level, rows)
    return {certification.DATE: [day, day] if day[1] >= _SURE_DAY else [day]} if day else {}


def _day(level: Picture, rows: Sequence[Line]) -> tuple[str, float] | None:
    """Return the day of a stamp by its picture, with its probability."""
    seen = (certification.seen_day(_view(level, row.box)) for row in rows if certification.may_be_day(row))
    return max(filter(None, seen), key=lambda one: one[1], default=None)


def _agree(seen: list[tuple[str, float]]) -> bool:
    return len(seen) > 1 and len({value for value, _ in seen}) == 1


def _level(ink: Picture) -> Picture:
    """Return a stamp turned so that its lines are level: the turn at which the sums of its rows differ most."""
    small = np.asarray(cv2.resize(_letters(ink), None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA), np.uint8)
    angles = np.arange(-_STEEPEST, _STEEPEST + _STEP, _STEP)
    best = max(angles, key=lambda angle: _evenness(_turned(small, float(angle), 0)))
    return _turned(ink, float(best), 255)


def _letters(ink: Picture) -> Picture:
    """Return white on black what is as small as letters: no frame, no seal, no pen."""
    dark = (ink < _DARK).astype(np.uint8)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    size = np.maximum(stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT])
    kept = (size > _SPECK) & (size < _TALLEST)
    kept[0] = False
    return np.asarray(255 * kept[labels], np.uint8)


def _evenness(letters: Picture) -> float:
    return float(np.var(letters.sum(axis=1, dtype=np.float64)))


def _turned(ink: Picture, angle: float, ground: int) -> Picture:
    height, width = ink.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    return np.asarray(
        cv2.warpAffine(ink, matrix, (width, height), flags=cv2.INTER_LINEAR, borderValue=(ground,)), np.uint8
    )


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
    for level, _ in _levels(sheet):
        lines = sorted(engine.read_block(level), key=lambda line: line.box[1] + line.box[3])
        yield level, certification.beside_title(_rows(lines))
