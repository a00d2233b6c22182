"""What a card's QR code, its machine-readable zone and the law tell of its fields."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from intake import cards
from intake.facts import Box, Field, Source
from intake.leaf import Candidate, Leaf
from intake.mrz import Zone
from intake.slips import as_written
from intake.text import fold

_FILLER = "k"
"""What a filler is read as, folded: no Vietnamese word ends with it."""


def told(leaves: Sequence[Leaf], printed: Mapping[str, Field]) -> dict[str, Field]:
    """Return the fields of a card that its codes tell, beside what is printed on it: the QR code's go first."""
    made: dict[str, Field] = {}
    for leaf in leaves:
        made |= _borne_out(leaf, printed)
        if leaf.zone and leaf.zone.valid:
            made |= _of_zone(leaf, leaf.zone, printed)
    for leaf in leaves:
        if leaf.card:
            card = leaf.card
            texts = {"id_number": card.number, "full_name": card.name.upper(), "date_of_birth": card.date_of_birth}
            made |= _fields(texts, 0.995, leaf.page.number, leaf.card_box, Source.QR)
    return made


def without_dirt(candidate: Candidate, leaves: Sequence[Leaf]) -> Candidate:
    """Return a card's name without what its zone says is none of it: "Eull NGÔ THẾ CHIỂU" of NGO THE CHIEU."""
    names = {fold(leaf.zone.names) for leaf in leaves if leaf.zone and leaf.zone.valid} - {""}
    readings = tuple((_named(text, names), sure) for text, sure in candidate.readings)
    if readings == candidate.readings:
        return candidate
    return replace(candidate, readings=readings, looks=(), traces=())


def _named(text: str, names: Iterable[str]) -> str:
    words, letters = text.split(), fold(text)
    for name in names:
        size = len(name.split())
        if letters.endswith(f" {name}"):
            return " ".join(words[-size:])
        if letters.startswith(f"{name} "):
            return " ".join(words[:size])
    return text


def spelled(name: Field, others: Sequence[Field]) -> Field | None:
    """Return a zone's name with the marks of the surest name of others that has its letters; None without one.

    A filler behind it that was read as the letter it looks like falls away where only so another has them: "LAN<",
    "LANK" of "LÂN".
    """
    letters = fold(name.value)
    options = (letters, letters.removesuffix(_FILLER)) if name.source is Source.MRZ else ()
    same = next((found for one in options if (found := [f for f in others if fold(f.value) == one])), [])
    if not same:
        return None
    best = max(same, key=lambda one: (one.certain, one.confidence))
    text = as_written(best.value, name.value)
    return replace(name, value=text, certain=best.certain, confidence=best.confidence)


def as_by_law(leaves: Sequence[Leaf], expiry: Field, born: Field | None) -> Field:
    """Return the last day of a card, certain where it is one that the law sets.

    The card's code tells which one that is; the holder's birthday that stands on it, another line of print, leaves
    three days. No misread figure makes one of another.
    """
    is_told = any(leaf.card and leaf.card.expiry == expiry.value for leaf in leaves)
    if not is_told and not (born and born.certain and cards.is_lawful(born.value, expiry.value)):
        return expiry
    return replace(expiry, certain=True, confidence=0.99)


def _borne_out(leaf: Leaf, printed: Mapping[str, Field]) -> dict[str, Field]:
    """Return the printed values that stand in a zone as well, with a check digit that is right there.

    What is not printed where it can be read is the zone's: certain where both readers saw it there, else to be
    looked at. So is what is printed otherwise than both readers saw it there.
    """
    alike = {name: seen for name, seen in printed.items() if leaf.proven.get(name) == seen.value}
    made = {name: replace(seen, certain=True, confidence=0.99) for name, seen in alike.items()}
    made |= {
        name: replace(printed[name], certain=False)
        for name in leaf.agreed
        if name in printed.keys() - alike.keys()
    }
    for name in leaf.proven.keys() - printed.keys():
        sure = name in leaf.agreed
        confidence = 0.99 if sure else 0.5
        made[name] = Field(leaf.proven[name], confidence, sure, leaf.page.number, leaf.zone_box, Source.MRZ)
    return made


def _fields(
    texts: Mapping[str, str], confidence: float, page: int, box: Box | None, source: Source
) -> dict[str, Field]:
    return {name: Field(text, confidence, True, page, box, source) for name, text in texts.items() if text}


def _of_zone(leaf: Leaf, zone: Zone, printed: Mapping[str, Field]) -> dict[str, Field]:
    """Return what a zone tells; one that was repaired is certain only where the printed value is the same.

    So is one that is printed nowhere, if both readers saw it there with its own check digit. What is printed and
    certain stands against a repaired zone.
    """
    texts = {"id_number": zone.number, "date_of_birth": zone.date_of_birth, "expiry": zone.expiry}
    made: dict[str, Field] = {}
    for name, field in _fields(texts, 0.99, leaf.page.number, leaf.zone_box, Source.MRZ).items():
        seen = printed.get(name)
        agrees = seen is not None and seen.value == field.value
        if zone.repaired and seen is not None and seen.certain and not agrees:
            continue
        is_proven = seen is None and name in leaf.agreed and leaf.proven.get(name) == field.value
        made[name] = replace(field, certain=agrees or is_proven or not zone.repaired)
    if zone.names and "full_name" not in printed:
        made["full_name"] = Field(zone.names, 0.5, False, leaf.page.number, leaf.zone_box, Source.MRZ)
    return made
