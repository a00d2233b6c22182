"""Cases of one company: shown, linked both ways, joined into the older one, and taken apart again."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied

from casedesk import actions, checking, linking, pipeline
from casedesk.actions import CannotDo
from casedesk.models import Act, Case, Link, State, User
from intake import records
from intake.facts import Kind
from intake.models import Document
from tests import make

pytestmark = pytest.mark.django_db
NOW, LATER = make.NOW, make.NOW + timedelta(days=1)
OTHER = "0100000028"


@pytest.fixture
def clerk() -> User:
    return make.user("clerk")


@pytest.fixture
def older() -> Case:
    case = make.case(reading=make.facts(without=(Kind.IDENTITY,)))
    checking.run(case, NOW)
    return case


@pytest.fixture
def newer(older: Case) -> Case:
    case = make.case(reading=make.facts(without=(Kind.BUSINESS_LICENCE,)))
    checking.run(case, NOW)
    return case


def again(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def kinds(case: Case) -> set[str]:
    return {document.kind for document in records.documents_of(case.pk)}


def test_open_cases_of_the_company_are_shown_to_each_other(older: Case, newer: Case) -> None:
    make.case(State.CLOSED)
    other = make.case(tax_code=OTHER)
    assert (linking.siblings_of(older), linking.siblings_of(newer)) == ([newer], [older])
    assert linking.siblings_of(other) == []


def test_a_case_without_tax_code_has_no_company(older: Case) -> None:
    nameless = make.case(tax_code="")
    make.case(tax_code="")
    assert linking.siblings_of(nameless) == []


def test_the_papers_of_the_newer_complete_the_older(older: Case, newer: Case, clerk: User) -> None:
    linking.join(newer.pk, older.pk, clerk, LATER)
    newer, older = again(newer), again(older)
    assert (newer.state, newer.joined_into, newer.due_on, newer.closed_at) == (State.JOINED, older, None, LATER)
    assert older.state == State.RECEIVED
    assert (newer.scans.count(), older.scans.count()) == (0, 2)
    pipeline.read(older)
    older = again(older)
    assert (older.state, older.verdict) == (State.CHECKED, "complete")
    assert kinds(older) == {Kind.REQUEST_LETTER, Kind.BUSINESS_LICENCE, Kind.IDENTITY}
    assert newer.events.get(act=Act.JOINED).note == f"→ {older.number}"
    assert older.events.get(act=Act.SUPPLEMENTED).note == f"nhập hồ sơ {newer.number}"


def test_what_a_clerk_corrected_in_the_newer_is_kept(older: Case, newer: Case, clerk: User) -> None:
    letter = Document.objects.get(case=newer, kind=Kind.REQUEST_LETTER)
    letter.fields.filter(name="phone").update(value="0900000009", confirmed_by=clerk)
    linking.join(newer.pk, older.pk, clerk, LATER)
    kept = next(one for one in records.documents_of(older.pk) if one.kind == Kind.REQUEST_LETTER)
    assert kept.fields.get(name="phone").value == "0900000009"


def test_an_older_that_waits_for_papers_runs_a_new_clock(older: Case, newer: Case, clerk: User) -> None:
    actions.request_supplement(older.pk, "", clerk, NOW)
    linking.join(newer.pk, older.pk, clerk, LATER)
    clock = again(older).clocks.get(run=2)
    assert (clock.started_on, clock.stopped_at, again(older).due_on) == (newer.arrived_on, None, clock.due_on)


@pytest.mark.parametrize(
    ("columns", "state", "why"),
    [
        ({"tax_code": OTHER}, State.CHECKED, "không cùng mã số thuế"),
        ({"tax_code": ""}, State.CHECKED, "không cùng mã số thuế"),
        ({}, State.ASSIGNED, "không nhận thêm giấy tờ"),
        ({}, State.REFUSED, "không nhận thêm giấy tờ"),
    ],
    ids=["other company", "unknown company", "in work", "over"],
)
def test_what_is_not_joined(columns: dict[str, str], state: State, why: str, clerk: User) -> None:
    older = make.case(state)
    newer = make.case(**columns)  # type: ignore[arg-type]
    with pytest.raises(CannotDo, match=why):
        linking.join(newer.pk, older.pk, clerk, NOW)
    assert (again(newer).state, newer.scans.count(), newer.joined_into) == (State.CHECKED, 1, None)


@pytest.mark.parametrize("state", [one for one in State if one not in linking.JOINABLE_STATES])
def test_only_a_case_that_is_read_and_not_accepted_is_joined(state: State, older: Case, clerk: User) -> None:
    newer = make.case(state)
    with pytest.raises(CannotDo):
        linking.join(newer.pk, older.pk, clerk, NOW)
    assert again(newer).state == state


def test_the_older_is_not_joined_into_the_newer_nor_into_itself(older: Case, newer: Case, clerk: User) -> None:
    for other in (newer, older):
        with pytest.raises(CannotDo):
            linking.join(older.pk, other.pk, clerk, NOW)
    assert again(older).state == State.CHECKED


@pytest.mark.parametrize("role", ["technician", "administrator"])
def test_who_may_not_join_or_link(role: str, older: Case, newer: Case) -> None:
    for act in (linking.join, linking.link, linking.unlink):
        with pytest.raises(PermissionDenied):
            act(newer.pk, older.pk, make.user(role), NOW)


def test_a_joining_is_undone_with_every_paper_where_it_was(older: Case, newer: Case, clerk: User) -> None:
    before = (kinds(older), kinds(newer))
    linking.join(newer.pk, older.pk, clerk, NOW)
    pipeline.read(again(older))
    linking.separate(newer.pk, "Hai việc khác nhau.", make.user("supervisor"), LATER)
    newer = again(newer)
    assert (newer.state, newer.joined_into, newer.clocks.count()) == (State.RECEIVED, None, 2)
    assert (kinds(older), kinds(newer)) == before
    assert again(older).verdict == "incomplete"
    pipeline.read(newer)
    assert again(newer).state == State.CHECKED


def test_papers_that_a_decision_was_made_on_stay(older: Case, newer: Case, clerk: User) -> None:
    make.user("technician")
    linking.join(newer.pk, older.pk, clerk, NOW)
    pipeline.read(again(older))
    actions.accept(older.pk, clerk, NOW)
    with pytest.raises(CannotDo, match="đã được giải quyết"):
        linking.separate(newer.pk, "Nhầm.", make.user("supervisor"), LATER)
    assert (again(newer).state, again(newer).joined_into) == (State.JOINED, older)


def test_a_separation_needs_a_supervisor_and_a_reason(older: Case, newer: Case, clerk: User) -> None:
    linking.join(newer.pk, older.pk, clerk, NOW)
    with pytest.raises(PermissionDenied):
        linking.separate(newer.pk, "Nhầm.", clerk, NOW)
    with pytest.raises(CannotDo, match="lý do"):
        linking.separate(newer.pk, " ", make.user("supervisor"), NOW)


def test_a_link_is_seen_from_both_sides_and_kept_once(older: Case, newer: Case, clerk: User) -> None:
    linking.link(newer.pk, older.pk, clerk, NOW)
    linking.link(older.pk, newer.pk, clerk, NOW)
    assert (linking.linked_to(older), linking.linked_to(newer)) == ([newer], [older])
    assert Link.objects.count() == 1
    assert [case.events.filter(act=Act.LINKED).count() for case in (older, newer)] == [1, 1]
    linking.unlink(older.pk, newer.pk, clerk, NOW)
    assert (linking.linked_to(older), linking.linked_to(newer)) == ([], [])
    assert [case.events.filter(act=Act.UNLINKED).count() for case in (older, newer)] == [1, 1]


def test_nothing_is_linked_with_itself(older: Case, clerk: User) -> None:
    with pytest.raises(CannotDo):
        linking.link(older.pk, older.pk, clerk, NOW)
