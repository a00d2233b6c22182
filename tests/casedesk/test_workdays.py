"""Working days and due days, against the tables of notices and an independent count."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casedesk.lib import workdays
from casedesk.lib.workdays import Calendar

ONE_DAY = timedelta(days=1)
DUE = [
    ("2024-04-26", "2024-05-07"),
    ("2024-05-03", "2024-05-09"),
    ("2025-01-24", "2025-02-07"),
    ("2025-04-25", "2025-05-06"),
    ("2025-04-26", "2025-05-07"),
    ("2025-12-31", "2026-01-09"),
    ("2026-01-09", "2026-01-15"),
    ("2026-02-13", "2026-02-27"),
    ("2026-08-21", "2026-08-27"),
    ("2026-08-28", "2026-09-09"),
    ("2026-11-20", "2026-11-30"),
    ("2027-02-03", "2027-02-17"),
]
WORKING_DAYS = {2023: 249, 2024: 251, 2025: 250, 2026: 249, 2027: 249}
OFF = {
    2023: "01-02 01-20 01-23 01-24 01-25 01-26 05-01 05-02 05-03 09-01 09-04",
    2024: "01-01 02-08 02-09 02-12 02-13 02-14 04-18 04-29 04-30 05-01 09-02 09-03",
    2025: "01-01 01-27 01-28 01-29 01-30 01-31 04-07 04-30 05-01 05-02 09-01 09-02",
    2026: "01-01 01-02 02-16 02-17 02-18 02-19 02-20 04-27 04-30 05-01 08-31 09-01 09-02 11-24",
    2027: "01-01 02-04 02-05 02-08 02-09 02-10 04-16 04-30 05-03 09-02 09-03 11-24",
}
WORKED = {2024: "05-04", 2025: "04-26", 2026: "01-10 08-22"}
some_days = st.dates(date(2015, 1, 1), date(2040, 12, 31))
notices = st.dictionaries(some_days, st.just("thử"), max_size=5)


def listed(table: dict[int, str], year: int) -> set[date]:
    return {date.fromisoformat(f"{year}-{day}") for day in table.get(year, "").split()}


def days_of(year: int) -> list[date]:
    return [
        date(year, 1, 1) + timedelta(days=ahead) for ahead in range((date(year + 1, 1, 1) - date(year, 1, 1)).days)
    ]


@pytest.mark.parametrize(("received", "due"), DUE)
def test_five_working_days_end_on(received: str, due: str) -> None:
    start, end = date.fromisoformat(received), date.fromisoformat(due)
    assert workdays.due_on(start, 5) == end
    assert workdays.working_days_between(start, end) == 5


@pytest.mark.parametrize("year", WORKING_DAYS)
def test_a_year_has_the_days_of_its_notices(year: int) -> None:
    working = {day for day in days_of(year) if workdays.is_working_day(day)}
    weekdays = {day for day in days_of(year) if day.weekday() < 5}
    assert weekdays - working == listed(OFF, year)
    assert working - weekdays == listed(WORKED, year)
    assert len(working) == WORKING_DAYS[year]


def test_a_correction_decides_and_the_newer_of_two_stands() -> None:
    monday, saturday = date(2026, 11, 23), date(2026, 11, 28)
    swapped = workdays.DEFAULT.corrected({monday: "dự thảo"}, {saturday: "dự thảo"})
    assert not swapped.is_working_day(monday)
    assert swapped.is_working_day(saturday)
    undone = swapped.corrected({saturday: "không thông qua"}, {monday: "không thông qua"})
    assert undone.is_working_day(monday)
    assert not undone.is_working_day(saturday)
    assert (monday in undone.days_off, saturday in undone.days_worked) == (False, False)
    assert workdays.DEFAULT.is_working_day(monday)


def test_no_days_are_no_due_day() -> None:
    with pytest.raises(ValueError, match="at least 1"):
        workdays.due_on(date(2026, 11, 23), 0)


def test_days_left_are_negative_after_the_due_day() -> None:
    friday, monday = date(2026, 11, 20), date(2026, 11, 23)
    assert workdays.working_days_between(friday, monday) == 1
    assert workdays.working_days_between(monday, friday) == -1
    assert workdays.working_days_between(monday, monday) == 0


@given(some_days, st.integers(1, 30), notices, notices)
def test_a_due_day_is_worked_and_as_far_as_it_says(
    received_on: date, days: int, off: dict[date, str], worked: dict[date, str]
) -> None:
    calendar = Calendar().corrected(off, worked)
    due = workdays.due_on(received_on, days, calendar)
    assert calendar.is_working_day(due)
    assert workdays.working_days_between(received_on, due, calendar) == days


@given(some_days, st.integers(1, 30), some_days)
def test_a_further_day_off_never_makes_a_due_day_earlier(received_on: date, days: int, closed: date) -> None:
    before = workdays.due_on(received_on, days)
    assert workdays.due_on(received_on, days, workdays.DEFAULT.corrected({closed: "thử"}, {})) >= before


def test_five_years_agree_with_a_naive_count() -> None:
    off = {day for year in OFF for day in listed(OFF, year)}
    worked = {day for year in WORKED for day in listed(WORKED, year)}
    for received_on in (day for year in WORKING_DAYS for day in days_of(year) if day < date(2027, 12, 1)):
        left, day = 5, received_on
        while left:
            day += ONE_DAY
            left -= day in worked or (day.isoweekday() not in (6, 7) and day not in off)
        assert workdays.due_on(received_on, 5) == day
