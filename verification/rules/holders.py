"""Persons compared: a card with a representative on the licence, and the name under the letter with both."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from intake.facts import Field
from verification import judging, names, numbers
from verification.names import Match
from verification.papers import Paper, Reading, representatives

FIELDS = ("representative", "representative_id", "full_name", "id_number")


@dataclass(frozen=True, slots=True)
class Person:
    """A representative as a licence names one."""

    licence: Paper
    name: Reading | None
    number: Reading | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """What speaks against two papers naming one person."""

    failures: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)


def on_licence(licence: Paper) -> Iterator[Person]:
    """Yield the representatives that a licence names."""
    for name, number in representatives(licence):
        yield Person(
            licence,
            Reading(licence, name) if name else None,
            Reading(licence, number) if number else None,
        )


def best(comparisons: Iterable[Comparison]) -> Comparison:
    """Return the comparison with the least against it: of several representatives one is enough."""
    return min(comparisons, key=_weight)


def compare_card(card: Paper, person: Person) -> Comparison:
    """Compare a card with a representative, by name and, where both were read, by number."""
    full_name, id_number = card.read("full_name"), card.read("id_number")
    if not full_name or not person.name:
        lacking = [card] if not full_name else [person.licence]
        return Comparison(doubts=judging.unread(lacking, _("họ tên người đại diện")))
    is_proven = _has_name_and_number(card, person)
    by_name = Comparison() if is_proven else _compare_names(person.name, Reading(card, full_name))
    if not id_number or not person.number:
        return by_name
    by_number = _compare_numbers(person.number, Reading(card, id_number))
    return Comparison(by_name.failures + by_number.failures, by_name.doubts + by_number.doubts)


def compare_signer(signer: Reading, person: Person, cards: Iterable[Paper] = ()) -> Comparison:
    """Compare the name under the letter with a representative; of one whom a card proves some words are enough."""
    if not person.name:
        return Comparison(doubts=judging.unread([person.licence], _("họ tên người đại diện")))
    is_cut = not signer.certain and names.may_be_cut(signer.value, person.name.value)
    may_be_theirs = is_cut or _may_be_one(signer.field, person.name.field)
    if may_be_theirs and any(_has_name_and_number(card, person) for card in cards):
        return Comparison()
    return _compare_names(person.name, signer)


def _has_name_and_number(card: Paper, person: Person) -> bool:
    """Say whether a card has a representative's number, and their name but for its marks or an unsure slip.

    Two papers with one number are one person's: what is unsure of the name is no doubt then.
    """
    full_name, id_number = card.read("full_name"), card.read("id_number")
    if not (full_name and id_number and person.name and person.number):
        return False
    has_number = numbers.compact(id_number.value) == numbers.compact(person.number.value)
    return has_number and _may_be_one(full_name, person.name.field)


def _may_be_one(one: Field, other: Field) -> bool:
    """Say whether two names are one but for marks, or an unsure one is the other with a slip or run together."""
    match = names.compare_persons(one.value, other.value)
    if match is Match.SAME or (one.certain and other.certain):
        return match is Match.SAME
    return match is Match.CLOSE or names.is_begun(one.value, other.value)


def _compare_names(one: Reading, other: Reading) -> Comparison:
    match = names.compare_persons(one.value, other.value)
    is_sure = one.certain and other.certain
    doubts = judging.uncertain([one, other], _("Họ tên người đại diện"))
    if match is Match.SAME:
        return Comparison(doubts=doubts)
    if match is Match.DIFFERENT:
        text = _("Người đại diện trong %(one)s (%(value)s) khác trong %(other)s (%(other_value)s).")
        failures = [judging.versus(text, one, other)]
        return Comparison(failures, doubts) if is_sure else Comparison(doubts=failures + doubts)
    text = _("Họ tên trong %(one)s (%(value)s) gần giống nhưng không trùng trong %(other)s (%(other_value)s).")
    return Comparison(doubts=[judging.versus(text, one, other), *doubts])


def _compare_numbers(one: Reading, other: Reading) -> Comparison:
    """Numbers of two kinds of paper (an old CMND on the licence, a CCCD) tell nothing: a person compares."""
    doubts = judging.uncertain([one, other], _("Số giấy tờ"))
    if numbers.compact(one.value) == numbers.compact(other.value):
        return Comparison(doubts=doubts)
    if not numbers.are_same_kind(one.value, other.value):
        text = _("Số giấy tờ trong %(one)s (%(value)s) khác loại với số trong %(other)s (%(other_value)s).")
        return Comparison(doubts=[judging.versus(text, one, other), *doubts])
    text = _("Số giấy tờ trong %(one)s (%(value)s) khác trong %(other)s (%(other_value)s).")
    clash = [judging.versus(text, one, other)]
    return Comparison(clash, doubts) if one.certain and other.certain else Comparison(doubts=clash + doubts)


def _weight(comparison: Comparison) -> tuple[bool, int]:
    return bool(comparison.failures), len(comparison.doubts)
