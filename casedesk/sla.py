"""The promise: which days count, and when an answer is due."""

from datetime import date, datetime

from django.utils import timezone

from casedesk.lib import workdays
from casedesk.models import CalendarDay, Case, CaseType, Clock

DEFAULT_DAYS = 5
"""Working days to resolve a dossier whose request is not known yet (seed 000)."""


def calendar() -> workdays.Calendar:
    """Return the calendar as it stands: the law's days, corrected by the rows of `CalendarDay`."""
    rows = CalendarDay.objects.all()
    return workdays.DEFAULT.corrected(
        days_off={row.day: row.notice for row in rows if not row.is_worked},
        days_worked={row.day: row.notice for row in rows if row.is_worked},
    )


def calendar_version() -> int:
    """Return a number that grows with every correction of the calendar."""
    newest = CalendarDay.objects.order_by("-id").first()
    return newest.id if newest else 0


def case_type(request: str, on: date) -> CaseType | None:
    """Return how a request is handled for a dossier that arrived on a day."""
    return CaseType.objects.filter(request=request, effective_from__lte=on).select_related("queue").first()


def start_clock(case: Case, started_on: date) -> Clock:
    """Start the next run of a case's clock: receipt is day 0 (Civil Code Art 147); sets `case.due_on`."""
    found = case_type(case.request, started_on)
    days = found.days_to_resolve if found else DEFAULT_DAYS
    due_on = workdays.due_on(started_on, days, calendar())
    case.due_on = due_on
    return Clock.objects.create(
        case=case,
        run=case.clocks.count() + 1,
        started_on=started_on,
        days=days,
        due_on=due_on,
        calendar_version=calendar_version(),
    )


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
