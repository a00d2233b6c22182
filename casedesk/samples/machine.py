"""Machine-readable parts of made-up identity papers: check digits, TD1 and TD3 zones, and QR codes."""

import io
from base64 import b64encode
from datetime import date

import segno

from casedesk.samples.people import Person, plain
from intake.facts import FOREVER


def check_digit(text: str) -> str:
    """Return the check digit of ICAO 9303."""
    values = (0 if letter == "<" else int(letter, 36) for letter in text)
    return str(sum(value * (7, 3, 1)[index % 3] for index, value in enumerate(values)) % 10)


def card_zone(one: Person) -> tuple[str, str, str]:
    """Return the three lines on the back of a card."""
    number = f"{one.number[3:]}{check_digit(one.number[3:])}"
    optional = f"{one.number}<<"
    first = f"IDVNM{number}{optional}{check_digit(optional)}"
    born, expires = _day(one.born.isoformat()), _day(one.expires)
    composite = check_digit(f"{first[5:]}{born}{expires}{'<' * 11}")
    return first, f"{born}{_sex(one)}{expires}VNM{'<' * 11}{composite}", _names(one).ljust(30, "<")[:30]


def passport_zone(one: Person) -> tuple[str, str]:
    """Return the two lines of a passport."""
    number = one.number.ljust(9, "<")
    number += check_digit(number)
    born, expires = _day(one.born.isoformat()), _day(one.expires)
    optional = one.personal_number.ljust(14, "<")
    optional += check_digit(optional)
    composite = check_digit(f"{number}{born}{expires}{optional}")
    first = f"P<VNM{_names(one)}".ljust(44, "<")[:44]
    return first, f"{number}VNM{born}{_sex(one)}{expires}{optional}{composite}"


def qr_text(one: Person, *, is_new: bool) -> str:
    """Return what the QR code of a card says; the card of 2024 has fields for parents and old numbers."""
    parts = [one.number, "", one.name, f"{one.born:%d%m%Y}", one.sex, one.home, f"{one.issued:%d%m%Y}"]
    return "|".join([*parts, "", "", ""] if is_new else parts)


def qr_image(text: str) -> str:
    """Return a QR code as the address of an inline picture."""
    out = io.BytesIO()
    segno.make(text, error="l", micro=False, encoding="utf-8").save(out, kind="png", scale=8, border=2)
    return f"data:image/png;base64,{b64encode(out.getvalue()).decode()}"


def _day(iso: str) -> str:
    day = "991231" if iso == FOREVER else f"{date.fromisoformat(iso):%y%m%d}"
    return day + check_digit(day)


def _sex(one: Person) -> str:
    return "M" if one.sex == "Nam" else "F"


def _names(one: Person) -> str:
    surname, _, given = plain(one.name).upper().partition(" ")
    return f"{surname}<<{given.replace(' ', '<')}"
