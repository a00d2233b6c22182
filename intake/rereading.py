"""Doubtful lines read once more from their own crops, all of a page in one call of the engine."""

from collections.abc import Container, Sequence

import cv2
import numpy as np
import numpy.typing as npt

from intake import engine, greys, leaning, recogniser, strips, underlines
from intake.cleaning import black, evened, printed
from intake.leaning import Lean
from intake.pdfs import Picture
from intake.sheets import Sheet
from intake.text import rows
from intake.words import Line, PixelBox, Word, around, placed

LINE_HEIGHT = 40
"""Pixels of a line's words, from mark to descender: 13 pt at about 200 dpi, where marks read best."""
_GAP = 26
_SCALE_MOST = 3.0
_RULE_DARK = 170
_REACH = 0.4
"""How far beyond the engine's box a line's marks are looked for, as a part of its height."""
_GAP_IN_LETTER, _LEAST_INKED = 0.07, 0.003
_OF_LETTERS, _MOST_OF_LETTERS = 0.2, 2.2
"""Rows of letters have this part of the ink of a line's fullest rows; with its marks a line is so much as high."""
_ABOVE, _BELOW = 0.6, 0.45
"""How far marks and descenders reach beyond the rows of letters, as parts of their height."""
_LARGER, _ROOM = 1.7, 12
"""How much larger than working size small print is read, and the room around it in working pixels."""
REGION_HEIGHT = 2339
"""A page at 200 dpi."""
Counts = npt.NDArray[np.intp]
ZONE_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<"


def read(
    sheet: Sheet, lines: Sequence[Line], *, language: str = engine.LANGUAGE, ruled: Container[Line] = ()
) -> list[Line | None]:
    """Read some lines once more from their own crops; None where nothing was found.

    Of those in `ruled` the rules around digits are taken away.
    """
    if not lines:
        return []
    crops = [_line_picture(sheet, line, LINE_HEIGHT) for line in lines]
    crops = [without_rules(crop) if line in ruled else crop for line, crop in zip(lines, crops, strict=True)]
    tops, canvas = strips.stacked(crops, _GAP)
    found = engine.read_block(canvas, language)
    return [_of_strip(found, top, crop.shape[0]) for top, crop in zip(tops, crops, strict=True)]


def picture(sheet: Sheet, box: PixelBox, lean: Lean | None = None) -> Picture:
    """Return the line in a box (working pixels) as the recogniser reads it: from highest mark to lowest.

    `lean` says how its words lie where the box does not.
    """
    start, end = (lean.top, lean.bottom) if lean else (box[1], box[3])
    tall = max(8, end - start)
    room = round(_REACH * tall)
    crop = sheet.crop((box[0], box[1] - room, box[2], box[3] + room), max(2, round(tall * recogniser.MARGIN)))
    if crop.size == 0:
        return _nothing()
    ink = black_or_printed(crop)
    grey = underlines.without(leaning.levelled(ink, lean) if lean else ink, round(tall * sheet.scale))
    above = (start - max(0, box[1] - room - max(2, round(tall * recogniser.MARGIN)))) * sheet.scale
    top, bottom = _extent(grey, round(above), round(above + tall * sheet.scale))
    margin = max(2, round((bottom - top) * recogniser.MARGIN))
    line = grey[max(0, top - margin) : max(0, bottom + margin)]
    return recogniser.fitted(line, bottom - top) if line.size else _nothing()


def _nothing() -> Picture:
    return np.full((recogniser.HEIGHT, recogniser.STRIDE), 255, np.uint8)


def _extent(grey: Picture, top: int, bottom: int) -> tuple[int, int]:
    """Return the first row of a line's ink and the row past its last.

    The engine's box may leave out the marks over capitals. Where a line runs into its neighbour it ends at the
    row with the least ink between them. Where that is far more than its letters, a scratch or specks reach into
    the rows above and below, and its letters say where it ends.
    """
    ink = (grey < _RULE_DARK).sum(axis=1)
    first, end = _inked(ink, top, bottom, max(2, _LEAST_INKED * grey.shape[1]))
    upper, lower = _letters(ink, max(0, top), bottom)
    if end - first <= _MOST_OF_LETTERS * (lower - upper):
        return first, end
    return max(first, upper - round(_ABOVE * (lower - upper))), min(end, lower + round(_BELOW * (lower - upper)))


def _letters(ink: Counts, top: int, bottom: int) -> tuple[int, int]:
    """Return the first row of a line's letters and the row past its last: where most ink is."""
    part = ink[top:bottom]
    if not len(part):
        return top, bottom
    edges = np.flatnonzero(
        np.diff(np.pad(part >= _OF_LETTERS * greys.percentiles(part, 90)[0], 1).astype(np.int8))
    )
    runs = edges.reshape(-1, 2).tolist()
    start, end = max(runs, key=lambda run: int(part[run[0] : run[1]].sum()))
    return top + start, top + end


def _inked(ink: Counts, top: int, bottom: int, least: float) -> tuple[int, int]:
    """Return the first row of a line's ink and the row past its last, as far as its neighbours let it reach."""
    inked = ink >= least
    tall = bottom - top
    gap, reach = max(1, round(_GAP_IN_LETTER * tall)), round(_REACH * tall)

    def moved(edge: int, step: int) -> int:
        last, lightest = edge, edge
        for row in range(edge, edge + step * (reach + 1), step):
            if not 0 <= row < len(inked):
                return last
            if inked[row]:
                last = row
            elif abs(row - last) > gap:
                return last
            lightest = row if ink[row] < ink[lightest] else lightest
        return lightest

    middle = (top + bottom) // 2
    rows = np.flatnonzero(inked[top:bottom])
    if not len(rows) or top + int(rows[0]) > middle:
        return top, bottom
    first = moved(top, -1) if rows[0] <= gap else top + int(rows[0])
    last = moved(bottom - 1, 1) if bottom - 1 - top - int(rows[-1]) <= gap else top + int(rows[-1])
    return first, last + 1


def _line_picture(sheet: Sheet, line: Line, height: int) -> Picture:
    """Return a line in black ink only, scaled to an even height."""
    box, lean = line.box, leaning.of_line(line)
    tall = max(8, lean.bottom - lean.top if lean else box[3] - box[1])
    margin = max(3, tall // 6)
    crop = sheet.crop(box, margin)
    if crop.size == 0:
        return np.full((height, height), 255, np.uint8)
    ink = black_or_printed(crop)
    if lean:
        start = round((lean.top - max(0, box[1] - margin) - margin) * sheet.scale)
        level = leaning.levelled(ink, lean)
        ink = level[max(0, start) : max(0, start + round((tall + 2 * margin) * sheet.scale))]
        ink = ink if ink.size else level
    scale = min(_SCALE_MOST, height / (tall * sheet.scale))
    size = (max(8, round(ink.shape[1] * scale)), max(8, round(ink.shape[0] * scale)))
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return underlines.without(np.asarray(cv2.resize(ink, size, interpolation=way), np.uint8), height)


def without_rules(crop: Picture) -> Picture:
    """Return a line without the boxes around its digits, the digits moved together.

    A rule is a stroke as high as the crop, or twice as long as it is high.
    """
    ink = (crop < _RULE_DARK).astype(np.uint8)
    height = crop.shape[0]
    tall = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((max(3, round(0.92 * height)), 1), np.uint8))
    wide = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, 2 * height), np.uint8))
    rules = cv2.dilate(cv2.bitwise_or(tall, wide), np.ones((3, 5), np.uint8))
    return _moved_together(np.where(rules > 0, 255, crop).astype(np.uint8), height // 5)


def _moved_together(crop: Picture, gap: int) -> Picture:
    """Return a line with no blank wider than `gap` pixels."""
    blank = np.asarray(crop.min(axis=0) >= _RULE_DARK)
    kept, run = [], 0
    for column, is_blank in enumerate(blank.tolist()):
        run = run + 1 if is_blank else 0
        if run <= gap:
            kept.append(column)
    return np.ascontiguousarray(crop[:, kept])


def black_or_printed(crop: Picture) -> Picture:
    """Return the black ink, or where there is none (a coloured stamp) all ink."""
    dark = black(crop)
    if float((dark < 128).mean()) > 0.02:
        return dark
    return evened(np.ascontiguousarray(crop[:, :, 1]))


def _of_strip(found: Sequence[Line], top: int, height: int) -> Line | None:
    """Return the words whose middle lies in a strip, as one line; what is left of a neighbour's line is none."""
    lines = [
        [
            word
            for word in line.words
            if top - _GAP // 2 <= (word.box[1] + word.box[3]) / 2 <= top + height + _GAP // 2
        ]
        for line in found
    ]
    kept: list[Word] = []
    for line in sorted(lines, key=lambda words: -sum(len(word.text) for word in words)):
        kept += [word for word in line if not any(_is_over(word.box, other.box) for other in kept)]
    return Line(tuple(sorted(kept, key=lambda word: word.box[0]))) if kept else None


def _is_over(box: PixelBox, other: PixelBox) -> bool:
    """Say whether a word stands over or under another by more than half."""
    return 2 * (min(box[2], other[2]) - max(box[0], other[0])) > min(box[2] - box[0], other[2] - other[0])


def enlarged(sheet: Sheet, *, scattered: bool = False, below: float = 0.0) -> list[Line]:
    """Return the lines of a page of small print at a larger scale: as a page, or as lines here and there.

    Rows that end `below` some part of the page alone are read.
    """
    boxes = [row.box for row in sheet.rows if row.box[3] >= below * sheet.grey.shape[0]]
    if not boxes:
        return []
    left, top, right, bottom = around(boxes)
    crop = sheet.crop((left, top, right, bottom), _ROOM)
    left, top = max(0, left - _ROOM), max(0, top - _ROOM)
    size = (round(crop.shape[1] * _LARGER / sheet.scale), round(crop.shape[0] * _LARGER / sheet.scale))
    picture = np.asarray(cv2.resize(printed(crop), size, interpolation=cv2.INTER_CUBIC), np.uint8)
    read_lines = engine.read_sparse if scattered else engine.read_page
    return rows([placed(line, _LARGER, left, top) for line in read_lines(picture)])


def zone(sheet: Sheet, boxes: Sequence[PixelBox]) -> list[str]:
    """Read the lines of a machine-readable zone from their crop."""
    left, top, right, bottom = around(boxes)
    tall = (bottom - top) / len(boxes)
    scale = min(_SCALE_MOST, LINE_HEIGHT * 0.8 / (tall * sheet.scale))
    crop = black(sheet.crop((left, top, right, bottom), 10))
    size = (max(8, round(crop.shape[1] * scale)), max(8, round(crop.shape[0] * scale)))
    picture = np.asarray(cv2.resize(crop, size, interpolation=cv2.INTER_AREA), np.uint8)
    padded = np.pad(picture, strips.EDGE, constant_values=255)
    return [line.text for line in engine.read_block(padded, engine.PLAIN, ZONE_LETTERS)]


def region(crop: Picture, page_height: int) -> str:
    """Read whatever a crop of a page of that height holds, lines joined by a space."""
    if min(crop.shape[:2]) < 4:
        return ""
    scale = min(_SCALE_MOST, max(0.2, REGION_HEIGHT / page_height))
    size = (max(8, round(crop.shape[1] * scale)), max(8, round(crop.shape[0] * scale)))
    picture = np.asarray(cv2.resize(black_or_printed(crop), size, interpolation=cv2.INTER_AREA), np.uint8)
    lines = engine.read_block(np.pad(picture, strips.EDGE, constant_values=255))
    return " ".join(line.text for line in lines)
