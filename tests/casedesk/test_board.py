"""The board's figures: late, today, at risk with its arithmetic, loads, compliance, and the slowest step."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

import pytest

from casedesk import board, board_lists, forecast, history, sla, throughput
from casedesk.board_lists import Unknown, chosen
from casedesk.forecast import Pace
from casedesk.models import Act, CalendarDay, Case, Clock, DayFigures, State, User
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.every_value]

TODAY = date(2026, 11, 23)
"""Monday; Tuesday the 24th is a public holiday."""


def at(day: date, hour: int = 3) -> datetime:
    """Return an hour of a day, in UTC: 3 is ten o'clock in Hanoi."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC)


def due(day: date, state: str = State.ASSIGNED, technician: User | None = None) -> Case:
    """Make an open case that is due on a day."""
    case = make.case(state, technician=technician, with_account=False)
    case.due_on = day
    case.save()
    Clock.objects.filter(case=case).update(due_on=day)
    return case


def ended(day: date, due_on: date, act: Act = Act.CLOSED, technician: User | None = None) -> Case:
    """Make a case that ended on a day, whose last run was due on another."""
    case = make.case(
        State.CLOSED, technician=technician, arrived_on=due_on - timedelta(days=9), with_account=False
    )
    Clock.objects.filter(case=case).update(due_on=due_on, stopped_at=at(day))
    Case.objects.filter(pk=case.pk).update(due_on=None, closed_at=at(day))
    history.add(case, act, at(day))
    return case


def closed(technician: User, count: int) -> None:
    """Let a technician have closed so many cases a week ago."""
    case = make.case(State.CLOSED, technician=technician, with_account=False)
    for _number in range(count):
        history.add(case, Act.CLOSED, at(TODAY - timedelta(days=7)))


def numbers(cases: Iterable[Case]) -> list[str]:
    return sorted(case.number for case in cases)


def test_the_top_figures_open_their_cases() -> None:
    late, today, later = due(date(2026, 11, 20)), due(TODAY), due(date(2026, 11, 26))
    figures = board.figures(make.NOW)
    assert (figures.overdue, figures.due_today) == (1, 1)
    listed = [numbers(board_lists.cases(chosen({"nhom": group}), make.NOW)) for group in ("qua-han", "hom-nay")]
    assert listed == [[late.number], [today.number]]
    assert later.number not in listed[0] + listed[1]


def test_at_risk_shows_its_arithmetic() -> None:
    technician = make.user("technician", full_name="Phạm Minh Đức")
    closed(technician, 40)
    for _ahead in range(6):
        due(TODAY, technician=technician)
    case = due(date(2026, 11, 27), technician=technician)
    (risk,) = board.figures(make.NOW).at_risk
    assert (risk.case.number, risk.place, risk.finish_on) == (case.number, 7, date(2026, 11, 30))
    assert risk.sentence("Phạm Minh Đức") == (
        "thứ 7 trong hàng của Phạm Minh Đức, mỗi ngày 2 hồ sơ: xong 30/11, hẹn 27/11"
    )


@pytest.mark.parametrize(
    ("due_on", "is_at_risk"),
    [(date(2026, 11, 25), True), (date(2026, 11, 26), False), (TODAY, False), (date(2026, 11, 20), False)],
    ids=["a day too early", "on the day", "due today is told as that", "overdue is told as that"],
)
def test_at_risk_from_the_day_before_the_finish(due_on: date, is_at_risk: bool) -> None:
    technician = make.user("technician")
    closed(technician, 10)
    due(due_on, technician=technician)  # first in the queue, a case each two days: 25 and 26 November
    assert bool(board.figures(make.NOW).at_risk) is is_at_risk


@pytest.mark.parametrize(
    ("count", "cases", "days", "words"),
    [
        (0, 2, 10, "chưa đo được nhịp, tạm tính 5 ngày 1 hồ sơ"),
        (3, 1, 5, "chưa đo được nhịp, tạm tính 5 ngày 1 hồ sơ"),
        (4, 2, 10, "mỗi ngày 0,2 hồ sơ"),
        (40, 7, 4, "mỗi ngày 2 hồ sơ"),
        (47, 7, 3, "mỗi ngày 2,35 hồ sơ"),
        (200, 10, 1, "mỗi ngày 10 hồ sơ"),
    ],
    ids=["nothing closed", "too slow to go by", "the slowest measured", "two a day", "exact", "ten a day"],
)
def test_a_pace(count: int, cases: int, days: int, words: str) -> None:
    assert (Pace(count).days_for(cases), Pace(count).words()) == (days, words)


def test_the_pace_counts_twenty_working_days_before_today() -> None:
    technician = make.user("technician")
    case = make.case(State.CLOSED, technician=technician, with_account=False)
    first = forecast.working_day(TODAY, -20, sla.calendar())
    assert first == date(2026, 10, 26)
    for day in (first - timedelta(days=1), first, TODAY - timedelta(days=3), TODAY):
        history.add(case, Act.CLOSED, at(day))
    for _ in range(2):
        assert forecast.paces(TODAY, sla.calendar()) == {technician.pk: Pace(2)}
        throughput.prepare(make.NOW)
    DayFigures.objects.filter(day=first).update(closed_by={str(technician.pk): 5})
    DayFigures.objects.filter(day__gt=TODAY - timedelta(days=3)).delete()
    assert forecast.paces(TODAY, sla.calendar()) == {technician.pk: Pace(6)}


def test_a_stopped_case_is_never_counted() -> None:
    technician = make.user("technician")
    for state in (State.SUPPLEMENT_REQUESTED, State.ASSIGNED):
        case = due(date(2026, 11, 2), state, technician)
        Case.objects.filter(pk=case.pk).update(due_on=None)
    figures = board.figures(make.NOW)
    assert (figures.overdue, figures.due_today, len(figures.at_risk)) == (0, 0, 0)
    assert [load.cases for load in figures.loads] == [0]
    assert all(day.total == 0 for day in figures.days)


def test_the_next_five_working_days() -> None:
    technician = make.user("technician")
    due(date(2026, 11, 25), technician=technician)
    due(date(2026, 11, 25), State.CHECKED)
    due(date(2026, 12, 1), technician=technician)
    days = board.figures(make.NOW).days
    assert [(day.day.isoformat()[5:], day.total) for day in days] == [
        ("11-25", 2),
        ("11-26", 0),
        ("11-27", 0),
        ("11-30", 0),
        ("12-01", 1),
    ]
    assert sorted((who, count) for who, _name, count in days[0].by_person) == [(0, 1), (technician.pk, 1)]


def test_the_load_weighs_by_the_days_left() -> None:
    busy, idle = make.user("technician"), make.user("technician", is_away=True)
    for day in (date(2026, 11, 20), TODAY, date(2026, 11, 25), date(2026, 11, 26)):
        due(day, technician=busy)
    due(TODAY, State.CHECKED)
    loads = board.figures(make.NOW).loads
    assert [(load.person, load.cases, load.weight, load.is_away) for load in loads] == [
        (busy.pk, 4, 3.5, False),
        (idle.pk, 0, 0.0, True),
        (board.NOBODY, 1, 1.0, False),
    ]


@pytest.mark.parametrize(
    ("ended_on", "due_on", "in_time"),
    [
        (date(2026, 11, 17), date(2026, 11, 18), 1),
        (date(2026, 11, 18), date(2026, 11, 18), 1),
        (date(2026, 11, 19), date(2026, 11, 18), 0),
    ],
    ids=["before", "on the due day", "after"],
)
@pytest.mark.parametrize("act", [Act.CLOSED, Act.REFUSED])
def test_compliance(ended_on: date, due_on: date, in_time: int, act: Act) -> None:
    ended(ended_on, due_on, act)
    figures = board.figures(make.NOW)
    assert (figures.month.ended, figures.month.in_time) == (1, in_time)
    assert [(week.ended, week.in_time) for week in figures.weeks[-2:]] == [(1, in_time), (0, 0)]
    assert figures.month.percent == 100 * in_time


def test_the_last_run_counts() -> None:
    """A supplement started the clock again: only the second promise is held against us."""
    case = ended(date(2026, 11, 18), date(2026, 11, 19))
    Clock.objects.filter(case=case).update(run=2)
    Clock.objects.create(
        case=case,
        run=1,
        started_on=date(2026, 11, 1),
        days=5,
        due_on=date(2026, 11, 3),
        calendar_version=0,
        stopped_at=at(date(2026, 11, 4)),
    )
    assert board.figures(make.NOW).month.in_time == 1


def test_a_run_stopped_in_time_was_kept_however_late_the_refusal() -> None:
    case = ended(date(2026, 11, 19), date(2026, 11, 10), Act.REFUSED)
    Clock.objects.filter(case=case).update(stopped_at=at(date(2026, 11, 9)))
    assert board.figures(make.NOW).month.in_time == 1


def test_one_late_case_never_shows_as_all_in_time() -> None:
    assert board.Period(TODAY, TODAY, 0, 1000, 999).percent == 99


def test_an_ending_after_midnight_in_hanoi_is_of_the_next_day() -> None:
    case = ended(date(2026, 11, 18), date(2026, 11, 18))
    Clock.objects.filter(case=case).update(stopped_at=None)
    history.add(case, Act.CLOSED, datetime(2026, 11, 18, 17, 30, tzinfo=UTC))
    found = throughput.ended(date(2026, 11, 18), date(2026, 11, 19)).values_list("day", "in_time")
    assert sorted(found) == [(date(2026, 11, 18), True), (date(2026, 11, 19), False)]


def test_inflow_and_outflow_by_week() -> None:
    make.case(with_account=False)
    make.case(with_account=False, now=at(date(2026, 11, 15)))
    ended(date(2026, 11, 20), date(2026, 11, 20))
    weeks = board.figures(make.NOW).weeks
    assert [(week.since, week.received, week.ended) for week in weeks[-3:]] == [
        (date(2026, 11, 9), 1, 0),
        (date(2026, 11, 16), 0, 1),
        (TODAY, 2, 0),
    ]
    assert len(weeks) == 12


def test_the_slowest_step_is_the_median_of_working_time() -> None:
    case = make.case(now=at(date(2026, 11, 12)), with_account=False)
    history.add(case, Act.CHECKED, at(date(2026, 11, 12), 4))
    history.add(case, Act.SUPPLEMENT_REQUESTED, at(date(2026, 11, 12), 5))
    history.add(case, Act.SUPPLEMENTED, at(date(2026, 11, 13), 3))
    history.add(case, Act.CHECKED, at(date(2026, 11, 13), 4))
    history.add(case, Act.ACCEPTED, at(date(2026, 11, 16), 4))
    steps = {step.step: (step.minutes, step.stays) for step in board.figures(make.NOW).steps}
    assert steps == {"review": ((60 + 24 * 60) // 2, 2), "reading": (60, 2)}
    assert board.figures(make.NOW).steps[0].step == "review"


def test_a_finished_day_is_counted_once_and_the_same() -> None:
    ended(date(2026, 11, 18), date(2026, 11, 19))
    ended(date(2026, 11, 22), date(2026, 11, 20))
    before = board.figures(make.NOW)
    assert throughput.prepare(make.NOW) > 100
    assert DayFigures.objects.get(day=date(2026, 11, 18)).in_time == 1
    assert DayFigures.objects.latest("day").day == TODAY - timedelta(days=1)
    after = board.figures(make.NOW)
    assert (before.weeks, before.months, before.steps) == (after.weeks, after.months, after.steps)
    assert throughput.prepare(make.NOW) == 0


def test_what_is_prepared_is_read_and_not_counted_again() -> None:
    throughput.prepare(make.NOW)
    DayFigures.objects.filter(day=date(2026, 11, 18)).update(ended=7)
    DayFigures.objects.filter(day=date(2026, 11, 22)).update(steps={"review": [5, 2]})
    figures = board.figures(make.NOW)
    assert figures.month.ended == 7
    assert [(step.step, step.minutes, step.stays) for step in figures.steps] == [("review", 5, 2)]
    throughput.prepare(make.NOW + timedelta(days=1))
    assert DayFigures.objects.get(steps__isnull=False).day == TODAY


def test_a_gap_in_what_is_prepared_is_counted() -> None:
    ended(date(2026, 11, 18), date(2026, 11, 19))
    throughput.prepare(make.NOW)
    DayFigures.objects.filter(day=date(2026, 11, 18)).delete()
    assert board.figures(make.NOW).month.ended == 1


def test_a_page_leaves_out_what_is_too_much_to_count_and_not_prepared(monkeypatch: pytest.MonkeyPatch) -> None:
    ended(date(2026, 11, 13), date(2026, 11, 19))
    ended(date(2026, 11, 21), date(2026, 11, 20))
    monkeypatch.setattr(throughput, "MOST_COUNTED", 1)
    assert board.figures(make.NOW).month.ended == 1
    throughput.prepare(make.NOW)
    assert board.figures(make.NOW).month.ended == 2


@pytest.mark.parametrize(("minute", "last"), [(59, date(2026, 11, 21)), (60, date(2026, 11, 22))])
def test_a_day_is_prepared_an_hour_after_it(minute: int, last: date) -> None:
    throughput.prepare(throughput.midnight(TODAY) + timedelta(minutes=minute))
    assert DayFigures.objects.latest("day").day == last


@pytest.mark.parametrize(
    ("values", "count"),
    [
        ({"nhom": "xong", "tu": "2026-11-16", "den": "2026-11-22"}, 2),
        ({"nhom": "dung-han", "tu": "2026-11-16", "den": "2026-11-22"}, 1),
        ({"nhom": "tre-han", "tu": "2026-11-16", "den": "2026-11-22"}, 1),
        ({"nhom": "xong", "tu": "2026-11-19", "den": "2026-11-22"}, 1),
        ({"nhom": "nhan", "tu": "2026-11-23", "den": "2026-11-23"}, 3),
        ({"nhom": "buoc", "buoc": "review"}, 1),
        ({"nhom": "hen-tra", "ngay": "2026-11-25"}, 1),
        ({"nhom": "hen-tra", "ngay": "2026-11-25", "nguoi": "0"}, 1),
        ({"nhom": "hen-tra", "ngay": "2026-11-25", "nguoi": "999"}, 0),
        ({"nhom": "dang-giu", "nguoi": "0"}, 1),
    ],
    ids=lambda value: "-".join(value.values()) if isinstance(value, dict) else "",
)
def test_each_figure_opens_its_cases(values: dict[str, str], count: int) -> None:
    ended(date(2026, 11, 18), date(2026, 11, 19))
    ended(date(2026, 11, 19), date(2026, 11, 18))
    due(date(2026, 11, 25), State.CHECKED)
    assert board_lists.cases(chosen(values), make.NOW).count() == count


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"nhom": "tat-ca"},
        {"nhom": "qua-han", "technician__password": "x"},
        {"nhom": "qua-han", "nguoi": "1"},
        {"nhom": "hen-tra"},
        {"nhom": "hen-tra", "ngay": "23/11/2026"},
        {"nhom": "hen-tra", "ngay": "0001-01-01"},
        {"nhom": "dang-giu", "nguoi": "-1"},
        {"nhom": "dang-giu", "nguoi": "9" * 30},
        {"nhom": "dang-giu", "nguoi": "٣"},
        {"nhom": "buoc", "buoc": "state"},
        {"nhom": "xong", "tu": "2026-11-02", "den": "2026-11-01"},
        {"nhom": "xong", "tu": "2020-01-01", "den": "2026-11-01"},
    ],
    ids=str,
)
def test_whatever_is_not_on_the_list_is_refused(values: dict[str, str]) -> None:
    with pytest.raises(Unknown):
        chosen(values)


def test_a_correction_of_the_calendar_moves_the_forecast() -> None:
    technician = make.user("technician")
    closed(technician, 20)
    due(date(2026, 11, 25), technician=technician)
    assert board.figures(make.NOW).at_risk == []
    CalendarDay.objects.create(day=date(2026, 11, 25), is_worked=False, notice="thử")
    (risk,) = board.figures(make.NOW).at_risk
    assert risk.finish_on == date(2026, 11, 26)


def test_an_empty_board() -> None:
    assert board.figures(make.NOW).is_empty
    make.case(with_account=False)
    assert not board.figures(make.NOW).is_empty


def test_figures_begin_on_the_first_of_a_month() -> None:
    assert [throughput.first_day(day) for day in (TODAY, date(2026, 6, 30), date(2026, 3, 1))] == [
        date(2026, 6, 1),
        date(2026, 1, 1),
        date(2025, 10, 1),
    ]
