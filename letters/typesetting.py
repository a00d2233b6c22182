"""HTML to PDF/A-2 with tagged text and embedded fonts, signed where a key is set up."""

import logging
import threading
from functools import cache
from typing import cast

import weasyprint
from django.utils.translation import gettext as _
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError

from casedesk.lib.outcomes import NeedsPerson
from letters import signing
from letters.fetching import OwnFiles
from letters.seals import Seal

logging.getLogger("weasyprint.progress").setLevel(logging.WARNING)
VARIANT = "pdf/a-2a"
"""Level A holds what U asks for (every text can be read out) and the tags besides."""
_POINTS_A_PIXEL = 0.75
_ONE_AT_A_TIME = threading.Lock()
"""Pango's typefaces are shared, and not made for two threads at once."""


def typeset(html: str, seal: Seal | None) -> bytes:
    """Print HTML to PDF/A with embedded fonts, and sign it over the seal that stands in it.

    Raises `NeedsPerson` when it names a file that is not ours, or cannot be signed.
    """
    page = weasyprint.HTML(string=html, base_url="house:", url_fetcher=OwnFiles())
    try:
        with _ONE_AT_A_TIME:
            document = page.render(font_config=_fonts(), pdf_variant=VARIANT, pdf_tags=True)
            pdf = cast(bytes, document.write_pdf(pdf_variant=VARIANT, pdf_tags=True))
    except FatalURLFetchingError as refused:
        raise NeedsPerson(_("Mẫu thư gọi tới tệp không được phép: %(what)s.") % {"what": refused}) from refused
    return signing.sign(pdf, seal, *_place_of(document, seal)) if seal else pdf


@cache
def _fonts() -> FontConfiguration:
    """Return the one set of typefaces: one for each letter costs a third of its time, and a megabyte for good."""
    return FontConfiguration()


def _place_of(document: weasyprint.Document, seal: Seal) -> tuple[int, tuple[int, int, int, int]]:
    """Return on which page the seal stands, and where, in points from the page's lower left corner."""
    for number, page in enumerate(document.pages):
        if seal.anchor in page.anchors:
            left, top, right, bottom = (side * _POINTS_A_PIXEL for side in page.anchors[seal.anchor])
            height = page.height * _POINTS_A_PIXEL
            return number, (round(left), round(height - bottom), round(right), round(height - top))
    raise NeedsPerson(_("Văn bản không có chỗ cho chữ ký số."))
