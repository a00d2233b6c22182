"""Numbers printed one digit a cell: the cells found by their shape, the digits read together in one call."""

from collections.abc import Sequence

import cv2
import numpy as np

from intake import engine, recogniser
from intake.pdfs import Picture
from intake.words import Line, PixelBox, Word, around

LEAST_CELLS = 9
_DARK, _FAINT = 150, 200
_SMALLEST, _LARGEST = 12, 60
_FILLED = 0.72
_HEIGHT = 36
_GAPS = 5, 14
_RIM = 3
_DIGITS = "0123456789"
_BLANK = 250

Cells = list[PixelBox]


def opened(grey: Picture) -> tuple[Picture, list[tuple[Word, str]]]:
    """Return a page without its boxed numbers, and each of those as a word and as another model reads it."""
    groups = _groups(_cells(grey))
    if not groups:
        return grey, []
    made = grey.copy()
    for group in groups:
        left, top, right, bottom = around(group)
        made[max(0, top - 4) : bottom + 4, max(0, left - 4) : right + 4] = _BLANK
    words = (_read(grey, group) for group in groups)
    return made, [word for word in words if word]


def placed(lines: Sequence[Line], words: Sequence[Word]) -> list[Line]:
    """Return lines with boxed numbers among them, each a line of its own until rows are put together."""
    return [*lines, *(Line((word,)) for word in words)]


def _cells(grey: Picture) -> Cells:
    """Return the insides of small upright rectangles, whether their rules are dark or faint."""
    cells: Cells = []
    for dark in (_DARK, _FAINT):
        for cell in _cells_at(grey, dark):
            if not any(abs(cell[0] - one[0]) < 6 and abs(cell[1] - one[1]) < 6 for one in cells):
                cells.append(cell)
    return cells


def _cells_at(grey: Picture, dark: int) -> Cells:
    ink = (grey < dark).astype(np.uint8)
    if dark == _FAINT:  # pale rules have gaps of a pixel or two
        ink = np.asarray(cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8)), np.uint8)
    contours, tree = cv2.findContours(ink, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    cells: Cells = []
    if tree is None:
        return cells
    for inside in np.flatnonzero(tree[0][:, 3] >= 0).tolist():
        contour = contours[inside]
        x, y, width, height = cv2.boundingRect(contour)
        if not (_SMALLEST <= height <= _LARGEST and _SMALLEST <= width <= _LARGEST):
            continue
        if cv2.contourArea(contour) >= _FILLED * (width - 1) * (height - 1) and 0.4 < width / height < 1.8:
            cells.append((x, y, x + width, y + height))
    return cells


def _groups(cells: Cells) -> list[Cells]:
    """Return rows of cells that stand side by side and are alike; one that was not seen between two is put in."""
    groups: list[Cells] = []
    for cell in sorted(cells):
        home = next((group for group in groups if _is_next(group[-1], cell)), None)
        if home is None:
            groups.append([cell])
        else:
            home += [*_between(home[-1], cell), cell]
    return [group for group in groups if len(group) >= LEAST_CELLS]


def _between(last: PixelBox, cell: PixelBox) -> Cells:
    left, top, right, bottom = last
    width = right - left
    if cell[0] - right < 0.8 * width:
        return []
    middle = (right + cell[0]) // 2
    return [(middle - width // 2, top, middle + width // 2, bottom)]


def _is_next(last: PixelBox, cell: PixelBox) -> bool:
    height, width = last[3] - last[1], last[2] - last[0]
    is_level = abs(cell[1] - last[1]) <= 0.3 * height and abs(cell[3] - last[3]) <= 0.3 * height
    is_alike = abs((cell[2] - cell[0]) - width) <= 0.4 * width
    return is_level and is_alike and -_RIM <= cell[0] - last[2] <= 1.6 * width


def _read(grey: Picture, cells: Cells) -> tuple[Word, str] | None:
    """Read the digits of some cells by both readers; where the engine loses one, set further apart."""
    digits, confidence = "", 0.0
    for gap in _GAPS:
        line = engine.read_line(_strip(grey, cells, gap), engine.PLAIN, _DIGITS)
        seen = "".join(filter(str.isdigit, line.text)) if line else ""
        if line and len(seen) == len(cells):
            digits, confidence = seen, line.confidence
            break
        digits = digits or seen
    other = recogniser.read(recogniser.fitted(_strip(grey, cells, _GAPS[0]), _HEIGHT), _DIGITS)
    again = "".join(filter(str.isdigit, other.text))
    return (Word(digits, confidence, around(cells)), again) if digits else None


def _strip(grey: Picture, cells: Cells, gap: int) -> Picture:
    """Return the insides of some cells side by side."""
    return np.hstack([_digit(grey, cell, gap) for cell in cells])


def _digit(grey: Picture, cell: PixelBox, gap: int) -> Picture:
    """Return the inside of a cell, cut to its ink and an even gap on either side."""
    left, top, right, bottom = cell
    inside = grey[top + _RIM : bottom - _RIM, left + _RIM : right - _RIM]
    inked = np.flatnonzero((inside < _DARK).any(axis=0))
    if len(inked):
        inside = inside[:, inked[0] : inked[-1] + 1]
    scale = _HEIGHT / inside.shape[0]
    size = (max(2, round(inside.shape[1] * scale)), _HEIGHT)
    digit = cv2.resize(inside, size, interpolation=cv2.INTER_CUBIC)
    return np.pad(np.asarray(digit, np.uint8), ((0, 0), (gap, gap)), constant_values=_BLANK)
