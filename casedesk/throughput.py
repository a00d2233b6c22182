"""What came in and went out by day, what of it in time, and how long each step took.

The history is never changed, so a finished day is counted once and kept (`prepare`); only what is not kept yet
is counted when it is asked for. The figures are the same either way.
"""

import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from django.db.models import BooleanField, Case, Count, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone

from casedesk import sla
from casedesk.lib import workdays
from casedesk.lib.compiled import Compiled
from casedesk.models import Act, Clock, DayFigures, Event

STEP_DAYS = 30
MONTHS = 6
"""How many months the figures go back, the running one among them."""
RECENT, MOST_COUNTED = timedelta(days=3), 5_000
"""A page counts the last days itself, and earlier ones only where no more cases came in them."""
ENDS = (Act.CLOSED, Act.REFUSED)
"""A refusal is an answer too: both end the promise."""
STEP_AFTER: Mapping[str, str] = {
    Act.RECEIVED: "reading",
    Act.SUPPLEMENTED: "reading",
    Act.REOPENED: "review",
    Act.SEPARATED: "reading",
    Act.CHECKED: "review",
    Act.UNREADABLE: "review",
    Act.ACCEPTED: "assign",
    Act.ASSIGNED: "fulfil",
    Act.RETURNED: "fulfil",
    Act.GATEWAY_REFUSED: "fulfil",
    Act.PROPOSED: "approve",
    Act.ASKED_AGAIN: "approve",
    Act.APPROVED: "carry_out",
    Act.FULFILLED: "answer",
}
"""The step that a case is in after each act; after a supplement request it is the company's time, not ours."""
_MARKS = (*STEP_AFTER, Act.SUPPLEMENT_REQUESTED, Act.WITHDRAWN, Act.STOPPED, Act.JOINED, Act.AGAIN_DROPPED, *ENDS)
_MINUTES_A_DAY = 24 * 60
_ONE_DAY, _STILL_OPEN = timedelta(days=1), timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Day:
    """One day's figures; `minutes` of each stay in a step that ended on it, the last two as `DayFigures` says."""

    received: int = 0
    ended: int = 0
    in_time: int = 0
    minutes: Mapping[str, Sequence[int]] = field(default_factory=dict)
    closed_by: Mapping[str, int] = field(default_factory=dict)
    steps: Mapping[str, tuple[int, int]] | None = None


def first_day(today: date) -> date:
    """Return the first day that the figures go back to: the first of a month."""
    months = today.year * 12 + today.month - MONTHS
    return date(months // 12, months % 12 + 1, 1)


def kept(today: date) -> dict[date, Day]:
    """Return the days that are prepared, without the minutes of each stay."""
    return {
        day: Day(came, went, in_time, closed_by=closed_by, steps=steps)
        for day, came, went, in_time, closed_by, steps in _kept_until(today)()
    }


@lru_cache(maxsize=2)
def _kept_until(today: date) -> Compiled[Any]:
    rows = DayFigures.objects.filter(day__gte=first_day(today), day__lte=today)
    return Compiled(lambda: rows.values_list("day", "received", "ended", "in_time", "closed_by", "steps"))


def by_day(today: date, prepared: Mapping[date, Day]) -> dict[date, Day]:
    """Return the figures of every day up to today, without those of steps.

    Days that lack are left out while there is too much in them for a page to count: `prepare` will have them soon.
    """
    lacking = next(day for day in _days(first_day(today), today) if day not in prepared or day == today)
    return {**prepared, **_counted(_countable(lacking, today), today, {})}


def steps(today: date, calendar: workdays.Calendar, prepared: Mapping[date, Day]) -> Mapping[str, tuple[int, int]]:
    """Return the median minutes of each step, and its stays, over the last days up to the one prepared last."""
    recent = [prepared[day].steps for day in _days(today - RECENT, today - _ONE_DAY) if day in prepared]
    known = [found for found in recent if found is not None]
    if known:
        return known[-1]
    since = _countable(today - timedelta(days=STEP_DAYS), today)
    return _medians(_minutes(since, today - _ONE_DAY, calendar).values())


def paces(since: date, until: date, prepared: Mapping[date, Day]) -> dict[int, int]:
    """Return how many cases each technician closed from a day up to, and without, another."""
    days = list(_days(since, until - _ONE_DAY))
    found: Counter[int] = Counter()
    for day in days:
        closed_then = prepared[day].closed_by if day in prepared else {}
        found.update({int(technician): count for technician, count in closed_then.items()})
    lacking = next((day for day in days if day not in prepared), None)
    if lacking:
        for day, closed in _closed_by(_countable(lacking, until), until - _ONE_DAY).items():
            found.update({} if day in prepared else closed)
    return dict(found)


def prepare(now: datetime) -> int:
    """Keep the figures of finished days that are not kept yet; return how many days were counted.

    A day is left open for an hour longer: an act of last midnight may still be in a transaction.
    """
    today, kept = sla.today(now), set(DayFigures.objects.values_list("day", flat=True))
    last = sla.today(now - _STILL_OPEN) - _ONE_DAY
    lacking = [day for day in _days(first_day(today), last) if day not in kept]
    if not lacking:
        return 0
    found = _counted(lacking[0], last, _minutes(lacking[0], last, sla.calendar()))
    closed = _closed_by(lacking[0], last)
    rows = [_row(day, found[day], closed.get(day, {})) for day in lacking]
    DayFigures.objects.bulk_create(rows, ignore_conflicts=True)
    _keep_steps(last)
    return len(rows)


def ended(since: date, until: date) -> QuerySet[Any]:
    """Return the endings of cases from a day up to and with another, each with its `day` and whether `in_time`.

    The run that counts is the last one started by then. Where it was stopped before the end, as by a supplement
    that never came, the promise was kept or broken on the day that it stopped.
    """
    run = Clock.objects.filter(case=OuterRef("case"), started_on__lte=OuterRef("day")).order_by("-run")
    found = _between(since, until).filter(act__in=ENDS).annotate(day=TruncDate("at"))
    found = found.annotate(due=Subquery(run.values("due_on")[:1]))
    stood = TruncDate(Coalesce(Subquery(run.values("stopped_at")[:1]), "at"))
    kept = Case(When(Q(stood__lte=F("due")), then=Value(True)), default=False, output_field=BooleanField())
    return found.annotate(stood=stood).annotate(in_time=kept).order_by()


def received(since: date, until: date) -> QuerySet[Any]:
    """Return the receipts from a day up to and with another, each with its `day`."""
    return _between(since, until).filter(act=Act.RECEIVED).annotate(day=TruncDate("at")).order_by()


def midnight(day: date) -> datetime:
    """Return the first moment of a day in Hanoi."""
    return timezone.make_aware(datetime.combine(day, time.min))


def _between(since: date, until: date) -> QuerySet[Event]:
    return Event.objects.filter(at__gte=midnight(since), at__lt=midnight(until + _ONE_DAY))


def _counted(since: date, until: date, minutes: Mapping[date, Mapping[str, Sequence[int]]]) -> dict[date, Day]:
    ask_came, ask_went = _counting(since, until)
    came, went = dict(ask_came()), {(day, in_time): count for day, in_time, count in ask_went()}
    return {day: _day(day, came, went, minutes) for day in _days(since, until)}


@lru_cache(maxsize=8)
def _counting(since: date, until: date) -> tuple[Compiled[Any], Compiled[Any]]:
    came = received(since, until).values_list("day").annotate(count=Count("pk"))
    went = ended(since, until).values_list("day", "in_time").annotate(count=Count("pk"))
    return Compiled(lambda: came), Compiled(lambda: went)


def _day(
    day: date,
    came: Mapping[date, int],
    went: Mapping[tuple[date, bool], int],
    minutes: Mapping[date, Mapping[str, Sequence[int]]],
) -> Day:
    in_time, late = went.get((day, True), 0), went.get((day, False), 0)
    return Day(came.get(day, 0), in_time + late, in_time, minutes.get(day, {}))


def _minutes(since: date, until: date, calendar: workdays.Calendar) -> dict[date, dict[str, list[int]]]:
    before = Event.objects.filter(case=OuterRef("case"), act__in=_MARKS, id__lt=OuterRef("id")).order_by("-id")
    marks = _between(since, until).filter(act__in=_MARKS).order_by()
    stays = marks.annotate(begun=Subquery(before.values("at")[:1]), after=Subquery(before.values("act")[:1]))
    clock = _WorkingTime(calendar)
    found: dict[date, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for at, begun, after in stays.values_list("at", "begun", "after").iterator():
        if after in STEP_AFTER:
            end = timezone.localtime(at)
            found[end.date()][STEP_AFTER[after]].append(clock.minutes(timezone.localtime(begun), end))
    return found


class _WorkingTime:
    """Minutes between two moments less those of days on which the office is closed."""

    def __init__(self, calendar: workdays.Calendar) -> None:
        self._calendar = calendar
        self._worked: dict[date, bool] = {}

    def minutes(self, start: datetime, end: datetime) -> int:
        """Count a working day as 24 hours, a closed day as none."""
        if start.date() == end.date():
            return int((end - start).total_seconds()) // 60 if self._is_worked(start.date()) else 0
        whole = sum(self._is_worked(day) for day in _days(start.date() + _ONE_DAY, end.date() - _ONE_DAY))
        first = (_MINUTES_A_DAY - start.hour * 60 - start.minute) * self._is_worked(start.date())
        last = (end.hour * 60 + end.minute) * self._is_worked(end.date())
        return first + whole * _MINUTES_A_DAY + last

    def _is_worked(self, day: date) -> bool:
        if day not in self._worked:
            self._worked[day] = self._calendar.is_working_day(day)
        return self._worked[day]


def _keep_steps(last: date) -> None:
    """Keep the medians of the last days up to one with it."""
    DayFigures.objects.filter(day__lt=last, steps__isnull=False).update(steps=None)
    window = DayFigures.objects.filter(day__gt=last - timedelta(days=STEP_DAYS), day__lte=last)
    DayFigures.objects.filter(day=last).update(steps=_medians(window.values_list("minutes", flat=True)))


def _medians(days: Iterable[Mapping[str, Sequence[int]]]) -> dict[str, tuple[int, int]]:
    stays: dict[str, list[int]] = defaultdict(list)
    for minutes in days:
        for step, found in minutes.items():
            stays[step].extend(found)
    return {step: (round(statistics.median(all_of)), len(all_of)) for step, all_of in stays.items()}


def _countable(lacking: date, until: date) -> date:
    """Return the day from which a page counts: the first that lacks, unless that is too much for it."""
    recent = until - RECENT
    return recent if lacking < recent and _is_much(lacking, until) else lacking


def _row(day: date, found: Day, closed: Mapping[int, int]) -> DayFigures:
    minutes = {step: list(stays) for step, stays in found.minutes.items()}
    row = DayFigures(day=day, received=found.received, ended=found.ended, in_time=found.in_time, minutes=minutes)
    row.closed_by = {str(technician): count for technician, count in closed.items()}
    return row


def _closed_by(since: date, until: date) -> dict[date, dict[int, int]]:
    closed = _between(since, until).filter(act=Act.CLOSED).exclude(case__technician=None).order_by()
    counted = closed.annotate(day=TruncDate("at")).values_list("day", "case__technician")
    found: dict[date, dict[int, int]] = defaultdict(dict)
    for day, technician, count in counted.annotate(count=Count("pk")):
        found[day][technician] = count
    return found


def _is_much(since: date, until: date) -> bool:
    """Whether more came in some days than a page may count."""
    return received(since, until)[: MOST_COUNTED + 1].count() > MOST_COUNTED


def _days(since: date, until: date) -> Iterator[date]:
    return (since + timedelta(days=ahead) for ahead in range((until - since).days + 1))
