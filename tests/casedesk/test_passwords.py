"""Passwords: what they are made of, and rules that an administrator cannot make too weak."""

import re
from dataclasses import replace
from datetime import date

import pytest
from django.core.exceptions import ValidationError

from casedesk.accounts import passwords
from casedesk.accounts.models import PasswordPolicy
from casedesk.accounts.passwords import DEFAULTS, Rules


def test_passwords_have_every_class_and_no_look_alike() -> None:
    for _ in range(200):
        password = passwords.make(DEFAULTS)
        assert len(password) == DEFAULTS.length
        assert all(re.search(kind, password) for kind in ("[A-Z]", "[a-z]", "[0-9]", "[@#%+=?]"))
        assert not set(password) & set("IlO01")


def test_no_two_passwords_are_alike() -> None:
    assert len({passwords.make(DEFAULTS) for _ in range(1000)}) == 1000


@pytest.mark.parametrize(
    ("rules", "field"),
    [
        (replace(DEFAULTS, length=11), "length"),
        (replace(DEFAULTS, length=65), "length"),
        (replace(DEFAULTS, signs="@I"), "signs"),
        (replace(DEFAULTS, signs="@@"), "signs"),
        (replace(DEFAULTS, signs='"<'), "signs"),
        (replace(DEFAULTS, valid_hours=0), "valid_hours"),
        (replace(DEFAULTS, valid_hours=500), "valid_hours"),
        (replace(DEFAULTS, keep_days=31), "keep_days"),
        (replace(DEFAULTS, most_tries=100), "most_tries"),
    ],
    ids=["short", "long", "a look-alike", "twice", "hard to type", "at once", "for weeks", "kept long", "endless"],
)
def test_rules_that_are_refused(rules: Rules, field: str) -> None:
    assert set(passwords.flaws(rules)) == {field}


def test_the_rules_we_ship_and_strict_ones_pass() -> None:
    assert DEFAULTS.bits >= passwords.LEAST_BITS
    assert not passwords.flaws(DEFAULTS)
    assert not passwords.flaws(Rules(20, "", 24, 0, 3))


@pytest.mark.django_db
def test_rules_hold_from_their_day_on() -> None:
    PasswordPolicy.objects.create(effective_from=date(2026, 12, 1), length=20)
    assert PasswordPolicy.on(date(2026, 11, 30)) == DEFAULTS
    assert PasswordPolicy.on(date(2026, 12, 1)).length == 20
    with pytest.raises(ValidationError) as refused:
        PasswordPolicy(effective_from=date(2027, 1, 1), length=9).full_clean()
    assert "length" in refused.value.message_dict
