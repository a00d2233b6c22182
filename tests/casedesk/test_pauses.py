"""A clock that is paused over public holidays: what falls into the pause counts neither before nor after it."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casedesk import calendars, sla
from casedesk.lib import workdays
from casedesk.lib.workdays import Calendar
from casedesk.models import CalendarDay, Case, CaseType, Clock, State
from tests import make

starts = st.dates(date(2024, 1, 1), date(2027, 12, 1))
spans = st.integers(0, 30)


def noon(day: date) -> datetime:
    return make.NOW + (day - make.NOW.date())


def due(start: date, days: int, stopped: date, resumed: date, by: Calendar = workdays.DEFAULT) -> date:
    """Return the due day of a run of so many days that stood still from one day to another."""
    first = Clock(started_on=start, days=days, stopped_at=noon(stopped))
    return sla.counted([first, Clock(started_on=resumed, days=days, is_resumed=True)], by)[1]


def walked(start: date, days: int, stopped: date, resumed: date, by: Calendar) -> date:
    """Count the same naively, day by day; for a pause that begins before the days are used up."""
    day, left = start, days
    while left:
        day = resumed if day == stopped else day
        day += timedelta(days=1)
        left -= by.is_working_day(day)
    return day


@pytest.mark.parametrize(
    ("start", "stopped", "resumed", "expected"),
    [
        pytest.param("2026-02-09", "2026-02-11", "2026-02-23", "2026-02-26", id="the whole of Tết"),
        pytest.param("2026-02-09", "2026-02-11", "2026-02-18", "2026-02-25", id="resumed within Tết"),
        pytest.param("2026-02-12", "2026-02-17", "2026-02-20", "2026-02-26", id="stopped and resumed within Tết"),
        pytest.param("2026-11-19", "2026-11-20", "2026-11-25", "2026-12-01", id="the day of culture"),
        pytest.param("2026-08-19", "2026-08-21", "2026-09-03", "2026-09-08", id="a worked Saturday and a bridge"),
        pytest.param("2026-04-23", "2026-04-24", "2026-05-04", "2026-05-08", id="three holidays in two weeks"),
        pytest.param("2025-12-30", "2025-12-31", "2026-01-02", "2026-01-08", id="a swapped day off"),
    ],
)
def test_a_pause_over_holidays(start: str, stopped: str, resumed: str, expected: str) -> None:
    days = [date.fromisoformat(day) for day in (start, stopped, resumed)]
    assert due(days[0], 5, days[1], days[2]) == date.fromisoformat(expected)


@given(starts, st.integers(1, 15), spans, spans)
def test_a_pause_agrees_with_a_count_day_by_day(start: date, days: int, ran: int, stood: int) -> None:
    stopped = start + timedelta(days=ran)
    resumed = stopped + timedelta(days=stood)
    if workdays.working_days_between(start, stopped) >= days:
        return
    found = due(start, days, stopped, resumed)
    assert found == walked(start, days, stopped, resumed, workdays.DEFAULT)
    assert workdays.working_days_between(start, stopped) + workdays.working_days_between(resumed, found) == days


@given(starts, st.integers(1, 15), spans, st.integers(2, 30), st.data())
def test_a_holiday_within_the_pause_changes_nothing(
    start: date, days: int, ran: int, stood: int, data: st.DataObject
) -> None:
    stopped = start + timedelta(days=ran)
    inside = stopped + timedelta(days=data.draw(st.integers(1, stood - 1)))
    closed = workdays.DEFAULT.corrected({inside: "thử"}, {})
    worked = workdays.DEFAULT.corrected({}, {inside: "thử"})
    resumed = stopped + timedelta(days=stood)
    if workdays.working_days_between(start, stopped) >= days:
        return
    plain = due(start, days, stopped, resumed)
    assert due(start, days, stopped, resumed, closed) == plain == due(start, days, stopped, resumed, worked)


@given(starts, st.integers(1, 15), spans, st.integers(1, 30))
def test_a_pause_never_makes_a_deadline_earlier(start: date, days: int, ran: int, stood: int) -> None:
    stopped = start + timedelta(days=ran)
    whole = workdays.due_on(start, days)
    if stopped < whole:
        assert due(start, days, stopped, stopped + timedelta(days=stood)) >= whole


@pytest.mark.django_db
def test_a_holiday_declared_within_a_pause_moves_no_case() -> None:
    CaseType.objects.update(on_supplement="pause")
    case = make.case(State.SUPPLEMENT_REQUESTED, arrived_on=date(2026, 11, 16))
    sla.stop_clock(case, noon(date(2026, 11, 18)))
    case.save()
    assert not Case.objects.get(pk=case.pk).is_overdue(date(2030, 1, 1))
    sla.start_clock(case, date(2026, 11, 30))
    case.save()
    assert case.due_on == date(2026, 12, 3)
    CalendarDay.objects.create(day=date(2026, 11, 25), is_worked=False, notice="thử")
    assert calendars.moves() == []
    CalendarDay.objects.create(day=date(2026, 12, 2), is_worked=False, notice="thử")
    assert [move.to for move in calendars.moves()] == [date(2026, 12, 4)]
