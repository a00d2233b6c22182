"""Doubtful lines read once more from their own crops, all of a page in one call of the engine."""

from collections.abc import Container, Sequence

import cv2
import numpy as np

from intake import engine
from intake.pdfs import Picture
from intake.sheets import Sheet, black, evened
from intake.words import Line, PixelBox, around

LINE_HEIGHT = 40
"""Pixels of a line's words, from mark to descender: 13 pt at about 200 dpi, where marks read best."""
_GAP = 26
_EDGE = 16
_SCALE_MOST = 3.0
_RULE_DARK = 170
REGION_HEIGHT = 2339
"""A page at 200 dpi."""
ZONE_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<"


def read(
    sheet: Sheet, boxes: Sequence[PixelBox], *, language: str = engine.LANGUAGE, ruled: Container[PixelBox] = ()
) -> list[Line | None]:
    """Read the lines in some boxes (working pixels, one line each); None where nothing was found.

    Of the boxes in `ruled` the rules around digits are taken away.
    """
    if not boxes:
        return []
    crops = [_line_picture(sheet, box, LINE_HEIGHT) for box in boxes]
    crops = [without_rules(crop) if box in ruled else crop for box, crop in zip(boxes, crops, strict=True)]
    tops, canvas = _stacked(crops)
    found = engine.read_block(canvas, language)
    return [_of_strip(found, top, crop.shape[0]) for top, crop in zip(tops, crops, strict=True)]


def _line_picture(sheet: Sheet, box: PixelBox, height: int) -> Picture:
    """Return a line in black ink only, scaled to an even height."""
    tall = max(8, box[3] - box[1])
    margin = max(3, tall // 6)
    crop = sheet.crop(box, margin)
    if crop.size == 0:
        return np.full((height, height), 255, np.uint8)
    scale = min(_SCALE_MOST, height / (tall * sheet.scale))
    size = (max(8, round(crop.shape[1] * scale)), max(8, round(crop.shape[0] * scale)))
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(black_or_printed(crop), size, interpolation=way), np.uint8)


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


def _stacked(crops: Sequence[Picture]) -> tuple[list[int], Picture]:
    width = max(crop.shape[1] for crop in crops) + 2 * _EDGE
    height = sum(crop.shape[0] + _GAP for crop in crops) + _GAP
    canvas = np.full((height, width), 255, np.uint8)
    tops, top = [], _GAP
    for crop in crops:
        canvas[top : top + crop.shape[0], _EDGE : _EDGE + crop.shape[1]] = crop
        tops.append(top)
        top += crop.shape[0] + _GAP
    return tops, canvas


def _of_strip(found: Sequence[Line], top: int, height: int) -> Line | None:
    """Return the words whose middle lies in a strip, as one line."""
    words = [
        word
        for line in found
        for word in line.words
        if top - _GAP // 2 <= (word.box[1] + word.box[3]) / 2 <= top + height + _GAP // 2
    ]
    return Line(tuple(sorted(words, key=lambda word: word.box[0]))) if words else None


def zone(sheet: Sheet, boxes: Sequence[PixelBox]) -> list[str]:
    """Read the lines of a machine-readable zone from their crop."""
    left, top, right, bottom = around(boxes)
    tall = (bottom - top) / len(boxes)
    scale = min(_SCALE_MOST, LINE_HEIGHT * 0.8 / (tall * sheet.scale))
    crop = black(sheet.crop((left, top, right, bottom), 10))
    size = (max(8, round(crop.shape[1] * scale)), max(8, round(crop.shape[0] * scale)))
    picture = np.asarray(cv2.resize(crop, size, interpolation=cv2.INTER_AREA), np.uint8)
    padded = np.pad(picture, _EDGE, constant_values=255)
    return [line.text for line in engine.read_block(padded, engine.PLAIN, ZONE_LETTERS)]


def region(crop: Picture, page_height: int) -> str:
    """Read whatever a crop of a page of that height holds, lines joined by a space."""
    if min(crop.shape[:2]) < 4:
        return ""
    scale = min(_SCALE_MOST, max(0.2, REGION_HEIGHT / page_height))
    size = (max(8, round(crop.shape[1] * scale)), max(8, round(crop.shape[0] * scale)))
    picture = np.asarray(cv2.resize(black_or_printed(crop), size, interpolation=cv2.INTER_AREA), np.uint8)
    lines = engine.read_block(np.pad(picture, _EDGE, constant_values=255))
    return " ".join(line.text for line in lines)
