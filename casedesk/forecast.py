"""When a case will be finished: the queue ahead of it, its technician's pace, and the arithmetic in a sentence."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from casedesk import throughput
from casedesk.lib import workdays
from casedesk.lib.compiled import Compiled
from casedesk.models import OPEN_STATES, TECHNICIANS_STATES, Case

PACE_DAYS = 20
"""The working days before today over which a technician's pace is measured."""
ASSUMED_DAYS = 5
"""Working days for one case where no pace, or a slower one, was measured."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How many cases a technician closed in the last `PACE_DAYS` working days."""

    closed: int = 0

    @property
    def is_assumed(self) -> bool:
        """Whether too few were closed to go by: then one case in `ASSUMED_DAYS` days is taken."""
        return self.closed * ASSUMED_DAYS < PACE_DAYS

    def days_for(self, cases: int) -> int:
        """Return the working days that so many cases take, the last one begun counted whole."""
        if self.is_assumed:
            return cases * ASSUMED_DAYS
        return -(-cases * PACE_DAYS // self.closed)

    def words(self) -> str:
        """Say the pace exactly, and whether it is only assumed."""
        if self.is_assumed:
            return _("chưa đo được nhịp, tạm tính %(days)d ngày 1 hồ sơ") % {"days": ASSUMED_DAYS}
        exact = number_format(self.closed / PACE_DAYS, 2).rstrip("0").rstrip(",.")
        return _("mỗi ngày %(count)s hồ sơ") % {"count": exact}


class Running(NamedTuple):
    """An open case whose clock runs; a tuple, for a board reads some thousands of them."""

    pk: int
    number: str
    company: str
    state: str
    due_on: date
    technician: int | None


@dataclass(frozen=True, slots=True)
class Forecast:
    """Where a case stands in its technician's queue, and the day it will be finished at that pace."""

    case: Running
    place: int
    pace: Pace
    finish_on: date

    def sentence(self, whose: str = "") -> str:
        """Say in one sentence why the case is late by forecast; without `whose` nobody is named."""
        values = {
            "place": self.place,
            "whose": whose,
            "pace": self.pace.words(),
            "finish": f"{self.finish_on:%d/%m}",
            "due": f"{self.case.due_on:%d/%m}",
        }
        if whose:
            return _("thứ %(place)d trong hàng của %(whose)s, %(pace)s: xong %(finish)s, hẹn %(due)s") % values
        return _("thứ %(place)d trong hàng, %(pace)s: xong %(finish)s, hẹn %(due)s") % values


_COLUMNS = ("pk", "number", "company_name", "state", "due_on", "technician_id")
_RUNNING = Compiled(
    lambda: (
        Case.objects.filter(state__in=OPEN_STATES, due_on__isnull=False)
        .order_by("due_on", "id")
        .values_list(*_COLUMNS)
    )
)


def running() -> Sequence[Running]:
    """Return every open case whose clock runs, in the order of the clock; a stopped one is never among them."""
    return [Running._make(row) for row in _RUNNING()]


def paces(
    today: date, calendar: workdays.Calendar, prepared: Mapping[date, throughput.Day] | None = None
) -> Mapping[int, Pace]:
    """Return the pace of each technician who closed something, over the working days before today.

    `prepared` is `throughput.kept`, where it was read already.
    """
    kept = throughput.kept(today) if prepared is None else prepared
    since = working_day(today, -PACE_DAYS, calendar)
    return {technician: Pace(count) for technician, count in throughput.paces(since, today, kept).items()}


def at_risk(
    cases: Iterable[Running], by: Mapping[int, Pace], today: date, calendar: workdays.Calendar
) -> list[Forecast]:
    """Return the cases due after today that will be finished late, in the order of the clock.

    What is due today or overdue is told as that, not as a risk; it stands in the queue all the same.
    """
    places: dict[int, int] = defaultdict(int)
    days = _Days(today, calendar)
    found = []
    for case in cases:
        if case.technician is None or case.state not in TECHNICIANS_STATES:
            continue
        places[case.technician] += 1
        pace = by.get(case.technician, Pace())
        finish_on = days.ahead(pace.days_for(places[case.technician]))
        if today < case.due_on < finish_on:
            found.append(Forecast(case, places[case.technician], pace, finish_on))
    return found


def working_day(today: date, ahead: int, calendar: workdays.Calendar) -> date:
    """Return the working day so many after today, or before it where `ahead` is negative."""
    if ahead > 0:
        return workdays.due_on(today, ahead, calendar)
    day = today
    for _count in range(-ahead):
        day -= timedelta(days=1)
        while not calendar.is_working_day(day):
            day -= timedelta(days=1)
    return day


class _Days:
    """The working days after today, each looked up once."""

    def __init__(self, today: date, calendar: workdays.Calendar) -> None:
        self._calendar, self._found = calendar, [today]

    def ahead(self, count: int) -> date:
        """Return the working day so many after today."""
        while len(self._found) <= count:
            self._found.append(working_day(self._found[-1], 1, self._calendar))
        return self._found[count]
