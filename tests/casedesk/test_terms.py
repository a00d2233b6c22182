"""The days of a case's type: its clock is counted anew, from the same day 0, once the request is known."""

from datetime import date, timedelta

import pytest

from casedesk import answering, checking, endings, extensions, sla
from casedesk.models import Act, Case, CaseType, Clock, Event, State
from intake import records
from intake.facts import Request
from intake.models import Field
from letters.kinds import Kind as Letter
from tests import make

pytestmark = pytest.mark.django_db

MONDAY = date(2026, 11, 23)


def policy(request: Request, days: int, since: date = date(2026, 1, 1)) -> None:
    CaseType.objects.filter(request=request, effective_from=since).delete()
    row = CaseType.objects.filter(request=request).first()
    assert row is not None
    row.pk, row.effective_from, row.days_to_resolve = None, since, days
    row.save()


def unread(request: Request = Request.RESET_PASSWORD) -> Case:
    """Make a case as reception leaves it: its request is not known, its clock counts the default days."""
    case = make.case(State.RECEIVED, request="")  # type: ignore[arg-type]
    records.record(make.scan(case), make.facts(request=request), make.NOW)
    return case


def moved(case: Case) -> list[Event]:
    return list(Event.objects.filter(case=case, act=Act.DUE_COUNTED))


@pytest.mark.parametrize(
    ("days", "due"),
    [pytest.param(2, "2026-11-26", id="fewer"), pytest.param(8, "2026-12-04", id="more")],
)
def test_the_first_clock_takes_the_days_of_its_type(days: int, due: str) -> None:
    policy(Request.RESET_PASSWORD, days)
    case = unread()
    assert case.due_on == date(2026, 12, 1)
    checking.run(case, make.NOW)
    clock, kept = Clock.objects.get(case=case), Case.objects.get(pk=case.pk)
    assert (clock.started_on, clock.days, clock.due_on) == (MONDAY, days, date.fromisoformat(due))
    assert (kept.due_on, kept.request) == (clock.due_on, Request.RESET_PASSWORD)
    (line,) = moved(case)
    assert (line.actor, line.data) == (None, {"was": "2026-12-01", "to": due})
    assert line.note == f"Cấp mật khẩu mới: 01/12/2026 → {date.fromisoformat(due):%d/%m/%Y}"


def test_a_second_check_moves_nothing() -> None:
    policy(Request.RESET_PASSWORD, 2)
    case = unread()
    for _time in range(2):
        checking.run(case, make.NOW)
    assert len(moved(case)) == 1


def test_the_default_days_move_nothing() -> None:
    case = unread()
    checking.run(case, make.NOW)
    assert (case.due_on, moved(case)) == (date(2026, 12, 1), [])


def test_a_corrected_request_counts_by_its_own_days() -> None:
    policy(Request.RESET_PASSWORD, 2)
    policy(Request.REBIND_LOST, 7)
    case = unread()
    checking.run(case, make.NOW)
    Field.objects.filter(document__case=case, name=records.REQUEST).update(value=Request.REBIND_LOST)
    checking.run(case, make.NOW)
    assert Case.objects.get(pk=case.pk).due_on == date(2026, 12, 3)
    assert [line.data["to"] for line in moved(case)] == ["2026-11-26", "2026-12-03"]


def test_the_policy_of_the_day_the_run_began_counts() -> None:
    policy(Request.RESET_PASSWORD, 2, MONDAY + timedelta(days=1))
    case = unread()
    checking.run(case, make.NOW)
    assert (case.due_on, moved(case)) == (date(2026, 12, 1), [])


@pytest.mark.parametrize("days", [2, 8])
def test_a_day_on_a_receipt_stands(days: int) -> None:
    case = unread()
    answering.order(case, Letter.RECEIPT, make.NOW)
    policy(Request.RESET_PASSWORD, days)
    checking.run(case, make.NOW)
    assert (Case.objects.get(pk=case.pk).due_on, moved(case)) == (date(2026, 12, 1), [])


def test_a_day_of_an_extension_stands() -> None:
    case = unread()
    extensions.extend(case.pk, date(2026, 12, 10), "Chờ xác minh", make.user("supervisor"), make.NOW)
    policy(Request.RESET_PASSWORD, 8)
    case.refresh_from_db()
    checking.run(case, make.NOW)
    assert (Case.objects.get(pk=case.pk).due_on, moved(case)) == (date(2026, 12, 10), [])


def test_a_receipt_of_an_earlier_run_binds_the_new_one_no_more() -> None:
    boss = make.user("supervisor")
    case = make.case(State.CHECKED)
    answering.order(case, Letter.RECEIPT, make.NOW)
    endings.stop(case.pk, "Doanh nghiệp giải thể", boss, make.NOW + timedelta(hours=1))
    policy(Request.RESET_PASSWORD, 2)
    Case.objects.filter(pk=case.pk).update(request="")
    endings.reopen(case.pk, "Mở lại", boss, make.NOW + timedelta(hours=2))
    assert Case.objects.get(pk=case.pk).due_on == date(2026, 11, 26)


def test_a_stopped_clock_and_a_resumed_one_stay() -> None:
    policy(Request.RESET_PASSWORD, 5)
    CaseType.objects.update(on_supplement="pause")
    case = make.case(State.SUPPLEMENT_REQUESTED)
    sla.stop_clock(case, make.NOW + timedelta(days=2))
    policy(Request.RESET_PASSWORD, 9)
    assert sla.recount(case) is None
    assert (sla.start_clock(case, date(2026, 12, 7)).days, sla.recount(case)) == (4, None)
