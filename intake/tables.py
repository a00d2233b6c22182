"""Ruled tables made readable: rules taken away, the text of every cell moved to its top, words put back after.

The engine takes a label that stands between two lines of its value for a line of its own, and both for noise.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np

from intake import greys, grids, strokes
from intake.grids import DARK, FAINT, RULE
from intake.pdfs import Picture
from intake.words import Line, PixelBox, Word

_LARGEST_CELL, _FRAME, _IN_FRAME, _CELLS = 0.4, 0.6, 0.12, 16
"""Of the page's area: a larger cell is the frame of a certificate. In a grid as high as this part of the page one
of the last part's size is: its frame, cut where a stamp or two rules stand in it. So many cells are a form's, one
of which may be as large."""
_LEVEL = 0.5
"""Lines whose middles are nearer than this part of their height are one line."""
_MOST_LINES = 9
"""So many lines of print has a cell at most."""
_OF_PRINT, _ABOVE = 0.2, 2
"""Of a cell's pixels at least so many in a hundred are of its print, and so many rows above it are kept."""


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
    for table, box in enumerate(grids.found(grey)):
        made = _without_rules(grey.copy() if made is grey else made, box)
        for row, (left, top, right, bottom) in _boxes(grey, box):
            inner = (left + RULE, top + RULE, right - RULE, bottom - RULE)
            cells.append(Cell(table, row, (left, top, right, bottom), _raised(made, inner)))
    return made, cells


def _boxes(grey: Picture, table: PixelBox) -> list[tuple[int, PixelBox]]:
    """Return the boxes of a table's cells with their rows; none where the table is the frame of a page."""
    rows = grids.level_rules(grey, table)
    boxes = [
        (row, (left, top, right, bottom))
        for row, (top, bottom) in enumerate(pairwise(rows))
        for left, right in pairwise(grids.upright_rules(grey, (table[0], top, table[2], bottom), rows=rows))
    ]
    sizes = [(right - left) * (bottom - top) / grey.size for _, (left, top, right, bottom) in boxes]
    is_high = table[3] - table[1] > _FRAME * grey.shape[0]
    if is_high and len(boxes) < _CELLS and max(sizes, default=0) > _IN_FRAME:
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
    return left + [line for columns in kept.values() for line in _lines(columns)]


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


def _lines(columns: Sequence[Sequence[tuple[Word, Line]]]) -> list[Line]:
    """Return a table's row as one line; of a cell with many lines, as a card in a frame is, each as it stands."""
    if all(len(_by_line(column)) <= _MOST_LINES for column in columns):
        words = tuple(word for column in columns for word in _in_order(column))
        return [Line(words, is_cell=True)] if words else []
    return [Line(tuple(words)) for words in _by_line([one for column in columns for one in column]).values()]


def _by_line(column: Sequence[tuple[Word, Line]]) -> dict[int, list[Word]]:
    """Return the words of each of the engine's lines, by the line's identity."""
    parts: dict[int, list[Word]] = {}
    for word, line in column:
        parts.setdefault(id(line), []).append(word)
    return parts


def _in_order(column: Sequence[tuple[Word, Line]]) -> list[Word]:
    """Return a cell's words line by line; pieces of one line that the engine took apart are one again.

    Of a line that runs through several cells only what stands in this one says where it stands.
    """
    level: dict[int, int] = {}
    last: Line | None = None
    for part, words in sorted(_by_line(column).items(), key=lambda one: _middle(Line(tuple(one[1])))):
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


def _without_rules(page: Picture, box: PixelBox) -> Picture:
    """Take the rules of a table away, in place; rows of bold figures, whose tops run together, stay."""
    left, top, right, bottom = box
    part = page[top:bottom, left:right]
    ink = (part < FAINT).astype(np.uint8)
    across, down = grids.rules(ink)
    across = strokes.bare(across, ink, strokes.ABOVE, strokes.BELOW)
    part[cv2.dilate(across | down, np.ones((RULE, RULE), np.uint8)) > 0] = 250
    return page


def _ink(cell: Picture) -> float:
    """Return below which grey a cell's print is: half between paper and print where that is pale."""
    if not cell.size:
        return DARK
    print_, paper = greys.percentiles(cell, _OF_PRINT, 50)
    return max(float(DARK), (print_ + paper) / 2)


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
