"""The lines of the register as people read them (TT 01/2018, form 06), on the screen and in a table taken away."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet
from django.utils import timezone, translation

from casedesk.models import Case, Register, RegisterRow, State
from intake.facts import Kind
from intake.models import Document, Field

HEADINGS = (
    "STT",
    "Mã hồ sơ",
    "Tên thủ tục",
    "Số lượng hồ sơ (bộ)",
    "Tên tổ chức, cá nhân",
    "Mã số thuế",
    "Địa chỉ",
    "Số điện thoại",
    "Bộ phận chủ trì giải quyết",
    "Ngày nhận hồ sơ",
    "Ngày hẹn trả kết quả",
    "Ngày trả kết quả",
    "Phương thức nhận kết quả",
    "Ký nhận",
    "Ghi chú",
)
"""As printed: the book is Vietnamese, whatever the reader's screen is."""
BY_MAIL = "Thư điện tử"
_SETS = 1
_OF_LETTER = ("address", "phone")
_CHUNK = 200
_BOM = "\ufeff"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_SAID = frozenset({State.REFUSED, State.SUPPLEMENT_REQUESTED})
"""States that the last column tells: why no result was handed over."""


@dataclass(frozen=True, slots=True)
class Line:
    """One dossier in the book; address and telephone are of the papers, empty for who may not see those."""

    number: int
    case: Case
    address: str
    phone: str
    due_on: date | None
    answered_on: date | None
    note: str


def rows_of(book: Register, month: int = 0, state: str = "") -> QuerySet[RegisterRow]:
    """Return the rows of a book in their order: those of a month of arrival and a state, where they are named."""
    rows = RegisterRow.objects.filter(register=book).select_related("case__queue").order_by("number")
    if month:
        rows = rows.filter(case__arrived_on__month=month)
    return rows.filter(case__state=state) if state else rows


def lines(rows: QuerySet[RegisterRow], *, papers: bool) -> Iterator[Line]:
    """Yield the lines of rows; however many there are, some hundred at most are held at once."""
    fields = Field.objects.filter(name__in=_OF_LETTER).exclude(page__is_out=True)
    letters = Document.objects.filter(kind=Kind.REQUEST_LETTER, is_superseded=False)
    letters = letters.prefetch_related(Prefetch("fields", fields)) if papers else letters.none()
    full = rows.prefetch_related("case__clocks", Prefetch("case__documents", letters))
    yield from (_line(row) for row in full.iterator(chunk_size=_CHUNK))


def as_csv(found: Iterable[Line]) -> Iterator[str]:
    """Yield the table as CSV that Excel opens: UTF-8 with its mark, and no cell that could be a formula."""
    writer = csv.writer(_Echo())
    yield _BOM + writer.writerow(HEADINGS)
    for line in found:
        yield writer.writerow([f"{cell:%d/%m/%Y}" if isinstance(cell, date) else cell for cell in cells(line)])


def cells(line: Line) -> list[str | int | date | None]:
    """Return a line's columns: its number, its days, and texts of which none could be a formula."""
    case = line.case
    with translation.override("vi"):
        request = str(case.get_request_display())
    papers = (case.company_name, case.tax_code, line.address, line.phone, str(case.queue or ""))
    return [
        line.number,
        case.number,
        request,
        _SETS,
        *(harmless(text) for text in papers),
        case.arrived_on,
        line.due_on,
        line.answered_on,
        BY_MAIL,
        "",
        harmless(line.note),
    ]


def harmless(cell: str) -> str:
    """Return a cell that a spreadsheet takes for text: what could be a formula gets an apostrophe before it."""
    return f"'{cell}" if cell.lstrip(" ").startswith(_FORMULA) else cell


def _line(row: RegisterRow) -> Line:
    case = row.case
    values = {field.name: field.value for paper in case.documents.all() for field in paper.fields.all()}
    clocks = list(case.clocks.all())
    closed = timezone.localtime(case.closed_at).date() if case.closed_at else None
    said = str(case.get_state_display()) if case.state in _SAID else ""
    note = " ".join(filter(None, (row.note, f"{said}." if said else "")))
    address, phone = (values.get(name, "") for name in _OF_LETTER)
    return Line(row.number, case, address, phone, clocks[-1].due_on if clocks else None, closed, note)


class _Echo:
    """A file that hands back what is written, so that a row is sent and not kept."""

    def write(self, text: str) -> str:
        return text
