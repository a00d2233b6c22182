"""Withdrawn, stopped, opened again: who may, from where, and what becomes of clock, proposal and account."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from casedesk import actions, checking, endings, fulfilment
from casedesk.accounts.gateway import Answer
from casedesk.accounts.models import Change, Operation
from casedesk.actions import CannotDo, Overtaken
from casedesk.models import REOPENABLE_STATES, UNDECIDED_STATES, Act, Case, LetterOrder, State
from tests import make

pytestmark = pytest.mark.django_db
NOW, LATER = make.NOW, make.NOW + timedelta(days=3)
ENDINGS: dict[str, tuple[Callable[..., None], str, State, Act]] = {
    "withdraw": (endings.withdraw, "clerk", State.WITHDRAWN, Act.WITHDRAWN),
    "stop": (endings.stop, "supervisor", State.STOPPED, Act.STOPPED),
}
TOO_LATE = [state for state in State if state not in UNDECIDED_STATES]


def again(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def with_change(case: Case, answer: str) -> Change:
    return Change.objects.create(
        case=case,
        operation=Operation.ISSUE_PASSWORD,
        tax_code=case.tax_code,
        proposed_by=make.user("technician"),
        proposed_at=NOW,
        approved_by=make.user("supervisor"),
        approved_at=NOW,
        answer=answer,
    )


@pytest.mark.parametrize("state", UNDECIDED_STATES)
@pytest.mark.parametrize("name", ENDINGS)
def test_a_case_ends_before_it_is_approved(name: str, state: State) -> None:
    act, role, target, line = ENDINGS[name]
    case, by = make.case(state, halted_because="Không có ai."), make.user(role)
    act(case.pk, " Công ty báo qua điện thoại. ", by, NOW)
    case = again(case)
    assert (case.state, case.due_on, case.closed_at, case.halted_because) == (target, None, NOW, "")
    assert not case.clocks.filter(stopped_at=None).exists()
    written = case.events.get(act=line)
    assert (written.actor, written.note) == (by, "Công ty báo qua điện thoại.")
    assert [order.kind for order in LetterOrder.objects.all()] == (["stop"] if line == Act.STOPPED else [])


@pytest.mark.parametrize("name", ENDINGS)
def test_a_proposal_goes_with_its_case(name: str) -> None:
    act, role, *_rest = ENDINGS[name]
    technician = make.user("technician")
    case = make.case(State.ASSIGNED, technician=technician)
    actions.propose(case.pk, None, "", technician, NOW)
    act(case.pk, "Không cần nữa.", make.user(role), NOW)
    assert Change.objects.get().returned_because == "Không cần nữa."


@pytest.mark.parametrize("state", TOO_LATE)
@pytest.mark.parametrize("name", ENDINGS)
def test_a_case_that_is_approved_or_over_does_not_end_so(name: str, state: State) -> None:
    act, role, *_rest = ENDINGS[name]
    case = make.case(state)
    with pytest.raises(Overtaken):
        act(case.pk, "Lý do.", make.user(role), NOW)
    assert again(case).state == state


@pytest.mark.parametrize(
    ("act", "roles"),
    [
        (endings.withdraw, ("technician", "administrator")),
        (endings.stop, ("clerk", "technician", "administrator")),
        (endings.reopen, ("clerk", "technician", "administrator")),
    ],
    ids=["withdraw", "stop", "reopen"],
)
def test_who_may_not(act: Callable[..., None], roles: tuple[str, ...]) -> None:
    case = make.case(State.STOPPED if act is endings.reopen else State.CHECKED)
    for role in roles:
        with pytest.raises(PermissionDenied):
            act(case.pk, "Lý do.", make.user(role), NOW)
    assert again(case).state == case.state


@pytest.mark.parametrize("act", [endings.withdraw, endings.stop, endings.reopen], ids=lambda act: act.__name__)
def test_each_needs_its_reason(act: Callable[..., None]) -> None:
    case = make.case(State.STOPPED if act is endings.reopen else State.CHECKED)
    with pytest.raises(CannotDo, match="Hãy ghi"):
        act(case.pk, "  ", make.user("supervisor"), NOW)
    assert again(case).state == case.state


@pytest.mark.parametrize("state", REOPENABLE_STATES)
def test_an_ended_case_is_reviewed_again_with_a_new_clock(state: State) -> None:
    technician = make.user("technician")
    case, by = (
        make.case(state, technician=technician, closed_at=NOW, assigned_because="cũ"),
        make.user("supervisor"),
    )
    case.clocks.update(stopped_at=NOW)
    endings.reopen(case.pk, "Kết thúc nhầm.", by, LATER)
    case = again(case)
    assert (case.state, case.technician, case.closed_at, case.assigned_because) == (State.CHECKED, None, None, "")
    assert [(clock.run, clock.stopped_at is None) for clock in case.clocks.all()] == [(1, False), (2, True)]
    assert case.due_on == case.clocks.get(run=2).due_on
    assert case.clocks.get(run=2).started_on == LATER.date()
    assert case.verdict == "complete"
    assert case.events.get(act=Act.REOPENED).note == "Kết thúc nhầm."


def test_papers_that_were_never_read_are_read_first() -> None:
    case = make.case(State.WITHDRAWN, attempts=3)
    make.scan(case)
    endings.reopen(case.pk, "Rút nhầm.", make.user("supervisor"), LATER)
    case = again(case)
    assert (case.state, case.attempts, case.leased_until) == (State.RECEIVED, 0, None)


@pytest.mark.parametrize("answer", [Answer.DONE, Answer.UNKNOWN, ""], ids=["done", "unknown", "under way"])
@pytest.mark.parametrize("state", REOPENABLE_STATES)
def test_a_case_whose_account_was_changed_stays_closed(state: State, answer: str) -> None:
    case = make.case(state)
    with_change(case, answer)
    with pytest.raises(CannotDo, match="thay đổi hai lần"):
        endings.reopen(case.pk, "Làm lại.", make.user("supervisor"), LATER)
    case = again(case)
    assert (case.state, case.clocks.count()) == (state, 1)


def test_a_change_that_the_gateway_refused_does_not_keep_a_case_closed() -> None:
    case = make.case(State.STOPPED)
    with_change(case, Answer.REFUSED)
    endings.reopen(case.pk, "Làm lại.", make.user("supervisor"), LATER)
    assert again(case).state == State.CHECKED


def test_even_a_case_that_came_back_by_mistake_is_not_changed_twice() -> None:
    technician = make.user("technician")
    case = make.case(State.ASSIGNED, technician=technician)
    with_change(case, Answer.DONE)
    with pytest.raises(CannotDo, match="chưa đủ điều kiện"):
        actions.propose(case.pk, None, "", technician, NOW)
    assert again(case).state == State.ASSIGNED


def test_a_withdrawn_case_goes_the_whole_way_once_it_is_open_again() -> None:
    technician, supervisor = make.user("technician"), make.user("supervisor")
    case = make.case(State.ASSIGNED, technician=technician)
    actions.propose(case.pk, None, "", technician, NOW)
    endings.withdraw(case.pk, "Rút.", supervisor, NOW)
    endings.reopen(case.pk, "Công ty đề nghị tiếp.", supervisor, LATER)
    checking.run(again(case), LATER)
    actions.accept(case.pk, supervisor, LATER)
    actions.propose(case.pk, None, "", technician, LATER)
    actions.approve(case.pk, supervisor, LATER)
    fulfilment.carry_out(again(case))
    assert again(case).state == State.FULFILLED
    assert Change.objects.filter(answer=Answer.DONE).count() == 1
