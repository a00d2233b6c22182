"""Pictures of pages for a screen, made without the libraries that reading takes."""

import io

import pypdfium2 as pdfium
from PIL import Image

from intake import bands, embedded, files
from intake.bands import LONGEST
from intake.files import Refused

_JPEG_QUALITY = 80
_DRAWN_DPI = 220
_FINER = 2
"""How much larger than it is shown a page is decoded at least."""
_TURNS = {90: Image.Transpose.ROTATE_270, 180: Image.Transpose.ROTATE_180, 270: Image.Transpose.ROTATE_90}
"""Clockwise, as pages are; Pillow turns the other way."""


def picture(data: bytes, number: int, *, rotation: int, width: int) -> bytes:
    """Return one page as JPEG, turned clockwise by `rotation` degrees and at most `width` pixels wide.

    Raises `Refused` where there is no such page, or none that can be shown.
    """
    info = files.inspect(data)
    if not 1 <= number <= info.page_count:
        raise Refused(f"Tệp không có trang {number}.")
    try:
        shown = _of_pdf(data, number, width) if info.media_type == "application/pdf" else _of_image(data, number)
    except (pdfium.PdfiumError, OSError, EOFError, ValueError, SyntaxError, TypeError, KeyError) as broken:
        raise Refused(f"Trang {number} bị hỏng nên không vẽ được. Hãy quét lại trang này.") from broken
    return _as_jpeg(_turned(shown, rotation), width)


def _as_jpeg(page: Image.Image, width: int) -> bytes:
    if page.width > width:
        page = page.resize((width, max(1, round(page.height * width / page.width))), Image.Resampling.BOX)
    out = io.BytesIO()
    page.save(out, "JPEG", quality=_JPEG_QUALITY)
    return out.getvalue()


def _turned(page: Image.Image, rotation: int) -> Image.Image:
    turn = _TURNS.get(rotation % 360)
    return page if turn is None else page.transpose(turn)


def _of_image(data: bytes, number: int) -> Image.Image:
    image = files.open_image(data)
    image.seek(number - 1)
    files.check_picture(image, number)
    return Image.fromarray(bands.decoded(image))


def _of_pdf(data: bytes, number: int, width: int) -> Image.Image:
    document = files.open_pdf(data)
    try:
        files.check_size(number, document.get_page_size(number - 1))
        page = document[number - 1]
        embedded.check_pictures(number, page)
        stored = embedded.found(page)
        shown = _drawn(page, width) if stored is None else _turned(_jpeg(stored, width), page.get_rotation())
        page.close()
    finally:
        document.close()
    return shown


def _jpeg(stored: pdfium.PdfImage, width: int) -> Image.Image:
    image = Image.open(io.BytesIO(stored.get_data()), formats=("JPEG",))
    image.draft("RGB", (_FINER * width, _FINER * width))
    return image.convert("RGB")


def _drawn(page: pdfium.PdfPage, width: int) -> Image.Image:
    shorter, longer = sorted(page.get_size())
    scale = min(_DRAWN_DPI / 72, LONGEST / max(longer, 1), _FINER * width / max(shorter, 1))
    drawn: Image.Image = page.render(scale=scale, may_draw_forms=False, rev_byteorder=True).to_pil()
    return drawn.convert("RGB")
