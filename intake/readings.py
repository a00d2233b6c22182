"""A value read once more: by the recogniser, by the engine from its own crop, each in the shape of the first."""

from collections.abc import Callable, Mapping, Sequence

from intake import engine, numbers, rereading, votes, witness
from intake.fields import addresses, certification, companies, identity, introduction, licence, persons, serials
from intake.fields.found import Found
from intake.naming import NAMES, base
from intake.seen import Seen
from intake.sheets import Sheet
from intake.text import fold
from intake.words import Line

_CLEAR_HYPHEN = 0.75
"""How sure the engine is of a word with a hyphen at its end."""


def second(sheet: Sheet, one: Found, seen: Sequence[Seen] | None) -> tuple[str, float] | None:
    """Return the recogniser's reading of a value, in the shape of the first one."""
    if one.box in sheet.boxed:
        return normalised(one.name, sheet.boxed[one.box]), one.confidence
    if not seen:
        return None
    if one.name == certification.DATE and len(seen) == 1:
        return certification.seen_day(seen[0]) or ("", 0.0)
    if one.name == "valid_until" and (day := introduction.seen_day(seen)):
        return day
    texts = [line.text for line in seen]
    if one.name == "email":
        texts = [*map(_with_hyphen, texts[:-1], one.lines), texts[-1]]
    return normalised(one.name, " ".join(texts)), min((line.confidence for line in seen if line.text), default=0.0)


def _with_hyphen(row: str, line: Line) -> str:
    """Return the first part of an address over two rows with the hyphen at its end that the engine saw there.

    Such are broken at one. The recogniser, which learnt words and rows, sees none at the end of "van-" alone.
    """
    text = row.rstrip()
    if text.endswith("_"):
        return f"{text[:-1]}-"
    is_seen = line.text.endswith("-") and line.words[-1].confidence >= _CLEAR_HYPHEN
    return f"{text}-" if is_seen and text[-1:].isalnum() else row


def agree(one: Found, later: Sequence[tuple[str, float]] | None) -> bool:
    """Say whether two readings of a value are the same: of a name its letters, whatever their marks.

    Both are sure of an address of e-mail as well, for nothing else bears it out.
    """
    if not later:
        return False
    if one.name == "email" and min(one.confidence, *(sure for _, sure in later)) < votes.LEAST_CLEAR:
        return False
    return all(alike(one.name, one.value, text) for text, _ in later)


def alike(name: str, one: str, other: str) -> bool:
    """Say whether two readings of a field are of the same letters; marks and capitals count in no name."""
    return fold(one) == fold(other) if base(name) in NAMES else one == other


def reread(sheet: Sheet, fields: Mapping[str, Found]) -> dict[str, list[tuple[str, float]]]:
    """Have the engine read doubtful values once more: names with the Vietnamese model, numbers with the other."""
    made: dict[str, list[tuple[str, float]]] = {name: [] for name in fields}
    for language in (engine.LANGUAGE, engine.PLAIN):
        chosen = [one for one in fields.values() if language in languages(one.name) and one.box not in sheet.boxed]
        whole = [line for one in chosen for line in one.lines]
        ruled = set(filter(witness.is_ruled, whole))
        lines = iter(rereading.read(sheet, whole, language=language, ruled=ruled))
        for one in chosen:
            parts = [next(lines) for _ in one.boxes]
            text = " ".join(part.text for part in parts if part)
            confidence = min((part.confidence for part in parts if part), default=0.0)
            made[one.name].append((normalised(one.name, text), max(0.0, confidence)))
    return made


def languages(name: str) -> tuple[str, ...]:
    if name in ("email", "valid_until"):
        return engine.LANGUAGE, engine.PLAIN
    return (engine.LANGUAGE,) if base(name) in NAMES else (engine.PLAIN,)


def normalised(name: str, text: str) -> str:
    """Return the value of a field in a text that holds nothing else."""
    return _NORMAL[base(name)](text)


def _first(values: list[str]) -> str:
    return values[0] if values else ""


_NORMAL: Mapping[str, Callable[[str], str]] = {
    "tax_code": numbers.tax_code,
    "company_name": companies.company,
    "address": addresses.address,
    "email": addresses.email,
    "phone": lambda text: _first(numbers.telephones(text)),
    "representative": persons.person,
    "representative_id": licence.identity_number,
    "id_number": licence.identity_number,
    "full_name": persons.person,
    "bearer": persons.person,
    "bearer_id": licence.identity_number,
    "date_of_birth": numbers.day_after_label,
    "expiry": identity.expiry,
    "valid_until": introduction.last_date,
    serials.NAME: serials.serial,
    **certification.NORMAL,
}
