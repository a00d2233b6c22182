"""An opened scan, page by page."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

import cv2
import numpy as np

from intake import bands, files
from intake.files import Refused
from intake.pdfs import PdfScan, Picture, fitted
from intake.words import Line

_TURNS = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}


class Scan(Protocol):
    """An opened file: its pages, counted from 1, each decoded only when asked for."""

    page_count: int

    def page(self, number: int) -> Picture:
        """Return a page in colour, its longer side at most `LONGEST` pixels; raises `Refused`."""

    def lines(self, number: int, width: int, height: int) -> list[Line]:
        """Return the page's own text where it is a born-digital page, else nothing."""


@contextmanager
def opened(data: bytes, info: files.Info | None = None) -> Iterator[Scan]:
    """Open a file that `files.inspect` accepts (`info`: has accepted); raises `Refused` otherwise."""
    info = info or files.inspect(data)
    if info.media_type != "application/pdf":
        yield ImageScan(data, info.page_count)
        return
    document = files.open_pdf(data)
    try:
        yield PdfScan(document)
    finally:
        document.close()


def turned(page: Picture, rotation: int) -> Picture:
    """Return a page turned clockwise by 0, 90, 180 or 270 degrees."""
    turn = _TURNS.get(rotation % 360)
    return page if turn is None else np.asarray(cv2.rotate(page, turn), np.uint8)


class ImageScan:
    """JPEG, PNG, or a TIFF of several pages; Exif turns are applied."""

    def __init__(self, data: bytes, page_count: int) -> None:
        self._data = data
        self.page_count = page_count

    def page(self, number: int) -> Picture:
        """Return a page in colour; raises `Refused` where it is broken."""
        image = files.open_image(self._data)
        try:
            image.seek(number - 1)
            files.check_picture(image, number)
            return fitted(bands.decoded(image))
        except (OSError, EOFError, ValueError, SyntaxError, TypeError, KeyError) as broken:
            raise Refused(f"Trang {number} bị hỏng nên không giải mã được. Hãy quét lại trang này.") from broken

    def lines(self, number: int, width: int, height: int) -> list[Line]:
        """Return nothing: a picture has no text of its own."""
        return []
