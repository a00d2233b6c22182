"""Tax codes and personal numbers: well formed or not, and when two are of one company."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verification import numbers
from verification.numbers import Flaw

DAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    "code",
    [
        "0100112437",
        "0100233488",
        "0314409058",
        "0100000010",
        "0100000028",
        "0100000035",
        "9999000012",
        "0100000010-001",
        "0100000010001",
        "0100.000.010",
        "001080012345",
    ],
)
def test_a_tax_code_is_good(code: str) -> None:
    assert numbers.tax_code_flaw(code, DAY) is None


@pytest.mark.parametrize(
    ("code", "flaw"),
    [
        ("0100000011", Flaw.CHECK_DIGIT),
        ("0100000011-001", Flaw.CHECK_DIGIT),
        ("0100000010-000", Flaw.FORM),
        ("0100000000", Flaw.FORM),
        ("01000", Flaw.FORM),
        ("01000000101", Flaw.FORM),
        ("mã số thuế", Flaw.FORM),
        ("٠١٠٠٠٠٠٠١٠", Flaw.FORM),
        ("", Flaw.FORM),
        ("001380012345", Flaw.BIRTH),
        ("003080012345", Flaw.PROVINCE),
    ],
)
def test_a_tax_code_has_a_flaw(code: str, flaw: Flaw) -> None:
    assert numbers.tax_code_flaw(code, DAY) is flaw


@pytest.mark.parametrize(
    ("number", "year"),
    [("001080012345", 1980), ("001199012345", 1999), ("001200012345", 2000), ("001305012345", 2005)],
)
def test_a_personal_number_tells_the_year_of_birth(number: str, year: int) -> None:
    assert numbers.birth_year(number) == year


def test_a_branch_is_of_its_parents_company() -> None:
    assert numbers.are_one_company("0100000010-001", "0100000010")
    assert not numbers.are_one_company("0100000010", "0100000028")
    assert not numbers.are_one_company("001080012345", "001080012346")


@given(st.text(), st.text(alphabet="0123456789-. "))
def test_no_text_makes_a_check_raise(text: str, digits: str) -> None:
    for value in (text, digits):
        numbers.tax_code_flaw(value, DAY)
        numbers.personal_number_flaw(value, DAY)
        numbers.are_same_kind(value, digits)


@pytest.mark.parametrize(
    ("one", "other", "are_same"),
    [
        ("0243 800 0000", "+84 24 3800 0000", True),
        ("19001234", "1900 1234", True),
        ("0243 800 0000", "0243 800 0001", False),
        ("1234", "1234", False),
        ("", "", False),
    ],
)
def test_one_telephone_number_however_it_is_written(one: str, other: str, are_same: bool) -> None:
    assert numbers.are_same_telephone(one, other) is are_same
