"""Papers vouch for one another: what is certain, since independent sources agree, and what a person must see."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from rapidfuzz.distance import Levenshtein

from intake import (
    assembling,
    card_codes,
    clashing,
    cut_short,
    licensed,
    marks,
    numbers,
    replying,
    seats,
    signers,
    slips,
    spelling,
    traces,
    weighing,
)
from intake.assembling import Paper
from intake.calibration import is_sure
from intake.facts import FIELDS, Document, Facts, Field, Kind, Mark, Source
from intake.fields import letter
from intake.leaf import Leaf
from intake.naming import base, lexicon_of
from intake.text import fold, squeezed
from intake.value import LEAST_ALLOWED, Value

_FIGURES_MISREAD, _DIFFERENT = 2, 2
_EIGHT = re.compile(r"(?<=\b[A-ZĐ])8(?=[A-ZĐ]\b)")
"""An 8 between two initials."""
_SAME_THING = {
    "representative": "person", "full_name": "person", "bearer": "person", "company_name": "company",
    "tax_code": "tax_code", "representative_id": "number", "id_number": "number", "bearer_id": "number",
}  # fmt: skip


def facts_of(done: Sequence[Leaf]) -> Facts:
    """Return the facts of a dossier whose pages are all read."""
    pages = assembling.homed(done)
    return facts(pages, assembling.papers(pages))


def facts(leaves: Sequence[Leaf], papers: Sequence[Paper]) -> Facts:
    """Return the facts of a dossier: every value weighed against the other papers'."""
    values = [value for index, paper in enumerate(papers) for value in _values(index, paper)]
    values = [seats.borne_out(value, papers) for value in values] + seats.named(values, papers)
    values = [cut_short.mended(value, values, papers) for value in values]
    values = [cut_short.begun(value, values) for value in values]
    values = [_without_scraps(value, values) for value in values]
    values = [_with_ampersand(value, values) for value in values]
    values = [_seen_alike(value, values) for value in values]
    values = [_vouched(value, values) for value in values]
    values = signers.named(values, papers)
    values = [replying.looked_at(value, values) for value in values]
    values = [clashing.named_by_zone(value, papers, values) for value in values]
    values = [clashing.undisputed(value, values) for value in values]
    values = [clashing.of_books_year(value, values) for value in values]
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
    for name, read in licensed.counted_on(paper.kind, paper.leaves):
        candidate = card_codes.without_dirt(read, paper.leaves) if name == "full_name" else read
        value = Value(index, paper.kind, name, candidate, weighing.alone(candidate))
        if name not in made or value.field.confidence > made[name].field.confidence + 0.2:
            made[name] = value
    if paper.kind is Kind.IDENTITY:
        made |= _told(index, paper, made)
    return list(made.values())


def _told(index: int, paper: Paper, made: Mapping[str, Value]) -> dict[str, Value]:
    """Return the values of a card that its codes tell or bear out."""
    printed = {name: value.field for name, value in made.items()}
    fields = card_codes.told(paper.leaves, printed)
    values = {name: Value(index, paper.kind, name, None, field) for name, field in fields.items()}
    expiry, born = (values.get(name) or made.get(name) for name in ("expiry", "date_of_birth"))
    if expiry is None:
        return values
    field = card_codes.as_by_law(paper.leaves, expiry.field, born.field if born else None)
    return values | {"expiry": replace(expiry, field=field)}


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
    if thing == "tax_code" and (proven := _proven_code(value, others)):
        return replace(value, field=replace(value.field, value=proven, certain=False))
    if thing == "number" and not agree and any(_may_be_misread(value, other) for other in others):
        return value.in_doubt()
    if not agree or value.field.certain:
        return value
    return replace(value, field=replace(value.field, certain=True, confidence=max(0.97, value.field.confidence)))


def _proven_code(value: Value, others: Sequence[Value]) -> str:
    """Return the tax code of other papers where a paper's own has a figure or two wrong by its check digit."""
    if numbers.is_valid_tax_code(value.field.value):
        return ""
    codes = {other.field.value for other in others if other.field.certain and _may_be_misread(value, other)}
    return codes.pop() if len(codes) == 1 else ""


def _may_be_misread(value: Value, other: Value) -> bool:
    """Say whether a number that ink alone tells differs from another paper's in a figure or two."""
    one, two = value.field.value, other.field.value
    is_read = value.field.source is Source.OCR and len(one) == len(two)
    return is_read and 0 < Levenshtein.distance(one, two) <= _FIGURES_MISREAD


def _seen_alike(value: Value, values: Sequence[Value]) -> Value:
    """Return a name that no other paper has as the others have it, where the picture allows that as well.

    Another name stands on it where the others' is clearly none of the picture's: nothing is mended then. A
    company's that has the others' words in another order is rows of a cell read so.
    """
    thing = _SAME_THING.get(base(value.name))
    if thing not in ("person", "company") or value.candidate is None:
        return value
    plain = fold(value.field.value)
    others = [
        other for other in values if other.paper != value.paper and _SAME_THING.get(base(other.name)) == thing
    ]
    if any(_letters(other) == _letters(value) for other in others):
        return value
    texts = {
        slips.as_written(other.field.value, value.field.value) for other in others if _is_backed(other, others)
    }
    ordered = [text for text in sorted(texts) if sorted(fold(text).split()) == sorted(plain.split())]
    if ordered and thing == "company":
        return _as_another_has(value, ordered[0])
    if not value.candidate.traces:
        return value
    likely = (text for text in sorted(texts) if slips.may_be_slip(plain, fold(text)))
    fits = {text: traces.allowed(value.candidate.traces, text) for text in likely}
    text = max(fits, key=lambda one: fits[one], default="")
    if not text or fits[text] < min(LEAST_ALLOWED, traces.allowed(value.candidate.traces, value.field.value)):
        return value
    return _as_another_has(value, text)


def _as_another_has(value: Value, text: str) -> Value:
    """Return a name as another paper has it, not certain by itself."""
    if value.candidate is None:
        return value
    text = slips.as_written(text, value.field.value)
    candidate = replace(value.candidate, readings=((text, value.candidate.readings[0][1]),), looks=())
    return replace(value, candidate=candidate, field=replace(value.field, value=text, certain=False))


def _without_scraps(value: Value, values: Sequence[Value]) -> Value:
    """Return a company's name as another paper has it where it is that but for scraps, others in each reading."""
    readings = {fold(text) for text, _ in value.candidate.readings if text} if value.candidate else set()
    if base(value.name) != "company_name" or len(readings) < _DIFFERENT:
        return value
    others = [other for other in values if other.paper != value.paper and other.name == value.name]
    texts = {
        slips.in_capitals_of(other.field.value, value.field.value) for other in others if _is_backed(other, others)
    }
    clean = {text for text in texts if slips.are_but_for_scraps(readings, fold(text))}
    is_dirty = len(clean) == 1 and fold(value.field.value) not in map(fold, clean)
    return _as_another_has(value, clean.pop()) if is_dirty else value


def _with_ampersand(value: Value, values: Sequence[Value]) -> Value:
    """Return a company's name with the ampersand that another paper shows, where both readers see an 8: "B8Q"."""
    text = _EIGHT.sub("&", value.field.value)
    is_one = base(value.name) == "company_name" and text != value.field.value
    others = (other for other in values if other.paper != value.paper and other.name == value.name)
    return (
        _as_another_has(value, text)
        if is_one and fold(text) in {fold(one.field.value) for one in others}
        else value
    )


def _is_backed(value: Value, others: Sequence[Value]) -> bool:
    """Say whether a value is vouched for by its own readings, or stands on a second paper as well."""
    alike = (other for other in others if other is not value and other.paper != value.paper)
    return value.field.certain or any(_letters(other) == _letters(value) for other in alike)


def _letters(value: Value) -> str:
    return squeezed(value.field.value)


def _vouched_name(value: Value, others: Sequence[Value]) -> Value:
    """Weigh a name with the readings of other papers that have the same letters."""
    plain = fold(value.field.value)
    same = [other for other in others if fold(other.field.value) == plain]
    code = next((other for other in same if other.field.source in (Source.QR, Source.TEXT_LAYER)), None)
    if code:
        text = slips.as_written(code.field.value, value.field.value)
        return replace(value, field=replace(value.field, value=text, certain=True, confidence=0.99))
    if value.candidate is None and (spelled := card_codes.spelled(value.field, [one.field for one in others])):
        return replace(value, field=spelled)
    if not same and value.candidate and (again := _read_otherwise(value, others)):
        vouched = _vouched_name(again, others)
        return vouched.in_doubt() if spelling.has_other_signs(value, vouched.field.value) else vouched
    if not same and any(_goes_on_from(other, plain) for other in others):
        return value.in_doubt()
    if not same or value.candidate is None:
        unlike = {fold(other.field.value) for other in others} - {plain}
        is_slip = any(slips.may_be_slip(plain, other) for other in unlike)
        return value.in_doubt() if is_slip else value
    pooled = [one for other in [value, *same] if other.candidate for one in weighing.readings(other.candidate)]
    restored = marks.restore(pooled, lexicon_of(value.name), is_person=weighing.is_person(value.name))
    slips_of_it = [
        other for other in others if other not in same and slips.may_be_slip(plain, fold(other.field.value))
    ]
    is_longer = any(
        len(other.field.value.split()) > len(value.field.value.split()) and not _is_read_as(other, plain)
        for other in slips_of_it
    )
    cut = is_longer or len({other.paper for other in slips_of_it}) > len({other.paper for other in same})
    is_whole = weighing.is_person(value.name) or weighing.is_whole(value.name, restored.text)
    is_alike = spelling.is_spelled_so(restored.text, [value, *same])
    is_clear = not cut and not value.candidate.is_choice and weighing.is_cased_alike(value.candidate)
    is_clear &= weighing.is_told_apart(
        [other.candidate for other in [value, *same] if other.candidate], restored.text
    )
    is_clear &= not any(spelling.is_marked_otherwise(other, restored.text) for other in (value, *same))
    is_clear &= not spelling.has_other_signs(value, restored.text)
    certain = is_sure(base(value.name), restored.probability) and is_clear and is_whole and is_alike
    named = spelling.as_pictured(restored.text, [value, *same], lexicon_of(value.name))
    named = weighing.with_stops(named) if value.name == "company_name" else named
    text, certain = slips.as_written(named, value.field.value), certain and named == restored.text
    return replace(value, field=replace(value.field, value=text, certain=certain, confidence=restored.probability))


def _goes_on_from(other: Value, plain: str) -> bool:
    """Say whether some reading of another paper's name goes on behind this one, which may have lost that."""
    readings = other.candidate.readings if other.candidate else ()
    return any(fold(text).startswith(f"{plain} ") for text, _ in ((other.field.value, 1.0), *readings))


def _is_read_as(other: Value, plain: str) -> bool:
    """Say whether some reading of an unsure name is another paper's: what more the others have is dirt."""
    readings = other.candidate.readings if other.candidate else ()
    return not other.field.certain and any(fold(text) == plain for text, _ in readings)


def _read_otherwise(value: Value, others: Sequence[Value]) -> Value | None:
    """Return a value by another of its readings, one that has the letters of another paper's, with its signs.

    One that is cut short stands for no whole one. Of the same letters ("K.T.Q", "K.TQ") each paper's stays:
    neither is a better reading of the other. But where all readings of one have its signs, and a reading of the
    other too, or no two of its readings agree on them, those are right.
    """
    theirs = {
        _letters(other): other.field.value for other in others if not _letters(value).startswith(_letters(other))
    }
    readings = value.candidate.readings if value.candidate else ()
    signed = {
        fold(other.field.value) for other in others if _letters(other) == _letters(value) and _is_at_one(other)
    }
    if len(signed) == 1:
        theirs |= {_letters(value): other.field.value for other in others if fold(other.field.value) in signed}
        own = [one for one in readings if squeezed(one[0]) == _letters(value)]
        is_at_odds = len({fold(text) for text, _ in own}) > 1
        readings = tuple(one for one in readings if one not in own or is_at_odds or fold(one[0]) in signed)
    agreeing = tuple(
        (slips.as_written(theirs[squeezed(text)], text), confidence)
        for text, confidence in readings
        if squeezed(text) in theirs
    )
    agreeing = agreeing or _woven(readings, sorted(theirs.values()))
    if not agreeing or value.candidate is None:
        return None
    candidate = replace(value.candidate, readings=agreeing, looks=())
    return replace(value, candidate=candidate, field=replace(weighing.alone(candidate), certain=False))


def _woven(readings: Sequence[tuple[str, float]], names: Sequence[str]) -> tuple[tuple[str, float], ...]:
    """Return a name of another paper each word of which some reading has at its place: "VỚT N6Q", "VỢT NGỌ".

    Its confidence is that of the worst word. A figure that only one of the readings has is no slip of a letter.
    """
    looks = [([squeezed(word) for word in text.split()], sure) for text, sure in readings]
    for name in names:
        words = [squeezed(word) for word in name.split()]
        alike = [(seen, sure) for seen, sure in looks if len(seen) == len(words)]
        sures = [max((s for seen, s in alike if seen[at] == word), default=0.0) for at, word in enumerate(words)]
        told = any(word.isdigit() and any(seen[at] != word for seen, _ in alike) for at, word in enumerate(words))
        if len(alike) > 1 and min(sures) > 0.0 and not told:
            return ((slips.as_written(name, readings[0][0]), min(sures)),)
    return ()


def _is_at_one(value: Value) -> bool:
    """Say whether all readings of a name have the same words: the same signs in its abbreviations."""
    readings = value.candidate.readings if value.candidate else ()
    return len(readings) > 1 and len({fold(text) for text, _ in readings}) == 1


def _request(papers: Sequence[Paper]) -> Field | None:
    for paper in papers:
        if paper.kind is not Kind.REQUEST_LETTER:
            continue
        found = letter.request("".join(leaf.text for leaf in paper.leaves))
        if found:
            kind, confidence = found
            return Field(kind.value, confidence, confidence >= 0.75, paper.leaves[0].page.number, None, Source.OCR)
    return None
