"""A page of the register on paper (TT 03/2025/TT-VPCP, form 07): A4 across, as it is signed and filed."""

from collections.abc import Iterable
from datetime import date, datetime

from django.template.loader import render_to_string
from django.utils import translation

from casedesk import sla
from casedesk.models import Register
from casedesk.register_lines import HEADINGS, Line, cells, harmless
from letters.models import Letterhead
from letters.printing import print_pdf


def render(book: Register, lines: Iterable[Line], page: int, pages: int, now: datetime) -> bytes:
    """Print lines of a book, always in Vietnamese. Raises `NeedsPerson` where no letterhead is in force."""
    today = sla.today(now)
    with translation.override("vi"):
        values = {
            "subject": f"Sổ theo dõi hồ sơ năm {book.year}, tờ {page}",
            "head": Letterhead.current(today),
            "today": today,
            "book": book,
            "headings": HEADINGS,
            "rows": [[_printed(cell) for cell in cells(line)] for line in lines],
            "page": page,
            "pages": pages,
        }
        return print_pdf(render_to_string("letters/register.html", values))


def _printed(cell: str | int | date | None) -> str | int | date | None:
    """Take off the apostrophe that keeps a spreadsheet from reading a formula: paper reads none."""
    return cell[1:] if isinstance(cell, str) and harmless(cell[1:]) == cell else cell
