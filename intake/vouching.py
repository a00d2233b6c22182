"""Papers vouch for one another: what is certain, since independent sources agree, and what a person must see."""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz.distance import Levenshtein

from intake import assembling, lexicon, marks, numbers, traces
from intake.assembling import Paper
from intake.calibration import is_sure
from intake.facts import FIELDS, Box, Document, Facts, Field, Kind, Mark, Source
from intake.fields import certification, contact, letter
from intake.fields.found import is_company
from intake.leaf import Candidate, Leaf
from intake.marks import Reading
from intake.mrz import Zone
from intake.naming import NAMES, base, lexicon_of
from intake.text import bare, fold, squeezed

SLIP_ALIKE = 0.85
_PASSPORT, _OLD_NUMBER = re.compile(r"[A-Z]\d{7,8}"), 9
_DOMAINS = frozenset({
    "vn", "com", "net", "org", "info", "biz", "edu", "gov", "asia", "shop", "pro", "jp", "kr", "cn", "tw", "hk",
    "sg", "th", "my", "eu", "uk", "de", "fr", "us", "ru", "au", "in", "example", "test",
})  # fmt: skip
"""What addresses of e-mail end with; one with another ending is looked at by a person."""
_SIGNS, _WORDS = re.compile(r"[\w\s]"), re.compile(r"\w+")
_WORDS_OF_A_NAME = 3
LEAST_ALLOWED = -9.0
"""How much less likely than its best reading a picture may show what the other papers say (a logarithm)."""
_CLEAR_STAMP = 0.75
"""How sure each reader must be of what a stamp says, on which nothing else depends."""

_SAME_THING = {
    "representative": "person", "full_name": "person", "bearer": "person", "company_name": "company",
    "tax_code": "tax_code", "representative_id": "number", "id_number": "number", "bearer_id": "number",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Value:
    """A field of one paper while papers are compared."""

    paper: int
    kind: Kind
    name: str
    candidate: Candidate | None
    field: Field


def facts_of(done: Sequence[Leaf]) -> Facts:
    """Return the facts of a dossier whose pages are all read."""
    return facts(done, assembling.papers(done))


def facts(leaves: Sequence[Leaf], papers: Sequence[Paper]) -> Facts:
    """Return the facts of a dossier: every value weighed against the other papers'."""
    values = [value for index, paper in enumerate(papers) for value in _values(index, paper)]
    values = [_seen_alike(value, values) for value in values]
    values = [_vouched(value, values) for value in values]
    documents = tuple(_document(index, paper, values) for index, paper in enumerate(papers))
    return Facts(tuple(leaf.page for leaf in leaves), documents, _request(papers))


def _document(index: int, paper: Paper, values: Sequence[Value]) -> Document:
    own = {value.name: value.field for value in values if value.paper == index}
    order = [name for name in FIELDS[paper.kind] if name in own] + sorted(set(own) - set(FIELDS[paper.kind]))
    return Document(
        paper.kind,
        tuple(leaf.page.number for leaf in paper.leaves),
        {name: own[name] for name in order},
        _best_mark(leaf.seal for leaf in paper.leaves),
        _best_mark(leaf.certification for leaf in paper.leaves),
    )


def _best_mark(found: Iterable[Mark | None]) -> Mark | None:
    options = [mark for mark in found if mark is not None]
    if not options:
        return None
    there = [mark for mark in options if mark.found]
    if there:
        return max(there, key=lambda mark: (mark.certain, mark.confidence))
    return min(options, key=lambda mark: (mark.certain, mark.confidence))


def _values(index: int, paper: Paper) -> list[Value]:
    made: dict[str, Value] = {}
    for leaf in paper.leaves:
        for name, candidate in leaf.candidates.items():
            value = Value(index, paper.kind, name, candidate, _alone(candidate))
            if name not in made or value.field.confidence > made[name].field.confidence + 0.2:
                made[name] = value
    if paper.kind is Kind.IDENTITY:
        made |= _from_codes(index, paper, made)
        made |= _as_by_law(paper, made)
    return list(made.values())


def _as_by_law(paper: Paper, made: Mapping[str, Value]) -> dict[str, Value]:
    """Return the last day of a card, certain where it is the one that the law sets for the card's code."""
    seen = made.get("expiry")
    if seen is None or not any(leaf.card and leaf.card.expiry == seen.field.value for leaf in paper.leaves):
        return {}
    return {"expiry": replace(seen, field=replace(seen.field, certain=True, confidence=0.99))}


def _from_codes(index: int, paper: Paper, printed: Mapping[str, Value]) -> dict[str, Value]:
    """Return the fields of a card that its QR code or machine-readable zone tells."""
    made: dict[str, Value] = {}
    for leaf in paper.leaves:
        if leaf.zone and leaf.zone.valid:
            made |= _from_zone(index, leaf, leaf.zone, printed)
    for leaf in paper.leaves:
        if leaf.card:
            card = leaf.card
            told = {"id_number": card.number, "full_name": card.name.upper(), "date_of_birth": card.date_of_birth}
            fields = _told(told, 0.995, True, leaf.page.number, leaf.card_box, Source.QR)
            made |= {name: Value(index, paper.kind, name, None, field) for name, field in fields.items()}
    return made


def _told(
    told: Mapping[str, str], confidence: float, certain: bool, page: int, box: Box | None, source: Source
) -> dict[str, Field]:
    return {name: Field(text, confidence, certain, page, box, source) for name, text in told.items() if text}


def _from_zone(index: int, leaf: Leaf, zone: Zone, printed: Mapping[str, Value]) -> dict[str, Value]:
    """Return what a zone tells; one that was repaired is certain only where the printed value is the same."""
    told = {"id_number": zone.number, "date_of_birth": zone.date_of_birth, "expiry": zone.expiry}
    made: dict[str, Value] = {}
    for name, field in _told(told, 0.99, True, leaf.page.number, leaf.zone_box, Source.MRZ).items():
        seen = printed.get(name)
        agrees = seen is not None and seen.field.value == field.value
        if zone.repaired and seen is not None and not agrees:
            continue
        made[name] = Value(index, Kind.IDENTITY, name, None, replace(field, certain=agrees or not zone.repaired))
    if zone.names and "full_name" not in printed:
        field = Field(zone.names, 0.5, False, leaf.page.number, leaf.zone_box, Source.MRZ)
        made["full_name"] = Value(index, Kind.IDENTITY, "full_name", None, field)
    return made


_NEVER_SURE = "certification_number"
"""Stamped or written by hand and often cut short by both readers alike: for information only."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the readings of one place tell: a value, how likely it is, and whether two witnesses saw it."""

    value: str
    probability: float
    has_witness: bool


def judged(candidate: Candidate) -> Judgement:
    """Weigh the readings of one field on one page."""
    return _name(candidate) if base(candidate.name) in NAMES else _number(candidate)


def _alone(candidate: Candidate) -> Field:
    """Return a field as its own readings tell it."""
    if candidate.is_own_text:
        value = candidate.readings[0][0]
        certain = _is_whole(candidate.name, value)
        return Field(value, 0.99, certain, candidate.page, candidate.box, Source.TEXT_LAYER)
    found = judged(candidate)
    sure = _has_proof(candidate.name, found.value) or is_sure(base(candidate.name), found.probability)
    confidence = min(0.98, found.probability * (1.0 if found.has_witness else 0.6))
    certain = found.has_witness and sure and not candidate.is_choice and candidate.name != _NEVER_SURE
    return Field(found.value, confidence, certain, candidate.page, candidate.box, Source.OCR)


def _name(candidate: Candidate) -> Judgement:
    words, is_person = lexicon_of(candidate.name), _is_person(candidate.name)
    restored = marks.restore(_readings(candidate), words, is_person=is_person)
    has_witness = _has_witness(candidate, restored.text) and _is_whole(candidate.name, restored.text)
    return Judgement(restored.text, restored.probability, has_witness)


def _number(candidate: Candidate) -> Judgement:
    """Weigh the readings of a number, a date or an address of e-mail: two that agree are more than one.

    A stamp is read in two layouts by two readers, which must all agree.
    """
    texts = [text for text, _ in candidate.readings if text]
    value = max(texts, key=lambda text: _weight(candidate, text), default="")
    wrong = math.prod(1 - min(0.999, max(0.0, sure)) for text, sure in candidate.readings if text == value)
    if candidate.name.startswith(certification.PREFIX):
        clear = min((sure for _, sure in candidate.readings), default=0.0) >= _CLEAR_STAMP
        return Judgement(value, 1 - wrong, len(texts) >= 2 and len(set(texts)) == 1 and clear)
    is_seen_twice = texts.count(value) >= 2 and not _is_echo(candidate, value)
    return Judgement(value, 1 - wrong, is_seen_twice and _is_plausible(candidate.name, value))


def _weight(candidate: Candidate, text: str) -> tuple[bool, int, float]:
    """Return how much speaks for a reading: that it may be, how many read so, how like it the others are."""
    others = (sure * Levenshtein.normalized_similarity(text, other) for other, sure in candidate.readings)
    count = sum(text == other for other, _ in candidate.readings)
    return _is_plausible(candidate.name, text), count, sum(others)


def _is_echo(candidate: Candidate, value: str) -> bool:
    """Say whether one model alone read a value so, twice."""
    agreeing = {index for index, (text, _) in enumerate(candidate.readings) if text == value}
    return candidate.echo > 0 and agreeing <= {0, candidate.echo}


def _is_plausible(name: str, value: str) -> bool:
    kind = base(name)
    if kind == "tax_code":
        return numbers.is_valid_tax_code(value)
    if kind in ("representative_id", "id_number", "bearer_id"):
        return (
            _PASSPORT.fullmatch(value) is not None
            or len(value) == _OLD_NUMBER
            or numbers.is_personal_number(value)
        )
    if kind == "phone":
        return numbers.is_telephone(value)
    if kind == "email":
        return value.rpartition(".")[2] in _DOMAINS
    return True


def _has_proof(name: str, value: str) -> bool:
    return base(name) == "tax_code" and numbers.has_check_digit(value)


def _is_whole(name: str, value: str) -> bool:
    """Say whether a value looks whole: an address with a street and a province, a company with its legal form.

    A person's name begins with a surname that is known and has three words; another may well be right, or may be
    cut short, so that somebody has to look or another paper to agree.
    """
    if name == "address":
        return len(value) >= 25 and contact.is_seat(value) and _is_of_syllables(value)
    if _is_person(name):
        words = bare(value).lower().split()
        return len(words) >= _WORDS_OF_A_NAME and words[0] in lexicon.bare_surnames()
    return base(name) != "company_name" or (is_company(value) and value.count("(") == value.count(")"))


def _is_of_syllables(address: str) -> bool:
    """Say whether all words of letters in an address may be Vietnamese: "Đặo khu" is misread."""
    words = (word for word in _WORDS.findall(address) if word.isalpha() and len(word) > 1 and not word.isupper())
    return all(lexicon.is_syllable(word.lower()) for word in words)


def _has_witness(candidate: Candidate, value: str) -> bool:
    """Say whether the second reader saw a value's letters, and one of the others too; spaces do not count."""
    alike = [squeezed(text) == squeezed(value) for text, _ in candidate.readings]
    return len(alike) >= 2 and alike[1] and (alike[0] or any(alike[2:]))


def _readings(candidate: Candidate) -> list[Reading]:
    weights = [(text, max(0.2, confidence)) for text, confidence in candidate.readings]
    looks = [candidate.looks, *((),) * len(weights)]
    return [Reading(text, weight, look) for (text, weight), look in zip(weights, looks, strict=False)]


def _is_person(name: str) -> bool:
    return base(name) in ("representative", "full_name", "bearer")


def _vouched(value: Value, values: Sequence[Value]) -> Value:
    """Return a value weighed against the same thing on other papers."""
    thing = _SAME_THING.get(base(value.name))
    others = [
        other for other in values if other.paper != value.paper and _SAME_THING.get(base(other.name)) == thing
    ]
    if thing is None or not others or value.field.source in (Source.QR, Source.TEXT_LAYER):
        return value
    if thing in ("person", "company"):
        return _vouched_name(value, others)
    agree = any(other.field.value == value.field.value for other in others)
    if not agree or value.field.certain:
        return value
    return replace(value, field=replace(value.field, certain=True, confidence=max(0.97, value.field.confidence)))


def _seen_alike(value: Value, values: Sequence[Value]) -> Value:
    """Return a name that no other paper has as the others have it, where the picture allows that as well.

    Another name stands on it where the others' is clearly none of the picture's: nothing is mended then.
    """
    thing = _SAME_THING.get(base(value.name))
    if thing not in ("person", "company") or value.candidate is None or not value.candidate.traces:
        return value
    plain = fold(value.field.value)
    others = [
        other for other in values if other.paper != value.paper and _SAME_THING.get(base(other.name)) == thing
    ]
    if any(_letters(other) == _letters(value) for other in others):
        return value
    texts = {
        _in_capitals_of(other.field.value, value.field.value): other
        for other in others
        if _is_backed(other, others)
    }
    fits = {
        text: traces.allowed(value.candidate.traces, text) for text in texts if _may_be_slip(plain, fold(text))
    }
    text = max(fits, key=lambda one: fits[one], default="")
    if not text or fits[text] < LEAST_ALLOWED:
        return value
    candidate = replace(value.candidate, readings=((text, value.candidate.readings[0][1]),), looks=())
    return replace(value, candidate=candidate, field=replace(value.field, value=text, certain=False))


def _is_backed(value: Value, others: Sequence[Value]) -> bool:
    """Say whether a value is vouched for by its own readings, or stands on a second paper as well."""
    alike = (other for other in others if other is not value and other.paper != value.paper)
    return value.field.certain or any(_letters(other) == _letters(value) for other in alike)


def _letters(value: Value) -> str:
    return squeezed(value.field.value)


def _in_capitals_of(text: str, like: str) -> str:
    return text.upper() if like.isupper() else text


def _vouched_name(value: Value, others: Sequence[Value]) -> Value:
    """Weigh a name with the readings of other papers that have the same letters."""
    plain = fold(value.field.value)
    same = [other for other in others if fold(other.field.value) == plain]
    code = next((other for other in same if other.field.source in (Source.QR, Source.TEXT_LAYER)), None)
    if code:
        text = _as_written(code.field.value, value.field.value)
        return replace(value, field=replace(value.field, value=text, certain=True, confidence=0.99))
    if same and value.candidate is None and value.field.source is Source.MRZ:
        spelled = max(same, key=lambda other: (other.field.certain, other.field.confidence)).field
        text = _as_written(spelled.value, value.field.value)
        return replace(
            value, field=replace(value.field, value=text, certain=spelled.certain, confidence=spelled.confidence)
        )
    if not same and value.candidate and (again := _read_otherwise(value, others)):
        return _vouched_name(again, others)
    if not same or value.candidate is None:
        slips = any(_may_be_slip(plain, fold(other.field.value)) for other in others)
        return replace(value, field=replace(value.field, certain=False)) if slips else value
    pooled = [one for other in [value, *same] if other.candidate for one in _readings(other.candidate)]
    restored = marks.restore(pooled, lexicon_of(value.name), is_person=_is_person(value.name))
    cut = any(other not in same and _may_be_slip(plain, fold(other.field.value)) for other in others)
    is_whole = _is_person(value.name) or _is_whole(value.name, restored.text)
    is_alike = _is_spelled_so(restored.text, [value, *same])
    certain = is_sure(base(value.name), restored.probability) and not cut and is_whole and is_alike
    text = _as_written(restored.text, value.field.value)
    return replace(value, field=replace(value.field, value=text, certain=certain, confidence=restored.probability))


def _is_spelled_so(text: str, papers: Sequence[Value]) -> bool:
    """Say whether a second reader saw each word of a name with these marks, and all papers have its hyphens."""
    if len({_SIGNS.sub("", paper.field.value) for paper in papers}) > 1:
        return False
    readings = (paper.candidate.readings[1:2] for paper in papers if paper.candidate)
    seen = {word.lower() for reading in readings for other, _ in reading for word in _WORDS.findall(other)}
    return all(word.lower() in seen for word in _WORDS.findall(text) if bare(word).isalpha())


def _read_otherwise(value: Value, others: Sequence[Value]) -> Value | None:
    """Return a value by another of its readings, one that has the letters of another paper's."""
    theirs = {fold(other.field.value) for other in others}
    readings = value.candidate.readings if value.candidate else ()
    agreeing = tuple((text, confidence) for text, confidence in readings if fold(text) in theirs)
    if not agreeing or value.candidate is None:
        return None
    candidate = replace(value.candidate, readings=agreeing, looks=())
    return replace(value, candidate=candidate, field=replace(_alone(candidate), certain=False))


def _may_be_slip(one: str, other: str) -> bool:
    """Say whether two folded names may be one name misread or cut short, and not two names."""
    words, others = one.split(), other.split()
    if len(words) != len(others):
        shorter, longer = sorted((words, others), key=len)
        kept = iter(longer)
        return all(word in kept for word in shorter) or Levenshtein.normalized_similarity(one, other) > SLIP_ALIKE
    unlike = [(word, seen) for word, seen in zip(words, others, strict=True) if word != seen]
    return all(Levenshtein.distance(word, seen) <= max(1, len(word) // 3) for word, seen in unlike)


def _as_written(text: str, like: str) -> str:
    """Return a name in the capitals of another spelling of it."""
    if like.isupper():
        return text.upper()
    words = zip(text.split(), like.split(), strict=False)
    return " ".join(_as_word(word, seen) for word, seen in words)


def _as_word(word: str, like: str) -> str:
    if len(word) == len(like):
        return "".join(
            letter.upper() if seen.isupper() else letter.lower() for letter, seen in zip(word, like, strict=True)
        )
    if bare(like).isalpha() and like[1:].islower():
        return word[:1].upper() + word[1:].lower() if like[0].isupper() else word.lower()
    return word


def _request(papers: Sequence[Paper]) -> Field | None:
    for paper in papers:
        if paper.kind is not Kind.REQUEST_LETTER:
            continue
        found = letter.request("".join(leaf.text for leaf in paper.leaves))
        if found:
            kind, confidence = found
            return Field(kind.value, confidence, confidence >= 0.75, paper.leaves[0].page.number, None, Source.OCR)
    return None
