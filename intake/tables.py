"""Tables with ruled lines: their words put in the order of the cells, each row of the table one line."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise

import cv2
import numpy as np
import numpy.typing as npt

from intake.pdfs import Picture
from intake.words import Line, PixelBox, Word

_WIDTH_LEAST = 0.35
_HEIGHT_LEAST = 60
_DARK = 150
_FAINT = 200

Mask = npt.NDArray[np.uint8]


def in_cells(grey: Picture, lines: Sequence[Line]) -> list[Line]:
    """Return lines of a page with those inside a ruled table put together row by row of the table."""
    left = list(lines)
    for box in _tables(grey):
        inside = [line for line in left if _middle_in(line.box, box)]
        left = [line for line in left if line not in inside]
        left += _rows_of(grey, box, inside)
    return left


def unruled(grey: Picture) -> Picture:
    """Return a page with the rules of its tables white, which otherwise hide words from the engine."""
    boxes = _tables(grey)
    if not boxes:
        return grey
    made = grey.copy()
    for left, top, right, bottom in boxes:
        part = made[top:bottom, left:right]
        across, down = _rules((part < _FAINT).astype(np.uint8))
        part[cv2.dilate(across | down, np.ones((5, 5), np.uint8)) > 0] = 250
    return made


def _tables(grey: Picture) -> list[PixelBox]:
    """Return the boxes of ruled grids that have more than one row and column."""
    ink = (grey < _DARK).astype(np.uint8)
    across, down = _rules(ink)
    _, _, stats, _ = cv2.connectedComponentsWithStats(cv2.dilate(across | down, np.ones((3, 3), np.uint8)))
    boxes = []
    for x, y, width, height, _area in stats[1:].tolist():
        box = (x, y, x + width, y + height)
        if width > _WIDTH_LEAST * grey.shape[1] and height > _HEIGHT_LEAST and min(map(len, _cuts(grey, box))) >= 3:
            boxes.append(box)
    return boxes


def _rules(ink: Mask) -> tuple[Mask, Mask]:
    across = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, 80), np.uint8))
    down = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((36, 1), np.uint8))
    return np.asarray(across, np.uint8), np.asarray(down, np.uint8)


def _cuts(grey: Picture, box: PixelBox) -> tuple[list[int], list[int]]:
    """Return where the rules of a grid stand, from the top down and from left to right."""
    left, top, right, bottom = box
    across, down = _rules((grey[top:bottom, left:right] < _DARK).astype(np.uint8))
    rows = _peaks(across.mean(axis=1) > 0.5)
    columns = _peaks(down.mean(axis=0) > 0.5)
    return [top + row for row in rows], [left + column for column in columns]


def _peaks(high: npt.NDArray[np.bool_]) -> list[int]:
    places = np.flatnonzero(high)
    groups = np.split(places, np.flatnonzero(np.diff(places) > 6) + 1) if len(places) else []
    return [int(group.mean()) for group in groups]


def _rows_of(grey: Picture, box: PixelBox, lines: Sequence[Line]) -> list[Line]:
    rows, columns = _cuts(grey, box)
    made = []
    for top, bottom in pairwise(rows):
        cells: dict[int, list[tuple[Word, Line]]] = defaultdict(list)
        for line in lines:
            for word in line.words:
                if top <= _middle(word.box)[1] < bottom:
                    cells[_column(word.box, columns)].append((word, line))
        words = [word for column in sorted(cells) for word in _in_order(cells[column])]
        if words:
            made.append(Line(tuple(words), is_cell=True))
    return made


def _in_order(cell: Sequence[tuple[Word, Line]]) -> list[Word]:
    tops = {id(line): line.box[1] + line.box[3] for _, line in cell}
    return [word for word, line in sorted(cell, key=lambda one: (tops[id(one[1])], one[0].box[0]))]


def _column(box: PixelBox, columns: Sequence[int]) -> int:
    return sum(cut <= _middle(box)[0] for cut in columns)


def _middle(box: PixelBox) -> tuple[float, float]:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def _middle_in(box: PixelBox, outer: PixelBox) -> bool:
    x, y = _middle(box)
    return outer[0] <= x <= outer[2] and outer[1] <= y <= outer[3]
