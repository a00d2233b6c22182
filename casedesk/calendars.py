"""A changed calendar: which open cases would move, and moving them; editing it alone moves none."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.utils.translation import gettext as _

from casedesk import access, history, sla
from casedesk.access import Act as Right
from casedesk.actions import CannotDo
from casedesk.models import OPEN_STATES, Act, Case, Clock, User
from letters.kinds import Kind
from letters.models import Letter


@dataclass(frozen=True, slots=True)
class Move:
    """A case whose due day the calendar moves; `is_promised` where a receipt has told the company a day."""

    case: Case
    clock: Clock
    was: date
    to: date
    days: int
    is_promised: bool


def moves() -> list[Move]:
    """Return the open cases whose due day would move, the earliest first."""
    return list(_moves(_running()))


def apply(seen: int, by: User, now: datetime) -> int:
    """Move what the calendar moves, one history line each; return how many. A second time moves none.

    `seen` is the version of the calendar that the person looked at. Raises `CannotDo` when it changed since.
    """
    if not access.may(by, Right.SUPERVISE):
        raise PermissionDenied
    with transaction.atomic():
        held = list(_running().select_for_update(of=("self",)))
        version = sla.calendar_version()
        if version != seen:
            raise CannotDo(_("Lịch làm việc vừa được sửa nữa. Hãy xem lại danh sách rồi áp dụng."))
        found = list(_moves(held))
        for move in found:
            _move(move, version, by, now)
    return len(found)


def _running() -> QuerySet[Case]:
    receipts = Letter.objects.filter(case=OuterRef("pk"), kind=Kind.RECEIPT)
    runs = Prefetch("clocks", Clock.objects.order_by("run"), to_attr="runs")
    open_cases = Case.objects.filter(state__in=OPEN_STATES, due_on__isnull=False)
    return open_cases.annotate(is_promised=Exists(receipts)).prefetch_related(runs).order_by("due_on", "pk")


def _moves(cases: "QuerySet[Case] | list[Case]") -> Iterator[Move]:
    calendar = sla.calendar()
    for case in cases:
        runs: list[Clock] = getattr(case, "runs", [])
        if not runs or case.due_on is None:
            continue
        days, to = sla.counted(runs, calendar)
        if to != case.due_on:
            yield Move(case, runs[-1], case.due_on, to, days, bool(getattr(case, "is_promised", False)))


def _move(move: Move, version: int, by: User, now: datetime) -> None:
    Case.objects.filter(pk=move.case.pk).update(due_on=move.to)
    Clock.objects.filter(pk=move.clock.pk).update(due_on=move.to, days=move.days, calendar_version=version)
    note = f"{move.was:%d/%m/%Y} → {move.to:%d/%m/%Y}"
    if move.is_promised:
        note += ". " + _("Đã hứa %(day)s trên giấy tiếp nhận.") % {"day": f"{move.was:%d/%m/%Y}"}
    history.add(move.case, Act.DUE_MOVED, now, by=by, note=note, was=move.was.isoformat(), to=move.to.isoformat())
