"""Putting off a case's day: once, by a supervisor, with a reason (NĐ 61/2018 Art 19.9)."""

from collections.abc import Iterable
from datetime import date, datetime

from django.utils.translation import gettext as _

from casedesk import access, answering, history, pipeline, sla
from casedesk.access import Act as Right
from casedesk.actions import CannotDo, locked
from casedesk.history import Line
from casedesk.lib import workdays
from casedesk.models import OPEN_STATES, Act, Case, Extension, State, User
from letters.kinds import Kind as Letter

EXTENDABLE_STATES = tuple(state for state in OPEN_STATES if state != State.ANSWERED)
"""An answer that is in the outbox needs no further day."""


def is_proposed(
    case: Case, user: User, on: date, calendar: workdays.Calendar, lines: Iterable[Line] | None = None
) -> bool:
    """Say whether this person should put the day off now: the last working day on which the law lets them.

    `lines` is the case's history, where it was read already.
    """
    if not access.may(user, Right.SUPERVISE) or not is_last_day(case, on, calendar):
        return False
    if lines is None:
        return not case.extensions.exists()
    return not any(line.act == Act.EXTENDED for line in lines)


def is_last_day(case: Case, on: date, calendar: workdays.Calendar) -> bool:
    """Say whether a day is the last working day on which the law lets a case be put off (Art 19.9)."""
    if case.due_on is None or on >= case.due_on or case.state not in EXTENDABLE_STATES:
        return False
    return workdays.working_days_between(on, case.due_on, calendar) <= 1


def extend(
    case_id: int, to: date, reason: str, by: User, now: datetime, seen_state: str | None = None
) -> Extension:
    """Put a case's due day off, once; the apology goes out. Raises `CannotDo` and `PermissionDenied`."""
    with locked(case_id, by, Right.SUPERVISE, *EXTENDABLE_STATES, seen_state=seen_state) as case:
        was = _due_day_of(case)
        _refuse(was, to, reason, sla.today(now))
        made = Extension.objects.create(case=case, by=by, at=now, reason=reason.strip(), from_on=was, to_on=to)
        case.clocks.filter(stopped_at=None).update(
            due_on=to, extended_to=to, calendar_version=sla.calendar_version()
        )
        case.due_on = to
        case.save(update_fields=["due_on"])
        history.add(case, Act.EXTENDED, now, by=by, note=_note(made), was=was.isoformat(), to=to.isoformat())
        answering.order(case, Letter.EXTENSION, now, by=by, note=made.reason)
        pipeline.wake()
    return made


def _due_day_of(case: Case) -> date:
    used = case.extensions.first()
    if used is not None:
        raise CannotDo(
            _("Hồ sơ đã được hẹn lại một lần, tới ngày %(day)s; không hẹn lại lần nữa.")
            % {"day": f"{used.to_on:%d/%m/%Y}"}
        )
    if case.due_on is None:
        raise CannotDo(_("Đồng hồ của hồ sơ đang dừng nên không có ngày hẹn để dời."))
    return case.due_on


def _refuse(was: date, to: date, reason: str, today: date) -> None:
    if not reason.strip():
        raise CannotDo(_("Hãy ghi lý do hẹn lại ngày trả."))
    if to <= max(was, today):
        raise CannotDo(_("Ngày hẹn mới phải sau ngày hẹn cũ và sau hôm nay."))
    if not workdays.is_working_day(to, sla.calendar()):
        raise CannotDo(_("Ngày %(day)s không phải ngày làm việc.") % {"day": f"{to:%d/%m/%Y}"})


def _note(made: Extension) -> str:
    return f"{made.from_on:%d/%m/%Y} → {made.to_on:%d/%m/%Y}. {made.reason}"
