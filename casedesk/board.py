"""The supervisor's board: what is late, what will be, who carries how much, and whether the promise is kept."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import lru_cache

from casedesk import forecast, sla, throughput
from casedesk.forecast import Forecast, Pace, Running
from casedesk.lib import workdays
from casedesk.lib.compiled import Compiled
from casedesk.models import OverdueReason, State, User
from casedesk.throughput import Day

DAYS_AHEAD = 5
WEEKS = 12
NOBODY = 0
"""Stands for a person where a case is not given to anybody yet."""
STEP_STATES: Mapping[str, tuple[State, ...]] = {
    "reading": (State.RECEIVED,),
    "review": (State.CHECKED,),
    "assign": (State.ACCEPTED,),
    "fulfil": (State.ASSIGNED,),
    "approve": (State.PROPOSED,),
    "carry_out": (State.APPROVED,),
    "answer": (State.FULFILLED, State.ANSWERED),
}
"""Where the cases stand that are in a step now."""
_WEEK = timedelta(days=7)
_TECHNICIANS = Compiled(lambda: User.objects.filter(is_active=True, is_technician=True))


@dataclass(frozen=True, slots=True)
class Period:
    """What came, went, and went in time from a day up to and with another."""

    since: date
    until: date
    received: int
    ended: int
    in_time: int

    @property
    def late(self) -> int:
        """How many ended after their due day."""
        return self.ended - self.in_time

    @property
    def percent(self) -> int | None:
        """Compliance, rounded down so that one late case never shows as 100 %; None where nothing ended."""
        return 100 * self.in_time // self.ended if self.ended else None


@dataclass(frozen=True, slots=True)
class DueDay:
    """One working day ahead: how many cases are due, how many of them at whom, and which."""

    day: date
    total: int
    by_person: Sequence[tuple[int, str, int]]
    cases: Mapping[int, Sequence[Running]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Load:
    """What a person carries: open cases, their weight (each 1 / working days left, at least 1), pace and risk."""

    person: int
    name: str
    is_away: bool
    cases: int
    weight: float
    at_risk: int
    pace: Pace | None


@dataclass(frozen=True, slots=True)
class StepTime:
    """The median working time of a step, in minutes, over so many stays."""

    step: str
    minutes: int
    stays: int


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything that the board shows; the slowest step is the first of `steps`."""

    today: date
    overdue: int
    due_today: int
    at_risk: Sequence[Forecast]
    month: Period
    days: Sequence[DueDay]
    loads: Sequence[Load]
    weeks: Sequence[Period]
    months: Sequence[Period]
    steps: Sequence[StepTime]
    reasons: Sequence[OverdueReason]
    names: Mapping[int, str]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show yet."""
        waits = self.overdue or self.due_today or any(load.cases for load in self.loads)
        return not waits and not any(period.received or period.ended for period in self.months)


def figures(now: datetime) -> Figures:
    """Count the board as it stands, in a fixed number of queries."""
    today, calendar = sla.today(now), sla.calendar()
    cases, people = forecast.running(), _TECHNICIANS()
    names = _names(cases, people)
    prepared = throughput.kept(today)
    paces = forecast.paces(today, calendar, prepared)
    risks = forecast.at_risk(cases, paces, today, calendar)
    by_day = throughput.by_day(today, prepared)
    months = _months(by_day, today)
    return Figures(
        today=today,
        overdue=sum(case.due_on < today for case in cases),
        due_today=sum(case.due_on == today for case in cases),
        at_risk=risks,
        month=months[-1],
        days=_days(cases, names, today, calendar),
        loads=_loads(cases, people, names, paces, risks, today, calendar),
        weeks=_weeks(by_day, today),
        months=months,
        steps=_steps(throughput.steps(today, calendar, prepared)),
        reasons=reasons(months[-1].since, today),
        names=names,
    )


def reasons(since: date, until: date) -> list[OverdueReason]:
    """Return the reasons for delay that were given from a day up to and with another, the newest first."""
    return _reasons_of(since, until)()


@lru_cache(maxsize=8)
def _reasons_of(since: date, until: date) -> Compiled[OverdueReason]:
    start, end = throughput.midnight(since), throughput.midnight(until + timedelta(days=1))
    given = OverdueReason.objects.filter(at__gte=start, at__lt=end)
    return Compiled(lambda: given.select_related("case", "by"))


def _names(cases: Iterable[Running], people: Iterable[User]) -> dict[int, str]:
    """Return the names of everybody who holds a case or could."""
    known = {person.pk: str(person) for person in people}
    others = {case.technician for case in cases if case.technician} - set(known)
    found = User.objects.filter(pk__in=others) if others else ()
    return known | {person.pk: str(person) for person in found}


def _days(
    cases: Iterable[Running], names: Mapping[int, str], today: date, calendar: workdays.Calendar
) -> list[DueDay]:
    due: dict[date, dict[int, list[Running]]] = defaultdict(lambda: defaultdict(list))
    for case in cases:
        due[case.due_on][case.technician or NOBODY].append(case)
    return [_due_day(day, due[day], names) for day in days_ahead(today, calendar)]


def days_ahead(today: date, calendar: workdays.Calendar) -> Sequence[date]:
    """Return the next working days after today, those that the board plans."""
    return [forecast.working_day(today, count, calendar) for count in range(1, DAYS_AHEAD + 1)]


def _due_day(day: date, held: Mapping[int, Sequence[Running]], names: Mapping[int, str]) -> DueDay:
    counts = Counter({who: len(cases) for who, cases in held.items()})
    return DueDay(
        day, counts.total(), [(who, names.get(who, ""), count) for who, count in counts.most_common()], held
    )


def _loads(
    cases: Sequence[Running],
    people: Iterable[User],
    names: Mapping[int, str],
    paces: Mapping[int, Pace],
    risks: Iterable[Forecast],
    today: date,
    calendar: workdays.Calendar,
) -> list[Load]:
    """Return what each person carries, the heaviest first, and last what nobody has yet."""
    left = {day: workdays.working_days_between(today, day, calendar) for day in {case.due_on for case in cases}}
    held: Counter[int] = Counter(case.technician or NOBODY for case in cases)
    weight: dict[int, float] = defaultdict(float)
    for case in cases:
        weight[case.technician or NOBODY] += 1 / max(1, left[case.due_on])
    risky = Counter(risk.case.technician for risk in risks)
    away = {person.pk for person in people if person.is_away}
    found = [
        Load(who, name, who in away, held[who], round(weight[who], 1), risky[who], paces.get(who, Pace()))
        for who, name in names.items()
    ]
    found.sort(key=lambda load: (-load.weight, load.name))
    unassigned = Load(NOBODY, "", False, held[NOBODY], round(weight[NOBODY], 1), 0, None)
    return [*found, unassigned] if held[NOBODY] else found


def _weeks(by_day: Mapping[date, Day], today: date) -> list[Period]:
    monday = today - timedelta(days=today.weekday())
    starts = [monday - back * _WEEK for back in reversed(range(WEEKS))]
    return [_period(by_day, start, start + _WEEK - timedelta(days=1)) for start in starts]


def _months(by_day: Mapping[date, Day], today: date) -> list[Period]:
    found, until = [], today
    for _ in range(throughput.MONTHS):
        found.append(_period(by_day, until.replace(day=1), until))
        until = until.replace(day=1) - timedelta(days=1)
    return found[::-1]


def _period(by_day: Mapping[date, Day], since: date, until: date) -> Period:
    days = [day for on, day in by_day.items() if since <= on <= until]
    came, went = sum(day.received for day in days), sum(day.ended for day in days)
    return Period(since, until, came, went, sum(day.in_time for day in days))


def _steps(found: Mapping[str, tuple[int, int]]) -> list[StepTime]:
    """Return the steps that anything passed in the last days, the slowest first."""
    times = [StepTime(step, minutes, stays) for step, (minutes, stays) in found.items()]
    return sorted(times, key=lambda step: -step.minutes)
