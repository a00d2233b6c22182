"""An opened scan, page by page, and pictures of pages for a screen."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

import cv2
import numpy as np
from PIL import Image, ImageOps

from intake import files
from intake.files import Refused
from intake.pdfs import LONGEST, PdfScan, Picture, fitted
from intake.words import Line

_JPEG_QUALITY = 80


class Scan(Protocol):
    """An opened file: its pages, counted from 1, each decoded only when asked for."""

    page_count: int

    def page(self, number: int) -> Picture:
        """Return a page in colour, its longer side at most `LONGEST` pixels; raises `Refused`."""

    def lines(self, number: int, width: int, height: int) -> list[Line]:
        """Return the page's own text where it is a born-digital page, else nothing."""


@contextmanager
def opened(data: bytes) -> Iterator[Scan]:
    """Open a file that `files.inspect` accepts; raises `Refused` otherwise."""
    info = files.inspect(data)
    if info.media_type != "application/pdf":
        yield ImageScan(data, info.page_count)
        return
    document = files.open_pdf(data)
    try:
        yield PdfScan(document)
    finally:
        document.close()


def picture(data: bytes, number: int, *, rotation: int, width: int) -> bytes:
    """Return one page as JPEG, turned clockwise by `rotation` degrees and at most `width` pixels wide."""
    with opened(data) as scan:
        if not 1 <= number <= scan.page_count:
            raise Refused(f"Tệp không có trang {number}.")
        upright = turned(scan.page(number), rotation)
    if upright.shape[1] > width:
        height = max(1, round(upright.shape[0] * width / upright.shape[1]))
        upright = np.asarray(cv2.resize(upright, (width, height), interpolation=cv2.INTER_AREA), np.uint8)
    out = io.BytesIO()
    Image.fromarray(upright).save(out, "JPEG", quality=_JPEG_QUALITY)
    return out.getvalue()


def turned(page: Picture, rotation: int) -> Picture:
    """Return a page turned clockwise by 0, 90, 180 or 270 degrees."""
    return np.ascontiguousarray(np.rot90(page, -(rotation // 90) % 4))


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
            files.check_pixels(*image.size)
            return _decoded(image)
        except (OSError, EOFError, ValueError, SyntaxError, TypeError, KeyError) as broken:
            raise Refused(f"Trang {number} bị hỏng nên không giải mã được. Hãy quét lại trang này.") from broken

    def lines(self, number: int, width: int, height: int) -> list[Line]:
        """Return nothing: a picture has no text of its own."""
        return []


def _decoded(image: Image.Image) -> Picture:
    if image.format == "JPEG":
        image.draft("RGB", (LONGEST, LONGEST))
    image.load()
    image = _exif_upright(image)
    if image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info:
        image = image.convert("RGBA")
        image = Image.alpha_composite(Image.new("RGBA", image.size, "white"), image)
    if image.mode.startswith("I;16") or image.mode in ("I", "F"):
        image = _eight_bits(image)
    return fitted(np.asarray(image.convert("RGB"), np.uint8))


def _exif_upright(image: Image.Image) -> Image.Image:
    try:
        return ImageOps.exif_transpose(image)
    except (OSError, ValueError, SyntaxError, TypeError, KeyError, AttributeError):
        return image


def _eight_bits(image: Image.Image) -> Image.Image:
    values = np.asarray(image, np.float64)
    top = 65535.0 if image.mode.startswith("I") else max(1.0, float(values.max()))
    return Image.fromarray((values * (255 / top)).clip(0, 255).astype(np.uint8))
