"""An opened scan, page by page, and pictures of pages for a screen."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol

import cv2
import numpy as np
from PIL import Image

from intake import files
from intake.files import Refused
from intake.pdfs import LONGEST, PdfScan, Picture, fitted
from intake.words import Line

_JPEG_QUALITY = 80
_BAND = 64
"""Rows of the kept picture that are made at a time."""
_ORIENTATION = 0x0112
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What undoes each orientation of Exif."""


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
            files.check_picture(image, number)
            return _decoded(image)
        except (OSError, EOFError, ValueError, SyntaxError, TypeError, KeyError) as broken:
            raise Refused(f"Trang {number} bị hỏng nên không giải mã được. Hãy quét lại trang này.") from broken

    def lines(self, number: int, width: int, height: int) -> list[Line]:
        """Return nothing: a picture has no text of its own."""
        return []


def _decoded(image: Image.Image) -> Picture:
    """Decode a picture at the size we keep, in bands, so that nothing but its stored form is ever held whole."""
    factor = _factor(image.size)
    if image.format == "JPEG":
        image.draft("RGB", (image.width // factor, image.height // factor))
        factor = _factor(image.size)
    image.load()
    turn = _turn(image)
    made = np.empty((-(-image.height // factor), -(-image.width // factor), 3), np.uint8)
    rows = _BAND * factor
    brightest = _brightest(image)
    for top in range(0, image.height, rows):
        band = _plain(image.crop((0, top, image.width, min(top + rows, image.height))), brightest)
        made[top // factor : top // factor + _BAND] = np.asarray(band.reduce(factor) if factor > 1 else band)
    upright = made if turn is None else np.asarray(Image.fromarray(made).transpose(turn))
    return fitted(upright)


def _factor(size: tuple[int, int]) -> int:
    """Return by what a picture is made smaller as it is decoded; `fitted` does the rest."""
    return max(1, round(max(size) / LONGEST))


def _plain(band: Image.Image, brightest: float) -> Image.Image:
    """Return a part of a picture in RGB, on white where it is transparent."""
    if band.mode in ("RGBA", "LA", "PA") or "transparency" in band.info:
        band = band.convert("RGBA")
        band = Image.alpha_composite(Image.new("RGBA", band.size, "white"), band)
    if brightest:
        values = np.asarray(band, np.float32)
        band = Image.fromarray((values * (255 / brightest)).clip(0, 255).astype(np.uint8))
    return band.convert("RGB")


def _brightest(image: Image.Image) -> float:
    """Return the value of white where it is not 255, else 0."""
    if image.mode == "F":
        return max(1.0, float(image.getextrema()[1]))  # type: ignore[arg-type]
    return 65535.0 if image.mode.startswith("I") else 0.0


def _turn(image: Image.Image) -> Image.Transpose | None:
    """Return the turn that Exif asks for; broken Exif asks for none."""
    try:
        return _TURNS.get(image.getexif().get(_ORIENTATION, 1))
    except (OSError, ValueError, SyntaxError, TypeError, KeyError, AttributeError):
        return None
