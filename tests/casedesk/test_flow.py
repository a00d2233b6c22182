"""The state machine as a whole: rights, guards, history lines, ways out; the diagram in the documentation."""

from collections.abc import Callable
from pathlib import Path

import django_fsm as fsm
import pytest
from django.core.management import CommandError, call_command

from casedesk import (
    access,
    actions,
    again,
    answering,
    checking,
    endings,
    flow,
    fulfilment,
    linking,
    pipeline,
    reception,
)
from casedesk.accounts.models import Account
from casedesk.models import FINAL_STATES, MOVES, Act, Case, State
from casedesk.reception import Arrival
from letters.models import Letterhead
from tests import make, paper
from verification.findings import Channel

NOW = make.NOW
ALL = flow.transitions()
EDGES = [pytest.param(one, id=f"{one.source.value}-{one.name}") for one in ALL]


def checked(state: str = State.CHECKED) -> Case:
    case = make.case(state)
    checking.run(case, NOW)
    return case


def proposed() -> Case:
    technician = make.user("technician")
    case = make.case(State.ASSIGNED, technician=technician)
    actions.propose(case.pk, None, "", technician, NOW)
    return case


def approved() -> Case:
    case = proposed()
    actions.approve(case.pk, make.user("supervisor"), NOW)
    return Case.objects.get(pk=case.pk)


def fulfilled() -> Case:
    case = approved()
    fulfilment.carry_out(case)
    return case


def read() -> Case:
    case = make.case(State.RECEIVED)
    pipeline.read(case)
    return case


def accepted() -> Case:
    make.user("technician")
    case = checked()
    actions.accept(case.pk, make.user("clerk"), NOW)
    return case


def asked() -> Case:
    case = checked()
    actions.request_supplement(case.pk, "Bản rõ hơn.", make.user("clerk"), NOW)
    return case


def supplemented() -> Case:
    case = asked()
    reception.receive(Arrival("1.pdf", paper.pdf(pages=1), Channel.POST, NOW.date(), supplements=case), NOW)
    return case


def refused() -> Case:
    case = checked()
    actions.refuse(case.pk, "Sai nơi.", make.user("clerk"), NOW)
    return case


def returned() -> Case:
    case = proposed()
    actions.return_proposal(case.pk, "Chưa gọi.", make.user("supervisor"), NOW)
    return case


def given_back() -> Case:
    case = approved()
    Account.objects.update(is_locked=True)
    fulfilment.carry_out(case)
    return case


def answered() -> Case:
    case = fulfilled()
    Letterhead.objects.update(signer="Người Ký Thử")
    assert answering.write_next(NOW)
    return case


def closed() -> Case:
    case = Case.objects.get(pk=answered().pk)
    answering.close(case, NOW)
    return case


def asked_again() -> Case:
    case = closed()
    again.password(case.pk, "Người khác đã xem.", make.user("technician"), NOW)
    return case


def returned_again() -> Case:
    case = asked_again()
    actions.return_proposal(case.pk, "Chưa gọi.", make.user("supervisor"), NOW)
    return case


def given_up() -> Case:
    case = asked_again()
    actions.approve(case.pk, make.user("supervisor"), NOW)
    Account.objects.update(is_locked=True)
    fulfilment.carry_out(Case.objects.get(pk=case.pk))
    return case


def withdrawn() -> Case:
    case = proposed()
    endings.withdraw(case.pk, "Công ty tự làm được.", make.user("clerk"), NOW)
    return case


def stopped() -> Case:
    case = proposed()
    endings.stop(case.pk, "Công ty giải thể.", make.user("supervisor"), NOW)
    return case


def declined() -> Case:
    case = accepted()
    endings.decline(case.pk, "Tài khoản không phải của công ty.", make.user("supervisor"), NOW)
    return case


def reopened() -> Case:
    case = stopped()
    case.scans.update(read_at=NOW)
    endings.reopen(case.pk, "Dừng nhầm.", make.user("supervisor"), NOW)
    return case


def reopened_unread() -> Case:
    case = make.case(State.RECEIVED)
    make.scan(case)
    endings.stop(case.pk, "Nhầm.", make.user("supervisor"), NOW)
    endings.reopen(case.pk, "Dừng nhầm.", make.user("supervisor"), NOW)
    return case


def joined() -> Case:
    older, newer = checked(), checked()
    linking.join(newer.pk, older.pk, make.user("clerk"), NOW)
    return newer


def separated() -> Case:
    case = joined()
    linking.separate(case.pk, "Nhập nhầm.", make.user("supervisor"), NOW)
    return case


DEEDS: dict[str, Callable[[], Case]] = {
    "finish_check": read,
    "accept": accepted,
    "assign": accepted,
    "request_supplement": asked,
    "receive_supplement": supplemented,
    "refuse": refused,
    "propose": proposed,
    "return_proposal": returned,
    "approve": approved,
    "give_back": given_back,
    "fulfil": fulfilled,
    "answer": answered,
    "close": closed,
    "ask_again": asked_again,
    "return_again": returned_again,
    "give_up": given_up,
    "withdraw": withdrawn,
    "stop": stopped,
    "decline": declined,
    "reopen": reopened,
    "reopen_unread": reopened_unread,
    "join": joined,
    "separate": separated,
}
"""For each transition, how the desk comes to make it, through what people and the machine really do."""


def test_every_transition_has_its_deed() -> None:
    assert {one.name for one in ALL} == set(DEEDS)


@pytest.mark.parametrize("one", EDGES)
def test_every_transition_has_a_right_or_is_the_machines(one: flow.Transition) -> None:
    assert one.by_machine or one.right in access.ALLOWED


@pytest.mark.django_db
@pytest.mark.parametrize("name", DEEDS)
def test_every_transition_writes_its_line(name: str) -> None:
    case = DEEDS[name]()
    edge = next(one for one in ALL if one.name == name)
    case = Case.objects.get(pk=case.pk)
    assert case.events.filter(act=edge.line).exists()
    assert case.state in {edge.target, State.ASSIGNED if name == "accept" else edge.target}


@pytest.mark.django_db
@pytest.mark.parametrize("state", list(State))
def test_no_transition_starts_from_anywhere_else(state: State) -> None:
    case = Case(state=state)
    sources: dict[str, set[State]] = {}
    for one in ALL:
        sources.setdefault(one.name, set()).add(one.source)
    for name in (name for name, found in sources.items() if state not in found):
        with pytest.raises(fsm.TransitionNotAllowed):
            getattr(case, name)()
        assert case.state == state


@pytest.mark.django_db
@pytest.mark.parametrize("one", EDGES)
def test_nobody_makes_a_transition_without_the_right(one: flow.Transition) -> None:
    permission = access.Permission(one.right)
    for role in access.Role:
        may = one.right is not None and role in access.ALLOWED[one.right]
        assert permission(None, make.user(role.value)) == may


@pytest.mark.parametrize("state", list(State))
def test_every_state_is_reached_and_can_be_left(state: State) -> None:
    assert state in reached_from(flow.BEGINNING)
    assert any(one.source == state for one in ALL)


@pytest.mark.parametrize("state", list(State))
def test_every_state_leads_to_an_end_and_an_end_back_to_work(state: State) -> None:
    assert reached_from(state) & set(FINAL_STATES)
    assert flow.BEGINNING in reached_from(state)


@pytest.mark.parametrize("state", FINAL_STATES)
def test_an_ended_case_is_opened_again_by_a_supervisor_alone(state: State) -> None:
    again = {"ask_again"}
    """It asks for a new change of the account, and opens nothing of the case."""
    opening = {one.right for one in ALL if one.source == state and one.name not in again}
    assert opening == {access.Act.SUPERVISE}


def test_the_diagram_in_the_documentation_is_todays() -> None:
    kept = (Path(__file__).parents[2] / "CONTRIBUTING.md").read_text()
    assert flow.inserted(kept) == kept, "run: ./desk manage flow --write"


def test_the_diagram_names_every_transition_with_who_takes_it() -> None:
    drawn = flow.diagram()
    assert "checked --> accepted: accept [review] if is_complete" in drawn
    assert "approved --> fulfilled: fulfil [machine]" in drawn
    assert all(f"{one.source.value} --> {one.target.value}: {one.name}" in drawn for one in ALL)


def test_the_command_writes_between_its_markers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"trước\n{flow.BEGIN}\ncũ\n{flow.END}\nsau\n")
    call_command("flow", "--write", "--into", str(page))
    assert page.read_text() == f"trước\n{flow.BEGIN}\n```mermaid\n{flow.diagram()}\n```\n{flow.END}\nsau\n"
    call_command("flow")
    assert flow.diagram() in capsys.readouterr().out


def test_a_page_without_markers_is_left_alone(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("không có gì")
    with pytest.raises(CommandError, match="thiếu"):
        call_command("flow", "--write", "--into", str(page))
    assert page.read_text() == "không có gì"


def reached_from(state: State) -> set[State]:
    """Return every state that some way leads to; where one comes from counts as reached."""
    found, open_ends = {state}, [state]
    while open_ends:
        here = open_ends.pop()
        further = {one.target for one in ALL if one.source == here} - found
        found |= further
        open_ends += further
    return found


def test_lines_of_transitions_are_moves() -> None:
    assert {one.line for one in ALL} - {Act.LETTER_WRITTEN} <= set(MOVES)
