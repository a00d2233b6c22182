"""Machine-readable zones of cards (TD1) and passports (TD3), with every check digit (ICAO 9303)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from intake.facts import FOREVER
from intake.numbers import made_date

_WEIGHTS = (7, 3, 1)
_TO_DIGITS = str.maketrans("OQDIZSBGT", "000125867")
_TO_LETTERS = str.maketrans("01582", "OISBZ")
_CONFUSED = {"0": "869", "8": "0635", "5": "68", "6": "580", "3": "89", "9": "03", "4": "1", "1": "74", "7": "1"}
"""What each digit may be a misreading of; letters among digits are turned to digits anyway."""


@dataclass(frozen=True, slots=True)
class Zone:
    """What a machine-readable zone says; `valid` when every check digit is right.

    `names` is without marks, in capitals, surname first. `number` is the card's 12-digit personal number, or the
    passport's number; `personal_number` that of a passport's holder.
    """

    number: str
    personal_number: str
    names: str
    date_of_birth: str
    sex: str
    expiry: str
    valid: bool
    repaired: bool = False


_D = "[0-9OQDIZSBGT]"
_DAYS_OF_CARD = re.compile(rf"({_D}{{6}})({_D})[MF<]({_D}{{6}})({_D})VNM")
_DAYS_OF_PASSPORT = re.compile(rf"VNM({_D}{{6}})({_D})[MF<]({_D}{{6}})({_D})")
_OF_CARD = re.compile(rf"VNM({_D}{{9}})({_D})({_D}{{12}})")
_OF_PASSPORT = re.compile(rf"([A-Z]{_D}{{7}})<?({_D})VNM")
"""Values and their check digits wherever they stand in a line, of cards (TD1) and passports (TD3)."""
_LEAST = 24
_NAMES_CUT = re.compile(r"(?:P<)?[A-Z0-9]+<<[A-Z0-9<]{4,}")
"""Letters of a zone's line; the line of names may have lost fillers at its end."""


def check_digit(text: str) -> str:
    """Return the check digit of a text: weights 7, 3, 1; A is 10, < is 0."""
    total = sum(_value(letter) * _WEIGHTS[index % 3] for index, letter in enumerate(text))
    return str(total % 10)


def read(lines: Sequence[str], today: date) -> Zone | None:
    """Return the zone among lines of text; None where there is none.

    A zone with a wrong check digit is tried with each likely misreading undone; it is `valid` again where
    exactly one such change makes every check digit right, and then `repaired`. A number whose own check digit is
    right stays.
    """
    cleaned = [clean for line in lines if len(clean := _cleaned(line)) >= _LEAST or _NAMES_CUT.match(clean)]
    zones = [zone for candidate in _candidates(cleaned) if (zone := _checked(candidate, today))]
    return max(zones, key=lambda zone: (zone.valid, not zone.repaired), default=None)


def proven(lines: Sequence[str], today: date) -> dict[str, str]:
    """Return the values in a zone whose own check digits are right, by the names of a card's fields.

    One digit of ten is right by chance: a value counts where it is printed on the paper as well.
    """
    made: dict[str, str] = {}
    for line in map(_cleaned, lines):
        for pattern in (_DAYS_OF_CARD, _DAYS_OF_PASSPORT):
            for days in pattern.finditer(line):
                born, its_check, expires, their_check = _digits(days)
                if its_check == check_digit(born):
                    made["date_of_birth"] = _born(born, today)
                if their_check == check_digit(expires):
                    made["expiry"] = _expires(expires)
        if found := _OF_CARD.search(line):
            document, check, personal = _digits(found)
            if check == check_digit(document) and personal.endswith(document):
                made["id_number"] = personal
        if found := _OF_PASSPORT.search(line):
            letter, figures, check = found[1][:1], *_digits(found)
            if check == check_digit(f"{letter}{figures[1:]}<"):
                made["id_number"] = letter + figures[1:]
    return {name: value for name, value in made.items() if value}


def _digits(found: re.Match[str]) -> list[str]:
    """Return the groups of a match with digits for the letters that look like them."""
    return [part.translate(_TO_DIGITS) for part in found.groups()]


def _candidates(lines: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for first, second in pairwise(lines):
        if first.startswith("P") and len(second) >= 40:
            yield _fitted(first, 44), _fitted(second, 44)
    for first, second, third in zip(lines, lines[1:], lines[2:], strict=False):
        if len(first) <= 34 and re.match(r".{2}[VYU]?N[MH]?", first) and len(second) <= 34:
            yield _fitted(first, 30), _fitted(second, 30), _fitted(third, 30)


def _checked(lines: tuple[str, ...], today: date) -> Zone | None:
    zone = _parsed(lines, today)
    if zone is None or zone.valid:
        return zone
    options = {repaired for changed in _changes(lines) if (repaired := _parsed(changed, today)) and repaired.valid}
    number = proven(lines, today).get("id_number")
    options = {option for option in options if number in (None, option.number)}
    return replace(options.pop(), repaired=True) if len(options) == 1 else zone


def _parsed(lines: tuple[str, ...], today: date) -> Zone | None:
    if len(lines) == 3:
        return _card(lines[0], lines[1], lines[2], today)
    return _passport(lines[0], lines[1], today)


def _changes(lines: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield the lines with a likely misreading undone, or a digit too many, in those with check digits."""
    for index in (0, 1) if len(lines) == 3 else (1,):
        line = lines[index]
        for place, letter in enumerate(line):
            for other in _CONFUSED.get(letter, ""):
                yield (*lines[:index], line[:place] + other + line[place + 1 :], *lines[index + 1 :])
            if letter.isdigit():
                shorter = _fitted(line[:place] + line[place + 1 :], len(line))
                yield (*lines[:index], shorter, *lines[index + 1 :])


def _card(first: str, second: str, third: str, today: date) -> Zone | None:
    """Read a TD1 of Vietnam: the 12-digit number stands in the optional data, with a check digit of its own.

    Position 30 of the first line holds the check digit of positions 16 to 29, which ICAO leaves free.
    """
    document = first[5:14].translate(_TO_DIGITS)
    optional = first[15:29]
    number = optional[:12].translate(_TO_DIGITS)
    born, expires = second[:6].translate(_TO_DIGITS), second[8:14].translate(_TO_DIGITS)
    checks = first[14].translate(_TO_DIGITS), second[6].translate(_TO_DIGITS), second[14].translate(_TO_DIGITS)
    whole = f"{document}{checks[0]}{number}{optional[12:]}{first[29]}{born}{checks[1]}{expires}{checks[2]}"
    valid = (
        re.fullmatch(r"\d{12}", number) is not None
        and checks == (check_digit(document), check_digit(born), check_digit(expires))
        and number.endswith(document)
        and first[29].translate(_TO_DIGITS) == check_digit(number + optional[12:])
        and second[29].translate(_TO_DIGITS) == check_digit(whole.translate(_TO_DIGITS) + second[18:29])
    )
    if not re.fullmatch(r"\d{6}", born):
        return None
    return Zone(number, "", _names(third), _born(born, today), _sex(second[7]), _expires(expires), valid)


def _passport(first: str, second: str, today: date) -> Zone | None:
    number, personal = second[:9], second[28:42]
    born, expires = second[13:19].translate(_TO_DIGITS), second[21:27].translate(_TO_DIGITS)
    number = number[:1].translate(_TO_LETTERS) + number[1:].translate(_TO_DIGITS)
    personal = personal.translate(_TO_DIGITS)
    checks = [second[at].translate(_TO_DIGITS) for at in (9, 19, 27, 42, 43)]
    if checks[3] == "<" and not personal.strip("<"):
        checks[3] = "0"
    whole = f"{number}{checks[0]}{born}{checks[1]}{expires}{checks[2]}{personal}{second[42].translate(_TO_DIGITS)}"
    parts = (number, born, expires, personal, whole)
    if not re.fullmatch(r"\d{6}", born):
        return None
    return Zone(
        number.strip("<"),
        personal.strip("<"),
        _names(first[5:]),
        _born(born, today),
        _sex(second[20]),
        _expires(expires),
        checks == [check_digit(part) for part in parts] and number[:1].isalpha(),
    )


def _cleaned(line: str) -> str:
    text = re.sub(r"\s", "", line.upper())
    return re.sub(r"[^A-Z0-9<]", "", text.replace("«", "<<").replace("‹", "<").replace("_", "<"))


def _fitted(line: str, length: int) -> str:
    """Return a line at its length: fillers that were lost or doubled stand in the longest run of them."""
    runs = sorted(re.finditer("<+", line), key=lambda run: run.end() - run.start())
    if len(line) == length or not runs:
        return line[:length].ljust(length, "<")
    place = runs[-1].start()
    if len(line) < length:
        return line[:place] + "<" * (length - len(line)) + line[place:]
    surplus = min(len(line) - length, len(runs[-1][0]))
    return (line[:place] + line[place + surplus :])[:length].ljust(length, "<")


def _names(text: str) -> str:
    """Return surname and given names; fillers misread as K, C, E or S at the end fall away."""
    kept = re.split(r"<{3,}|<[KCES<]{4,}", text.strip("<"))[0]
    words = re.sub(r"[^A-Z]", " ", kept.translate(_TO_LETTERS)).split()
    return " ".join(words)


def _born(text: str, today: date) -> str:
    year = 2000 + int(text[:2])
    if year > today.year:
        year -= 100
    return made_date(year, int(text[2:4]), int(text[4:6]))


def _expires(text: str) -> str:
    """Return the expiry; a zone without one, or with 991231, belongs to a card without end."""
    if text.strip("<") == "" or text == "991231":
        return FOREVER
    return made_date(2000 + int(text[:2]), int(text[2:4]), int(text[4:6])) if text.isdigit() else ""


def _sex(letter: str) -> str:
    return letter if letter in "MF" else ""


def _value(letter: str) -> int:
    if letter.isdigit():
        return int(letter)
    return ord(letter) - 55 if "A" <= letter <= "Z" else 0
