"""A letter's pages as pictures, for a screen that shows no PDF and for the tests of how letters look."""

import io

import pypdfium2 as pdfium
from PIL import Image

MOST_PAGES = 6


def pages(pdf: bytes, width: int) -> list[Image.Image]:
    """Draw the first pages of a PDF in grey, `width` pixels wide."""
    document = pdfium.PdfDocument(pdf)
    try:
        return [_drawn(document[number], width) for number in range(min(len(document), MOST_PAGES))]
    finally:
        document.close()


def as_png(picture: Image.Image, greys: int = 16) -> bytes:
    """Write a picture as a small PNG: text needs few greys."""
    out = io.BytesIO()
    picture.quantize(greys).save(out, "PNG", optimize=True)
    return out.getvalue()


def _drawn(page: pdfium.PdfPage, width: int) -> Image.Image:
    drawn: Image.Image = page.render(scale=width / page.get_width(), grayscale=True).to_pil()
    return drawn.convert("L")
