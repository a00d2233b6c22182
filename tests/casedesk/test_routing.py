"""Which queue and technician: rules before kinds, skill, load by days left, absence; the line that says why."""

from datetime import date, timedelta
from typing import Any

import pytest

from casedesk import actions, checking, routing, sla
from casedesk.lib.outcomes import NeedsPerson
from casedesk.models import Absence, Act, Case, Flag, Queue, RoutingRule, State, User
from intake.facts import Kind, Request
from intake.models import Document
from tests import make
from verification.findings import Channel

pytestmark = pytest.mark.django_db
NOW = make.NOW
TODAY = NOW.date()
OTHER = "0100000028"


def queue(code: str = "passwords") -> Queue:
    return Queue.objects.get(code=code)


def rule(order: int = 1, to: str = "certificates", **columns: Any) -> RoutingRule:
    known = {"effective_from": TODAY} | columns
    return RoutingRule.objects.create(order=order, queue=queue(to), **known)


def holding(technician: User, *due_on: date, state: State = State.ASSIGNED) -> None:
    for day in due_on:
        case = make.case(state, technician=technician, tax_code=OTHER, queue=queue())
        Case.objects.filter(pk=case.pk).update(due_on=day, reply_address="khac@mauthu.example")


@pytest.mark.parametrize(
    ("request_kind", "code"),
    [(Request.RESET_PASSWORD, "passwords"), (Request.REBIND_LOST, "certificates")],
    ids=["password", "certificate"],
)
def test_without_a_rule_the_kind_of_request_decides(request_kind: Request, code: str) -> None:
    found, why = routing.queue_of(make.case(request=request_kind))
    assert (found.code, why) == (code, f"hàng đợi «{found.name}»")


RULES: dict[str, tuple[dict[str, Any], dict[str, Any], bool]] = {
    "any case": ({}, {}, True),
    "its request": ({"request": "reset_password"}, {}, True),
    "another request": ({"request": "rebind_lost"}, {}, False),
    "its flag": ({"flag": Flag.WALK_IN}, {"channel": Channel.WALK_IN}, True),
    "another flag": ({"flag": Flag.WALK_IN}, {}, False),
    "both": ({"request": "reset_password", "flag": Flag.WALK_IN}, {"channel": Channel.WALK_IN}, True),
    "its flag, another request": (
        {"request": "rebind_lost", "flag": Flag.WALK_IN},
        {"channel": Channel.WALK_IN},
        False,
    ),
    "from tomorrow on": ({"effective_from": TODAY + timedelta(days=1)}, {}, False),
    "from the day of arrival on": ({"effective_from": TODAY}, {}, True),
}


@pytest.mark.parametrize(("columns", "case", "fits"), RULES.values(), ids=RULES)
def test_a_rule_fits_or_not(columns: dict[str, Any], case: dict[str, Any], fits: bool) -> None:
    rule(7, **columns)
    found, why = routing.queue_of(make.case(**case))
    assert found.code == ("certificates" if fits else "passwords")
    assert why.startswith("quy tắc 7 (") == fits


def test_the_first_rule_that_fits_decides() -> None:
    rule(2, "certificates")
    rule(1, "passwords", flag=Flag.WALK_IN)
    walk_in = make.case(channel=Channel.WALK_IN, request=Request.REBIND_LOST)
    found, why = routing.queue_of(walk_in)
    assert (found.code, why) == ("passwords", f"quy tắc 1 (nộp trực tiếp → «{found.name}»)")
    assert routing.queue_of(make.case(tax_code=OTHER))[0].code == "certificates"


def test_the_flags_of_a_case() -> None:
    first = make.case(arrived_on=TODAY - timedelta(days=30))
    assert routing.flags_of(first) == frozenset()
    assert routing.flags_of(make.case()) == {Flag.REPEATED}
    assert routing.flags_of(make.case(tax_code="")) == frozenset()
    assert routing.flags_of(make.case(arrived_on=TODAY + timedelta(days=40))) == frozenset()
    assert routing.flags_of(make.case(channel=Channel.WALK_IN, tax_code=OTHER)) == {Flag.WALK_IN}


def test_two_identity_papers_of_two_people_are_two_representatives() -> None:
    case = make.case()
    paper = Document.objects.get(case=case, kind=Kind.IDENTITY)
    second = Document.objects.create(case=case, scan=paper.scan, kind=Kind.IDENTITY)
    second.fields.create(name="id_number", value="001080012345", source="ocr")
    assert Flag.MANY_REPRESENTATIVES not in routing.flags_of(case)
    second.fields.update(value="001190012346")
    assert Flag.MANY_REPRESENTATIVES in routing.flags_of(case)


def test_a_request_that_nobody_knows_waits_for_a_person() -> None:
    make.user("technician")
    with pytest.raises(NeedsPerson, match="chọn yêu cầu"):
        routing.assign(make.case(State.RECEIVED, request=""), TODAY)  # type: ignore[arg-type]


def test_load_is_weighed_by_the_days_left() -> None:
    urgent, calm = make.user("technician"), make.user("technician")
    holding(urgent, TODAY, TODAY - timedelta(days=4))
    holding(calm, date(2026, 11, 30), date(2026, 11, 30), date(2026, 11, 30))
    loads = routing.loads_of([urgent, calm], TODAY)
    left = sla.days_left(date(2026, 11, 30), TODAY)
    assert (loads[urgent.pk].count, loads[urgent.pk].weight) == (2, 2.0)
    assert (loads[calm.pk].count, round(loads[calm.pk].weight, 6)) == (3, round(3 / left, 6))
    assert routing.assign(make.case(), TODAY).technician == calm


def test_what_is_over_or_before_acceptance_weighs_nothing() -> None:
    person = make.user("technician")
    for state in (State.CLOSED, State.CHECKED, State.WITHDRAWN, State.ANSWERED):
        holding(person, TODAY, state=state)
    assert routing.loads_of([person], TODAY)[person.pk] == routing.Load()


def test_only_who_has_the_skill_is_chosen() -> None:
    free, busy = make.user("technician"), make.user("technician")
    queue().technicians.remove(free)
    holding(busy, TODAY)
    assert routing.assign(make.case(), TODAY).technician == busy


@pytest.mark.parametrize(
    ("first", "last", "is_away"),
    [(0, 0, True), (-3, 3, True), (-3, -1, False), (1, 3, False)],
    ids=["that day", "around it", "before", "after"],
)
def test_who_is_away_that_day_is_not_chosen(first: int, last: int, is_away: bool) -> None:
    free, busy = make.user("technician"), make.user("technician")
    holding(busy, TODAY)
    days = (TODAY + timedelta(days=first), TODAY + timedelta(days=last))
    Absence.objects.create(person=free, first_day=days[0], last_day=days[1])
    chosen = routing.assign(make.case(), TODAY)
    assert chosen.technician == (busy if is_away else free)
    assert (f"vắng: {free}" in chosen.why) == is_away


def test_with_everybody_away_the_case_waits_for_a_person() -> None:
    for person in (make.user("technician"), make.user("technician", is_away=True)):
        Absence.objects.create(person=person, first_day=TODAY, last_day=TODAY)
    with pytest.raises(NeedsPerson, match="không có kỹ thuật viên"):
        routing.assign(make.case(), TODAY)


def test_the_case_says_in_one_line_why_who_has_it() -> None:
    technician = make.user("technician", full_name="Phạm Minh Đức")
    away = make.user("technician", full_name="Vũ Hải Yến", is_away=True)
    holding(technician, TODAY)
    case = make.case()
    checking.run(case, NOW)
    actions.accept(case.pk, make.user("clerk"), NOW)
    case = Case.objects.get(pk=case.pk)
    assert case.assigned_because == (
        f"giao cho Phạm Minh Đức vì hàng đợi «{queue().name}», là người duy nhất đang làm việc "
        f"(1 hồ sơ, tải 1,00); vắng: {away}"
    )
    assert case.events.get(act=Act.ASSIGNED).note == case.assigned_because
