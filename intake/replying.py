"""The address of e-mail for the answer, held against the names in its dossier: what they bear out and what not."""

import re
from collections.abc import Collection, Sequence
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

    They bear out no sign before its @. A page's own text was not misread: it stands as it is written.
    """
    if value.name != "email":
        return value
    companies = [other.field.value for other in values if other.name == "company_name"]
    persons = [other.field.value for other in values if weighing.is_person(other.name)]
    if value.candidate and value.candidate.is_own_text:
        return value.in_doubt() if _may_be_misread(value.field.value, companies, persons) else value
    value = _as_written(value, companies)
    text, candidate = value.field.value, value.candidate
    is_taken = candidate is not None and (not candidate.is_choice or _is_whole(candidate, text, persons))
    seen = candidate.readings if candidate and is_taken else ()
    readings = tuple((_meant(mailboxes.with_ending(text), companies), sure) for text, sure in seen)
    if usual := mailbox_readings.usual(text, {text for text, _ in readings}):
        sure = max(confidence for reading, confidence in readings if reading == usual)
        return replace(value, field=replace(value.field, value=usual, certain=sure >= votes.LEAST_CLEAR))
    if value.field.certain and _may_be_misread(text, companies, persons):
        value = value.in_doubt()
    if value.field.certain:
        return value
    is_clear = sum(reading == text and sure >= votes.SURE for reading, sure in readings) > 1
    if named := "" if is_clear else mailboxes.at_company(text, companies):
        value = replace(value, field=replace(value.field, value=named))
    if (text := mailboxes.with_ending(value.field.value)) != value.field.value:
        value = replace(value, field=replace(value.field, value=text))
    if not readings:
        return value
    known = _boxes(readings) | _with_figures(readings, persons)

    def may_be_meant(address: str) -> bool:
        is_named = mailboxes.is_borne_out(address, companies, persons, known)
        return mailboxes.may_be(address) and is_named and not _is_slip(address, persons)

    whole = mailbox_readings.whole({text for text, _ in readings if text})
    options = set(filter(may_be_meant, whole)) or set(filter(may_be_meant, _put_together(whole)))
    if not options:
        seen_so = () if is_clear else readings
        mended = {mailboxes.mended(text, companies, persons) for text, _ in seen_so if text} - {""}
        return replace(value, field=replace(value.field, value=mended.pop())) if len(mended) == 1 else value
    if len(options) > 1:
        options = {one for one in options if _is_seen_by_most(one, readings)}
    if len(options) != 1:
        return value
    text = options.pop()
    sure = min(_seen_of(0, text, readings), _seen_of(-1, text, readings))
    alike = (reading == text or mailboxes.mended(reading, companies, persons) == text for reading, _ in readings)
    is_seen = sum(alike) > 1 or sure >= _LEAST_SEEN
    signed = mailbox_readings.signed(text, [reading for reading, _ in readings if reading])
    is_named = mailboxes.is_spoken(text, persons)
    is_seen &= signed == text and (
        not votes.has_doubtful_signs(text, readings)
        or (is_named and _is_seen_by_most(text, readings) and not _may_be_underlined(text, readings))
    )
    field = replace(value.field, value=signed, certain=is_seen, confidence=max(sure, value.field.confidence))
    return replace(value, field=field)


def _as_written(value: Value, companies: Sequence[str]) -> Value:
    """Return an address as it must have been written, where letters of it were taken for what they look like."""
    meant = _meant(value.field.value, companies)
    return value if meant == value.field.value else replace(value, field=replace(value.field, value=meant))


def _meant(address: str, companies: Sequence[str]) -> str:
    return mailboxes.as_usual(mailboxes.as_named(address, companies))


def _put_together(addresses: Collection[str]) -> set[str]:
    """Return what stands before the @ in one reading and behind it in another."""
    parts = [one.partition("@") for one in addresses]
    return {f"{local}@{domain}" for local, _, _ in parts for _, _, domain in parts}


def _seen_of(part: int, address: str, readings: Sequence[tuple[str, float]]) -> float:
    """Return how sure a reader is at most of what stands before the @ of an address (0), or behind it (-1)."""
    wanted = address.split("@")[part]
    return max((sure for text, sure in readings if text.split("@")[part] == wanted), default=0.0)


def _with_figures(readings: Sequence[tuple[str, float]], persons: Sequence[str]) -> set[str]:
    """Return what stands before an @ that is of names and of figures that all readings have: "nhan.62"."""
    locals_seen = [text.partition("@")[0] for text, _ in readings if text]
    figures = {tuple(re.findall(r"\d+", local)) for local in locals_seen}
    if len(figures) != 1 or len(locals_seen) < _LOOKS - 1:
        return set()
    return {local for local in locals_seen if mailboxes.is_spoken(local, persons)}


def _is_whole(candidate: Candidate, address: str, persons: Sequence[str]) -> bool:
    """Say whether an address that is short before its @ is so for the name of somebody in the dossier: "ba@…"."""
    names = {fold(person).split()[-1] for person in persons if fold(person)}
    return candidate.is_short and address.partition("@")[0] in names


def _may_be_misread(address: str, companies: Sequence[str], persons: Sequence[str]) -> bool:
    """Say whether an address is a name or a usual word but for a slip."""
    return _is_slip(address, persons) or mailboxes.is_slip_of_name(address, companies)


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


def _may_be_underlined(address: str, readings: Sequence[tuple[str, float]]) -> bool:
    """Say whether one look saw an underscore for a stop: the rule under an address takes underscores with it.

    A speck in its place is the stop then that the others saw.
    """
    local = address.partition("@")[0]
    return any(
        "_" in seen and seen.replace("_", ".") == local
        for seen in (text.partition("@")[0] for text, sure in readings if sure >= votes.SURE)
    )


def _is_seen_by_most(address: str, readings: Sequence[tuple[str, float]]) -> bool:
    """Say whether three of the four looks at an address saw it alike.

    Of 46 sets twelve were so whose domain is the company's and that were no slip, of 15 sets 59 in all; but for
    "qmail" none was wrong.
    """
    seen = [text == address for text, _ in readings]
    return len(seen) == _LOOKS and sum(seen) >= _LOOKS - 1
