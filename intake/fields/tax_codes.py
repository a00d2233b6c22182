"""Tax codes in the text behind a label, and which of several is meant."""

import re
from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz.distance import Levenshtein

from intake import numbers
from intake.fields.found import Found
from intake.words import Line

_HEAD = 8
"""Rows of a paper among which its tax code stands."""
_MISREAD = 2
"""Figures in which two readings of one code may differ."""


def tax_code(text: str) -> str:
    """Return the tax code in a text, or the digits of one in boxes, which must be read anew."""
    return numbers.tax_code(text) or _with_zero(text) or _without_rule(text) or numbers.boxed_digits(text)


def _with_zero(text: str) -> str:
    """Return a code whose first figure, a zero, was lost: nine figures whose check digit is right with it."""
    code = "0" + text.strip(" .:;,")
    return code if re.fullmatch(r"\d{10}", code) and numbers.has_check_digit(code) else ""


def _without_rule(text: str) -> str:
    """Return a code before which a table's rule was taken for a one: the ten figures behind it are one."""
    found = re.fullmatch(r"\W*1(\d{10})\W*", text)
    return found[1] if found and numbers.has_check_digit(found[1]) else ""


def code_alone(rows: Sequence[Line]) -> Found | None:
    """Return the tax code that stands in a row of its own near the head, its label lost: a valid one only.

    It is a choice: nothing says whose it is.
    """
    for row in rows[:_HEAD]:
        code = numbers.tax_code(row.text)
        if code and numbers.is_valid_tax_code(code) and len(numbers.digits_of(row.text)) == len(row.text.strip()):
            return Found("tax_code", code, (row,), is_choice=True)
    return None


def likeliest_code(options: Sequence[Found]) -> Found | None:
    """Return the first of some tax codes, or a valid one that it is a misreading of.

    A first one that is wrong and like no other is what the paper says: it must not hide behind somebody else's.
    Where another code has the label too, it is a choice.
    """
    if not options:
        return None
    first = options[0].value
    near = [one for one in options if Levenshtein.distance(first, one.value) <= _MISREAD]
    best = next((one for one in near if numbers.is_valid_tax_code(one.value)), options[0])
    return replace(best, is_choice=best.is_choice or len(near) < len(options))
