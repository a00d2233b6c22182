"""Facts kept as rows, and rows turned back into facts."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db.models import Prefetch

from intake import facts as read
from intake.facts import Facts, Kind, Source
from intake.models import Document, Field, Page, Scan

REQUEST = "request"
"""The request letter's kind of request is kept as a field of this name."""
UNKNOWN = read.Mark(False, 0.0, False)
"""A mark that a person must look for."""


def record(scan: Scan, facts: Facts, now: datetime) -> None:
    """Keep what was read from a scan, in the caller's transaction; an earlier reading of it is replaced."""
    scan.pages.all().delete()
    scan.documents.all().delete()
    pages = {page.number: _page_row(scan, page) for page in facts.pages}
    for document in facts.documents:
        _supersede(scan, document.kind)
        _document_row(scan, document, pages, facts)
    scan.page_count, scan.pages_read, scan.read_at = len(pages), len(pages), now
    scan.save(update_fields=["page_count", "pages_read", "read_at"])


def documents_of(case_id: int) -> list[Document]:
    """Return the papers of a case that count now, in the order of `facts_of`.

    What was read from a page that is thrown out is not among their fields.
    """
    fields = Field.objects.exclude(page__is_out=True).select_related("page", "confirmed_by")
    rows = Document.objects.filter(case_id=case_id, is_superseded=False).select_related("scan", "case")
    found = rows.prefetch_related(Prefetch("fields", fields), "pages")
    return [row for row in found if pages_of(row) or not row.pages.all()]


def pages_of(document: Document) -> list[Page]:
    """Return the pages of a paper that are not thrown out."""
    return [page for page in document.pages.all() if not page.is_out]


def mark_of(document: Document, name: str) -> read.Mark | None:
    """Return a mark of a paper as it counts now: one that was found on a page thrown out is open again."""
    found = mark_from_json(getattr(document, name))
    out = {page.number for page in document.pages.all() if page.is_out}
    return UNKNOWN if found and found.page in out else found


def facts_of(case_id: int, documents: Sequence[Document] | None = None) -> Facts:
    """Return the facts as they stand now, confirmed values included; pages are numbered through all scans."""
    rows = documents_of(case_id) if documents is None else documents
    pages = list(Page.objects.filter(scan__case_id=case_id).select_related("document"))
    number = {page.id: index for index, page in enumerate(pages, start=1)}
    return Facts(
        pages=tuple(_page_fact(page, number[page.id]) for page in pages if not page.is_out),
        documents=tuple(_document_fact(row, number) for row in rows),
        request=_request_of(rows, number),
    )


def mark_as_json(mark: read.Mark | None) -> dict[str, Any] | None:
    """Return a mark in the shape of its column."""
    return asdict(mark) if mark else None


def mark_from_json(kept: dict[str, Any] | None) -> read.Mark | None:
    """Return the mark of a column."""
    if kept is None:
        return None
    return read.Mark(**(kept | {"box": tuple(kept["box"]) if kept["box"] else None}))


def _supersede(scan: Scan, kind: Kind) -> None:
    older = Document.objects.filter(case_id=scan.case_id, kind=kind, is_superseded=False).exclude(scan=scan)
    older.update(is_superseded=True)


def _page_row(scan: Scan, page: read.Page) -> Page:
    return Page.objects.create(
        scan=scan,
        number=page.number,
        kind=page.kind,
        rotation=page.rotation,
        confidence=page.confidence,
        problem=page.problem,
    )


def _document_row(scan: Scan, document: read.Document, pages: dict[int, Page], facts: Facts) -> None:
    row = Document.objects.create(
        case_id=scan.case_id,
        scan=scan,
        kind=document.kind,
        sealed=mark_as_json(document.sealed),
        certified=mark_as_json(document.certified),
    )
    for number in document.pages:
        pages[number].document = row
        pages[number].save(update_fields=["document"])
    values = dict(document.fields)
    if facts.request and document.kind == Kind.REQUEST_LETTER:
        values[REQUEST] = facts.request
    Field.objects.bulk_create(_field_row(row, name, value, pages) for name, value in values.items())


def _field_row(row: Document, name: str, value: read.Field, pages: dict[int, Page]) -> Field:
    return Field(
        document=row,
        name=name,
        value=value.value,
        read_value=value.value,
        confidence=value.confidence,
        certain=value.certain,
        page=pages.get(value.page),
        box=list(value.box) if value.box else None,
        source=value.source,
    )


def _page_fact(page: Page, number: int) -> read.Page:
    return read.Page(number, Kind(page.kind), page.rotation, page.confidence, page.problem)


def _document_fact(row: Document, number: dict[int, int]) -> read.Document:
    fields = {field.name: _field_fact(field, number) for field in row.fields.all() if field.value}
    fields.pop(REQUEST, None)
    return read.Document(
        kind=Kind(row.kind),
        pages=tuple(number[page.id] for page in pages_of(row)),
        fields=fields,
        sealed=mark_of(row, "sealed"),
        certified=mark_of(row, "certified"),
    )


def _field_fact(field: Field, number: dict[int, int]) -> read.Field:
    return read.Field(
        value=field.value,
        confidence=field.confidence,
        certain=field.certain,
        page=number.get(field.page_id or 0, 1),
        box=tuple(field.box) if field.box else None,
        source=Source(field.source),
    )


def _request_of(rows: Sequence[Document], number: dict[int, int]) -> read.Field | None:
    letters = (row for row in rows if row.kind == Kind.REQUEST_LETTER)
    asked = (field for row in letters for field in row.fields.all() if field.name == REQUEST and field.value)
    return next((_field_fact(field, number) for field in asked), None)


def record_unread(case_id: int, why: str, now: datetime) -> None:
    """Keep a scan that could not be read as pages of unknown kind, for a person to key in."""
    for scan in Scan.objects.filter(case_id=case_id, read_at=None):
        pages = (read.Page(n, Kind.OTHER, 0, 0.0, why[:300]) for n in range(1, scan.page_count + 1))
        record(scan, Facts(pages=tuple(pages), documents=()), now)
