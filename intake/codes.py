"""QR codes of identity cards."""

import re

import cv2
import numpy as np
import zxingcpp

from intake.cards import Card
from intake.numbers import made_date
from intake.pdfs import Picture
from intake.text import composed
from intake.words import PixelBox

_ENLARGED = 2.0
_FINE = 2000
"""Pixels of the longer side of a page that shows the squares of a card's code: of 245 larger ones none had a code
that was found when enlarged alone.
"""


def cards(picture: Picture, *, thorough: bool) -> list[Card]:
    """Return the cards whose codes are in a picture; a thorough look enlarges it where none is found."""
    grey = np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), np.uint8)
    found = _decoded(grey, 1.0)
    if found or not thorough or max(grey.shape) >= _FINE:
        return found
    return _decoded(_enlarged(grey), _ENLARGED)


def parsed(text: str, box: PixelBox = (0, 0, 0, 0)) -> Card | None:
    """Return the card in the text of a code, or None where it is another code."""
    parts = [part.strip() for part in text.split("|")]
    if len(parts) < 6 or not re.fullmatch(r"\d{12}", parts[0]):
        return None
    born = _day(parts[3])
    issued = _day(parts[6]) if len(parts) > 6 else ""
    return Card(parts[0], composed(parts[2]), born, {"Nam": "M", "Nữ": "F"}.get(parts[4], ""), issued, box)


def _decoded(grey: Picture, scale: float) -> list[Card]:
    wanted = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)  # such codes are found whichever way they lie
    codes = zxingcpp.read_barcodes(grey, formats=wanted, try_rotate=False, try_invert=False)
    made = (parsed(code.text, _box(code, scale)) for code in codes)
    return [card for card in made if card]


def _enlarged(grey: Picture) -> Picture:
    height, width = grey.shape
    size = (round(width * _ENLARGED), round(height * _ENLARGED))
    return np.asarray(cv2.GaussianBlur(cv2.resize(grey, size, interpolation=cv2.INTER_CUBIC), (3, 3), 0), np.uint8)


def _box(code: zxingcpp.Barcode, scale: float) -> PixelBox:
    place = code.position
    corners = (place.top_left, place.top_right, place.bottom_left, place.bottom_right)
    across, down = [corner.x for corner in corners], [corner.y for corner in corners]
    return (
        round(min(across) / scale), round(min(down) / scale), round(max(across) / scale), round(max(down) / scale)
    )  # fmt: skip


def _day(text: str) -> str:
    if not re.fullmatch(r"\d{8}", text):
        return ""
    return made_date(int(text[4:]), int(text[2:4]), int(text[:2]))
