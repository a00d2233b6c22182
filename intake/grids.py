"""The ruled grids of a page: where their rules stand, however pale, slanting or thin they are.

The dark about a page, a stamp's frame, the line under an address and a scratch are none.
"""

from collections.abc import Sequence
from itertools import pairwise

import cv2
import numpy as np
import numpy.typing as npt

from intake import bits
from intake.bits import Mask
from intake.pdfs import Picture
from intake.words import PixelBox

_WIDTH_LEAST, _WIDTH_MOST = 0.35, 0.98
"""Of the page's width: what is wider is the dark about a page that was scanned askew."""
_HEIGHT_LEAST = 60
DARK, FAINT = 150, 200
"""Rules are darker than the first, pale ones than the second."""
_REACH, _FAINT_REACH = 0.5, 0.65
"""A rule covers this part of its table's width or height."""
_INSIDE = 0.9
"""A grid of which another one holds this part is what is meant, and the other a frame."""
_PALER, _THIN, _OF_A_RULE = 30, 110, 80
"""By so much the greys of a rule are paler than those of another of its row at most; or it is as dark as this.

Of its pixels so many in a hundred are at least as dark as it is said to be: it may be broken."""
_SLANT = 17
"""Rows of pixels over which a rule may drift from one side of a table to the other."""
_FEW_RULES, _FEWER = 2, 4
_RULE_LEAST, _RULES_LEAST = 80, 3
"""Pixels of a level rule, and how many of them a grid has."""
_NEARLY_AS_WIDE, _APART, _MANY_ROWS = 0.8, 6, 40
"""A page's rules are so much as wide as its grid's are at least; rows between two rules; rows of more than one."""
RULE = 5
"""Pixels about a rule that are no text."""
_BEYOND, _WOBBLE, _THROUGH = 40, 2, 0.85
"""Pixels above and below a table in which a scratch is looked for, and beside its column; how much it inks."""
_ALONG = np.ones((1, 3), np.uint8)
"""What bridges a gap of a pixel along a level rule."""
_UPRIGHT_LEAST = 36
"""Pixels of an upright rule."""


def found(grey: Picture) -> list[PixelBox]:
    """Return the boxes of ruled grids that have more than one row and column; faint ones where none is dark."""
    dark, within = _grids(grey, DARK)
    faint, within_faint = _grids(grey, FAINT)
    if dark:
        return list(dict.fromkeys(next((one for one in faint if _goes_on(box, one)), box) for box in dark))
    return faint or within or within_faint


def _goes_on(box: PixelBox, wider: PixelBox) -> bool:
    """Say whether a grid is a part of one as high whose rules are dark on one side alone."""
    is_as_high = abs(box[1] - wider[1]) <= _SLANT and abs(box[3] - wider[3]) <= _SLANT
    return is_as_high and wider[0] <= box[0] and box[2] <= wider[2]


def _grids(grey: Picture, dark: int) -> tuple[list[PixelBox], list[PixelBox]]:
    """Return the grids among the drawings of a page, and those within drawings that are none as a whole."""
    ink = (grey < dark).astype(np.uint8)
    thick = bits.widened(ink, 3)
    if not _may_be_ruled(thick):
        return [], []
    across = _across(ink, thick)
    if not _may_be_rows(across):
        return [], []
    joined = cv2.dilate(across | _down(ink), np.ones((3, 3), np.uint8))
    outlines, tree = cv2.findContours(joined, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    boxes: list[PixelBox] = []
    cores: list[PixelBox] = []
    for outline, (_, _, _, outer) in zip(outlines, tree[0] if tree is not None else (), strict=True):
        if outer >= 0:
            continue
        x, y, width, height = cv2.boundingRect(outline)
        box = (x, y, x + width, y + height)
        is_large = _WIDTH_LEAST * grey.shape[1] < width < _WIDTH_MOST * grey.shape[1] and height > _HEIGHT_LEAST
        if is_large and _is_grid(grey, box, dark):
            boxes.append(box)
        elif is_large and (core := _core(across, box)) and _is_grid(grey, core, dark):
            cores.append(core)
    return _innermost(boxes), _innermost(cores)


def _innermost(boxes: Sequence[PixelBox]) -> list[PixelBox]:
    inner = [box for box in boxes if not any(_holds(box, other) for other in boxes)]
    return sorted(inner, key=lambda box: (box[1], box[0]))


def _core(across: Mask, box: PixelBox) -> PixelBox | None:
    """Return the box about the long level rules of a drawing: without a stamp's frame that runs into it."""
    left, top, right, bottom = box
    part = cv2.dilate(across[top:bottom, left:right], np.ones((3, 3), np.uint8))
    small = cv2.resize(part, None, fx=1 / _FEWER, fy=1 / 2, interpolation=cv2.INTER_NEAREST)
    long = np.ones((1, round(_WIDTH_LEAST * across.shape[1] / _FEWER)), np.uint8)
    kept = cv2.morphologyEx(small, cv2.MORPH_OPEN, long, borderType=cv2.BORDER_CONSTANT, borderValue=(0,))
    x, y, width, height = cv2.boundingRect(kept)
    core = left + _FEWER * x, top + 2 * y, left + _FEWER * (x + width), top + 2 * (y + height)
    return core if 2 * height > _HEIGHT_LEAST else None


def _holds(box: PixelBox, other: PixelBox) -> bool:
    """Say whether a box lies about nearly all of a smaller one: the dark edges of a scan about a table."""
    width, height = min(box[2], other[2]) - max(box[0], other[0]), min(box[3], other[3]) - max(box[1], other[1])
    size = _size(other)
    return size < _size(box) and max(0, width) * max(0, height) > _INSIDE * size


def _size(box: PixelBox) -> int:
    return (box[2] - box[0]) * (box[3] - box[1])


def _may_be_ruled(thick: Mask) -> bool:
    """Say whether ink grown up and down has level stretches as long as a rule in three places, as a grid has.

    Where they run on for some rows (a picture, a dark edge) nothing can be said so cheaply.
    """
    rows = _long_rows(thick)
    if not len(rows):
        return False
    groups = np.split(rows, np.flatnonzero(np.diff(rows) > 1) + 1)
    return len(groups) >= _RULES_LEAST or max(map(len, groups)) > 2 * RULE


def _may_be_rows(across: Mask) -> bool:
    """Say whether the level rules of a page may be those of a grid: in three places they are long enough together.

    Where they run on for many rows nothing is said: a place may be made of several.
    """
    least = _REACH * _NEARLY_AS_WIDE * _WIDTH_LEAST * across.shape[1]
    rows = np.flatnonzero(bits.by_row(bits.widened(across, _SLANT)) > least)
    groups = np.split(rows, np.flatnonzero(np.diff(rows) > _APART) + 1) if len(rows) else []
    return len(groups) >= _RULES_LEAST or max(map(len, groups), default=0) > _MANY_ROWS


def rules(ink: Mask) -> tuple[Mask, Mask]:
    """Return the level and the upright rules of a picture.

    One that slants steps from row to row of pixels, and one that is pale has gaps of a pixel or two.
    """
    return _across(ink, bits.widened(ink, 3)), _down(ink)


def _across(ink: Mask, thick: Mask) -> Mask:
    """Return the level rules of ink; `thick` is the same grown up and down."""
    level = cv2.morphologyEx(thick, cv2.MORPH_CLOSE, _ALONG)
    return np.asarray(cv2.bitwise_and(_long(np.asarray(level, np.uint8)), ink), np.uint8)


def _down(ink: Mask) -> Mask:
    long = bits.upright(np.asarray(cv2.dilate(ink, _ALONG), np.uint8), _UPRIGHT_LEAST)
    return np.asarray(cv2.bitwise_and(long, ink), np.uint8)


def _long(ink: Mask) -> Mask:
    """Return the level stretches of ink as long as a rule, as an opening does, in a third of its time."""
    before, behind = _RULE_LEAST // 2, (_RULE_LEAST - 1) // 2
    padded = np.pad(ink, ((0, 0), (before, behind)), constant_values=1)
    made = np.zeros_like(ink)
    rows = _long_rows(padded)
    if len(rows):
        found = _over(np.bitwise_and, padded[rows])
        made[rows] = _over(np.bitwise_or, np.pad(found, ((0, 0), (behind, before))))
    return made


def _long_rows(ink: Mask) -> npt.NDArray[np.intp]:
    """Return the rows in which a stretch of ink may be as long as a rule."""
    whole = (np.packbits(ink, axis=1) == 255).astype(np.uint8)  # eight pixels in a row
    long = cv2.erode(whole, np.ones((1, (_RULE_LEAST - 7) // 8), np.uint8), borderValue=(0,))
    return np.flatnonzero(long.any(axis=1))


def _over(joined: np.ufunc, ink: Mask) -> Mask:
    """Return each stretch as long as a rule put together, twice as long with each step."""
    long = 1
    while long < _RULE_LEAST:
        step = min(long, _RULE_LEAST - long)
        ink = joined(ink[:, :-step], ink[:, step:])
        long += step
    return ink


def _is_grid(grey: Picture, box: PixelBox, dark: int) -> bool:
    """Say whether a box is ruled, clearly and through its whole height, in rows and in columns.

    Faint rules must reach further: a card with its picture is no table. Where upright rules lean, each row has its
    own, and most have more than the first and the last.
    """
    part = _REACH if dark == DARK else _FAINT_REACH
    rows = level_rules(grey, box, dark, part)
    if len(rows) <= _FEW_RULES:
        return False
    if len(upright_rules(grey, box, dark, part, rows)) > _FEW_RULES:
        return True
    bands = [(box[0], top, box[2], bottom) for top, bottom in pairwise(rows)]
    counts = [len(upright_rules(grey, band, dark, part, rows)) for band in bands]
    return min(counts) >= _FEW_RULES and 2 * sum(count > _FEW_RULES for count in counts) >= len(counts)


def level_rules(grey: Picture, box: PixelBox, dark: int = FAINT, part: float = _REACH) -> list[int]:
    """Return where the level rules of a grid stand, from the top down.

    One that is not quite level lies in several rows of pixels: each of its columns counts once, however thick it
    is, for the line under an address is as thick and half as long.
    """
    left, top, right, bottom = box
    ink = (grey[top:bottom, left:right] < dark).astype(np.uint8)
    across = _across(ink, bits.widened(ink, 3))
    covered = bits.by_row(bits.widened(across, _SLANT)) / across.shape[1]
    return [top + row for row in _peaks(covered > part)]


def upright_rules(
    grey: Picture, band: PixelBox, dark: int = FAINT, part: float = _REACH, rows: Sequence[int] = ()
) -> list[int]:
    """Return where the upright rules of one row of a grid stand, from left to right: rows may differ.

    One far paler than the row's first and last that runs on beyond the level rules, `rows` of them, is none: a
    scratch through the page.
    """
    left, top, right, bottom = band
    down = _down((grey[top:bottom, left:right] < dark).astype(np.uint8))
    covered = np.convolve(bits.by_column(down) / len(down), np.ones(3), "same")
    found = [left + column for column in _peaks(covered > part)]
    if not found:
        return []
    darkest = [grey[top:bottom, max(0, one - 2) : one + 3].min(axis=1) for one in found]
    greys = np.percentile(darkest, _OF_A_RULE, axis=1)
    most = max(greys[0], greys[-1]) + _PALER
    return [
        one
        for one, its_grey in zip(found, greys.tolist(), strict=True)
        if its_grey <= most or (its_grey <= _THIN and not _runs_beyond(grey, one, rows or band[1::2]))
    ]


def _runs_beyond(grey: Picture, column: int, rows: Sequence[int]) -> bool:
    """Say whether an upright line is seen above or below the rows of a table as well."""
    top, bottom = rows[0], rows[-1]
    ends = slice(max(0, top - _BEYOND), max(0, top - RULE)), slice(bottom + RULE, bottom + _BEYOND)
    near = slice(max(0, column - _WOBBLE), column + _WOBBLE + 1)
    inked = [(grey[rows, near] < FAINT).any(axis=1) for rows in ends]
    return any(end.size and end.mean() > _THROUGH for end in inked)


def _peaks(high: npt.NDArray[np.bool_]) -> list[int]:
    places = np.flatnonzero(high)
    groups = np.split(places, np.flatnonzero(np.diff(places) > _APART) + 1) if len(places) else []
    return [int(group.mean()) for group in groups]
