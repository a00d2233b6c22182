"""The name under a signature, read once more where pen and seal lie over it: the darkest ink alone."""

import cv2
import numpy as np

from intake import engine, sheets
from intake.fields import parties
from intake.fields.flow import Flow
from intake.fields.found import Found
from intake.pdfs import Picture
from intake.sheets import Sheet
from intake.words import PixelBox, placed

_DARK, _DARKER = 130, 100
_SCALE = 1.6
"""Of working size: about 240 dpi."""
_BELOW = 0.26
"""How far below the signer's office its name is looked for, as a part of the page's height."""
_BESIDE = 0.22
"""How far to each side of the office's middle, as a part of the page's width."""


def read(sheet: Sheet, name: str) -> Found | None:
    """Return the name of who signed, or None where none is read."""
    flow = Flow(sheet.rows)
    if sheet.is_own_text or not flow.items:
        return None
    height, width = sheet.grey.shape
    office = parties.office(flow) or _lowest(sheet)
    middle = (office[0] + office[2]) / 2
    left, right = round(max(0, middle - _BESIDE * width)), round(min(width, middle + _BESIDE * width))
    top, bottom = office[3], round(min(height, office[3] + _BELOW * height))
    crop = sheet.crop((left, top, right, bottom))
    if min(crop.shape[:2]) < 40:
        return None
    size = (round((right - left) * _SCALE), round((bottom - top) * _SCALE))
    dark = sheets.black(crop)
    for ink in (_above(dark, _DARK), _above(dark, _DARKER), sheets.evened(np.ascontiguousarray(crop[:, :, 0]))):
        picture = np.asarray(cv2.resize(ink, size, interpolation=cv2.INTER_AREA), np.uint8)
        lines = (placed(line, _SCALE, left, top) for line in engine.read_sparse(picture))
        named = parties.named([line for line in lines if line.words], name)
        if named:
            return named
    return None


def _lowest(sheet: Sheet) -> PixelBox:
    """Return where the office stands where none was read: right of the page's middle, above its last rows."""
    height, width = sheet.grey.shape
    last = max(row.box[3] for row in sheet.rows)
    return round(0.6 * width), 0, round(0.9 * width), max(0, last - round(0.8 * _BELOW * height))


def _above(ink: Picture, most: int) -> Picture:
    """Return a picture with all but its darkest ink white: print is darker than what is left of a seal."""
    return np.where(ink > most, 255, ink).astype(np.uint8)
