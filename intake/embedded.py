"""The one picture that is a whole page of a PDF, and whether a page's pictures are small enough to decode."""

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from intake import files

_PLAIN_COLOURS = (
    pdfium_c.FPDF_COLORSPACE_DEVICEGRAY,
    pdfium_c.FPDF_COLORSPACE_DEVICERGB,
    pdfium_c.FPDF_COLORSPACE_CALGRAY,
    pdfium_c.FPDF_COLORSPACE_CALRGB,
    pdfium_c.FPDF_COLORSPACE_ICCBASED,
)
_COVERS = 0.96
_ALIGNED = 0.01


def check_pictures(number: int, page: pdfium.PdfPage) -> None:
    """Raise `Refused` where a picture on a page is too large to decode, whichever part of the page it covers."""
    for one in page.get_objects(filter=[pdfium_c.FPDF_PAGEOBJ_IMAGE]):
        files.check_pixels(number, one.get_px_size())


def found(page: pdfium.PdfPage) -> pdfium.PdfImage | None:
    """Return the stored JPEG, grey or RGB, that covers a page; None where the page holds anything else."""
    objects = list(page.get_objects(max_depth=2))
    pictures = [one for one in objects if one.type == pdfium_c.FPDF_PAGEOBJ_IMAGE]
    if len(pictures) != 1 or any(is_drawing(one) for one in objects) or not _covers(pictures[0], page):
        return None
    return None if pictures[0].get_filters() != ["DCTDecode"] or _is_masked(pictures[0]) else pictures[0]


def is_drawing(one: pdfium.PdfObject) -> bool:
    """Say whether an object shows anything but a picture."""
    if one.type == pdfium_c.FPDF_PAGEOBJ_TEXT:
        return bool(pdfium_c.FPDFTextObj_GetTextRenderMode(one) != pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE)
    return bool(one.type != pdfium_c.FPDF_PAGEOBJ_IMAGE)


def _covers(image: pdfium.PdfImage, page: pdfium.PdfPage) -> bool:
    a, b, c, d, e, f = image.get_matrix().get()
    left, bottom, right, top = page.get_mediabox()
    width, height = right - left, top - bottom
    skewed = abs(b) > _ALIGNED * width or abs(c) > _ALIGNED * height
    inside = abs(e - left) < (1 - _COVERS) * width and abs(f - bottom) < (1 - _COVERS) * height
    if page.get_cropbox() != page.get_mediabox():
        return False
    return not skewed and inside and bool(_COVERS < a / width < 2 - _COVERS and _COVERS < d / height < 2 - _COVERS)


def _is_masked(image: pdfium.PdfImage) -> bool:
    """Say whether the colours of a JPEG are not plain grey or RGB (CMYK, Lab, indexed)."""
    return image.get_metadata().colorspace not in _PLAIN_COLOURS
