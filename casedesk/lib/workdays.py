"""Vietnamese working days: the law's days from `holidays`, corrected by data, and due days over them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache

import holidays

SATURDAY = 5
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Calendar:
    """Corrections of the law's days, each day with the official notice that ordered it."""

    days_off: Mapping[date, str] = field(default_factory=dict)
    days_worked: Mapping[date, str] = field(default_factory=dict)

    def is_working_day(self, day: date) -> bool:
        """Say whether the office works on a day: a correction decides before the law's days."""
        if day in self.days_worked:
            return True
        if day in self.days_off:
            return False
        off, worked = _days_of_law(day.year)
        return day in worked or (day.weekday() < SATURDAY and day not in off)

    def corrected(self, days_off: Mapping[date, str], days_worked: Mapping[date, str]) -> "Calendar":
        """Return a calendar with further corrections; of two for one day the newer stands."""
        off = {day: notice for day, notice in self.days_off.items() if day not in days_worked}
        worked = {day: notice for day, notice in self.days_worked.items() if day not in days_off}
        return replace(self, days_off=off | dict(days_off), days_worked=worked | dict(days_worked))


_NEW_YEAR_2026 = "Công văn 12729/VPCP-KGVX ngày 25/12/2025"
DEFAULT = Calendar(
    days_off={date(2026, 1, 2): _NEW_YEAR_2026},
    days_worked={date(2026, 1, 10): _NEW_YEAR_2026},
)
"""The law's days with the one swap that `holidays` lacks."""


def is_working_day(day: date, calendar: Calendar = DEFAULT) -> bool:
    """Say whether the office works on a day."""
    return calendar.is_working_day(day)


def due_on(received_on: date, days: int, calendar: Calendar = DEFAULT) -> date:
    """Return the due day: receipt is day 0, the next working day is day 1 (Civil Code Art 147).

    Raises ValueError when `days` is not positive.
    """
    if days < 1:
        raise ValueError(f"days must be at least 1, not {days}")
    day = received_on
    for _ in range(days):
        day = _next_working_day(day, calendar)
    return day


def first_working_day(day: date, calendar: Calendar = DEFAULT) -> date:
    """Return the day itself when it is worked, else the next that is (Civil Code Art 148.5)."""
    return day if calendar.is_working_day(day) else _next_working_day(day, calendar)


def resumed_on(day: date, left: int, calendar: Calendar = DEFAULT) -> date:
    """Return the due day of a clock that goes on with the days it had left; a day that was late stays as late."""
    if left > 0:
        return due_on(day, left, calendar)
    if left == 0:
        return first_working_day(day, calendar)
    while not (calendar.is_working_day(day) and left == 0):
        left += calendar.is_working_day(day)
        day -= ONE_DAY
    return day


def working_days_between(start: date, end: date, calendar: Calendar = DEFAULT) -> int:
    """Count the working days after `start` up to and with `end`; negative when `end` is before `start`."""
    if end < start:
        return -working_days_between(end, start, calendar)
    span = range(1, (end - start).days + 1)
    return sum(calendar.is_working_day(start + timedelta(days=ahead)) for ahead in span)


def _next_working_day(day: date, calendar: Calendar) -> date:
    day += ONE_DAY
    while not calendar.is_working_day(day):
        day += ONE_DAY
    return day


@cache
def _days_of_law(year: int) -> tuple[frozenset[date], frozenset[date]]:
    """Return a year's days off and its weekend days worked.

    Built whole, then shared: `holidays` fills its own tables as they are asked, which two threads may not.
    """
    found = holidays.country_holidays("VN", years=year)
    worked = frozenset(day for day in found.weekend_workdays if day.year == year)
    return frozenset(found), worked
