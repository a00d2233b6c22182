"""The address for replies names its case, is short, and cannot be made up."""

import pytest
from pytest_django.fixtures import Settings

from letters.reply_to import case_number_in, reply_address

NUMBER = "G12.99.01-261123-0001"


@pytest.fixture(autouse=True)
def mailbox(settings: Settings) -> None:
    settings.REPLY_TO = "casedesk@trungtam.example"


def test_address_brings_its_case_back() -> None:
    address = reply_address(NUMBER)
    assert address.startswith("casedesk+g12.99.01-261123-0001-") and address.endswith("@trungtam.example")
    assert address == address.lower() and len(address.partition("@")[0]) <= 64
    assert case_number_in(address) == NUMBER
    assert case_number_in(f"Trung tâm Mẫu <{address}>") == NUMBER
    assert case_number_in(address.upper()) == NUMBER


def test_address_is_the_same_at_every_time_and_of_no_other_case() -> None:
    assert reply_address(NUMBER) == reply_address(NUMBER)
    assert reply_address(NUMBER).split("-")[-1] != reply_address("G12.99.01-261123-0002").split("-")[-1]


def _wrong() -> list[str]:
    fine = "casedesk+g12.99.01-261123-0001-{}@trungtam.example"
    marks = ("a" * 16, "a" * 15, "", "A1!" + "a" * 13)
    others = ("", "casedesk@trungtam.example", "casedesk+@trungtam.example", "không phải địa chỉ", "a@b@c")
    return [*(fine.format(mark) for mark in marks), *others]


@pytest.mark.parametrize("address", _wrong())
def test_address_that_is_not_ours_names_no_case(address: str) -> None:
    assert case_number_in(address) is None


def test_mark_of_one_case_does_not_fit_another_nor_another_mailbox(settings: Settings) -> None:
    address = reply_address(NUMBER)
    assert case_number_in(address.replace("-0001-", "-0002-")) is None
    assert case_number_in(address.replace("trungtam", "noikhac")) is None
    assert case_number_in(address.replace("casedesk+", "khac+")) is None


def test_former_secret_key_still_holds_and_a_stranger_does_not(settings: Settings) -> None:
    address = reply_address(NUMBER)
    former, settings.SECRET_KEY = settings.SECRET_KEY, "khoa-moi-" * 6
    assert case_number_in(address) is None
    settings.SECRET_KEY_FALLBACKS = [former]
    assert case_number_in(address) == NUMBER


@pytest.mark.parametrize("number", ["g12-261123-0001", "G12 99", "", "X" * 60 + "-261123-0001"])
def test_number_that_an_address_cannot_carry_has_none(number: str) -> None:
    assert reply_address(number) == ""


def test_without_a_mailbox_there_is_no_address(settings: Settings) -> None:
    address = reply_address(NUMBER)
    settings.REPLY_TO = ""
    assert reply_address(NUMBER) == ""
    assert case_number_in(address) is None
