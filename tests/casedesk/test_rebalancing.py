"""A queue rebalanced: few moves, none of a proposed case, all or nothing, never over what changed meanwhile."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from casedesk import actions, rebalancing, routing
from casedesk.models import Absence, Act, Case, Queue, State, User
from tests import make

pytestmark = pytest.mark.django_db
NOW = make.NOW
TODAY = NOW.date()
IN_A_WEEK = date(2026, 12, 1)


def queue() -> Queue:
    return Queue.objects.get(code="passwords")


def holding(technician: User, *due_on: date, state: State = State.ASSIGNED) -> list[Case]:
    made = []
    for day in due_on:
        case = make.case(state, technician=technician, queue=queue())
        Case.objects.filter(pk=case.pk).update(due_on=day)
        made.append(Case.objects.get(pk=case.pk))
    return made


def shares(plan: rebalancing.Plan) -> list[tuple[int, int]]:
    return [(share.before.count, share.after.count) for share in plan.shares]


def test_the_fullest_gives_to_the_emptiest_until_it_is_even() -> None:
    full, _empty = make.user("technician"), make.user("technician")
    holding(full, TODAY, TODAY, TODAY, TODAY)
    plan = rebalancing.plan(queue(), NOW)
    assert shares(plan) == [(4, 2), (0, 2)]
    assert len(plan.moves) == 2
    assert plan.moves[0].why == f"tải {full} 4,00 → 3,00, {_empty} 0,00 → 1,00"


def test_one_case_that_helps_more_moves_instead_of_many() -> None:
    full, empty = make.user("technician"), make.user("technician")
    urgent, *_calm = holding(full, TODAY, *[IN_A_WEEK] * 4)
    moves = rebalancing.plan(queue(), NOW).moves
    assert [(move.case, move.target) for move in moves] == [(urgent, empty)]


def test_what_is_even_or_cannot_be_better_stays() -> None:
    for _index in range(2):
        holding(make.user("technician"), TODAY, IN_A_WEEK)
    assert rebalancing.plan(queue(), NOW).moves == []
    make.user("technician")
    Queue.objects.get(code="certificates").technicians.clear()
    assert rebalancing.plan(Queue.objects.get(code="certificates"), NOW).shares == []


def test_a_single_case_is_not_carried_to_and_fro() -> None:
    holding(make.user("technician"), TODAY)
    make.user("technician")
    assert rebalancing.plan(queue(), NOW).moves == []


def test_who_is_away_gives_everything() -> None:
    absent, there = make.user("technician"), make.user("technician")
    cases = holding(absent, TODAY, IN_A_WEEK)
    holding(there, TODAY, TODAY)
    Absence.objects.create(person=absent, first_day=TODAY, last_day=TODAY)
    moves = rebalancing.plan(queue(), NOW).moves
    assert [(move.case, move.target, move.why) for move in moves] == [
        (case, there, f"{absent} vắng") for case in cases
    ]


def test_with_nobody_there_nothing_moves() -> None:
    holding(make.user("technician", is_away=True), TODAY)
    assert rebalancing.plan(queue(), NOW).moves == []


def test_a_case_that_is_or_was_proposed_stays() -> None:
    full, _empty = make.user("technician"), make.user("technician")
    returned, proposed = holding(full, TODAY, TODAY)
    for case in (returned, proposed):
        actions.propose(case.pk, None, "", full, NOW)
    actions.return_proposal(returned.pk, "Thiếu.", make.user("supervisor"), NOW)
    assert rebalancing.plan(queue(), NOW).moves == []


def test_a_case_of_another_queue_stays() -> None:
    full, _empty = make.user("technician"), make.user("technician")
    holding(full, TODAY, TODAY, TODAY)
    Case.objects.update(queue=Queue.objects.get(code="certificates"))
    assert rebalancing.plan(queue(), NOW).moves == []


def test_applying_moves_all_with_a_line_each() -> None:
    full, empty, by = make.user("technician"), make.user("technician"), make.user("supervisor")
    holding(full, TODAY, TODAY, TODAY, TODAY)
    plan = rebalancing.plan(queue(), NOW)
    rebalancing.apply(queue(), plan.seen, by, NOW)
    moved = Case.objects.filter(technician=empty)
    assert set(moved) == {move.case for move in plan.moves}
    for case in moved:
        line = case.events.get(act=Act.ASSIGNED)
        assert (line.actor, line.note) == (by, case.assigned_because)
        assert case.assigned_because.startswith(f"giao cho {empty} vì tải")
    assert rebalancing.plan(queue(), NOW).moves == []


def test_what_changed_since_the_preview_is_told_and_nothing_moves() -> None:
    full, _empty, by = make.user("technician"), make.user("technician"), make.user("supervisor")
    cases = holding(full, TODAY, TODAY, TODAY, TODAY)
    seen = rebalancing.plan(queue(), NOW).seen
    actions.propose(cases[0].pk, None, "", full, NOW)
    with pytest.raises(rebalancing.Changed, match="đã thay đổi"):
        rebalancing.apply(queue(), seen, by, NOW)
    assert Case.objects.filter(technician=full).count() == 4
    with pytest.raises(rebalancing.Changed):
        rebalancing.apply(queue(), "", by, NOW)


@pytest.mark.parametrize("role", ["clerk", "technician", "administrator"])
def test_only_a_supervisor_rebalances(role: str) -> None:
    full, _empty = make.user("technician"), make.user("technician")
    holding(full, TODAY, TODAY)
    plan = rebalancing.plan(queue(), NOW)
    with pytest.raises(PermissionDenied):
        rebalancing.apply(queue(), plan.seen, make.user(role), NOW)
    assert Case.objects.filter(technician=full).count() == 2


class Evening(TestCase):
    """Whatever people hold: no move makes the fullest fuller, no case moves twice, nothing is lost."""

    @settings(max_examples=15, deadline=None)
    @given(st.lists(st.lists(st.integers(0, 9), max_size=5), min_size=1, max_size=4))
    def test_any_queue(self, held: list[list[int]]) -> None:
        for days in held:
            holding(make.user("technician"), *(TODAY + timedelta(days=ahead) for ahead in days))
        plan = rebalancing.plan(queue(), NOW)
        before = [share.before.weight for share in plan.shares]
        after = [share.after.weight for share in plan.shares]
        assert round(sum(before), 6) == round(sum(after), 6)
        assert max(after) <= max(before) + 1e-9
        assert max(after) - min(after) <= max(before) - min(before) + 1e-9
        assert len({move.case.pk for move in plan.moves}) == len(plan.moves)
        rebalancing.apply(queue(), plan.seen, make.user("supervisor"), NOW)
        people = [share.person for share in plan.shares]
        loads = routing.loads_of(people, TODAY)
        assert [round(loads[one.pk].weight, 6) for one in people] == [round(one, 6) for one in after]
        again = rebalancing.plan(queue(), NOW)
        assert len(again.moves) <= len(plan.moves)
