"""The papers of a case for its screens, in two queries: every page of it, and the documents that count now."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import OuterRef, QuerySet, Subquery

from casedesk.lib.compiled import Compiled
from casedesk.models import Case, IncomingFile
from intake import records
from intake.models import Document, Field, Page


@dataclass(frozen=True, slots=True)
class Dossier:
    """All pages through all scans, and the documents that `records.documents_of` returns.

    A page has `mail_id`: the mail with which its scan came, if it came by mail.
    """

    pages: Sequence[Page]
    documents: Sequence[Document]


def gather(case: Case) -> Dossier:
    """Read a case's papers; a document without any page or value has nothing to show and is left out."""
    pages, fields = _PAGES(case.pk), _FIELDS(case.pk)
    known = {row.document.pk: row.document for row in fields}
    known |= {page.document.pk: page.document for page in pages if page.document}
    for document in known.values():
        document.case = case
        _give(document, "pages", [page for page in pages if page.document_id == document.pk])
        _give(document, "fields", [row for row in fields if row.document_id == document.pk and not _is_out(row)])
    return Dossier(pages, [known[pk] for pk in sorted(known) if _counts(known[pk], case)])


def _pages(case: int) -> QuerySet[Page]:
    mail = IncomingFile.objects.filter(scan=OuterRef("scan")).values("mail")[:1]
    rows = Page.objects.filter(scan__case=case).annotate(mail_id=Subquery(mail))
    return rows.select_related("scan", "document")


def _fields(case: int) -> QuerySet[Field]:
    counting = Field.objects.filter(document__case=case, document__is_superseded=False)
    return counting.select_related("document", "page", "confirmed_by")


_PAGES = Compiled(_pages)
_FIELDS = Compiled(_fields)
QUERIES = (_PAGES, _FIELDS)
"""All that `gather` asks, by the key of a case."""


def _counts(document: Document, case: Case) -> bool:
    if document.is_superseded or document.case_id != case.pk:
        return False
    return bool(records.pages_of(document)) or not document.pages.all()


def _is_out(field: Field) -> bool:
    return field.page is not None and field.page.is_out


def _give(document: Document, name: str, rows: Sequence[models.Model]) -> None:
    """Put rows where Django's own `prefetch_related` puts them, so that `document.pages.all()` asks no more."""
    kept: Any = getattr(document, name).get_queryset()
    kept._result_cache, kept._prefetch_done = list(rows), True
    cache = document.__dict__.setdefault("_prefetched_objects_cache", {})
    cache[name] = kept
