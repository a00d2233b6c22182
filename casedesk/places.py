"""Where on a page a value stands, as a clerk has drawn it."""

import math
from dataclasses import dataclass

from django.utils.translation import gettext as _

from casedesk.actions import CannotDo
from intake import records
from intake.facts import Box
from intake.models import Document, Page

MOST_DIGITS = 18
"""Of a row's number: longer ones are none that a database knows."""


@dataclass(frozen=True, slots=True)
class Place:
    """A box (fractions of the upright page) on a page, by the page's id."""

    page: int
    box: Box


def place_of(page: str, box: str) -> Place | None:
    """Read a place from a form; None where the clerk drew none. Raises `CannotDo`."""
    if not page and not box:
        return None
    if not page.isdecimal() or len(page) > MOST_DIGITS:
        raise CannotDo(_("Không có trang này trong hồ sơ."))
    return Place(int(page), box_of(box))


def page_of(document: Document, place: Place) -> Page:
    """Return the page of a place; a value of one paper cannot stand on another's page. Raises `CannotDo`."""
    found = next((page for page in records.pages_of(document) if page.pk == place.page), None)
    if found is None:
        raise CannotDo(_("Trang này không thuộc giấy tờ của ô đang chọn. Hãy chuyển trang sang giấy tờ đó trước."))
    return found


def box_of(text: str) -> Box:
    """Read a box written as four fractions, "left,top,right,bottom". Raises `CannotDo`."""
    try:
        left, top, right, bottom = (float(part) for part in text.split(","))
    except ValueError:
        raise CannotDo(_("Vùng đã kéo không hợp lệ. Hãy kéo lại trên trang.")) from None
    edges = (left, top, right, bottom)
    if not all(math.isfinite(edge) and 0 <= edge <= 1 for edge in edges) or left >= right or top >= bottom:
        raise CannotDo(_("Vùng đã kéo không hợp lệ. Hãy kéo lại trên trang."))
    return edges
