"""Of two people who act at once one is told what the other did, and nothing of the later act happens."""

import threading
from collections.abc import Callable
from datetime import timedelta

import django_fsm as fsm
import pytest
from django.db import connection, transaction

from casedesk import actions, checking, endings, linking
from casedesk.access import Act as Right
from casedesk.actions import CannotDo, Overtaken
from casedesk.models import Act, Case, Event, LetterOrder, State, User
from tests import make

NOW, LATER = make.NOW, make.NOW + timedelta(minutes=5)
LONG = timedelta(days=60)
"""Longer than two requests of one company are held against each other."""
Do = Callable[[Case, User, str | None], object]


def people() -> tuple[User, User]:
    return make.user("supervisor", "technician", full_name="Lê Thị Trước"), make.user("supervisor", "technician")


def refuse(case: Case, by: User, seen: str | None) -> None:
    actions.refuse(case.pk, "Sai nơi.", by, LATER, seen)


def reassign(case: Case, by: User, seen: str | None) -> None:
    actions.reassign(case.pk, by, by, LATER, seen)


def stop(case: Case, by: User, seen: str | None) -> None:
    endings.stop(case.pk, "Dừng.", by, LATER, seen)


ACTS: dict[str, tuple[State, Do, Do]] = {
    "accept": (State.CHECKED, lambda case, by, seen: actions.accept(case.pk, by, LATER, seen), refuse),
    "refuse": (State.CHECKED, refuse, stop),
    "supplement": (
        State.CHECKED,
        lambda case, by, seen: actions.request_supplement(case.pk, "Rõ hơn.", by, LATER, seen_state=seen),
        refuse,
    ),
    "propose": (
        State.ASSIGNED,
        lambda case, by, seen: actions.propose(case.pk, None, "", by, LATER, seen),
        stop,
    ),
    "approve": (State.PROPOSED, lambda case, by, seen: actions.approve(case.pk, by, LATER, seen), reassign),
    "return": (
        State.PROPOSED,
        lambda case, by, seen: actions.return_proposal(case.pk, "Thiếu.", by, LATER, seen),
        stop,
    ),
    "reassign": (State.ASSIGNED, reassign, reassign),
    "take over": (
        State.ASSIGNED,
        lambda case, by, seen: actions.take_over(case.pk, by, LATER, seen),
        reassign,
    ),
    "withdraw": (
        State.CHECKED,
        lambda case, by, seen: endings.withdraw(case.pk, "Rút.", by, LATER, seen),
        refuse,
    ),
    "stop": (State.ASSIGNED, stop, reassign),
    "reopen": (
        State.STOPPED,
        lambda case, by, seen: endings.reopen(case.pk, "Lại.", by, LATER, seen),
        lambda case, by, seen: endings.reopen(case.pk, "Lại.", by, NOW, seen),
    ),
}
"""For each act: where the case is, the act of the later person, and what the first one does before."""


def standing(state: State) -> Case:
    case = make.case(State.ASSIGNED if state == State.PROPOSED else state, technician=make.user("technician"))
    checking.run(case, NOW)
    if state == State.PROPOSED:
        assert case.technician
        actions.propose(case.pk, None, "", case.technician, NOW)
    return Case.objects.get(pk=case.pk)


@pytest.mark.django_db
@pytest.mark.parametrize("name", ACTS)
def test_a_form_that_shows_how_the_case_is_does_its_act(name: str) -> None:
    state, act, _before = ACTS[name]
    case, (_first, second) = standing(state), people()
    Case.objects.filter(state=State.ASSIGNED).update(technician=second)
    act(case, second, case.seen_state)


@pytest.mark.django_db
@pytest.mark.parametrize("name", ACTS)
def test_a_stale_form_is_told_who_did_what_and_when(name: str) -> None:
    state, act, before = ACTS[name]
    case, (first, second) = standing(state), people()
    seen = case.seen_state
    before(case, first, seen)
    known = Case.objects.filter(pk=case.pk).values().get()
    lines, letters = Event.objects.count(), LetterOrder.objects.count()
    with pytest.raises(Overtaken, match=r"Lê Thị Trước đã làm «.+» lúc 10:0\d ngày 23/11"):
        act(case, second, seen)
    assert Case.objects.filter(pk=case.pk).values().get() == known
    assert (Event.objects.count(), LetterOrder.objects.count()) == (lines, letters)


@pytest.mark.django_db
@pytest.mark.parametrize("seen", ["", "checked.0", "closed", "khong-phai", "checked\x00"], ids=ascii)
def test_a_state_that_the_case_is_not_in_counts_as_stale(seen: str) -> None:
    case = standing(State.CHECKED)
    with pytest.raises(Overtaken):
        refuse(case, make.user("clerk"), seen)
    assert Case.objects.get(pk=case.pk).state == State.CHECKED


@pytest.mark.django_db
@pytest.mark.parametrize("seen", [None, "checked"], ids=["not asked", "state alone"])
def test_a_bare_state_is_taken_too(seen: str | None) -> None:
    case = standing(State.CHECKED)
    refuse(case, make.user("clerk"), seen)


@pytest.mark.django_db
def test_another_proposal_than_the_one_that_was_seen_is_not_approved() -> None:
    case, (_first, second) = standing(State.PROPOSED), people()
    seen = case.seen_state
    assert case.technician
    actions.return_proposal(case.pk, "Thiếu.", make.user("supervisor"), NOW)
    actions.propose(case.pk, None, "khác", case.technician, LATER)
    with pytest.raises(Overtaken):
        actions.approve(case.pk, second, LATER, seen)


@pytest.mark.django_db
def test_my_own_earlier_act_is_told_as_mine() -> None:
    case, by = standing(State.CHECKED), make.user("clerk")
    refuse(case, by, case.seen_state)
    with pytest.raises(Overtaken, match="Bạn đã làm «Từ chối hồ sơ»"):
        refuse(case, by, case.seen_state)


@pytest.mark.django_db
def test_who_accepted_is_told_though_the_machine_assigned() -> None:
    make.user("technician")
    case, (first, second) = standing(State.CHECKED), people()
    seen = case.seen_state
    actions.accept(case.pk, first, NOW, seen)
    with pytest.raises(Overtaken, match="Lê Thị Trước đã làm «Chấp nhận hồ sơ»"):
        refuse(case, second, seen)


@pytest.mark.django_db
def test_papers_that_were_looked_at_or_corrected_make_no_form_stale() -> None:
    case = standing(State.CHECKED)
    seen = case.seen_state
    for act in (Act.PAPER_SEEN, Act.CORRECTED, Act.LETTER_SENT):
        Event.objects.create(case=case, at=LATER, act=act, actor=make.user("clerk"))
    refuse(case, make.user("clerk"), seen)


@pytest.mark.django_db
def test_a_row_changed_behind_the_lock_is_told_too() -> None:
    case, by = standing(State.CHECKED), make.user("clerk")
    with pytest.raises(Overtaken), actions.locked(case.pk, by, Right.REVIEW, State.CHECKED) as held:
        Case.objects.filter(pk=case.pk).update(state=State.WITHDRAWN)
        held.refuse()
        held.save()
    assert Case.objects.get(pk=case.pk).state != State.REFUSED


@pytest.mark.django_db
def test_the_mixin_refuses_a_stale_row() -> None:
    case = standing(State.CHECKED)
    late = Case.objects.get(pk=case.pk)
    refuse(case, make.user("clerk"), None)
    late.refuse()
    with pytest.raises(fsm.ConcurrentTransition), transaction.atomic():
        late.save()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "state", [State.CHECKED, State.PROPOSED, State.ASSIGNED], ids=["refuse", "approve", "reassign"]
)
def test_of_two_at_once_one_does_it_and_the_other_is_told(state: State) -> None:
    case = standing(state)
    seen, pair = case.seen_state, people()
    act = {State.CHECKED: refuse, State.PROPOSED: ACTS["approve"][1], State.ASSIGNED: reassign}[state]
    before = case.events.count()
    outcomes = at_once([lambda by=by: act(case, by, seen) for by in pair])  # type: ignore[misc]
    assert sorted(type(one).__name__ for one in outcomes) == ["NoneType", "Overtaken"]
    assert case.events.count() == before + 1
    told = next(str(one) for one in outcomes if one)
    winner = pair[outcomes.index(None)]
    assert f"{winner} đã làm" in told


@pytest.mark.django_db(transaction=True)
def test_of_an_acceptance_and_a_joining_at_once_one_happens() -> None:
    make.user("technician")
    older, newer = standing(State.CHECKED), standing(State.CHECKED)
    long_ago = {"arrived_on": older.arrived_on - LONG, "received_at": older.received_at - LONG}
    Case.objects.filter(pk=older.pk).update(**long_ago)
    first, second = people()
    outcomes = at_once(
        [
            lambda: actions.accept(newer.pk, first, LATER, newer.seen_state),
            lambda: linking.join(newer.pk, older.pk, second, LATER, newer.seen_state),
        ]
    )
    assert sorted(type(one).__name__ for one in outcomes) == ["NoneType", "Overtaken"]
    state = Case.objects.get(pk=newer.pk).state
    assert state in ((State.ACCEPTED, State.ASSIGNED) if outcomes[0] is None else (State.JOINED,))


def at_once(acts: list[Callable[[], object]]) -> list[CannotDo | None]:
    """Let every act run in its own thread and connection; return what each was told."""
    together = threading.Barrier(len(acts))
    outcomes: list[CannotDo | None] = [CannotDo("nothing came of it")] * len(acts)

    def run(index: int) -> None:
        together.wait()
        try:
            acts[index]()
            outcomes[index] = None
        except CannotDo as refusal:
            outcomes[index] = refusal
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(index,)) for index in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes
