"""Whose a value is, seen by all papers together: what the others gainsay, and what a card's zone bears out."""

from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz.distance import Levenshtein

from intake import slips, traces
from intake.assembling import Paper
from intake.facts import Source
from intake.fields import certification, companies
from intake.naming import base
from intake.text import squeezed
from intake.value import LEAST_ALLOWED, Value

_HEADS = frozenset({"representative", "full_name"})
"""Names of one person: who signs, who is registered, whose card it is."""
_CODES = (Source.QR, Source.MRZ)
_ENOUGH = 2
_ONE_NAME = 0.5
"""How like each other the letters of a name and of its zone are at least."""
_FILLERS, _MOST_FILLERS = frozenset("ckesl"), 4
"""What fillers of a zone (<) are taken for, and how many of them may be."""


def undisputed(value: Value, values: Sequence[Value]) -> Value:
    """Return a value not certain where other papers have another code or name another person, and none its own.

    It may be a broker's, an official's or an owner's, read well by both readers.
    """
    kind = base(value.name)
    if kind == "company_name":
        return _undisputed_company(value, values)
    if kind not in _HEADS | {"tax_code"} or not value.field.certain or value.field.source in _CODES:
        return value
    alike = _HEADS if kind in _HEADS else {kind}
    own = {_letters(one) for one in values if one.paper == value.paper and base(one.name) in alike}
    others = [one for one in values if one.paper != value.paper]
    told = {_letters(one) for one in others if base(one.name) in alike}
    if kind == "full_name":
        told |= {_letters(one) for one in others if base(one.name) == "bearer"}
    if not told or own & told:
        return value
    return value.in_doubt()


def _undisputed_company(value: Value, values: Sequence[Value]) -> Value:
    """Return a company's name not certain that shares no word but those of legal forms with another paper's."""
    told = [
        companies.own_words(one.field.value)
        for one in values
        if one.paper != value.paper and one.name == value.name
    ]
    if not told or any(companies.own_words(value.field.value) & words for words in told):
        return value
    return value.in_doubt()


def named_by_zone(value: Value, papers: Sequence[Paper], values: Sequence[Value]) -> Value:
    """Return a card's name as other papers spell it, where its zone has the letters of theirs.

    What is printed must allow their spelling, unless it was read elsewhere on the card or two papers spell it so.
    """
    if value.name != "full_name" or value.field.source is Source.QR:
        return value
    zones = {squeezed(leaf.zone.names) for leaf in papers[value.paper].leaves if leaf.zone and leaf.zone.valid} - {
        ""
    }
    if value.field.certain and not _is_another(value, zones):
        return value
    spelled = [other for other in values if other.field.certain and _is_named(other, value, zones, values)]
    texts = {other.field.value.upper() for other in spelled}
    if len(texts) != 1:
        return value
    (text,) = texts
    if len({other.paper for other in spelled}) < _ENOUGH and not _is_allowed(value, text):
        return value
    field = replace(value.field, value=text, certain=True, confidence=0.97, source=Source.MRZ)
    return replace(value, candidate=None, field=field)


def _is_another(value: Value, zones: set[str]) -> bool:
    """Say whether a zone names somebody else: a stamp's signer was taken for the holder."""
    alike = (Levenshtein.normalized_similarity(_letters(value), zone) for zone in zones)
    return bool(zones) and max(alike) < _ONE_NAME


def _is_named(other: Value, card: Value, zones: set[str], values: Sequence[Value]) -> bool:
    """Say whether another paper names who a zone does: by all letters, or nearly all beside the card's number."""
    if other.paper == card.paper or base(other.name) not in ("representative", "bearer"):
        return False
    if _letters(other) in zones:
        return True
    name = _letters(other)
    is_near = any(Levenshtein.distance(name, zone) <= 1 or _is_between_fillers(name, zone) for zone in zones)
    return is_near and _number(other, values) == _number(card, values) != ""


def _is_between_fillers(name: str, zone: str) -> bool:
    """Say whether a zone has all letters of a name, and besides such as fillers are taken for: "TRADIEUCLUACK"."""
    more = slips.besides(zone, name)
    return more is not None and len(more) <= _MOST_FILLERS and _FILLERS.issuperset(more)


def _number(person: Value, values: Sequence[Value]) -> str:
    """Return the certain number of a person's paper that stands on the same paper as the name."""
    ending = person.name.removeprefix(base(person.name))
    names = ("id_number",) if person.name == "full_name" else (f"{base(person.name)}_id{ending}",)
    found = (
        one.field.value for one in values if one.paper == person.paper and one.name in names and one.field.certain
    )
    return next(found, "")


def _is_allowed(value: Value, text: str) -> bool:
    if value.candidate is None or _letters(value) != squeezed(text):
        return True
    return traces.allowed(value.candidate.traces, text) >= LEAST_ALLOWED


def _letters(value: Value) -> str:
    return squeezed(value.field.value)


def of_books_year(value: Value, values: Sequence[Value]) -> Value:
    """Return the day of a stamp in the year of its book, of which each year has its own; somebody has to look."""
    if value.name != certification.DATE or not value.field.value:
        return value
    books = (one.field.value for one in values if one.paper == value.paper and one.name == certification.BOOK)
    year = next((match[1] for book in books if (match := certification.BOOKS_YEAR.search(book))), "")
    if not year or value.field.value.startswith(year):
        return value
    day = certification.day(f"ngày {value.field.value[8:]}/{value.field.value[5:7]}/{year}")
    return replace(value, field=replace(value.field, value=day or value.field.value, certain=False))
