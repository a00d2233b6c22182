"""The register ("Sổ theo dõi hồ sơ", TT 01/2018 Art 10): numbers by year without gaps, closing, what is seen.

A dossier gets its number on reception, in the same transaction: a number is used up only by a commit, and the
book's row is locked while it is given, so that two doors never get the same and none is lost.
"""

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from casedesk import access, history, sla
from casedesk.access import Act as Right
from casedesk.lib.outcomes import NeedsPerson
from casedesk.models import Act, Case, Register, RegisterAct, RegisterEvent, RegisterRow, User

_IN_TRAIL = {RegisterAct.CLOSED: Act.REGISTER_CLOSED, RegisterAct.EXPORTED: Act.REGISTER_EXPORTED}


def enter(case: Case) -> RegisterRow:
    """Write a case into the book of its year, or the next that is open, in the caller's transaction."""
    book = _open_book(case.arrived_on.year)
    book.last += 1
    book.save(update_fields=["last"])
    return RegisterRow.objects.create(register=book, number=book.last, case=case, note=_late(case, book))


def close(year: int, by: User, now: datetime) -> RegisterEvent:
    """Close the book of a year for good. Raises `NeedsPerson` when that is not possible (yet, or any more)."""
    if not access.may(by, Right.SUPERVISE):
        raise PermissionDenied
    if sla.today(now) < _last_day(year):
        raise NeedsPerson(_("Năm %(year)d chưa hết nên chưa khóa được sổ.") % {"year": year})
    with transaction.atomic():
        book = Register.objects.select_for_update().filter(year=year).first()
        if book is None:
            raise NeedsPerson(_("Chưa có sổ năm %(year)d.") % {"year": year})
        if book.closed_at:
            raise NeedsPerson(_("Sổ năm %(year)d đã khóa rồi.") % {"year": year})
        book.closed_at, book.closed_by = now, by
        book.save(update_fields=["closed_at", "closed_by"])
        return _note(book, RegisterAct.CLOSED, by, now, book.last)


def can_close(book: Register, now: datetime) -> bool:
    """Say whether a book is open still and its year over: from the last day of the year on."""
    return book.closed_at is None and sla.today(now) >= _last_day(book.year)


def note_export(book: Register, by: User, now: datetime, row_count: int, note: str) -> RegisterEvent:
    """Write down that a person takes rows of the book away, in the book's own history and in the trail."""
    if not access.may(by, Right.OVERSEE):
        raise PermissionDenied
    return _note(book, RegisterAct.EXPORTED, by, now, row_count, note)


def _last_day(year: int) -> date:
    return date(year, 12, 31)


def _open_book(year: int) -> Register:
    """Return the book of a year, or of the next one that is not closed, locked."""
    while True:
        Register.objects.get_or_create(year=year)
        book = Register.objects.select_for_update().get(year=year)
        if book.closed_at is None:
            return book
        year += 1


def _late(case: Case, book: Register) -> str:
    year = case.arrived_on.year
    if book.year == year:
        return ""
    return _("Đến ngày %(day)s, vào sổ sau khi khóa sổ năm %(year)d.") % {
        "day": f"{case.arrived_on:%d/%m/%Y}",
        "year": year,
    }


def _note(
    book: Register, act: RegisterAct, by: User, now: datetime, row_count: int, note: str = ""
) -> RegisterEvent:
    with transaction.atomic():
        history.add(None, _IN_TRAIL[act], now, by=by, subject=str(book), note=note[:200], rows=row_count)
        return RegisterEvent.objects.create(
            register=book, at=now, actor=by, act=act, row_count=row_count, note=note[:200]
        )
