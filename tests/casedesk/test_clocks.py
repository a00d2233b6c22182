"""The promise as runs: restart or go on after a supplement, one extension, and a calendar that is edited."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from hypothesis import example, given, settings
from hypothesis import strategies as st

from casedesk import calendars, extensions, sla
from casedesk.actions import CannotDo
from casedesk.lib import workdays
from casedesk.lib.workdays import Calendar
from casedesk.models import Act, CalendarDay, Case, CaseType, Clock, Extension, State
from letters.models import Letter
from tests import make

MONDAY = date(2026, 11, 23)
some_days = st.dates(date(2024, 1, 1), date(2028, 12, 31))
closures = st.sets(some_days, max_size=6)
gaps = st.lists(st.integers(0, 12), min_size=1, max_size=7)


def noon(day: date) -> datetime:
    return make.NOW + (day - MONDAY)


def runs_of(start: date, days: int, gaps: list[int]) -> list[Clock]:
    """Runs that each resume the one before: it ran, then stood still, for as many days as `gaps` says in turn."""
    runs, day = [Clock(started_on=start, days=days)], start
    for number, gap in enumerate(gaps):
        day += timedelta(days=gap)
        if number % 2 == 0:
            runs[-1].stopped_at = noon(day)
        else:
            runs.append(Clock(started_on=day, days=days, is_resumed=True))
    return runs


def closed(days: set[date]) -> Calendar:
    return workdays.DEFAULT.corrected(dict.fromkeys(days, "thử"), {})


def pausing() -> None:
    CaseType.objects.update(on_supplement="pause")


def _posted(case: Case) -> None:
    Letter.objects.create(
        case=case, kind="receipt", year=2026, number=1, reference="1", subject="x", size=1, created_at=make.NOW
    )


@pytest.mark.django_db
def test_a_supplement_restarts_the_clock_from_zero() -> None:
    case = make.case(State.SUPPLEMENT_REQUESTED)
    sla.stop_clock(case, noon(date(2026, 11, 25)))
    clock = sla.start_clock(case, date(2026, 12, 7))
    assert (clock.days, clock.due_on, clock.is_resumed) == (5, date(2026, 12, 14), False)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("stopped", "resumed", "days", "due"),
    [
        pytest.param("2026-11-25", "2026-12-07", 4, "2026-12-11", id="four left"),
        pytest.param("2026-11-23", "2026-11-23", 5, "2026-12-01", id="the same day"),
        pytest.param("2026-12-01", "2026-12-05", 0, "2026-12-07", id="on the last day"),
        pytest.param("2026-12-03", "2026-12-07", -2, "2026-12-03", id="two days late stays so"),
    ],
)
def test_a_pause_resumes_with_the_days_left(stopped: str, resumed: str, days: int, due: str) -> None:
    pausing()
    case = make.case(State.SUPPLEMENT_REQUESTED)
    assert case.due_on == date(2026, 12, 1)
    sla.stop_clock(case, noon(date.fromisoformat(stopped)))
    assert not case.is_overdue(date(2030, 1, 1))
    clock = sla.start_clock(case, date.fromisoformat(resumed))
    assert (clock.days, clock.due_on, case.due_on) == (days, date.fromisoformat(due), date.fromisoformat(due))


@pytest.mark.django_db
def test_a_case_is_warned_of_and_notified_by_its_types_days() -> None:
    case = make.case()
    rules = sla.warn_rules()
    assert (sla.notify_by(case), sla.terms_of(case, rules).warn_days_left) == (date(2026, 11, 27), 2)
    row = CaseType.objects.get(request=case.request)
    row.pk, row.effective_from, row.warn_days_left, row.days_to_notify = None, MONDAY, 4, 1
    row.save()
    assert (sla.notify_by(case), sla.terms_of(case, sla.warn_rules()).warn_days_left) == (date(2026, 11, 25), 4)
    sla.stop_clock(case, make.NOW)
    assert sla.notify_by(case) is None


@pytest.mark.django_db
def test_the_calendars_version_follows_each_edit_and_deletion() -> None:
    assert sla.calendar_version() == 0
    first = CalendarDay.objects.create(day=date(2026, 11, 25), is_worked=False, notice="thử")
    CalendarDay.objects.create(day=date(2026, 11, 26), is_worked=False, notice="thử")
    both = sla.calendar_version()
    CalendarDay.objects.filter(pk=first.pk).update(is_worked=True)
    edited = sla.calendar_version()
    first.delete()
    assert len({0, both, edited, sla.calendar_version()}) == 4


@pytest.mark.django_db
def test_a_case_is_put_off_once_with_one_line() -> None:
    case, boss = make.case(), make.user("supervisor")
    extensions.extend(case.pk, date(2026, 12, 8), " Chờ xác minh ", boss, make.NOW)
    case.refresh_from_db()
    made = Extension.objects.get()
    assert (case.due_on, made.from_on, made.reason) == (date(2026, 12, 8), date(2026, 12, 1), "Chờ xác minh")
    assert case.events.filter(act=Act.EXTENDED).count() == 1
    with pytest.raises(CannotDo, match="hẹn lại một lần"):
        extensions.extend(case.pk, date(2026, 12, 15), "nữa", boss, make.NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Extension.objects.create(case=case, by=boss, at=make.NOW, reason="x", from_on=MONDAY, to_on=made.to_on)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("state", "to", "reason"),
    [
        pytest.param(State.CHECKED, "2026-12-08", "  ", id="no reason"),
        pytest.param(State.CHECKED, "2026-12-01", "x", id="not later"),
        pytest.param(State.CHECKED, "2026-12-06", "x", id="a Sunday"),
        pytest.param(State.ANSWERED, "2026-12-08", "x", id="answered"),
        pytest.param(State.CLOSED, "2026-12-08", "x", id="closed"),
    ],
)
def test_an_extension_is_refused(state: str, to: str, reason: str) -> None:
    case = make.case(state)
    with pytest.raises(CannotDo):
        extensions.extend(case.pk, date.fromisoformat(to), reason, make.user("supervisor"), make.NOW)
    case.refresh_from_db()
    assert (case.due_on, Extension.objects.count()) == (date(2026, 12, 1), 0)


@pytest.mark.django_db
def test_a_stopped_case_and_another_person_do_not_extend() -> None:
    case = make.case()
    with pytest.raises(PermissionDenied):
        extensions.extend(case.pk, date(2026, 12, 8), "x", make.user("clerk"), make.NOW)
    sla.stop_clock(case, make.NOW)
    case.save()
    with pytest.raises(CannotDo, match="đang dừng"):
        extensions.extend(case.pk, date(2026, 12, 8), "x", make.user("supervisor"), make.NOW)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("on", "is_so"), [("2026-11-27", False), ("2026-11-30", True), ("2026-12-01", False), ("2026-12-02", False)]
)
def test_an_extension_is_proposed_on_the_last_lawful_day(on: str, is_so: bool) -> None:
    case, day = make.case(), date.fromisoformat(on)
    assert extensions.is_proposed(case, make.user("supervisor"), day, sla.calendar()) == is_so
    assert not extensions.is_proposed(case, make.user("clerk"), day, sla.calendar())


@pytest.mark.django_db
def test_a_calendar_moves_a_case_only_when_it_is_applied_and_once() -> None:
    promised, boss = make.case(), make.user("supervisor")
    make.case(arrived_on=date(2026, 10, 1))
    make.case(State.CLOSED)
    _posted(promised)
    CalendarDay.objects.create(day=date(2026, 11, 26), is_worked=False, notice="Thông báo 1")
    before = Case.objects.filter(pk=promised.pk).values().get()
    (move,) = calendars.moves()
    assert (move.case, move.was, move.to, move.is_promised) == (
        promised,
        date(2026, 12, 1),
        date(2026, 12, 2),
        True,
    )
    assert Case.objects.filter(pk=promised.pk).values().get() == before
    version = sla.calendar_version()
    assert [calendars.apply(version, boss, make.NOW) for _ in range(2)] == [1, 0]
    assert Case.objects.filter(pk=promised.pk).values().get() == before | {"due_on": date(2026, 12, 2)}
    assert "Đã hứa 01/12/2026" in promised.events.get(act=Act.DUE_MOVED).note
    clock = promised.clocks.get()
    assert (clock.due_on, clock.calendar_version) == (date(2026, 12, 2), version)


@pytest.mark.django_db
def test_a_calendar_that_changed_since_it_was_seen_is_not_applied() -> None:
    case = make.case()
    CalendarDay.objects.create(day=date(2026, 11, 26), is_worked=False, notice="Thông báo 1")
    with pytest.raises(CannotDo, match="xem lại"):
        calendars.apply(0, make.user("supervisor"), make.NOW)
    with pytest.raises(PermissionDenied):
        calendars.apply(sla.calendar_version(), make.user("administrator"), make.NOW)
    case.refresh_from_db()
    assert case.due_on == date(2026, 12, 1)


@pytest.mark.django_db
def test_an_extended_day_that_is_closed_goes_to_the_next_worked_one() -> None:
    case, boss = make.case(), make.user("supervisor")
    extensions.extend(case.pk, date(2026, 12, 8), "x", boss, make.NOW)
    CalendarDay.objects.create(day=date(2026, 11, 26), is_worked=False, notice="Thông báo 1")
    assert calendars.moves() == []
    CalendarDay.objects.create(day=date(2026, 12, 8), is_worked=False, notice="Thông báo 2")
    assert [move.to for move in calendars.moves()] == [date(2026, 12, 9)]


@pytest.mark.django_db
@pytest.mark.parametrize("first", ["calendar", "stop"])
def test_stops_and_calendar_edits_come_to_the_same_in_either_order(first: str) -> None:
    pausing()
    case, boss = make.case(State.SUPPLEMENT_REQUESTED), make.user("supervisor")

    def edit() -> None:
        CalendarDay.objects.create(day=date(2026, 11, 25), is_worked=False, notice="thử")
        calendars.apply(sla.calendar_version(), boss, make.NOW)

    if first == "calendar":
        edit()
    sla.stop_clock(case, noon(date(2026, 11, 26)))
    sla.start_clock(case, date(2026, 12, 7))
    case.save()
    if first == "stop":
        edit()
    case.refresh_from_db()
    assert (case.due_on, case.clocks.last().days) == (date(2026, 12, 11), 4)  # type: ignore[union-attr]


@pytest.mark.django_db
@settings(max_examples=10, deadline=None)
@given(
    st.sets(st.dates(MONDAY, MONDAY + timedelta(days=28)), min_size=1, max_size=4),
    st.integers(0, 9),
    st.integers(0, 14),
    st.sampled_from(["before", "stopped", "resumed"]),
)
def test_an_edit_of_the_calendar_comes_to_the_same_whenever_it_is_made(
    off: set[date], ran: int, stood: int, when: str
) -> None:
    pausing()
    boss, stopped = make.user("supervisor"), MONDAY + timedelta(days=ran)

    def due(edited: str) -> date | None:
        CalendarDay.objects.all().delete()
        case = make.case(State.ASSIGNED, with_account=False)
        for moment in ("before", "stopped", "resumed"):
            if moment == "stopped":
                sla.stop_clock(case, noon(stopped))
            elif moment == "resumed":
                sla.start_clock(case, stopped + timedelta(days=stood))
            case.save()
            if moment == edited:
                CalendarDay.objects.bulk_create(CalendarDay(day=day, is_worked=False, notice="thử") for day in off)
                calendars.apply(sla.calendar_version(), boss, make.NOW)
                case.refresh_from_db()
        return case.due_on

    assert due(when) == due("resumed")


@given(some_days, st.integers(1, 20), gaps, closures)
def test_a_chain_of_runs_never_ends_on_a_closed_day(
    start: date, days: int, ahead: list[int], off: set[date]
) -> None:
    calendar = closed(off)
    assert calendar.is_working_day(sla.counted(runs_of(start, days, ahead), calendar)[1])


@given(some_days, st.integers(1, 20), gaps, closures, some_days)
@example(date(2024, 5, 1), 1, [11, 12, 12, 12], set(), date(2024, 6, 17))
def test_a_holiday_never_makes_a_deadline_earlier(
    start: date, days: int, ahead: list[int], off: set[date], more: date
) -> None:
    """A run that goes on late is due on a day gone by, counted back: there the days late must not grow."""
    runs = runs_of(start, days, ahead)
    left_before, due_before = sla.counted(runs, closed(off))
    left, due = sla.counted(runs, closed(off | {more}))
    assert left >= left_before if left < 0 else due >= due_before


@given(some_days, st.integers(1, 20), st.lists(some_days, max_size=5, unique=True), st.randoms())
def test_calendar_edits_give_the_same_in_any_order(start: date, days: int, off: list[date], luck: object) -> None:
    shuffled = list(off)
    luck.shuffle(shuffled)  # type: ignore[attr-defined]
    calendar = workdays.DEFAULT
    for day in shuffled:
        calendar = calendar.corrected({day: "thử"}, {})
    runs = [Clock(started_on=start, days=days)]
    assert sla.counted(runs, calendar) == sla.counted(runs, closed(set(off)))


@given(some_days, st.integers(1, 20), st.integers(0, 40))
def test_a_stop_that_ends_the_same_day_changes_nothing(start: date, days: int, ahead: int) -> None:
    stopped = workdays.first_working_day(start + timedelta(days=ahead))
    whole = sla.counted([Clock(started_on=start, days=days)], workdays.DEFAULT)[1]
    first = Clock(started_on=start, days=days, stopped_at=noon(stopped))
    again = Clock(started_on=stopped, days=days, is_resumed=True)
    assert sla.counted([first, again], workdays.DEFAULT)[1] == whole


@given(some_days, some_days)
def test_a_stopped_case_is_never_overdue(due_on: date, on: date) -> None:
    assert Case(due_on=due_on, state=State.ASSIGNED).is_overdue(on) == (on > due_on)
    assert not Case(due_on=None, state=State.SUPPLEMENT_REQUESTED).is_overdue(on)
