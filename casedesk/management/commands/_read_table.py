"""What `manage.py read` prints for people: each scan's pages, fields, checklist and verdict."""

import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intake.facts import Document, Facts, Kind, Mark, Page, Source
from verification import checklist
from verification.findings import Finding, Outcome, Verdict
from verification.rules import request_letter

KINDS = {
    Kind.REQUEST_LETTER: gettext_lazy("công văn đề nghị"),
    Kind.BUSINESS_LICENCE: gettext_lazy("giấy phép ĐKKD"),
    Kind.TAX_CERTIFICATE: gettext_lazy("giấy chứng nhận ĐK thuế"),
    Kind.IDENTITY: gettext_lazy("giấy tờ tùy thân"),
    Kind.INTRODUCTION_LETTER: gettext_lazy("giấy giới thiệu"),
    Kind.BLANK: gettext_lazy("trang trắng"),
    Kind.SEPARATOR: gettext_lazy("trang phân cách"),
    Kind.OTHER: gettext_lazy("trang khác"),
}
FIELDS = {
    "tax_code": gettext_lazy("mã số thuế"),
    "company_name": gettext_lazy("tên công ty"),
    "address": gettext_lazy("địa chỉ"),
    "email": gettext_lazy("thư điện tử"),
    "phone": gettext_lazy("điện thoại"),
    "representative": gettext_lazy("người đại diện"),
    "representative_id": gettext_lazy("số giấy tờ người đại diện"),
    "id_number": gettext_lazy("số giấy tờ"),
    "full_name": gettext_lazy("họ và tên"),
    "date_of_birth": gettext_lazy("ngày sinh"),
    "expiry": gettext_lazy("có giá trị đến"),
    "bearer": gettext_lazy("người được giới thiệu"),
    "bearer_id": gettext_lazy("số giấy tờ người được giới thiệu"),
    "valid_until": gettext_lazy("có giá trị đến"),
    "certification_number": gettext_lazy("số chứng thực"),
    "certification_book": gettext_lazy("quyển số"),
    "certification_date": gettext_lazy("ngày chứng thực"),
}
SOURCES = {
    Source.OCR: "OCR",
    Source.QR: "QR",
    Source.MRZ: "MRZ",
    Source.TEXT_LAYER: gettext_lazy("văn bản"),
    Source.PERSON: gettext_lazy("người nhập"),
}
OUTCOMES = {
    Outcome.PASS: gettext_lazy("đạt"),
    Outcome.FAIL: gettext_lazy("KHÔNG ĐẠT"),
    Outcome.UNSURE: gettext_lazy("CHƯA CHẮC"),
    Outcome.NOT_NEEDED: gettext_lazy("không cần"),
}
VERDICTS = {
    Verdict.COMPLETE: gettext_lazy("ĐẦY ĐỦ"),
    Verdict.INCOMPLETE: gettext_lazy("CHƯA ĐỦ"),
    Verdict.UNSURE: gettext_lazy("CẦN NGƯỜI XEM"),
}
Row = tuple[str, ...]


def lines(facts: Facts, findings: Sequence[Finding], verdict: Verdict) -> Iterator[str]:
    """Yield the lines below a scan's own line."""
    yield from _table(_page_rows(facts.pages))
    asked = facts.request
    asked_for = f"{_sign(asked.certain)} {request_letter.request_name(asked.value)}" if asked else _("chưa rõ")
    yield f"  {_('Yêu cầu')}: {asked_for}"
    for document in facts.documents:
        yield f"  {_heading(document)}"
        yield from _table(_field_rows(document), indent=4)
    yield f"  {_('Danh mục kiểm tra')}"
    yield from _table(_finding_rows(findings), indent=4)
    yield f"  {_('Kết luận')}: {VERDICTS[verdict]}"


def width(text: str) -> int:
    """Return how many columns a text takes on a terminal: a combining mark none, a wide letter two."""
    return sum(_columns(letter) for letter in unicodedata.normalize("NFC", text))


def _columns(letter: str) -> int:
    if unicodedata.combining(letter) or unicodedata.category(letter) in {"Cf", "Cc"}:
        return 0
    return 2 if unicodedata.east_asian_width(letter) in "WF" else 1


def _table(rows: Iterable[Row], indent: int = 2) -> Iterator[str]:
    """Yield rows with every column but the last padded to one width."""
    whole = [tuple(_one_line(cell) for cell in row) for row in rows]
    widths = [max(map(width, column)) for column in zip(*whole, strict=True)]
    for row in whole:
        padded = (cell + " " * (size - width(cell)) for cell, size in zip(row, widths, strict=True))
        yield (" " * indent + "  ".join(padded)).rstrip()


def _one_line(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def _page_rows(pages: Iterable[Page]) -> Iterator[Row]:
    for page in pages:
        turned = _("xoay %(degrees)d°") % {"degrees": page.rotation} if page.rotation else ""
        notes = ", ".join(note for note in (turned, page.problem) if note)
        yield _("trang %(number)d") % {"number": page.number}, str(KINDS[page.kind]), notes


def _heading(document: Document) -> str:
    pages = ", ".join(map(str, document.pages))
    name = _("%(kind)s, trang %(pages)s") % {"kind": KINDS[document.kind], "pages": pages}
    marks = [
        f"{label}: {_mark(mark)}"
        for label, mark in ((_("đóng dấu"), document.sealed), (_("chứng thực"), document.certified))
        if mark
    ]
    return " · ".join([name[:1].upper() + name[1:], *marks])


def _mark(mark: Mark) -> str:
    return f"{_sign(mark.certain)} {_('có') if mark.found else _('không')}"


def _field_rows(document: Document) -> Iterator[Row]:
    for name, value in document.fields.items():
        place = _("trang %(number)d") % {"number": value.page}
        confidence = f"{value.confidence:.2f}"
        source = SOURCES[value.source]
        yield _sign(value.certain), str(FIELDS.get(name, name)), value.value, confidence, str(source), place


def _finding_rows(findings: Iterable[Finding]) -> Iterator[Row]:
    for finding in findings:
        yield str(OUTCOMES[finding.outcome]), str(checklist.TITLES[finding.rule]), finding.why


def _sign(certain: bool) -> str:
    return "✓" if certain else "?"
