"""What the readings of a number, a date or an address of e-mail tell: the one that two readers agree on."""

import math
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz.distance import Levenshtein

from intake import mailbox_readings, mailboxes, numbers
from intake.fields import certification, serials
from intake.leaf import Candidate
from intake.naming import base

_NUMBERS_OF_PERSONS, _TWELVE = frozenset({"representative_id", "id_number", "bearer_id"}), 12
_PASSPORT, _OLD_NUMBER = re.compile(r"[A-Z]\d{7,8}"), 9
_NUMBER, _BOOK = certification.NUMBER, certification.BOOK
"""Books are numbered in two figures: of one in a single figure the first may be lost. A stamp's number begins with
no 0: the figure before it may be lost, as may the others of one.
"""
_CLEAR_OF_STAMP = {certification.DATE: certification.CLEAR_DAY, _NUMBER: 0.8, _BOOK: 0.3}
"""How sure each reader must be of a stamp's day (one of 2,301 was wrong, three of 367 below), its number (two of
1,696, three of 863 below) and book (one of 2,711): no dossier waits for them, so that little is lost."""
_CLEAR_BARE_BOOK = 0.8
"""How sure some reader must be of a book without a year, which may have lost it."""
_LEAST_FIGURES = 3
"""Figures of a stamp's number that is surely whole: of a shorter one a seal's ring may hide the rest."""
_SAME_SLIP = 0.2
"""How often two readers that both err in a number err alike."""
_CLEAR_DENIAL = 0.6
"""How sure the recogniser must be of another value: of addresses that it read worse half were wrong."""
_ALONE = {"valid_until": 0.97}
"""From where on the second reader needs no other: all 294 last days of introductions that it saw so were right."""
_CLEAR_AGAINST, _MONTH = 0.85, len("2026-12")
"""How clear another day of the same month must be to make that a doubt; the letter's own day is of another."""
_MOST_SURE = 0.99
_DAYS = frozenset({"expiry", "date_of_birth", "valid_until"})
_BORN = "date_of_birth"
_CUT_SHORT = frozenset({"certification_number", "certification_book", "certificate_serial"})
"""Written by hand, or over two rows: a reading that is a part of another one has lost figures."""
_CLEAR_WHOLE = 0.9
"""A reader so sure of a longer number has not added figures: others lost them."""
_VOTES = 3
"""So many readings of a serial number, all of them different, are put together digit by digit."""
_FIRST_EXPIRY = "2005"
"""No paper that ended before is handed in: the day is of birth or of issue, or misread."""
_CLEAR_SERIAL, _HARDLY = 0.95, 0.8
"""How sure the recogniser is at least, and the engine at most, of serials that differ: all 12 were right."""
LEAST_CLEAR = 0.6
"""How sure two readers of an address of e-mail must each be, which nothing else bears out: dirt hides a hyphen."""
_THREE_SEEN = 1.6
"""How sure three readings of an address are together at least."""
_SIGN_SEEN = 0.5
"""How sure a reader is of an address whose signs count against another reading's."""
_CUT = 3
"""So many letters less has a reading of an address that is cut short; its signs count for nothing."""
_NUMBERED = re.compile(r"-\d+@")
"""A hyphen before the number of a mailbox."""
_CLEAR_YEAR = 0.5
"""A reader so sure of a book's year has not added it."""
SURE, _SEEN = 0.9, 0.3
"""How sure the recogniser must be where it alone sees clearly, and the engine of an address that it saw too."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the readings of one place tell: a value, how likely it is, and whether two witnesses saw it."""

    value: str
    probability: float
    has_witness: bool


def judged(candidate: Candidate) -> Judgement:
    """Weigh the readings of a number, a date or an address of e-mail: two that agree are more than one.

    A stamp is read in two layouts by two readers, which must all agree.
    """
    if mend := _MENDS.get(base(candidate.name)):
        candidate = replace(candidate, readings=mend(candidate.readings))
    if seen_alone := _alone(candidate):
        return seen_alone
    texts = [text for text, _ in candidate.readings if text]
    if base(candidate.name) in _NUMBERS_OF_PERSONS:
        texts = _not_cut(texts)
    if candidate.name == "email":
        whole = mailbox_readings.whole(set(texts))
        texts = [text for text in texts if text in whole]
    value = max(texts, key=lambda text: _weight(candidate, text), default="")
    if candidate.name == serials.NAME and len(set(texts)) == len(texts) >= _VOTES:
        value = serials.voted([one for one in candidate.readings if one[0]])
    if candidate.name == serials.NAME:
        value = _clear_serial(candidate.readings) or value
    wrong = math.prod(1 - min(0.999, max(0.0, sure)) for text, sure in candidate.readings if text == value)
    if candidate.name.startswith(certification.PREFIX):
        looks = [sure for _, sure in candidate.readings]
        clear = min(looks, default=0.0) >= _CLEAR_OF_STAMP[candidate.name]
        if candidate.name == _BOOK and not certification.BOOKS_YEAR.search(value):
            clear &= max(looks, default=0.0) >= _CLEAR_BARE_BOOK
        is_whole = base(candidate.name) != _BOOK or value[:2].isdigit()
        is_whole &= candidate.name != _NUMBER or (_is_of_stamp(value) and len(value) >= _LEAST_FIGURES)
        return Judgement(value, 1 - wrong, len(texts) >= 2 and len(set(texts)) == 1 and clear and is_whole)
    is_seen_twice = texts.count(value) >= 2 and not _is_echo(candidate, value) and not _is_denied(candidate, value)
    is_clear = _IS_CLEAR.get(candidate.name)
    is_seen_twice = is_seen_twice and (is_clear is None or is_clear(candidate, value))
    is_witnessed = is_seen_twice and is_plausible(candidate.name, value)
    return Judgement(value, 1 - wrong * (_SAME_SLIP if is_witnessed else 1), is_witnessed)


def _alone(candidate: Candidate) -> Judgement | None:
    """Return what the second reader alone saw so clearly that the engine need not have seen it."""
    text, sure = candidate.readings[1] if len(candidate.readings) > 1 else ("", 0.0)
    if not text or sure < _ALONE.get(candidate.name, 1.1):
        return None
    others = (one for one, clear in candidate.readings if one != text and clear >= _CLEAR_AGAINST)
    is_denied = any(one[:_MONTH] == text[:_MONTH] for one in others)
    return None if is_denied else Judgement(text, min(_MOST_SURE, sure), has_witness=True)


def _clear_serial(readings: Sequence[tuple[str, float]]) -> str:
    """Return the serial number that the recogniser saw clearly, where the engine hardly saw another, if twice."""
    seen, sure = readings[1] if len(readings) > 1 else ("", 0.0)
    engine = max((one for index, (_, one) in enumerate(readings) if index != 1), default=0.0)
    is_clear = sure >= _CLEAR_SERIAL and engine < _HARDLY
    return seen if is_clear and len(seen) == serials.USUAL and serials.is_of_octets(seen) else ""


def _with_usual_words(readings: Sequence[tuple[str, float]]) -> tuple[tuple[str, float], ...]:
    """Return readings of an address in which those that misread a usual word ("offjce", "locs") have it right.

    So have those that misread what it ends with, or lost the stop behind "mail", that took an o of a domain for a
    figure, or in which a speck made a sign.
    """
    readings = [(mailboxes.as_usual(text), sure) for text, sure in readings]
    texts = {text for text, _ in readings if text}
    domains = (mailbox_readings.ended, mailbox_readings.dotted, mailbox_readings.with_letter_o)
    boxes = (mailbox_readings.usual, mailbox_readings.without_specks, mailbox_readings.with_figure)
    return tuple((_as_another(boxes, _as_another(domains, text, texts), texts), sure) for text, sure in readings)


def _as_another(ways: Sequence[Callable[[str, Collection[str]], str]], text: str, texts: Collection[str]) -> str:
    """Return the one of some readings that an address is in the first of some ways; itself where in none."""
    return next((one for way in ways if (one := way(text, texts))), text)


def _not_cut(numbers_read: Sequence[str]) -> list[str]:
    """Return readings of a personal number without those that are the beginning or end of another one."""
    whole = [one for one in numbers_read if len(one) == _TWELVE and numbers.is_personal_number(one)]
    return [
        one
        for one in numbers_read
        if len(one) >= _TWELVE or not any(other.startswith(one) or other.endswith(one) for other in whole)
    ]


def _with_ones(readings: Sequence[tuple[str, float]]) -> tuple[tuple[str, float], ...]:
    """Return readings of a personal number; one that is none but for a 7 where another has a 1 is as that."""
    texts = {text for text, _ in readings if numbers.is_personal_number(text)}
    return tuple((_of_another(text, texts) or text, sure) for text, sure in readings)


def _with_noughts(readings: Sequence[tuple[str, float]]) -> tuple[tuple[str, float], ...]:
    """Return readings of a telephone's number; one that begins with no 0, but is as another then, is as that."""
    texts = {text for text, _ in readings if text.startswith("0")}
    return tuple((whole if (whole := f"0{text[1:]}") in texts else text, sure) for text, sure in readings)


def _of_another(text: str, texts: Collection[str]) -> str:
    """Return the one of some numbers that a number of no person is but for a 7 where that has a 1."""
    if numbers.is_personal_number(text) or len(text) != _TWELVE:
        return ""
    options = {f"{text[:at]}1{text[at + 1 :]}" for at, figure in enumerate(text) if figure == "7"}
    return next(iter(options & set(texts)), "")


def _weight(candidate: Candidate, text: str) -> tuple[bool, bool, int, bool, float]:
    """Return how much speaks for a reading: that it may be, how many read so, how like it the others are.

    Of two numbers of a stamp or a certificate one that is a part of the other was cut short, if as many read
    either, or the whole one was clearly read.
    """
    others = (sure * Levenshtein.normalized_similarity(text, other) for other, sure in candidate.readings)
    count = sum(text == other for other, _ in candidate.readings)
    wholes = [
        sure
        for other, sure in candidate.readings
        if text != other and sure >= _SEEN and (text in other or text == certification.BOOKS_YEAR.sub("", other))
    ]
    is_cut = candidate.name in _CUT_SHORT and bool(wholes)
    is_surely_cut = is_cut and max(wholes) >= _CLEAR_WHOLE
    dated = [other for other, sure in candidate.readings if other != text and sure >= _CLEAR_YEAR]
    is_surely_cut |= text in (certification.BOOKS_YEAR.sub("", other) for other in dated)
    return is_plausible(candidate.name, text), not is_surely_cut, count, not is_cut, sum(others)


def _is_echo(candidate: Candidate, value: str) -> bool:
    """Say whether one model alone read a value so, twice."""
    agreeing = {index for index, (text, _) in enumerate(candidate.readings) if text == value}
    return candidate.echo > 0 and agreeing <= {0, candidate.echo}


def _is_denied(candidate: Candidate, value: str) -> bool:
    """Say whether the second reader clearly saw another value than the engine's models, which err alike.

    Of days it loses ones, which the engine does not: where other figures differ it counts as well, if it is sure.
    """
    seen, sure = candidate.readings[1] if len(candidate.readings) > 1 else ("", 0.0)
    if candidate.name in _DAYS:
        pairs = [(one, other) for one, other in zip(seen, value, strict=False) if one != other]
        return sure >= SURE and bool(pairs) and not any("1" in pair for pair in pairs)
    return bool(seen) and seen != value and sure >= _CLEAR_DENIAL


def _agreeing(candidate: Candidate, value: str) -> list[float]:
    """Return how sure each reading is that has a value."""
    return [sure for text, sure in candidate.readings if text == value]


def _is_day_seen(candidate: Candidate, value: str) -> bool:
    """Say whether some reader was not in doubt of the day of birth on a card that shows no other."""
    return max(_agreeing(candidate, value)) >= LEAST_CLEAR


def _is_serial_seen(candidate: Candidate, value: str) -> bool:
    """Say whether two readings of a serial number were not in doubt of it, or three agree: F and E are alike.

    One of fewer octets than nearly all have may have lost some.
    """
    agreeing = _agreeing(candidate, value)
    if len(value) < serials.USUAL:
        return False
    return len(agreeing) > 2 or min(agreeing) >= LEAST_CLEAR or max(agreeing) >= SURE


def _is_seen_clearly(candidate: Candidate, value: str) -> bool:
    """Say whether two readings of an address were not in doubt of it, or three that agree hardly.

    Where the recogniser is sure, another that saw it at all is enough: of 504 letters none was wrong then.
    Dirt makes one sign of another ("xnk.theu", "xnk_theu"), so that none of them may have seen other ones.
    """
    if has_doubtful_signs(value, candidate.readings):
        return False
    agreeing = _agreeing(candidate, value)
    if sum(agreeing) >= _THREE_SEEN or sum(sure >= LEAST_CLEAR for sure in agreeing) > 1:
        return True
    seen, sure = candidate.readings[1]
    return seen == value and sure >= SURE and min(agreeing) >= _SEEN


_IS_CLEAR: Mapping[str, Callable[[Candidate, str], bool]] = {
    "email": _is_seen_clearly, _BORN: _is_day_seen, serials.NAME: _is_serial_seen,
}  # fmt: skip
"""Whether the readings that agree on a value saw it clearly enough: of what nothing else bears out."""


_MENDS: Mapping[str, Callable[[Sequence[tuple[str, float]]], tuple[tuple[str, float], ...]]] = {
    "email": _with_usual_words, "phone": _with_noughts,
    **dict.fromkeys(_NUMBERS_OF_PERSONS, _with_ones),
}  # fmt: skip
"""What is mended in the readings of a field before they are weighed, by what the others saw."""


def has_doubtful_signs(address: str, readings: Sequence[tuple[str, float]]) -> bool:
    """Say whether a reader saw other signs in an address of e-mail, or the hyphen before its number is in doubt.

    What hid an address from the engine at first, as a stamp's frame, makes a hyphen of an underscore.
    """
    whole = (text for text, sure in readings if sure >= _SIGN_SEEN and len(text) > len(address) - _CUT)
    is_in_doubt = not readings[0][0] and _NUMBERED.search(address) is not None
    own = mailbox_readings.signs(address)
    return is_in_doubt or any(mailbox_readings.signs(text) != own for text in whole)


def is_plausible(name: str, value: str) -> bool:
    """Say whether a field's value has the form that such values have."""
    kind = base(name)
    if kind == "tax_code":
        return numbers.is_valid_tax_code(value)
    if kind in _NUMBERS_OF_PERSONS:
        return (
            _PASSPORT.fullmatch(value) is not None
            or len(value) == _OLD_NUMBER
            or numbers.is_personal_number(value)
        )
    if kind == "phone":
        return numbers.is_telephone(value)
    if kind == serials.NAME:
        return serials.is_of_octets(value)
    if kind == "email":
        return mailboxes.may_be(value)
    if name == _NUMBER:
        return _is_of_stamp(value)
    return kind != "expiry" or value >= _FIRST_EXPIRY


def _is_of_stamp(number: str) -> bool:
    """Say whether a number may be a stamp's: whole, and not the day below it ("08")."""
    return len(number) > 1 and not number.startswith("0")
