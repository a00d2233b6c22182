"""The name under a signature, read once more where pen and seal lie over it: the darkest ink alone."""

from collections.abc import Sequence

import cv2
import numpy as np

from intake import engine, recogniser, seals, sheets, witness
from intake.fields import parties
from intake.fields.flow import Flow
from intake.fields.found import Found
from intake.pdfs import Picture
from intake.sheets import Sheet
from intake.text import fold
from intake.words import Line, PixelBox, Word, around, placed

_DARK, _DARKER = 130, 100
_SCALE = 1.6
"""Of working size: about 240 dpi."""
_BELOW = 0.26
"""How far below the signer's office its name is looked for, as a part of the page's height."""
_RIGHT_OF_SEAL = 0.35
WHOLE = 3
"""Words of a name that is surely whole."""
_LEAST_SCRAP, _LOWEST, _TALLEST = 3, 18, 70
"""Letters in a scrap of a name, and pixels that it is high."""
_BESIDE = 0.22
"""How far to each side of the office's middle, as a part of the page's width."""


def read(sheet: Sheet, name: str, company: str = "") -> Found | None:
    """Return the name of who signed, or None where none is read; what is a part of the company's name is none.

    A name of three words ends the search; a shorter one may be the rest of a name that a seal broke up.
    """
    flow = Flow(sheet.rows)
    if sheet.is_own_text or not flow.items:
        return None
    height, width = sheet.grey.shape
    office = parties.office(flow) or _of_seal(sheet) or _lowest(sheet)
    middle = (office[0] + office[2]) / 2
    left, right = round(max(0, middle - _BESIDE * width)), round(min(width, middle + _BESIDE * width))
    top, bottom = office[3], round(min(height, office[3] + _BELOW * height))
    crop = sheet.crop((left, top, right, bottom))
    if min(crop.shape[:2]) < 40:
        return None
    size = (round((right - left) * _SCALE), round((bottom - top) * _SCALE))
    dark, shorter = sheets.black(crop), list[Found]()
    for ink in (_above(dark, _DARK), _above(dark, _DARKER), sheets.evened(np.ascontiguousarray(crop[:, :, 0]))):
        picture = np.asarray(cv2.resize(ink, size, interpolation=cv2.INTER_AREA), np.uint8)
        lines = [line for line in engine.read_sparse(picture) if line.words]
        for options in (lines, _whole(picture, lines)):
            named = parties.named([placed(line, _SCALE, left, top) for line in options], name)
            if named is None or fold(named.value) in fold(company):
                continue
            if len(named.value.split()) >= WHOLE:
                return named
            shorter.append(named)
    return shorter[0] if shorter else None


def _whole(picture: Picture, lines: Sequence[Line]) -> list[Line]:
    """Return scraps of lines as the recogniser reads them with the ink beside them: a seal broke them up."""
    made = []
    for line in lines:
        box = line.box
        if sum(map(str.isalpha, line.text)) < _LEAST_SCRAP or not _LOWEST < box[3] - box[1] < _TALLEST:
            continue
        parts = [witness.beyond(picture, box, [], step) for step in (-1, 1)]
        left, top, right, bottom = around([box, *filter(None, parts)])
        margin = round((bottom - top) * recogniser.MARGIN)
        crop = picture[max(0, top - margin) : bottom + margin, max(0, left - margin) : right + margin]
        view = recogniser.read(recogniser.fitted(crop, bottom - top))
        made.append(Line((Word(view.text, view.confidence, (left, top, right, bottom)),)))
    return made


def _of_seal(sheet: Sheet) -> PixelBox | None:
    """Return where the office would stand over the seal of a letter: the name is at its lower half."""
    ring = next(iter(seals.rings(sheet, 1)), None)
    if ring is None:
        return None
    middle = (ring[0] + ring[2]) // 2 + round(_RIGHT_OF_SEAL * (ring[2] - ring[0]))
    return middle, ring[1], middle, ring[1]


def _lowest(sheet: Sheet) -> PixelBox:
    """Return where the office stands where none was read: right of the page's middle, above its last rows."""
    height, width = sheet.grey.shape
    last = max(row.box[3] for row in sheet.rows)
    return round(0.6 * width), 0, round(0.9 * width), max(0, last - round(0.8 * _BELOW * height))


def _above(ink: Picture, most: int) -> Picture:
    """Return a picture with all but its darkest ink white: print is darker than what is left of a seal."""
    return np.where(ink > most, 255, ink).astype(np.uint8)
