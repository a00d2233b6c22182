"""The register's page: a year's book by month and state, closing it, and taking it away as a table."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from casedesk import access, register, register_lines, register_sheet, register_workbook
from casedesk.access import Act as Right
from casedesk.actions import CannotDo
from casedesk.models import Act, Register, State
from casedesk.register_lines import Line
from casedesk.web import looks, parameters
from casedesk.web.letter_drafts import as_pdf
from casedesk.web.screen import StaffRequest, attempt, screen

PER_PAGE = 50
MONTHS = range(1, 13)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FILTERS = ("thang", "trang-thai")


@dataclass(frozen=True, slots=True)
class Filters:
    """Which rows are seen: of a month (0: of all) and of a state (empty: of all)."""

    month: int
    state: str

    @property
    def words(self) -> str:
        """What the filters say, for the book's history."""
        month = _("tháng %(month)d") % {"month": self.month} if self.month else ""
        return ", ".join(filter(None, (month, str(State(self.state).label) if self.state else "")))


@screen(Right.SEE)
def show(request: StaffRequest) -> HttpResponse:
    """Show a page of a year's book."""
    parameters.only(request, ("nam", "trang", *_FILTERS))
    books, filters = list(Register.objects.select_related("closed_by")), _filters(request)
    book = _chosen(books, parameters.number(request, "nam", 0))
    context: dict[str, object] = {"place": "register", "books": books, "book": book, "filters": filters}
    if book:
        subject = ", ".join(filter(None, (str(book), filters.words)))
        looks.log(None, request.user, timezone.now(), act=Act.REGISTER_SEEN, subject=subject)
        rows = register_lines.rows_of(book, filters.month, filters.state)
        page = Paginator(rows, PER_PAGE).get_page(parameters.number(request, "trang", 1))
        seen = rows.filter(pk__in=[row.pk for row in page.object_list])
        context |= {
            "page": page,
            "lines": list(register_lines.lines(seen, papers=access.may(request.user, Right.SEE_PAPERS))),
            "can_close": register.can_close(book, timezone.now()),
            "events": book.events.select_related("actor"),
        }
    return render(request, "web/register.html", context | {"states": State.choices, "months": MONTHS})


@screen(Right.SUPERVISE, "POST")
def close(request: StaffRequest, year: int) -> HttpResponse:
    """Close the book of a year, once the person has said that they mean it."""
    book = get_object_or_404(Register, year=year)
    if request.POST.get("confirmed") != "yes":
        raise CannotDo(_("Hãy đánh dấu xác nhận: sổ đã khóa thì không mở lại được."))
    if attempt(request, lambda: register.close(book.year, request.user, timezone.now())):
        messages.success(request, _("Đã khóa sổ năm %(year)d.") % {"year": year})
    return redirect(f"{reverse('web:register')}?nam={year}")


@screen(Right.OVERSEE)
def export(request: StaffRequest, year: int) -> StreamingHttpResponse:
    """Hand out the rows of a year as CSV, however many; who took them is written into the book's history."""
    return _table(year, "csv", "text/csv; charset=utf-8", register_lines.as_csv(_taken(request, year)))


@screen(Right.OVERSEE)
def export_workbook(request: StaffRequest, year: int) -> StreamingHttpResponse:
    """Hand out the same as a workbook."""
    return _table(year, "xlsx", XLSX, register_workbook.as_xlsx(_taken(request, year), str(year)))


@screen(Right.OVERSEE)
def sheet(request: StaffRequest, year: int) -> HttpResponse:
    """Print one page of a year's book; who printed it is written into the book's history."""
    parameters.only(request, ("trang", *_FILTERS))
    book, filters, now = get_object_or_404(Register, year=year), _filters(request), timezone.now()
    rows = register_lines.rows_of(book, filters.month, filters.state)
    page = Paginator(rows, PER_PAGE).get_page(parameters.number(request, "trang", 1))
    seen = rows.filter(pk__in=[row.pk for row in page.object_list])
    lines = register_lines.lines(seen, papers=access.may(request.user, Right.SEE_PAPERS))
    printed = register_sheet.render(book, lines, page.number, page.paginator.num_pages, now)
    register.note_export(
        book, request.user, now, len(page.object_list), _("in tờ %(page)d") % {"page": page.number}
    )
    return as_pdf(printed, f"so-theo-doi-{year}-{page.number}")


def _taken(request: StaffRequest, year: int) -> Iterator[Line]:
    """Return the lines that a person takes away, once it is written down that they do."""
    parameters.only(request, _FILTERS)
    book, filters = get_object_or_404(Register, year=year), _filters(request)
    rows = register_lines.rows_of(book, filters.month, filters.state)
    register.note_export(book, request.user, timezone.now(), rows.count(), filters.words)
    return register_lines.lines(rows, papers=access.may(request.user, Right.SEE_PAPERS))


def _table(year: int, ending: str, kind: str, content: Iterable[str | bytes]) -> StreamingHttpResponse:
    response = StreamingHttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="so-theo-doi-{year}.{ending}"'
    response["Cache-Control"] = "private, no-store"
    return response


def _filters(request: StaffRequest) -> Filters:
    return Filters(
        parameters.number(request, "thang", 0, most=MONTHS[-1]),
        parameters.choice(request, "trang-thai", State.values),
    )


def _chosen(books: Sequence[Register], year: int) -> Register | None:
    """Return the book of a year, or the newest where none is named."""
    if not year:
        return books[0] if books else None
    found = next((book for book in books if book.year == year), None)
    if found is None:
        raise BadRequest(_("Không có sổ của năm này."))
    return found
