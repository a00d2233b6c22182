"""The papers of a case as screens show them: pages with boxes, documents with fields and marks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casedesk import dossiers, review, versions
from casedesk.models import REQUEST_LABELS, Case
from casedesk.values import written
from casedesk.web.screen import Entry
from intake import records
from intake.facts import OPTIONAL, Kind
from intake.models import FIELD_LABELS, KIND_LABELS, Document, Field, Page
from verification.evidence import Evidence
from verification.rules.request_letter import is_enough

_READ_ALONE = {
    "address": gettext_lazy("máy đọc; không có gì để đối chiếu, và không gửi gì tới đây"),
    "phone": gettext_lazy("máy đọc; so với tài khoản"),
}
"""What the machine alone may say: it is shown as it was read, and asks nobody to look."""
_BORNE_OUT = {
    Evidence.ACCOUNT: gettext_lazy("chắc: như trên tài khoản"),
    Evidence.COUNTER: gettext_lazy("chắc: như giấy tờ tại quầy"),
}

MARK_LABELS = {
    "sealed": gettext_lazy("Dấu công ty"),
    "certified": gettext_lazy("Dấu chứng thực"),
}
DOUBTFUL_BELOW = 0.5


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a page, as fractions of it, and whose place it is."""

    of: str
    label: str
    tone: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Value:
    """One field of a paper: `key` is its id on the page, `error` why what a person typed was refused.

    `malformed` says what is wrong with the form of what was read: a misreading or a misprint, no broken rule.
    """

    key: str
    name: str
    label: str
    value: str
    tone: str
    words: str
    page: int | None
    box: Sequence[float] | None
    entry: Entry
    choices: Sequence[tuple[str, str]] = ()
    is_editable: bool = True
    is_information: bool = False
    error: str = ""
    malformed: str = ""
    read_value: str = ""
    version: str = ""

    @property
    def is_settled(self) -> bool:
        """Whether nobody needs to look at it again."""
        return (self.tone == "done" or self.is_information) and not self.error


@dataclass(frozen=True, slots=True)
class MarkView:
    """A seal or certification: found, not found, and whether that is sure."""

    key: str
    name: str
    label: str | Promise
    found: bool
    certain: bool
    page: int | None
    box: Sequence[float] | None
    version: str
    error: str = ""

    @property
    def tone(self) -> str:
        """The colour's name."""
        return "unsure" if not self.certain else "done" if self.found else "failed"


@dataclass(frozen=True, slots=True)
class PaperView:
    """One document with its fields and marks."""

    id: int
    label: str | Promise
    numbers: Sequence[int]
    values: Sequence[Value]
    marks: Sequence[MarkView]


@dataclass(frozen=True, slots=True)
class PageView:
    """One page; `number` runs through all scans of the case. Those thrown out come last."""

    row: Page
    number: int
    label: str | Promise
    is_doubtful: bool
    version: str
    boxes: list[Box] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Papers:
    """All papers of a case."""

    pages: Sequence[PageView]
    documents: Sequence[PaperView]

    @property
    def malformed(self) -> Sequence[Value]:
        """The values whose form is wrong as they were read."""
        return [value for paper in self.documents for value in paper.values if value.malformed]

    @property
    def mailed(self) -> Sequence[tuple[int, Sequence[int]]]:
        """The mails with which papers came, each with the numbers of their pages."""
        found: dict[int, list[int]] = {}
        for page in self.pages:
            mail: int | None = getattr(page.row, "mail_id", None)
            if mail is not None and not page.row.is_out:
                found.setdefault(mail, []).append(page.number)
        return list(found.items())


def papers_of(
    case: Case, typed: Mapping[str, Entry] | None = None, dossier: dossiers.Dossier | None = None
) -> Papers:
    """Gather a case's papers; `typed` holds by field key what was refused, and why."""
    dossier = dossier or dossiers.gather(case)
    pages = [_page(row, number) for number, row in enumerate(dossier.pages, start=1)]
    pages.sort(key=lambda page: page.row.is_out)
    numbers = {page.row.pk: page.number for page in pages}
    documents = [_document(row, numbers, typed or {}) for row in dossier.documents]
    _place_boxes(pages, documents)
    return Papers(pages, documents)


def _page(row: Page, number: int) -> PageView:
    doubtful = not row.is_out and (bool(row.problem) or row.confidence < DOUBTFUL_BELOW)
    return PageView(row, number, KIND_LABELS[Kind(row.kind)], doubtful, versions.of_page(row))


def _document(row: Document, numbers: Mapping[int, int], typed: Mapping[str, Entry]) -> PaperView:
    known = {field.name: field for field in row.fields.all()}
    names = review.names_of(Kind(row.kind))
    values = [_value(row, name, known.get(name), typed) for name in names]
    values += [_value(row, name, known[name], typed) for name in known if name not in names]
    marks = [_mark(row, name, typed) for name in review.MARKS if getattr(row, name) is not None]
    pages = [numbers[page.pk] for page in records.pages_of(row)]
    return PaperView(row.pk, KIND_LABELS[Kind(row.kind)], pages, values, marks)


def _value(row: Document, name: str, found: Field | None, typed: Mapping[str, Entry]) -> Value:
    key = f"f-{row.pk}-{name}"
    entry = typed.get(key, Entry())
    malformed = review.malformed(row.case, found) if found else ""
    tone, words = ("malformed", _("sai dạng")) if malformed else _certainty(found)
    is_read_alone = tone == "unsure" and name in _READ_ALONE and found is not None and is_enough(name, found.value)
    if is_read_alone:
        tone, words = "waiting", str(_READ_ALONE[name])
    base, _dash, number = name.rpartition("_") if name[-1:].isdigit() else (name, "", "")
    label = f"{FIELD_LABELS.get(base, base)} {number}".strip()
    return Value(
        key=key,
        name=name,
        label=label,
        value=entry.text if entry.problem else written(name, found.value if found else ""),
        tone=tone,
        words=words,
        page=found.page_id if found else None,
        box=found.box if found else None,
        choices=[(kind.value, str(text)) for kind, text in REQUEST_LABELS.items()]
        if name == records.REQUEST
        else (),
        is_editable=review.fits(Kind(row.kind), name),
        is_information=is_read_alone
        or (name in OPTIONAL.get(Kind(row.kind), ()) and name != "certificate_serial"),
        error=entry.problem,
        entry=entry,
        malformed=malformed,
        version=versions.of_field(found),
        read_value=written(name, found.read_value) if found and found.read_value != found.value else "",
    )


def _certainty(found: Field | None) -> tuple[str, str]:
    if found and found.confirmed_by_id:
        words = _("đã xác nhận") if found.value else _("xác nhận giấy không ghi")
        return "done", f"{words}: {found.confirmed_by}"
    if found is None or not found.value:
        return "missing", _("chưa thấy")
    if not found.certain and found.borne_out_by:
        return "done", str(_BORNE_OUT[Evidence(found.borne_out_by)])
    return ("done", _("chắc")) if found.certain else ("unsure", _("chưa chắc"))


def _mark(row: Document, name: str, typed: Mapping[str, Entry]) -> MarkView:
    key = f"m-{row.pk}-{name}"
    kept = records.mark_of(row, name) or records.UNKNOWN
    pages = records.pages_of(row)
    page = next((page for page in pages if page.number == kept.page), pages[0] if pages else None)
    return MarkView(
        key=key,
        name=name,
        label=MARK_LABELS[name],
        found=kept.found,
        certain=kept.certain,
        page=page.pk if page else None,
        box=kept.box,
        version=versions.of_mark(getattr(row, name)),
        error=typed.get(key, Entry()).problem,
    )


def _place_boxes(pages: Sequence[PageView], documents: Sequence[PaperView]) -> None:
    by_row = {page.row.pk: page for page in pages}
    placed: list[Value | MarkView] = []
    for document in documents:
        placed += [*document.values, *document.marks]
    for shown in placed:
        if shown.box and shown.page in by_row:
            left, top, right, bottom = shown.box
            place = (left, top, right - left, bottom - top)
            by_row[shown.page].boxes.append(Box(shown.key, str(shown.label), shown.tone, *place))
