"""What is known besides the papers bears out what was read on them: the account, and who stood at the counter.

A reading that the machine is not sure of needs no person where it says what an independent source says: nobody
misreads an address of e-mail into the one on the account, and an answer that goes there goes to no thief.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from enum import StrEnum

from intake.facts import Document, Field, Kind
from verification import names, numbers
from verification.findings import Bearer, Dossier, Record
from verification.names import Match


class Evidence(StrEnum):
    """Where a value stands as well."""

    ACCOUNT = "account"
    COUNTER = "counter"


Place = tuple[int, str]
"""A document's index among the facts, and the name of a field."""


def found(dossier: Dossier) -> dict[Place, Evidence]:
    """Return the values in doubt that are borne out, and by what; none of a letter that came by mail unseen."""
    return {
        (index, name): evidence
        for index, document in enumerate(dossier.facts.documents)
        for name, evidence in _of(document, index, dossier)
        if not document.fields[name].certain
    }


def borne_out(dossier: Dossier) -> Dossier:
    """Return a dossier whose values that are borne out are certain; a bearer's name stands as on their card."""
    places = found(dossier)
    documents = tuple(
        replace(document, fields=_sure(index, document, places, dossier.bearer))
        for index, document in enumerate(dossier.facts.documents)
    )
    return replace(dossier, facts=replace(dossier.facts, documents=documents)) if places else dossier


def _sure(
    index: int, document: Document, places: Mapping[Place, Evidence], bearer: Bearer | None
) -> dict[str, Field]:
    fields = dict(document.fields)
    for name in fields:
        if (index, name) in places:
            value = bearer.name if bearer and name == "bearer" else fields[name].value
            fields[name] = replace(fields[name], value=value, certain=True)
    return fields


def _of(document: Document, index: int, dossier: Dossier) -> Iterator[tuple[str, Evidence]]:
    if document.kind is Kind.REQUEST_LETTER and dossier.record and index not in dossier.unseen:
        yield from ((name, Evidence.ACCOUNT) for name in _on_record(document, dossier.record))
    if document.kind is Kind.INTRODUCTION_LETTER and dossier.bearer:
        yield from ((name, Evidence.COUNTER) for name in _at_the_counter(document, dossier.bearer))


def _on_record(letter: Document, record: Record) -> Iterator[str]:
    email = letter.value("email").strip()
    if email and email.casefold() == record.email.strip().casefold():
        yield "email"
    if numbers.are_same_telephone(letter.value("phone"), record.phone):
        yield "phone"


def _at_the_counter(letter: Document, bearer: Bearer) -> Iterator[str]:
    """Yield what the card shown has as well; where the number is its own, an unsure name is its holder's."""
    name, number = letter.value("bearer"), numbers.compact(letter.value("bearer_id"))
    has_number = bool(number) and number == numbers.compact(bearer.id_number)
    if has_number:
        yield "bearer_id"
    is_same = names.compare_persons(name, bearer.name) is Match.SAME
    if name.strip() and bearer.name.strip() and (is_same or has_number):
        yield "bearer"
