"""A password is shown once, to who knows the case, and is nowhere afterwards."""

import re
from datetime import timedelta

import pytest

from casedesk.accounts import handover
from casedesk.accounts.handover import Look
from casedesk.accounts.models import Change, Handover, Operation
from casedesk.models import State
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def change() -> Change:
    case = make.case(State.FULFILLED)
    return Change.objects.create(
        case=case,
        operation=Operation.ISSUE_PASSWORD,
        tax_code=make.TAX_CODE,
        proposed_by=make.user("technician"),
        proposed_at=make.NOW,
    )


def link(change: Change) -> str:
    url, _until = handover.issue_link(change, make.NOW)
    return url.rstrip("/").rsplit("/", 1)[1]


def test_the_right_company_sees_the_password_once(change: Change) -> None:
    password = handover.prepare(change, make.NOW)
    token = link(change)
    first = handover.reveal(token, make.TAX_CODE, change.case.number, make.NOW)
    second = handover.reveal(token, make.TAX_CODE, change.case.number, make.NOW)
    assert (first.look, first.password) == (Look.OPEN, password)
    assert (second.look, second.password) == (Look.SEEN, "")
    assert Handover.objects.get().sealed_password is None


def test_looking_does_not_burn_the_link(change: Change) -> None:
    handover.prepare(change, make.NOW)
    token = link(change)
    assert [handover.look(token, make.NOW) for _ in range(10)] == [Look.OPEN] * 10


def test_the_password_is_the_same_until_it_is_shown(change: Change) -> None:
    assert handover.prepare(change, make.NOW) == handover.prepare(change, make.NOW)


def test_neither_link_nor_password_is_kept_in_clear(change: Change) -> None:
    password = handover.prepare(change, make.NOW)
    token = link(change)
    kept = Handover.objects.get()
    assert password.encode() not in bytes(kept.sealed_password or b"")
    assert token not in str(kept.token_hash)


def test_guessing_blocks_the_link(change: Change) -> None:
    handover.prepare(change, make.NOW)
    token = link(change)
    looks = [handover.reveal(token, "0100000028", change.case.number, make.NOW).look for _ in range(6)]
    assert looks == [Look.WRONG] * 4 + [Look.BLOCKED] * 2
    assert handover.reveal(token, make.TAX_CODE, change.case.number, make.NOW).password == ""


def test_the_link_ends(change: Change) -> None:
    handover.prepare(change, make.NOW)
    token = link(change)
    late = make.NOW + timedelta(hours=73)
    assert handover.reveal(token, make.TAX_CODE, change.case.number, late).look == Look.EXPIRED


def test_an_unknown_link_says_so() -> None:
    assert handover.reveal("abc", make.TAX_CODE, "x", make.NOW).look == Look.UNKNOWN


def test_passwords_have_every_class_and_no_look_alike() -> None:
    for _ in range(200):
        password = handover.make_password()
        assert len(password) == 14
        assert all(re.search(kind, password) for kind in ("[A-Z]", "[a-z]", "[0-9]", "[@#%+=?]"))
        assert not set(password) & set("IlO01")
