"""Tax codes and personal numbers: their form, their check digit, and when two of them are the same."""

import re
from datetime import date
from enum import StrEnum

from stdnum.vn import mst

_NO_DIGIT = re.compile(r"\D")
_DIGITS_OF_A_TELEPHONE, _DIGITS_OF_A_SHORT_ONE = 9, 8
"""Without the country's code or the 0 before them; and those of a number like "1900 1234"."""
_SEPARATORS = re.compile(r"[\s.\-\u2010-\u2015]")
# fmt: off
_PROVINCES = frozenset({
    1, 2, 4, 6, 8, 10, 11, 12, 14, 15, 17, 19, 20, 22, 24, 25, 26, 27, 30, 31, 33, 34, 35, 36, 37, 38,
    40, 42, 44, 45, 46, 48, 49, 51, 52, 54, 56, 58, 60, 62, 64, 66, 67, 68, 70, 72, 74, 75, 77, 79, 80,
    82, 83, 84, 86, 87, 89, 91, 92, 93, 94, 95, 96,
})
# fmt: on
"""The 63 provinces of birth registration; they outlive the merger of 2025."""


class Flaw(StrEnum):
    """What is wrong with a number."""

    FORM = "form"
    CHECK_DIGIT = "check_digit"
    BIRTH = "birth"
    PROVINCE = "province"
    """Only a doubt: those born abroad carry a code of their country."""


def compact(number: str) -> str:
    """Return a number without spaces, dots and hyphens, in upper case."""
    return _SEPARATORS.sub("", number).upper()


def tax_code_flaw(number: str, on: date) -> Flaw | None:
    """Return what is wrong with a tax code of 10, 10-3 or 12 digits, or None."""
    digits = compact(number)
    if _is_digits(digits, 12):
        return personal_number_flaw(digits, on)
    if not (_is_digits(digits, 10) or _is_digits(digits, 13)):
        return Flaw.FORM
    if digits[2:9] == "0000000" or digits[10:] == "000":
        return Flaw.FORM
    return None if mst.is_valid(digits) else Flaw.CHECK_DIGIT


def personal_number_flaw(number: str, on: date) -> Flaw | None:
    """Return what is wrong with a 12-digit personal number (province, sex and century, year), or None."""
    digits = compact(number)
    if not _is_digits(digits, 12):
        return Flaw.FORM
    if birth_year(digits) > on.year:
        return Flaw.BIRTH
    return None if int(digits[:3]) in _PROVINCES else Flaw.PROVINCE


def birth_year(personal_number: str) -> int:
    """Return the year of birth in a 12-digit personal number: its fourth digit tells the century."""
    return 1900 + 100 * (int(personal_number[3]) // 2) + int(personal_number[4:6])


def is_cmnd(number: str) -> bool:
    """Say whether a number has the 9 digits of an old CMND."""
    return _is_digits(compact(number), 9)


def is_personal_number(number: str) -> bool:
    """Say whether a number has the 12 digits of a personal number."""
    return _is_digits(compact(number), 12)


def is_passport_number(number: str) -> bool:
    """Say whether a number could stand in a passport: capitals and digits, of any country."""
    return re.fullmatch(r"[A-Z0-9]{5,15}", compact(number)) is not None


def are_one_company(one: str, other: str) -> bool:
    """Say whether two tax codes differ in the branch suffix alone."""
    lengths = {len(compact(one)), len(compact(other))}
    return lengths <= {10, 13} and compact(one)[:10] == compact(other)[:10]


def are_same_kind(one: str, other: str) -> bool:
    """Say whether two identity numbers are of one kind of paper, so that a difference means two persons."""
    return _kind(one) == _kind(other) != "other"


def are_same_telephone(one: str, other: str) -> bool:
    """Say whether two texts are one telephone number, with the country's code or without."""
    digits = [_NO_DIGIT.sub("", text)[-_DIGITS_OF_A_TELEPHONE:] for text in (one, other)]
    return digits[0] == digits[1] and len(digits[0]) >= _DIGITS_OF_A_SHORT_ONE


def _kind(number: str) -> str:
    if is_cmnd(number):
        return "cmnd"
    return "personal" if is_personal_number(number) else "other"


def _is_digits(text: str, length: int) -> bool:
    return len(text) == length and text.isascii() and text.isdigit()
