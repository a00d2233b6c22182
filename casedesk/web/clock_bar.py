"""The clock of a case as a bar: day 0, the working days that count, the day promised, and when it stood still."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.timezone import localtime

from casedesk import sla
from casedesk.history import Line
from casedesk.models import Act, Case
from casedesk.web.clocks import Clocks

MOST_LATE = 3
"""Days after the promised one that are drawn; the chip says how many there are."""
_ONE_DAY = timedelta(days=1)
_STOPS = (Act.SUPPLEMENT_REQUESTED, Act.REFUSED, Act.WITHDRAWN, Act.STOPPED, Act.JOINED)
_STARTS = (Act.SUPPLEMENTED, Act.REOPENED, Act.SEPARATED)
_STOPS_AND_STARTS = frozenset((*_STOPS, *_STARTS))


@dataclass(frozen=True, slots=True)
class Day:
    """A day that counts: `tone` is past, today, ahead or late."""

    number: int
    day: date
    tone: str
    is_due: bool


@dataclass(frozen=True, slots=True)
class Stop:
    """A time in which the clock stood still; `until` is None while it does."""

    since: date
    until: date | None


def days_of(case: Case, clocks: Clocks) -> Sequence[Day]:
    """Return the days of the running clock of a case that was read with its terms; none where it stands still."""
    start, due = clocks.terms(case).started_on, case.due_on
    if start is None or due is None or not case.is_open:
        return ()
    days, late, day = [start], 0, start
    while (day := day + _ONE_DAY) <= max(due, clocks.today) and late < MOST_LATE:
        if clocks.calendar.is_working_day(day):
            days.append(day)
            late += day > due
    return [Day(number, day, _tone(day, due, clocks.today), day == due) for number, day in enumerate(days)]


def stops_of(lines: Iterable[Line]) -> Sequence[Stop]:
    """Return when the clock stood still, from a case's history with the last line first."""
    stops: list[Stop] = []
    told = [line for line in lines if line.act in _STOPS_AND_STARTS]
    for line in sorted(told, key=lambda line: line.pk):
        day = sla.today(localtime(line.at))
        if line.act in _STOPS and not (stops and stops[-1].until is None):
            stops.append(Stop(day, None))
        elif line.act in _STARTS and stops and stops[-1].until is None:
            stops[-1] = Stop(stops[-1].since, day)
    return stops


def _tone(day: date, due: date, today: date) -> str:
    if day == today:
        return "today"
    if day > due:
        return "late"
    return "past" if day < today else "ahead"
