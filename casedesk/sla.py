"""The promise: which days count, and when an answer is due."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from casedesk.lib import workdays
from casedesk.lib.compiled import Compiled
from casedesk.models import CalendarDay, Case, CaseType, Clock, LetterOrder, OnSupplement
from casedesk.unchanged import unchanged
from letters.kinds import Kind as Letter

DEFAULT_DAYS = 5
"""Working days to resolve a dossier whose request is not known yet (seed 000)."""
DAYS_TO_NOTIFY = 3
WARN_DAYS_LEFT = 2
_CORRECTIONS = Compiled(lambda: CalendarDay.objects.all())
_RULES = Compiled(lambda: CaseType.objects.order_by("-effective_from"))


@dataclass(frozen=True, slots=True)
class Terms:
    """By when a case is warned of and its company told what is missing; `started_on` where its clock runs."""

    warn_days_left: int = WARN_DAYS_LEFT
    days_to_notify: int = DAYS_TO_NOTIFY
    started_on: date | None = None


def calendar() -> workdays.Calendar:
    """Return the calendar as it stands: the law's days, corrected by the rows of `CalendarDay`."""
    return unchanged(_CORRECTIONS, _corrected, of_house=True)


def _corrected() -> workdays.Calendar:
    rows = _CORRECTIONS()
    return workdays.DEFAULT.corrected(
        days_off={row.day: row.notice for row in rows if not row.is_worked},
        days_worked={row.day: row.notice for row in rows if row.is_worked},
    )


def calendar_version() -> int:
    """Return a number that stands for the corrections: each change or deletion gives another, undoing the first.

    It is made of what the rows say, so that an edit past `save()` is seen too; 0 where there is none.
    """
    rows = list(CalendarDay.objects.order_by("day").values_list("day", "is_worked", "notice"))
    digest = hashlib.sha256(repr(rows).encode()).digest()
    return int.from_bytes(digest[:4]) >> 1 or 1 if rows else 0


def case_type(request: str, on: date) -> CaseType | None:
    """Return how a request is handled for a dossier that arrived on a day."""
    return CaseType.objects.filter(request=request, effective_from__lte=on).select_related("queue").first()


def start_clock(case: Case, started_on: date) -> Clock:
    """Start the next run of a case's clock: receipt is day 0 (Civil Code Art 147); sets `case.due_on`.

    After a supplement it starts from zero, or goes on with the days left, as the case's type says.
    """
    found, before = case_type(case.request, started_on), list(case.clocks.order_by("run"))
    clock = Clock(case=case, run=len(before) + 1, started_on=started_on, calendar_version=calendar_version())
    clock.days = found.days_to_resolve if found else DEFAULT_DAYS
    clock.is_resumed = bool(before and found and found.on_supplement == OnSupplement.PAUSE)
    clock.days, clock.due_on = counted([*before, clock], calendar())
    clock.save()
    case.due_on = clock.due_on
    return clock


def recount(case: Case) -> tuple[date, date] | None:
    """Count the running clock anew, from its own day 0, where the case's request has other days than it counts.

    A dossier's request is known only when it has been read. Returns the due day before and after where it was
    counted, sets `case.due_on`, and leaves alone what a person or a receipt has promised: an extension, a run
    whose receipt was ordered. A resumed run counts what was left, whatever the request.
    """
    runs = list(case.clocks.order_by("run"))
    if not runs or runs[-1].stopped_at or runs[-1].is_resumed or _is_promised(case, runs):
        return None
    clock = runs[-1]
    found = case_type(case.request, clock.started_on)
    days = found.days_to_resolve if found else DEFAULT_DAYS
    if days == clock.days:
        return None
    was, clock.days, clock.calendar_version = clock.due_on, days, calendar_version()
    clock.due_on = case.due_on = workdays.due_on(clock.started_on, days, calendar())
    clock.save(update_fields=["days", "due_on", "calendar_version"])
    return was, clock.due_on


def _is_promised(case: Case, runs: Sequence[Clock]) -> bool:
    """Whether the company was told the last run's day: by an extension, or by a receipt since the run before."""
    receipts = LetterOrder.objects.filter(case=case, kind=Letter.RECEIPT)
    if len(runs) > 1 and runs[-2].stopped_at:
        receipts = receipts.filter(ordered_at__gt=runs[-2].stopped_at)
    return runs[-1].extended_to is not None or receipts.exists()


def counted(clocks: Iterable[Clock], by: workdays.Calendar) -> tuple[int, date]:
    """Count a case's runs anew: the days that the last one counts, and its due day.

    A resumed run has what the run before left on the day it stopped, so the whole chain is counted. One that
    was late is as late when it goes on: its due day is counted back from there, and a day off before there
    moves it back, too.
    """
    days, due_on, left = 0, date.min, 0
    for clock in clocks:
        days = left if clock.is_resumed else clock.days
        due_on = workdays.resumed_on(clock.started_on, days, by)
        if clock.extended_to:
            due_on = workdays.first_working_day(clock.extended_to, by)
        if clock.stopped_at:
            left = workdays.working_days_between(today(clock.stopped_at), due_on, by)
    return days, due_on


def stop_clock(case: Case, now: datetime) -> None:
    """Stop the running clock; a stopped case has no due day and can never be overdue."""
    case.clocks.filter(stopped_at=None).update(stopped_at=now)
    case.due_on = None


def today(now: datetime) -> date:
    """Return the day in Hanoi."""
    return timezone.localtime(now).date()


def days_left(due_on: date, on: date) -> int:
    """Return the working days left until the due day, negative when it has passed."""
    return workdays.working_days_between(on, due_on, calendar())


def notify_by(case: Case) -> date | None:
    """Return the last day to tell the company what is missing (NĐ 61/2018 Art 19.4); None while stopped."""
    found = with_terms(Case.objects.filter(pk=case.pk)).get()
    return notice_day(terms_of(found, ()), calendar())


def notice_day(terms: Terms, by: workdays.Calendar) -> date | None:
    """Return the last day of the running clock on which the company may be told what is missing."""
    return workdays.due_on(terms.started_on, terms.days_to_notify, by) if terms.started_on else None


def with_terms(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Read with each case the terms of `terms_of`: for a page of one case, or of few."""
    running = Clock.objects.filter(case=OuterRef("pk"), stopped_at=None).order_by("-run")
    rows = CaseType.objects.filter(request=OuterRef("request"), effective_from__lte=OuterRef("arrived_on"))
    first = rows.order_by("-effective_from")
    return cases.annotate(
        run_started_on=Subquery(running.values("started_on")[:1]),
        days_to_notify=Coalesce(Subquery(first.values("days_to_notify")[:1]), DAYS_TO_NOTIFY),
        warn_days_left=Coalesce(Subquery(first.values("warn_days_left")[:1]), WARN_DAYS_LEFT),
    )


def terms_of(case: Any, rules: Iterable[CaseType]) -> Terms:
    """Return a case's terms: as they were read with it, else by rules that were read for the whole page."""
    if hasattr(case, "warn_days_left"):
        return Terms(case.warn_days_left, case.days_to_notify, case.run_started_on)
    mine = (row for row in rules if row.request == case.request and row.effective_from <= case.arrived_on)
    found = next(mine, None)
    return Terms(found.warn_days_left, found.days_to_notify) if found else Terms()


def warn_rules() -> list[CaseType]:
    """Return the rows that say when to warn and to notify, for one page with many cases."""
    return unchanged(_RULES, _RULES, of_house=True)
