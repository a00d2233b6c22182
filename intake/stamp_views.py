"""The pictures in which the stamp of a certified copy may stand out: its place cut out, its ink apart, level.

A stamp is pressed by hand: it stands aslant, over print, and its seal lies on its lower half.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import cv2
import numpy as np

from intake import cleaning, components, rings, seals
from intake.pdfs import Picture
from intake.sheets import Sheet
from intake.text import squeezed
from intake.words import Line, PixelBox, around, cropped

_SCALE = 1.5
"""Of working size: 225 dpi, where print of 9 points reads best."""
MARGIN = 12
"""Pixels of white about each picture."""
_STEEPEST, _COARSE, _STEP = 6.0, 1.5, 0.5
"""Degrees that a stamp may stand aslant, in which steps that is looked for, and then near the best of these."""
_COLOURED, _LEAST_COLOURED = 190, 0.012
"""Coloured ink is darker than this in its own view; so much of a place is coloured where a coloured stamp is."""
_OF_WORDS = 0.25
_GAIN = 2.6
_AROUND_TITLE = (0.07, 0.05, 0.09, 0.1)
_AROUND_HALF_TITLE = (0.26, 0.05, 0.09, 0.1)
_AROUND_BOOK = (0.26, 0.07, 0.09, 0.1)
_AROUND_PART = (0.26, 0.07, 0.26, 0.1)
_AROUND_SEAL = (0.2, 0.12, 0.24, 0.0)
"""What belongs to a stamp left of, above, right of and below its words or its seal, as parts of the page.

Its book stands at the right, and is what is left of a stamp whose title was not read, or the right half of that.
"""
Edges = tuple[float, float, float, float]
_DARK, _SPECK, _TALLEST = 170, 4, 60
"""Letters are darker than the first, and larger than the second and smaller than the third in pixels."""
_LEFT_HALF, _RIGHT_HALF = "chungthuc", "bansao"
"""How the halves of a title begin, squeezed."""
_ROWS_BELOW, _LEAST_OWN = 0.25, 300
"""How far below a stamp's rows that were read its others stand, as a part of its picture; pixels they are wide."""
_GAP = 1.5
"""In heights of a word: between what stands side by side."""
_SEALS = 2
_LEAST = 40


def levels(sheet: Sheet, *, freed: bool = False, wide: bool = False) -> Iterator[tuple[Picture, PixelBox]]:
    """Yield the pictures in which a stamp may stand out, cut out and level, each with its place on the page.

    Those that are `freed` are without the rings of seals; `wide` ones show more beside the rows that were read of
    it, for these may be a part of its title, and none where it is looked for above a seal.
    """
    rows = _rows(sheet)
    titles = [row.box for row in rows]
    if wide and not titles:
        return
    pressed = seals.rings(sheet, _SEALS) if freed else []
    for box in _places(sheet, titles, _AROUND_PART if wide else _around(rows)):
        for ink in _views(sheet, box, titles):
            cut = _cut(ink, sheet.scale, box)
            for ring in pressed:
                cut = rings.without(cut, cropped(ring, _SCALE, *box[:2]))
            yield np.pad(_level(cut, _own(titles, box, cut)), MARGIN, constant_values=255), box


def _rows(sheet: Sheet) -> list[Line]:
    """Return the rows of a page that belong to a stamp, without what else stands beside it in them."""
    rows = seals.rows_of_stamp(sheet)
    return [part for row in rows for part in _parts(row) if seals.is_stamp_row(part)] or rows


def _around(rows: Sequence[Line]) -> Edges:
    """Return what belongs to a stamp beside the rows that were read of it."""
    if not any(map(seals.is_title_row, rows)):
        return _AROUND_BOOK
    texts = [squeezed(row.text) for row in rows]
    is_half = any(text.startswith(_RIGHT_HALF) for text in texts) and not any(_LEFT_HALF in text for text in texts)
    return _AROUND_HALF_TITLE if is_half else _AROUND_TITLE


def _places(sheet: Sheet, titles: Sequence[PixelBox], by: Edges) -> Iterator[PixelBox]:
    """Yield where a stamp may be (working pixels): about its words, or above a round seal."""
    height, width = sheet.grey.shape
    if titles:
        yield _grown(around(titles), by, width, height)
        return
    for ring in seals.rings(sheet, _SEALS):
        yield _grown(ring, _AROUND_SEAL, width, height)


def _grown(box: PixelBox, by: Edges, width: int, height: int) -> PixelBox:
    left, top, right, bottom = box
    return (max(0, left - round(by[0] * width)), max(0, top - round(by[1] * height)),
            min(width, right + round(by[2] * width)), min(height, bottom + round(by[3] * height)))  # fmt: skip


def _views(sheet: Sheet, box: PixelBox, titles: Sequence[PixelBox]) -> Iterator[Picture]:
    """Yield pictures of a place in which a stamp may stand out: its red ink, its blue ink, all ink.

    Coloured ink is passed over where the stamp's own words, if they were read, are not of it but the seal alone;
    where that is red, the last picture is without it, for its ring runs through the stamp's day.
    """
    part = sheet.crop(box)
    if min(part.shape[:2], default=0) < _LEAST:
        return
    red, green, blue = cv2.split(part)
    whole = cleaning.evened(np.asarray(green, np.uint8))
    words = [_inside(title, box, sheet.scale) for title in titles]
    in_red, in_blue = cv2.subtract(red, cv2.max(green, blue)), cv2.subtract(blue, cv2.max(red, green))
    has_red_seal = False
    for strength in (in_red, in_blue):
        ink = np.asarray(cv2.convertScaleAbs(strength, alpha=-_GAIN, beta=255), np.uint8)
        ink[strength > 255 / _GAIN] = 0
        if float((ink < _COLOURED).mean()) <= _LEAST_COLOURED:
            continue
        if _is_of_words(ink, whole, words):
            yield ink
        else:
            has_red_seal |= strength is in_red
    yield cleaning.evened(np.asarray(red, np.uint8)) if has_red_seal else whole


def _inside(title: PixelBox, box: PixelBox, scale: float) -> tuple[slice, slice]:
    """Return where a row stands in the picture of a place."""
    left, top, right, bottom = (max(0, edge) for edge in cropped(title, scale, *box[:2]))
    return slice(top, bottom), slice(left, right)


def _is_of_words(ink: Picture, whole: Picture, words: Sequence[tuple[slice, slice]]) -> bool:
    """Say whether enough of the ink of some rows is coloured; of no rows it is."""
    coloured = sum(int((ink[place] < _COLOURED).sum()) for place in words)
    return coloured >= _OF_WORDS * sum(int((whole[place] < _DARK).sum()) for place in words)


def _cut(ink: Picture, scale: float, box: PixelBox) -> Picture:
    size = (max(8, round((box[2] - box[0]) * _SCALE)), max(8, round((box[3] - box[1]) * _SCALE)))
    way = cv2.INTER_AREA if scale > _SCALE else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(ink, size, interpolation=way), np.uint8)


def _own(titles: Sequence[PixelBox], place: PixelBox, cut: Picture) -> Picture:
    """Return the part of a stamp's picture that holds its own rows: those read of it, and some below them.

    The page's print about a stamp is level where the stamp is not.
    """
    if not titles:
        return cut
    left, top, right, bottom = cropped(around(titles), _SCALE, *place[:2])
    below = round(_ROWS_BELOW * cut.shape[0])
    own = cut[max(0, top - MARGIN) : bottom + below, max(0, left - MARGIN) : right + MARGIN]
    return own if own.shape[1] >= _LEAST_OWN else cut


def _parts(row: Line) -> Iterator[Line]:
    """Yield the stretches of a row, cut at gaps that are wider than it is high."""
    start = 0
    for index, (before, word) in enumerate(pairwise(row.words), start=1):
        if word.box[0] - before.box[2] > _GAP * (word.box[3] - word.box[1]):
            yield Line(row.words[start:index])
            start = index
    yield Line(row.words[start:])


def _level(ink: Picture, own: Picture) -> Picture:
    """Return a stamp turned so that its `own` lines are level: the turn at which the sums of rows differ most."""
    small = np.asarray(cv2.resize(_letters(own), None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA), np.uint8)
    best = 0.0
    for step, reach in ((_COARSE, _STEEPEST), (_STEP, _COARSE - _STEP)):
        angles = best + np.arange(-reach, reach + step, step)
        best = float(max(angles, key=lambda angle: _evenness(_turned(small, float(angle), 0))))
    return _turned(ink, best, 255)


def _letters(ink: Picture) -> Picture:
    """Return white on black what is as small as letters: no frame, no seal, no pen."""
    dark = (ink < _DARK).astype(np.uint8)
    labels, stats = components.of(dark)
    size = np.maximum(stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT])
    kept = (size > _SPECK) & (size < _TALLEST)
    kept[0] = False
    return components.painted(labels, kept, 255)


def _evenness(letters: Picture) -> float:
    return float(np.var(letters.sum(axis=1, dtype=np.float64)))


def _turned(ink: Picture, angle: float, ground: int) -> Picture:
    height, width = ink.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    return np.asarray(
        cv2.warpAffine(ink, matrix, (width, height), flags=cv2.INTER_LINEAR, borderValue=(ground,)), np.uint8
    )
