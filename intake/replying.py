"""The address of e-mail for the answer, held against the names in its dossier: what they bear out and what not."""

from collections.abc import Sequence
from dataclasses import replace

from intake import mailbox_readings, mailboxes, votes, weighing
from intake.leaf import Candidate
from intake.text import fold
from intake.value import Value

_LOOKS = 4
"""Looks at a value in doubt: each reader's at its row as the page has it, and at the row cut out."""
_LEAST_SEEN = 0.4
"""How sure a reader is of an address that the names in the dossier bear out."""


def looked_at(value: Value, values: Sequence[Value]) -> Value:
    """Return an address of e-mail as the dossier's names bear it out, where one reading alone is such a one.

    They bear out no sign before its @.
    """
    if value.name != "email":
        return value
    companies = [other.field.value for other in values if other.name == "company_name"]
    persons = [other.field.value for other in values if weighing.is_person(other.name)]
    value = _as_named(value, companies)
    text, candidate = value.field.value, value.candidate
    is_taken = candidate is not None and (not candidate.is_choice or _is_whole(candidate, text, persons))
    seen = candidate.readings if candidate and is_taken else ()
    readings = tuple((mailboxes.as_named(mailboxes.with_ending(text), companies), sure) for text, sure in seen)
    if usual := mailbox_readings.usual(text, {text for text, _ in readings}):
        sure = max(confidence for reading, confidence in readings if reading == usual)
        return replace(value, field=replace(value.field, value=usual, certain=sure >= votes.LEAST_CLEAR))
    if value.field.certain and (_is_slip(text, persons) or mailboxes.is_slip_of_name(text, companies)):
        value = value.in_doubt()
    if value.field.certain:
        return value
    if named := mailboxes.at_company(text, companies):
        value = replace(value, field=replace(value.field, value=named))
    if (text := mailboxes.with_ending(value.field.value)) != value.field.value:
        value = replace(value, field=replace(value.field, value=text))
    if not readings:
        return value
    whole = mailbox_readings.whole({text for text, _ in readings if text})
    options = {
        text
        for text in whole
        if mailboxes.may_be(text)
        and mailboxes.is_borne_out(text, companies, persons, _boxes(readings))
        and not _is_slip(text, persons)
    }
    if not options:
        mended = {mailboxes.mended(text, companies, persons) for text, _ in readings if text} - {""}
        return replace(value, field=replace(value.field, value=mended.pop())) if len(mended) == 1 else value
    if len(options) > 1:
        options = {one for one in options if _is_seen_by_most(one, readings)}
    if len(options) != 1:
        return value
    text = options.pop()
    sure = max(confidence for reading, confidence in readings if reading == text)
    alike = (reading == text or mailboxes.mended(reading, companies, persons) == text for reading, _ in readings)
    is_seen = sum(alike) > 1 or sure >= _LEAST_SEEN
    signed = mailbox_readings.signed(text, [reading for reading, _ in readings if reading])
    is_named = mailboxes.is_spoken(text, persons)
    is_seen &= signed == text and (
        not votes.has_doubtful_signs(text, readings) or (is_named and _is_seen_by_most(text, readings))
    )
    field = replace(value.field, value=signed, certain=is_seen, confidence=max(sure, value.field.confidence))
    return replace(value, field=field)


def _as_named(value: Value, companies: Sequence[str]) -> Value:
    """Return an address in whose domain letters were taken for those that they look like, as it was written."""
    named = mailboxes.as_named(value.field.value, companies)
    return value if named == value.field.value else replace(value, field=replace(value.field, value=named))


def _is_whole(candidate: Candidate, address: str, persons: Sequence[str]) -> bool:
    """Say whether an address that is short before its @ is so for the name of somebody in the dossier: "ba@…"."""
    names = {fold(person).split()[-1] for person in persons if fold(person)}
    return candidate.is_short and address.partition("@")[0] in names


def _is_slip(address: str, persons: Sequence[str]) -> bool:
    slips = (mailboxes.is_slip(address, persons), mailboxes.is_slip_of_person(address, persons))
    return any(slips) or mailboxes.has_lead(address)


def _boxes(readings: Sequence[tuple[str, float]]) -> set[str]:
    """Return what stands before the @ where the recogniser, which is the second reader, and another read it so.

    Or it read otherwise at first and as all others when it looked again: "quan.1" after "auan.1".
    """
    seen = [text.partition("@")[0] for text, _ in readings]
    return {one for one in seen[1:2] if seen.count(one) > 1} | {
        text.partition("@")[0] for text, _ in readings[:1] if _is_seen_by_most(text, readings)
    }


def _is_seen_by_most(address: str, readings: Sequence[tuple[str, float]]) -> bool:
    """Say whether three of the four looks at an address saw it alike, both readers among them.

    Of 46 sets twelve were so whose domain is the company's and that were no slip; none was wrong.
    """
    seen = [text == address for text, _ in readings]
    return len(seen) == _LOOKS and sum(seen) >= _LOOKS - 1
