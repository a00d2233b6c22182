"""The name under a signature, read once more where pen and seal lie over it: the darkest ink alone."""

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np

from intake import cleaning, engine, rings, seals, second_rows
from intake.fields import parties
from intake.fields.flow import Flow
from intake.fields.found import Found
from intake.pdfs import Picture
from intake.sheets import Sheet
from intake.text import squeezed
from intake.words import Line, PixelBox, cropped, placed

_DARK, _DARKER = 130, 100
_AMID = 0.45
"""How far from its darkest ink to white print is in a pale picture, as a part; a red seal is paler."""
_DARKEST = 0.001
_SCALE = 1.6
"""Of working size: about 240 dpi."""
_BELOW = 0.26
"""How far below the signer's office its name is looked for, as a part of the page's height."""
_RIGHT_OF_SEAL = 0.35
WHOLE = 3
"""Words of a name that is surely whole."""
_SURE = 0.9
"""A whole name of whose every word a reader is so sure needs no other look."""
_LEAST, _MOST_WORDS = 6, 6
"""Letters that a name has at least, and words at most."""
_TALL, _JOIN = 40, 1.0
"""Pixels that the words of a name are high, and so many heights are the gaps between them at most."""
_BESIDE = 0.22
"""How far to each side of the office's middle, as a part of the page's width."""


@dataclass(frozen=True, slots=True)
class Signed:
    """Who signed a letter: the name that was read, and where it is not sure the rows that may be a name."""

    name: Found | None = None
    rows: tuple[Line, ...] = ()


def read(sheet: Sheet, name: str, company: str = "") -> Signed:
    """Return the name of who signed, as far as one is read; what is a part of the company's name is none.

    Of the names that both readers see in some pictures of the place it is a whole one, and of those the surest.
    """
    flow = Flow(sheet.rows)
    if sheet.is_own_text or not flow.items:
        return Signed()
    found: list[Found] = []
    rows: list[Line] = []
    for picture, left, top in _pictures(sheet, flow):
        for seen in (second_rows.by_ink(picture, _TALL, _JOIN), engine.read_sparse(picture)):
            lines = [placed(line, _SCALE, left, top) for line in seen if line.words]
            rows += filter(_may_be_name, lines)
            named = parties.named(lines, name)
            if named and not parties.is_of_company(named, company):
                found.append(named)
                if _worth(named) >= (True, _SURE):
                    return Signed(named)
    return Signed(max(found, key=_worth, default=None), tuple(rows))


def _may_be_name(line: Line) -> bool:
    """Say whether a row of a few words is long enough for a name."""
    return len(squeezed(line.text)) >= _LEAST and len(line.words) <= _MOST_WORDS


def _worth(named: Found) -> tuple[bool, float]:
    """Return whether a name is whole, and how sure its least sure word is."""
    sure = [word.confidence for line in named.lines for word in line.words]
    return len(named.value.split()) >= WHOLE, min(sure)


def _pictures(sheet: Sheet, flow: Flow) -> Iterator[tuple[Picture, int, int]]:
    """Yield pictures of where a name stands, without the rings of a seal, and their place on the page."""
    height, width = sheet.grey.shape
    ring = next(iter(seals.rings(sheet, 1)), None)
    office = parties.office(flow) or (_of_seal(ring) if ring else _lowest(sheet))
    middle = (office[0] + office[2]) / 2
    left, right = round(max(0, middle - _BESIDE * width)), round(min(width, middle + _BESIDE * width))
    top, bottom = office[3], round(min(height, office[3] + _BELOW * height))
    crop = sheet.crop((left, top, right, bottom))
    if min(crop.shape[:2]) < 40:
        return
    size = (round((right - left) * _SCALE), round((bottom - top) * _SCALE))
    dark = cleaning.black(crop)
    pale = float(np.quantile(dark, _DARKEST)) * (1 - _AMID) + 255 * _AMID
    red = cleaning.evened(np.ascontiguousarray(crop[:, :, 0]))
    for ink in (_above(dark, _DARK), red, _above(dark, _DARKER), _above(dark, pale)):
        picture = np.asarray(cv2.resize(ink, size, interpolation=cv2.INTER_AREA), np.uint8)
        if ring:
            picture = rings.without(picture, cropped(ring, _SCALE, left, top))
        yield picture, left, top


def _of_seal(ring: PixelBox) -> PixelBox:
    """Return where the office would stand over the seal of a letter: the name is at its lower half."""
    middle = (ring[0] + ring[2]) // 2 + round(_RIGHT_OF_SEAL * (ring[2] - ring[0]))
    return middle, ring[1], middle, ring[1]


def _lowest(sheet: Sheet) -> PixelBox:
    """Return where the office stands where none was read: right of the page's middle, above its last rows."""
    height, width = sheet.grey.shape
    last = max(row.box[3] for row in sheet.rows)
    return round(0.6 * width), 0, round(0.9 * width), max(0, last - round(0.8 * _BELOW * height))


def _above(ink: Picture, most: float) -> Picture:
    """Return a picture with all but its darkest ink white: print is darker than what is left of a seal."""
    return np.where(ink > most, 255, ink).astype(np.uint8)
