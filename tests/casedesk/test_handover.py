"""A password is shown once, to who knows the case, and is nowhere afterwards."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from casedesk.accounts import handover
from casedesk.accounts.gateway import Answer
from casedesk.accounts.handover import Look, Standing
from casedesk.accounts.models import Change, Guess, Handover, Operation
from casedesk.accounts.passwords import DEFAULTS
from casedesk.lib.outcomes import NeedsPerson
from casedesk.models import Case, State
from tests import make

pytestmark = pytest.mark.django_db
HOME = "198.51.100.7"


@pytest.fixture
def change() -> Change:
    case = make.case(State.FULFILLED)
    return Change.objects.create(
        case=case,
        operation=Operation.ISSUE_PASSWORD,
        tax_code=make.TAX_CODE,
        proposed_by=make.user("technician"),
        proposed_at=make.NOW,
        answer=Answer.DONE,
    )


def link(change: Change) -> str:
    url, _until = handover.issue_link(change, make.NOW)
    return url.rstrip("/").rsplit("/", 1)[1]


def standing(change: Change, now: datetime = make.NOW) -> Standing | None:
    return handover.standing(Case.objects.annotate(**handover.standings()).get(pk=change.case_id), now)


def test_the_right_company_sees_the_password_once(change: Change) -> None:
    password = handover.prepare(change, make.NOW)
    token = link(change)
    first = handover.reveal(token, make.TAX_CODE, change.case.number, HOME, make.NOW)
    second = handover.reveal(token, make.TAX_CODE, change.case.number, HOME, make.NOW)
    assert (first.look, first.password) == (Look.OPEN, password)
    assert (second.look, second.password) == (Look.SEEN, "")
    assert Handover.objects.get().sealed_password is None


def test_the_password_is_the_same_until_it_is_shown(change: Change) -> None:
    assert handover.prepare(change, make.NOW) == handover.prepare(change, make.NOW)


def test_neither_link_nor_password_is_kept_in_clear(change: Change) -> None:
    password = handover.prepare(change, make.NOW)
    token = link(change)
    kept = Handover.objects.get()
    assert password.encode() not in bytes(kept.sealed_password or b"")
    assert token not in str(kept.token_hash)


def test_guessing_blocks_the_link_and_only_a_right_answer_is_told(change: Change) -> None:
    handover.prepare(change, make.NOW)
    token = link(change)
    for _ in range(DEFAULTS.most_tries):
        assert handover.reveal(token, "0100000028", change.case.number, HOME, make.NOW).look == Look.WRONG
    assert handover.reveal(token, "0100000028", change.case.number, HOME, make.NOW).look == Look.WRONG
    found = handover.reveal(token, make.TAX_CODE, change.case.number, HOME, make.NOW)
    assert (found.look, found.password) == (Look.BLOCKED, "")


def test_one_address_cannot_go_through_link_after_link(change: Change) -> None:
    handover.prepare(change, make.NOW)
    token = link(change)
    for number in range(handover.LIMIT):
        handover.reveal(f"khong-co-{number}", "0", "x", HOME, make.NOW)
    assert handover.reveal(token, make.TAX_CODE, change.case.number, HOME, make.NOW).look == Look.WRONG
    later = make.NOW + handover.WINDOW + timedelta(minutes=1)
    assert handover.reveal(token, make.TAX_CODE, change.case.number, HOME, later).look == Look.OPEN


@pytest.mark.parametrize(
    ("other", "is_held_back"),
    [("2001:db8::2", True), ("2001:db8:0:1::2", False), ("192.0.2.9", False), ("khong-phai-dia-chi", False)],
    ids=["the same subscriber", "another one", "another protocol", "no address"],
)
def test_an_address_is_a_subscriber(change: Change, other: str, is_held_back: bool) -> None:
    handover.prepare(change, make.NOW)
    token = link(change)
    for number in range(handover.LIMIT):
        handover.reveal(f"khong-co-{number}", "0", "x", "2001:db8::1", make.NOW)
    found = handover.reveal(token, make.TAX_CODE, change.case.number, other, make.NOW)
    assert found.look == (Look.WRONG if is_held_back else Look.OPEN)
    assert "2001:db8" not in Guess.objects.first().address  # type: ignore[union-attr]


def test_strangers_cost_the_same_queries(change: Change, django_assert_num_queries: Any) -> None:
    handover.prepare(change, make.NOW)
    used, token = link(change), link(change)
    answers = [(token, "0100000028"), ("khong-co", make.TAX_CODE), (used, make.TAX_CODE)]
    for one, tax_code in answers:
        with django_assert_num_queries(6):  # savepoint, link, tries, address, guess, release
            assert handover.reveal(one, tax_code, change.case.number, HOME, make.NOW).look == Look.WRONG


def test_a_new_link_ends_the_old_one_and_its_guesses(change: Change) -> None:
    password = handover.prepare(change, make.NOW)
    old = link(change)
    for _ in range(DEFAULTS.most_tries):
        handover.reveal(old, "0", "x", HOME, make.NOW)
    new = link(change)
    assert handover.reveal(old, make.TAX_CODE, change.case.number, HOME, make.NOW).look == Look.WRONG
    assert handover.reveal(new, make.TAX_CODE, change.case.number, HOME, make.NOW).password == password


def test_the_link_ends(change: Change) -> None:
    handover.prepare(change, make.NOW)
    token = link(change)
    late = make.NOW + timedelta(hours=73)
    assert handover.reveal(token, make.TAX_CODE, change.case.number, HOME, late).look == Look.EXPIRED


def test_what_nobody_came_for_is_destroyed_in_time(change: Change) -> None:
    handover.prepare(change, make.NOW)
    link(change)
    ends = timedelta(hours=DEFAULTS.valid_hours) + timedelta(days=DEFAULTS.keep_days)
    assert handover.tidy(make.NOW + ends - timedelta(minutes=1)) == 0
    assert handover.tidy(make.NOW + ends + timedelta(minutes=1)) == 1
    kept = Handover.objects.get()
    assert (kept.sealed_password, kept.destroyed_at is not None) == (None, True)
    with pytest.raises(NeedsPerson):
        handover.prepare(change, make.NOW)


def test_guesses_are_forgotten_but_not_those_on_a_link_that_waits(change: Change) -> None:
    handover.prepare(change, make.NOW)
    token = link(change)
    handover.reveal(token, "0", "x", HOME, make.NOW)
    handover.reveal("khong-co", "0", "x", HOME, make.NOW)
    handover.tidy(make.NOW + timedelta(days=2))
    assert Guess.objects.count() == 1


def test_where_a_password_is(change: Change) -> None:
    assert standing(change) is None
    handover.prepare(change, make.NOW)
    token = link(change)
    late = make.NOW + timedelta(hours=73)
    looks = [standing(change, when) for when in (make.NOW, late)]
    assert [one.look for one in looks if one] == [Look.OPEN, Look.EXPIRED]
    handover.reveal(token, make.TAX_CODE, change.case.number, HOME, make.NOW)
    seen = standing(change)
    assert seen is not None
    assert (seen.look, seen.seen_at, seen.is_sealed) == (Look.SEEN, make.NOW, False)
