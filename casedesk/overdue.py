"""Why a case is late: asked once of whoever holds it, or of a supervisor, for each run of its clock."""

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from casedesk import access, history, sla
from casedesk.access import Act as Right
from casedesk.actions import CannotDo, locked
from casedesk.history import Line
from casedesk.models import OPEN_STATES, Act, Case, Clock, Event, OverdueReason, User

LONGEST = 500


def is_asked(case: Case, person: User, now: datetime, lines: Iterable[Line | Event] | None = None) -> bool:
    """Say whether a person is to tell now why a case is late; `lines` is its history, where it is known."""
    if not case.is_overdue(sla.today(now)) or not _may_tell(case, person):
        return False
    if lines is not None and not any(line.act == Act.OVERDUE_EXPLAINED for line in lines):
        return True
    return not OverdueReason.objects.filter(case=case, run=_run(case)).exists()


def explain(case_id: int, reason: str, by: User, now: datetime) -> None:
    """Write down why a case is late, once for the run of its clock."""
    reason = " ".join(reason.split())
    if not reason:
        raise CannotDo(_("Hãy ghi lý do quá hạn."))
    if len(reason) > LONGEST:
        raise CannotDo(_("Nhiều nhất %(longest)d chữ.") % {"longest": LONGEST})
    with locked(case_id, by, Right.TAKE_PART, *OPEN_STATES) as case:
        if not _may_tell(case, by):
            raise PermissionDenied(_("Lý do quá hạn do người đang giữ hồ sơ hoặc lãnh đạo ghi."))
        if not case.is_overdue(sla.today(now)):
            raise CannotDo(_("Hồ sơ %(number)s chưa quá hạn.") % {"number": case.number})
        run = _run(case)
        if OverdueReason.objects.filter(case=case, run=run).exists():
            raise CannotDo(_("Lý do quá hạn của hồ sơ %(number)s đã được ghi.") % {"number": case.number})
        OverdueReason.objects.create(case=case, run=run, reason=reason, by=by, at=now)
        history.add(case, Act.OVERDUE_EXPLAINED, now, by=by, note=reason, run=run)


def _may_tell(case: Case, person: User) -> bool:
    """Its technician, a supervisor, and where nobody has it yet whoever reviews."""
    if access.may(person, Right.SUPERVISE):
        return True
    if case.technician_id is not None:
        return case.technician_id == person.pk and access.may(person, Right.TAKE_PART)
    return access.may(person, Right.REVIEW)


def _run(case: Case) -> int:
    last = Clock.objects.filter(case=case).order_by("-run").values_list("run", flat=True).first()
    return last or 0
