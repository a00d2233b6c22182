"""A case moved on the board: other hands, a later day, both or neither; of two at once one is told."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from casedesk import actions, moving
from casedesk.actions import CannotDo, Overtaken
from casedesk.models import Act, Case, Extension, State, User
from tests import make

pytestmark = pytest.mark.django_db

LATER = date(2026, 12, 3)


@pytest.fixture
def boss() -> User:
    return make.user("supervisor")


def given(state: str = State.ASSIGNED) -> Case:
    technician = make.user("technician")
    case = make.case(State.ASSIGNED if state == State.PROPOSED else state, technician=technician)
    if state == State.PROPOSED:
        actions.propose(case.pk, None, "", technician, make.NOW)
    return Case.objects.get(pk=case.pk)


def now_of(case: Case) -> tuple[date | None, int | None, int]:
    kept = Case.objects.get(pk=case.pk)
    return kept.due_on, kept.technician_id, Extension.objects.count()


def lines(case: Case) -> list[str]:
    return list(case.events.filter(act__in=[Act.ASSIGNED, Act.EXTENDED]).values_list("act", flat=True))


def test_into_other_hands(boss: User) -> None:
    case, other = given(), make.user("technician")
    moving.move(case.pk, other, None, "", boss, make.NOW, case.seen_state)
    assert now_of(case) == (date(2026, 12, 1), other.pk, 0)
    assert lines(case) == [Act.ASSIGNED]


def test_to_a_later_day_the_company_is_told(boss: User) -> None:
    case = given()
    moving.move(case.pk, None, LATER, "Chờ xác minh", boss, make.NOW, case.seen_state)
    assert now_of(case) == (LATER, case.technician_id, 1)
    assert (lines(case), case.letter_orders.get().kind) == ([Act.EXTENDED], "extension")


def test_both_at_once(boss: User) -> None:
    case, other = given(), make.user("technician")
    moving.move(case.pk, other, LATER, "Chờ xác minh", boss, make.NOW, case.seen_state)
    assert now_of(case) == (LATER, other.pk, 1)
    assert lines(case) == [Act.EXTENDED, Act.ASSIGNED]


@pytest.mark.parametrize(
    ("day", "reason"),
    [
        pytest.param(date(2026, 11, 30), "x", id="an earlier day"),
        pytest.param(date(2026, 12, 5), "x", id="a Saturday"),
        pytest.param(LATER, " ", id="no reason"),
        pytest.param(None, "x", id="nothing to do"),
    ],
)
def test_what_is_refused_changes_nothing(day: date | None, reason: str, boss: User) -> None:
    case = given()
    before = now_of(case)
    with pytest.raises(CannotDo):
        moving.move(case.pk, make.user("technician") if day else None, day, reason, boss, make.NOW)
    assert (now_of(case), lines(case)) == (before, [])


def test_a_day_that_is_fine_does_not_stand_where_the_person_is_refused(boss: User) -> None:
    case = make.case(State.CHECKED)
    with pytest.raises(Overtaken):
        moving.move(case.pk, make.user("technician"), LATER, "x", boss, make.NOW)
    assert (now_of(case), lines(case)) == ((date(2026, 12, 1), None, 0), [])


def test_a_second_time_the_day_stays(boss: User) -> None:
    case = given()
    moving.move(case.pk, None, LATER, "x", boss, make.NOW)
    assert not moving.can_change_day(Case.objects.get(pk=case.pk))
    with pytest.raises(CannotDo, match="hẹn lại một lần"):
        moving.move(case.pk, None, date(2026, 12, 8), "x", boss, make.NOW)


def test_who_saw_it_elsewhere_is_told_who_moved_it(boss: User) -> None:
    case, first, second = given(), make.user("technician"), make.user("technician")
    seen = case.seen_state
    moving.move(case.pk, first, None, "", boss, make.NOW, seen)
    for day in (None, LATER):
        with pytest.raises(Overtaken, match=f"{boss} đã làm «Giao xử lý»"):
            moving.move(case.pk, second, day, "x", make.user("supervisor"), make.NOW, seen)
    assert now_of(case) == (date(2026, 12, 1), first.pk, 0)


@pytest.mark.parametrize("role", ["clerk", "technician", "auditor", "administrator"])
def test_only_a_supervisor_moves(role: str) -> None:
    case, person = given(), make.user(role)
    for to, day in ((make.user("technician"), None), (None, LATER)):
        with pytest.raises(PermissionDenied):
            moving.move(case.pk, to, day, "x", person, make.NOW)
    assert lines(case) == []


@pytest.mark.parametrize("state", list(State))
def test_what_the_form_offers_is_what_can_be_done(state: State, boss: User) -> None:
    case = given(state)
    if moving.can_change_hands(case):
        moving.move(case.pk, make.user("technician"), None, "", boss, make.NOW)
    else:
        with pytest.raises(CannotDo):
            moving.move(case.pk, make.user("technician"), None, "", boss, make.NOW)
    case = given(state)
    if moving.can_change_day(case):
        moving.move(case.pk, None, LATER, "x", boss, make.NOW)
    else:
        with pytest.raises(CannotDo):
            moving.move(case.pk, None, LATER, "x", boss, make.NOW)
