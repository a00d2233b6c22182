"""What a clerk says of a page: its kind, which way up, whose it is, and whether it belongs here at all."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from casedesk import checking, history, review, versions
from casedesk.access import Act as Right
from casedesk.actions import CannotDo, locked
from casedesk.models import Act, Case, State, User
from intake import records
from intake.facts import DOCUMENT_KINDS, Kind
from intake.models import Document, Field, Page


def set_page(
    case_id: int, page_id: int, kind: Kind, rotation: int, by: User, now: datetime, seen: str | None = None
) -> None:
    """Say what a page is and which way up; it joins the scan's document of that kind, or founds one.

    `seen`, here and below, is the version of the page that the person saw; raises `Overtaken` when another
    person has changed the page since.
    """
    with locked(case_id, by, Right.REVIEW, State.CHECKED) as case:
        page = _page(case, page_id, by, seen)
        if rotation not in (0, 90, 180, 270):
            raise CannotDo(_("Không có trang này trong hồ sơ."))
        if page.kind != kind:
            _carry(page, _document_for(case, page, kind))
        page.kind, page.rotation = kind, rotation
        page.save(update_fields=["kind", "rotation"])
        _note(case, page, Act.PAGE_CHANGED, by, now, rotation=rotation)


def move(case_id: int, page_id: int, to: int | Kind, by: User, now: datetime, seen: str | None = None) -> None:
    """Bring a page to another document of the case (its id), or let it found a new one of a kind."""
    with locked(case_id, by, Right.REVIEW, State.CHECKED) as case:
        page = _page(case, page_id, by, seen)
        target = _founded(case, page, to) if isinstance(to, Kind) else review.document_of(case, to)
        if page.document == target:
            raise CannotDo(_("Trang này đã thuộc giấy tờ đó."))
        _carry(page, target)
        page.kind, page.confidence = target.kind, 1.0
        page.save(update_fields=["kind", "confidence"])
        _note(case, page, Act.PAGE_MOVED, by, now, document=target.pk)


def throw_out(case_id: int, page_id: int, by: User, now: datetime, seen: str | None = None) -> None:
    """Leave a page out as blank or as no part of the dossier; what was read on it counts no more."""
    with locked(case_id, by, Right.REVIEW, State.CHECKED) as case:
        page = _page(case, page_id, by, seen)
        page.is_out = True
        page.save(update_fields=["is_out"])
        _note(case, page, Act.PAGE_OUT, by, now)


def take_back(case_id: int, page_id: int, by: User, now: datetime, seen: str | None = None) -> None:
    """Let a page that was thrown out count again, with what was read on it."""
    with locked(case_id, by, Right.REVIEW, State.CHECKED) as case:
        page = _page(case, page_id, by, seen, is_out=True)
        page.is_out = False
        page.save(update_fields=["is_out"])
        _note(case, page, Act.PAGE_BACK, by, now)


def _page(case: Case, page_id: int, by: User, seen: str | None, *, is_out: bool = False) -> Page:
    page = Page.objects.filter(scan__case=case, pk=page_id).select_related("scan", "document").first()
    if page is None:
        raise CannotDo(_("Không có trang này trong hồ sơ."))
    if seen not in (None, versions.of_page(page)):
        review.expect_nobody_else(case, by, page_id=page.pk)
    if page.is_out and not is_out:
        raise CannotDo(_("Trang này đã bỏ khỏi hồ sơ. Hãy lấy lại trang trước."))
    if is_out and not page.is_out:
        raise CannotDo(_("Trang này vẫn nằm trong hồ sơ."))
    return page


def _note(case: Case, page: Page, act: Act, by: User, now: datetime, **data: Any) -> None:
    kind = page.get_kind_display()
    note = _("Trang %(number)d của tệp %(scan)s: %(kind)s") % {
        "number": page.number,
        "scan": page.scan.name,
        "kind": kind,
    }
    history.add(case, act, now, by=by, note=note, page=page.number, page_id=page.pk, kind=page.kind, **data)
    checking.run(case, now)


def _carry(page: Page, target: Document | None) -> None:
    """Bring a page to a document with what was read on it; a document that keeps no page goes."""
    left = page.document
    page.document = target
    page.save(update_fields=["document"])
    if left is None or left == target:
        return
    keeps_pages = left.pages.filter(is_out=False).exists()
    for field in _read_on(page, left, keeps_pages):
        _carry_field(field, left, target)
    _carry_marks(page, left, target, keeps_pages)
    if not left.pages.exists():
        left.delete()


def _read_on(page: Page, left: Document, keeps_pages: bool) -> QuerySet[Field]:
    """Return the fields that leave a document with a page: the page's own, or all where it was the last one."""
    return left.fields.filter(page=page) if keeps_pages else left.fields.exclude(page__is_out=True)


def _carry_field(field: Field, left: Document, target: Document | None) -> None:
    if target is None or not _may_show(target, left, field.name):
        field.delete()
        return
    held = target.fields.filter(name=field.name).first()
    if held and (held.value or held.confirmed_by_id):
        field.delete()
        return
    if held:
        held.delete()
    field.document = target
    field.save(update_fields=["document"])


def _may_show(target: Document, left: Document, name: str) -> bool:
    return target.kind == left.kind or name in review.names_of(Kind(target.kind))


def _carry_marks(page: Page, left: Document, target: Document | None, keeps_pages: bool) -> None:
    for name in review.MARKS:
        kept = records.mark_from_json(getattr(left, name))
        if kept is None or not kept.found or (keeps_pages and kept.page != page.number):
            continue
        if target and (has := records.mark_from_json(getattr(target, name))) and not has.found:
            _keep_mark(target, name, records.mark_as_json(kept))
        if keeps_pages:
            _keep_mark(left, name, records.mark_as_json(records.UNKNOWN))


def _keep_mark(document: Document, name: str, value: object) -> None:
    setattr(document, name, value)
    document.save(update_fields=[name])


def _document_for(case: Case, page: Page, kind: Kind) -> Document | None:
    if kind not in DOCUMENT_KINDS:
        return None
    known = Document.objects.filter(scan=page.scan, kind=kind, is_superseded=False).first()
    return known or _founded(case, page, kind)


def _founded(case: Case, page: Page, kind: Kind) -> Document:
    if kind not in DOCUMENT_KINDS:
        raise CannotDo(_("Loại này không lập thành giấy tờ được."))
    unknown = records.mark_as_json(records.UNKNOWN)
    return Document.objects.create(
        case=case,
        scan=page.scan,
        kind=kind,
        sealed=unknown if kind in review.MARKS["sealed"] else None,
        certified=unknown if kind in review.MARKS["certified"] else None,
    )
