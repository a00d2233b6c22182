"""Ruled tables made readable: rules taken away, the text of every cell moved to its top, words put back after.

The engine takes a label that stands between two lines of its value for a line of its own, and both for noise.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
import numpy.typing as npt

from intake.pdfs import Picture
from intake.words import Line, PixelBox, Word

_WIDTH_LEAST, _WIDTH_MOST = 0.35, 0.98
"""Of the page's width: what is wider is the dark about a page that was scanned askew."""
_HEIGHT_LEAST = 60
_DARK = 150
_FAINT = 200
_REACH, _FAINT_REACH = 0.5, 0.65
"""A rule covers this part of its table's width or height."""
_LARGEST_CELL, _FRAME, _IN_FRAME = 0.4, 0.6, 0.12
"""Of the page's area: a larger cell is the frame of a certificate. In a grid as high as this part of the page one
of the last part's size is: its frame, cut where a stamp or two rules stand in it."""
_INSIDE = 0.9
"""A grid of which another one holds this part is what is meant, and the other a frame."""
_PALER, _THIN = 30, 110
"""By so much the greys of a rule are paler than those of another of its row at most; or it is as dark as this."""
_LEVEL = 0.5
"""Lines whose middles are nearer than this part of their height are one line."""
_SLANT = 17
"""Rows of pixels over which a rule may drift from one side of a table to the other."""
_FEW_RULES, _FEWER = 2, 4
_RULE_LEAST, _RULES_LEAST = 80, 3
"""Pixels of a level rule, and how many of them a grid has."""
_OF_PRINT, _ABOVE = 0.2, 2
"""Of a cell's pixels at least so many in a hundred are of its print, and so many rows above it are kept."""
_RULE = 5
"""Pixels about a rule that are no text."""
_BEYOND, _WOBBLE, _THROUGH = 40, 2, 0.85
"""Pixels above and below a table in which a scratch is looked for, and beside its column; how much it inks."""

Mask = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its table and row, its box, and how far its text was moved up."""

    table: int
    row: int
    box: PixelBox
    shift: int


def opened(grey: Picture) -> tuple[Picture, list[Cell]]:
    """Return a page with its tables without rules, the text of each cell at the cell's top, and the cells."""
    cells: list[Cell] = []
    made = grey
    for table, box in enumerate(_tables(grey)):
        made = _without_rules(grey.copy() if made is grey else made, box)
        for row, (left, top, right, bottom) in _boxes(grey, box):
            inner = (left + _RULE, top + _RULE, right - _RULE, bottom - _RULE)
            cells.append(Cell(table, row, (left, top, right, bottom), _raised(made, inner)))
    return made, cells


def _boxes(grey: Picture, table: PixelBox) -> list[tuple[int, PixelBox]]:
    """Return the boxes of a table's cells with their rows; none where the table is the frame of a page."""
    rows = _rows(grey, table)
    boxes = [
        (row, (left, top, right, bottom))
        for row, (top, bottom) in enumerate(pairwise(rows))
        for left, right in pairwise(_columns(grey, (table[0], top, table[2], bottom), rows=rows))
    ]
    sizes = [(right - left) * (bottom - top) / grey.size for _, (left, top, right, bottom) in boxes]
    if table[3] - table[1] > _FRAME * grey.shape[0] and max(sizes, default=0) > _IN_FRAME:
        return []
    return [one for one, size in zip(boxes, sizes, strict=True) if size <= _LARGEST_CELL]


def in_cells(cells: Sequence[Cell], lines: Sequence[Line]) -> list[Line]:
    """Return lines with those in cells put together row by row of their table, moved back to their places."""
    if not cells:
        return list(lines)
    kept: dict[tuple[int, int], list[list[tuple[Word, Line]]]] = {}
    left: list[Line] = []
    for line in lines:
        outside = []
        for word in line.words:
            cell = next((cell for cell in cells if _is_in(word.box, cell.box)), None)
            if cell is None:
                outside.append(word)
            else:
                _row(kept, cell, cells)[_column(cell, cells)].append((_lowered(word, cell.shift), line))
        left += [Line(tuple(outside))] if outside else []
    return left + [_line(columns) for columns in kept.values() if any(columns)]


def raised(word: Word, cells: Sequence[Cell]) -> Word:
    """Return a word of the page where it would stand had its cell's text been moved with it."""
    cell = next((cell for cell in cells if _is_in(word.box, cell.box)), None)
    return _lowered(word, -cell.shift) if cell else word


def _row(
    kept: dict[tuple[int, int], list[list[tuple[Word, Line]]]], cell: Cell, cells: Sequence[Cell]
) -> list[list[tuple[Word, Line]]]:
    count = sum((one.table, one.row) == (cell.table, cell.row) for one in cells)
    return kept.setdefault((cell.table, cell.row), [[] for _ in range(count)])


def _column(cell: Cell, cells: Sequence[Cell]) -> int:
    return sum((one.table, one.row) == (cell.table, cell.row) and one.box[0] < cell.box[0] for one in cells)


def _line(columns: Sequence[Sequence[tuple[Word, Line]]]) -> Line:
    return Line(tuple(word for column in columns for word in _in_order(column)), is_cell=True)


def _in_order(column: Sequence[tuple[Word, Line]]) -> list[Word]:
    """Return a cell's words line by line; pieces of one line that the engine took apart are one again.

    Of a line that runs through several cells only what stands in this one says where it stands.
    """
    parts: dict[int, list[Word]] = {}
    for word, line in column:
        parts.setdefault(id(line), []).append(word)
    level: dict[int, int] = {}
    last: Line | None = None
    for part, words in sorted(parts.items(), key=lambda one: _middle(Line(tuple(one[1])))):
        here = Line(tuple(words))
        is_same = last is not None and _is_beside(here, last)
        level[part] = max(level.values(), default=0) + (not is_same)
        last = here
    return [word for word, line in sorted(column, key=lambda one: (level[id(one[1])], one[0].box[0]))]


def _is_beside(line: Line, other: Line) -> bool:
    """Say whether two lines are level and none stands over the other."""
    is_level = abs(_middle(line) - _middle(other)) < _LEVEL * (other.box[3] - other.box[1])
    return is_level and (line.box[0] >= other.box[2] or line.box[2] <= other.box[0])


def _middle(line: Line) -> float:
    return (line.box[1] + line.box[3]) / 2


def _lowered(word: Word, shift: int) -> Word:
    left, top, right, bottom = word.box
    return Word(word.text, word.confidence, (left, top + shift, right, bottom + shift))


def _is_in(box: PixelBox, cell: PixelBox) -> bool:
    x, y = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return cell[0] <= x < cell[2] and cell[1] <= y < cell[3]


def _tables(grey: Picture) -> list[PixelBox]:
    """Return the boxes of ruled grids that have more than one row and column; faint ones where none is dark."""
    found, within = _grids(grey, _DARK)
    faint, within_faint = _grids(grey, _FAINT)
    if found:
        return list(dict.fromkeys(next((one for one in faint if _goes_on(box, one)), box) for box in found))
    return faint or within or within_faint


def _goes_on(box: PixelBox, wider: PixelBox) -> bool:
    """Say whether a grid is a part of one as high whose rules are dark on one side alone."""
    is_as_high = abs(box[1] - wider[1]) <= _SLANT and abs(box[3] - wider[3]) <= _SLANT
    return is_as_high and wider[0] <= box[0] and box[2] <= wider[2]


def _grids(grey: Picture, dark: int) -> tuple[list[PixelBox], list[PixelBox]]:
    """Return the grids among the drawings of a page, and those within drawings that are none as a whole."""
    ink = (grey < dark).astype(np.uint8)
    if not _may_be_ruled(ink):
        return [], []
    across, down = _rules(ink)
    joined = cv2.dilate(across | down, np.ones((3, 3), np.uint8))
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


def _may_be_ruled(ink: Mask) -> bool:
    """Say whether a picture has level stretches of ink as long as a rule in three places, as a grid has.

    Where they run on for some rows (a picture, a dark edge) nothing can be said so cheaply.
    """
    rows = _long_rows(np.asarray(cv2.dilate(ink, np.ones((3, 1), np.uint8)), np.uint8))
    if not len(rows):
        return False
    groups = np.split(rows, np.flatnonzero(np.diff(rows) > 1) + 1)
    return len(groups) >= _RULES_LEAST or max(map(len, groups)) > 2 * _RULE


def _rules(ink: Mask) -> tuple[Mask, Mask]:
    """Return the level and the upright rules of a picture.

    One that slants steps from row to row of pixels, and one that is pale has gaps of a pixel or two.
    """
    along, through = np.ones((1, 3), np.uint8), np.ones((3, 1), np.uint8)
    level = cv2.morphologyEx(cv2.dilate(ink, through), cv2.MORPH_CLOSE, along)
    upright = cv2.morphologyEx(cv2.dilate(ink, along), cv2.MORPH_CLOSE, through)
    across = cv2.bitwise_and(_long(np.asarray(level, np.uint8)), ink)
    down = cv2.bitwise_and(cv2.morphologyEx(upright, cv2.MORPH_OPEN, np.ones((36, 1), np.uint8)), ink)
    return np.asarray(across, np.uint8), np.asarray(down, np.uint8)


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
    part = _REACH if dark == _DARK else _FAINT_REACH
    rows = _rows(grey, box, dark, part)
    if len(rows) <= _FEW_RULES:
        return False
    if len(_columns(grey, box, dark, part, rows)) > _FEW_RULES:
        return True
    bands = [(box[0], top, box[2], bottom) for top, bottom in pairwise(rows)]
    counts = [len(_columns(grey, band, dark, part, rows)) for band in bands]
    return min(counts) >= _FEW_RULES and 2 * sum(count > _FEW_RULES for count in counts) >= len(counts)


def _rows(grey: Picture, box: PixelBox, dark: int = _FAINT, part: float = _REACH) -> list[int]:
    """Return where the level rules of a grid stand, from the top down.

    One that is not quite level lies in several rows of pixels: each of its columns counts once, however thick it
    is, for the line under an address is as thick and half as long.
    """
    left, top, right, bottom = box
    across, _ = _rules((grey[top:bottom, left:right] < dark).astype(np.uint8))
    return [top + row for row in _peaks(cv2.dilate(across, np.ones((_SLANT, 1), np.uint8)).mean(axis=1) > part)]


def _columns(
    grey: Picture, band: PixelBox, dark: int = _FAINT, part: float = _REACH, rows: Sequence[int] = ()
) -> list[int]:
    """Return where the upright rules of one row of a grid stand, from left to right: rows may differ.

    One far paler than the row's first and last that runs on beyond the level rules, `rows` of them, is none: a
    scratch through the page.
    """
    left, top, right, bottom = band
    _, down = _rules((grey[top:bottom, left:right] < dark).astype(np.uint8))
    found = [left + column for column in _peaks(np.convolve(down.mean(axis=0), np.ones(3), "same") > part)]
    greys = [float(np.percentile(grey[top:bottom, max(0, one - 2) : one + 3].min(axis=1), 80)) for one in found]
    most = max(greys[:1] + greys[-1:], default=0.0) + _PALER
    return [
        one
        for one, its_grey in zip(found, greys, strict=True)
        if its_grey <= most or (its_grey <= _THIN and not _runs_beyond(grey, one, rows or band[1::2]))
    ]


def _runs_beyond(grey: Picture, column: int, rows: Sequence[int]) -> bool:
    """Say whether an upright line is seen above or below the rows of a table as well."""
    top, bottom = rows[0], rows[-1]
    ends = slice(max(0, top - _BEYOND), max(0, top - _RULE)), slice(bottom + _RULE, bottom + _BEYOND)
    near = slice(max(0, column - _WOBBLE), column + _WOBBLE + 1)
    inked = [(grey[rows, near] < _FAINT).any(axis=1) for rows in ends]
    return any(end.size and end.mean() > _THROUGH for end in inked)


def _peaks(high: npt.NDArray[np.bool_]) -> list[int]:
    places = np.flatnonzero(high)
    groups = np.split(places, np.flatnonzero(np.diff(places) > 6) + 1) if len(places) else []
    return [int(group.mean()) for group in groups]


def _without_rules(page: Picture, box: PixelBox) -> Picture:
    left, top, right, bottom = box
    part = page[top:bottom, left:right]
    across, down = _rules((part < _FAINT).astype(np.uint8))
    part[cv2.dilate(across | down, np.ones((_RULE, _RULE), np.uint8)) > 0] = 250
    return page


def _ink(cell: Picture) -> float:
    """Return below which grey a cell's print is: half between paper and print where that is pale."""
    if not cell.size:
        return _DARK
    print_, paper = np.percentile(cell, (_OF_PRINT, 50))
    return max(float(_DARK), float(print_ + paper) / 2)


def _raised(page: Picture, box: PixelBox) -> int:
    """Move the text of a cell to its top, in place; returns by how many pixels."""
    left, top, right, bottom = box
    cell = page[top:bottom, left:right]
    inked = np.flatnonzero((cell < _ink(cell)).sum(axis=1) > 1)
    shift = int(inked[0]) - _ABOVE if len(inked) else 0
    if shift < _ABOVE:
        return 0
    cell[:-shift] = cell[shift:].copy()
    cell[-shift:] = 250
    return shift
