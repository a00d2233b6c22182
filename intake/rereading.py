"""Doubtful lines read once more from their own crops, all of a page in one call of the engine."""

from collections.abc import Sequence

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
REGION_HEIGHT = 2339
"""A page at 200 dpi."""
ZONE_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<"


def read(
    sheet: Sheet, boxes: Sequence[PixelBox], height: int = LINE_HEIGHT, language: str = engine.LANGUAGE
) -> list[Line | None]:
    """Read the lines in some boxes (working pixels, one line each); None where nothing was found."""
    if not boxes:
        return []
    crops = [_line_picture(sheet, box, height) for box in boxes]
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
