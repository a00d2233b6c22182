"""The form of a value is judged apart from its truth."""

import pytest

from verification import formats


@pytest.mark.parametrize(
    ("name", "value", "kept"),
    [
        ("tax_code", "0100000010", "0100000010"),
        ("tax_code", "0100 000 010-001", "0100000010-001"),
        ("tax_code", "001080012345", "001080012345"),
        ("expiry", "5/9/2030", "2030-09-05"),
        ("expiry", "2030-09-05", "2030-09-05"),
        ("id_number", "001 080 012 345", "001080012345"),
        ("email", "ten@congty.example", "ten@congty.example"),
    ],
)
def test_a_good_value_is_kept_in_one_form(name: str, value: str, kept: str) -> None:
    assert formats.problem(name, value) == ""
    assert formats.normalised(name, value) == kept


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("tax_code", "010000001"),
        ("tax_code", "chưa rõ"),
        ("expiry", "31/02/2030"),
        ("expiry", "mai"),
        ("email", "congty.vn"),
        ("email", "a@b.vn\nBcc: x@y.vn"),
        ("phone", "0243"),
        ("id_number", "12345"),
    ],
)
def test_a_malformed_value_is_told_what_to_be(name: str, value: str) -> None:
    assert formats.problem(name, value)


def test_an_empty_value_has_no_form() -> None:
    assert formats.problem("tax_code", "") == ""
