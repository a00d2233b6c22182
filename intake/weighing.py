"""The readings of one place weighed: the likeliest value, and whether two witnesses saw it beyond doubt."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from rapidfuzz.distance import Levenshtein

from intake import capitals, lexicon, marks, numbers, slips, votes, word_by_word
from intake.calibration import is_sure
from intake.facts import Field, Source
from intake.fields import address_dirt, contact
from intake.fields.companies import FORMS, is_company, own_words
from intake.leaf import Candidate, Looks
from intake.marks import Reading
from intake.naming import NAMES, base, lexicon_of
from intake.text import SMALL, bare, fold, squeezed
from intake.votes import Judgement

_WORDS, _SIGNS = re.compile(r"\w+"), re.compile(r"[-/&]|(?<=\w)\.(?=\w)")
_WORDS_OF_A_NAME, _SHORT_NAME, _MIDDLE = 3, 2, frozenset({"văn", "thị"})
_NEVER_LAST = "thị"
_SEAT = "address"
"""No other paper bears a seat out, and of those that both readers saw alike one in fifty was wrong in a letter."""
_GO_ON = frozenset({"việt", "miền", "toàn", "quốc", "và", "thương", "dịch", "sản", "xuất", "đầu"})
_ONE_NAME, _SHORT_TAIL, _OTHERS = 0.9, 2, 2
_AMPERSAND = re.compile(r"\b[^\W\d_]{1,3}8(?:[^\W\d_]{1,3})?\b")
"""An 8 among the few letters of an abbreviation: both readers take "S&S" for "S8S", whatever the picture shows."""
_SMALL_BESIDE = re.compile(rf"\d[{SMALL}]|[{SMALL}]\d")
_LESS_SURE, _LIKELY = 0.8, 0.85
"""How sure the recogniser is at least of a name that both readers spell alike, and how likely that is."""
_INITIALS = re.compile(r"\b(?:[A-ZĐ]\.[A-ZĐ]{2}|[A-ZĐ]{2}\.[A-ZĐ])(?![\w.])")
"""Three initials of which dirt hid a stop, or both readers did not see it: "K.TQ"."""
_CAPITAL_SEEN = 0.85
"""How sure a reader is of a capital that another did not see."""
_APART = 1.0
"""By how much (a logarithm) the picture of a word must be liker to it than to any other of the same letters."""


def judged(candidate: Candidate) -> Judgement:
    """Weigh the readings of one field on one page."""
    return _name(candidate) if base(candidate.name) in NAMES else votes.judged(candidate)


def alone(candidate: Candidate) -> Field:
    """Return a field as its own readings tell it."""
    if candidate.is_own_text:
        value = candidate.readings[0][0]
        certain = is_whole(candidate.name, value)
        return Field(value, 0.99, certain, candidate.page, candidate.box, Source.TEXT_LAYER)
    found = judged(candidate)
    sure = _has_proof(candidate.name, found.value) or is_sure(base(candidate.name), found.probability)
    sure |= _is_spelled_alike(candidate, found)
    confidence = min(0.98, found.probability * (1.0 if found.has_witness else 0.6))
    certain = found.has_witness and sure and not candidate.is_choice and candidate.name != _SEAT
    return Field(found.value, confidence, certain, candidate.page, candidate.box, Source.OCR)


def _name(candidate: Candidate) -> Judgement:
    seen = word_by_word.with_clear_figures(candidate.readings) if candidate.name == _SEAT else candidate.readings
    candidate = replace(candidate, readings=_without_tails(_whole(seen)))
    words, is_a_person = lexicon_of(candidate.name), is_person(candidate.name)
    restored = marks.restore(readings(candidate), words, is_person=is_a_person)
    has_witness = _has_witness(candidate, restored.text) and is_whole(candidate.name, restored.text)
    has_witness = has_witness and is_told_apart([candidate], restored.text)
    has_witness = has_witness and _is_one_word(candidate, restored.text) and is_cased_alike(candidate)
    if base(candidate.name) == "company_name":
        has_witness = has_witness and not _may_go_on(restored.text) and not _is_odd(candidate, restored.text)
        has_witness = has_witness and _is_listed_or_alike(candidate, restored.text)
        has_witness = has_witness and _begins_alike(candidate)
    text = address_dirt.removed(restored.text) if candidate.name == _SEAT else restored.text
    text = _with_capital(candidate, _in_small_letters(candidate, text))
    text = capitals.of_person(text) if is_a_person else text
    stopped = with_stops(text)
    if base(candidate.name) == "company_name" and stopped != text:
        return Judgement(stopped, restored.probability, has_witness=False)
    return Judgement(text, restored.probability, has_witness)


def with_stops(company: str) -> str:
    """Return a company's name with each stop of three initials of which one was seen: "K.TQ"."""
    return _INITIALS.sub(lambda seen: ".".join(seen[0].replace(".", "")), company)


def is_cased_alike(candidate: Candidate) -> bool:
    """Say whether a field's readings agree on whether it is written in capitals throughout."""
    return capitals.are_alike([text for text, _ in candidate.readings])


def _whole(readings: Sequence[tuple[str, float]]) -> tuple[tuple[str, float], ...]:
    """Return readings of a name without one that lost its last word, which two others saw: "M&V" and "MỠV"."""
    split = [fold(text).split() for text, _ in readings]
    longer = [sum(len(other) > len(one) and other[: len(one)] == one for other in split) for one in split]
    return tuple(("", 0.0) if count >= _OTHERS else one for one, count in zip(readings, longer, strict=True))


def _without_tails(readings: Sequence[tuple[str, float]]) -> tuple[tuple[str, float], ...]:
    """Return readings of a name, each without a last letter or sign that no other has: dirt."""
    texts = [text for text, _ in readings if text]
    return tuple((_without_tail(text, [one for one in texts if one is not text]), sure) for text, sure in readings)


def _without_tail(text: str, others: Sequence[str]) -> str:
    rest, space, tail = text.rpartition(" ")
    is_dirt = bool(space) and (len(tail) == 1 or not tail.isalpha()) and len(tail) <= _SHORT_TAIL
    if not is_dirt or any(other.rpartition(" ")[2] == tail for other in others):
        return text
    heads = [head for other in others for head in (other, other.rpartition(" ")[0])]
    alike = (Levenshtein.normalized_similarity(squeezed(head), squeezed(rest)) for head in heads)
    return rest if max(alike, default=0.0) > _ONE_NAME else text


def _may_go_on(company: str) -> bool:
    """Say whether a name ends with what most names go on from: "VIỆT" of "VIỆT NAM", whose row was lost."""
    return not _GO_ON.isdisjoint(company.lower().split()[-1:])


def _is_odd(candidate: Candidate, company: str) -> bool:
    """Say whether a reading of a name in capitals has a small letter beside a figure: "2n" may be "2D" or "2N"."""
    return company.isupper() and any(_SMALL_BESIDE.search(text) for text, _ in candidate.readings)


def _in_small_letters(candidate: Candidate, text: str) -> str:
    """Return a company's name as its sentence writes it, where other readings are of a heading in capitals."""
    first = candidate.readings[0][0]
    small = sum(map(str.islower, first)) - sum(map(str.isupper, first))
    if base(candidate.name) != "company_name" or not text.isupper() or small <= 0:
        return text
    alike = Levenshtein.normalized_similarity(squeezed(first), squeezed(text))
    return slips.as_written(text, first) if alike > _ONE_NAME else text


def _with_capital(candidate: Candidate, company: str) -> str:
    """Return a company's name with the one capital that it lacks among its own words where a reading has it.

    An x is as an X but for its size, which one of two readers may not see: "Phụ Tùng Trắc xơ".
    """
    words = company.split()
    small = [at for at, word in enumerate(words) if word.islower() and fold(word) not in FORMS]
    if base(candidate.name) != "company_name" or len(small) != 1:
        return company
    whole = [*words[: small[0]], words[small[0]].capitalize(), *words[small[0] + 1 :]]
    named = " ".join(whole)
    is_seen = any(text == named and sure >= _CAPITAL_SEEN for text, sure in candidate.readings)
    return named if is_seen else company


def _is_spelled_alike(candidate: Candidate, found: Judgement) -> bool:
    """Say whether both readers spell a person's name with the same marks, the recogniser being sure.

    Of 613 readings of names 13 were so that no list of names made likely, and none of them was wrong. Where it is
    less sure the name has to be likely: of 18 names of 24 sets the 7 that were are right, of the others 4 wrong.
    """
    seen = [text for text, _ in candidate.readings[:2]]
    if not is_person(candidate.name) or seen != [found.value] * 2:
        return False
    sure = candidate.readings[1][1]
    return sure >= votes.SURE or (sure >= _LESS_SURE and found.probability >= _LIKELY)


def _has_proof(name: str, value: str) -> bool:
    return base(name) == "tax_code" and numbers.has_check_digit(value)


def is_whole(name: str, value: str) -> bool:
    """Say whether a value looks whole: an address with street and province, a company with form and own words.

    A person's name begins with a surname that is known and has three words, or two of which none is a usual middle
    name, and does not end with "Thị"; another may well be right, or may be cut short, so that somebody has to look
    or another paper to agree.
    """
    if name == "address":
        return len(value) >= 25 and contact.is_seat(value) and _is_of_syllables(value)
    if is_person(name):
        words = value.lower().split()
        if len(words) == _SHORT_NAME:
            return words[0] in lexicon.surnames() and _MIDDLE.isdisjoint(words)
        if words[-1:] == [_NEVER_LAST]:
            return False
        return len(words) >= _WORDS_OF_A_NAME and bare(words[0]) in lexicon.bare_surnames()
    if base(name) != "company_name":
        return True
    own = own_words(value) and value.count("(") == value.count(")")
    return is_company(value) and bool(own) and not _AMPERSAND.search(value)


def _is_of_syllables(address: str) -> bool:
    """Say whether all words of letters in an address may be Vietnamese: "Đặo khu", "Phố TỬ", "BỬng" are not."""
    if any(
        len(word) > 1 and bare(word) != word and word[1:].lower() != word[1:] for word in _WORDS.findall(address)
    ):
        return False
    words = (word for word in _WORDS.findall(address) if word.isalpha() and len(word) > 1 and not word.isupper())
    return all(lexicon.is_syllable(word.lower()) for word in words)


def _has_witness(candidate: Candidate, value: str) -> bool:
    """Say whether the second reader saw a value's letters, and one of the others too; spaces do not count.

    In an address and a company's name the strokes, hyphens and dots among figures and letters count as well.
    """
    alike = [squeezed(text) == squeezed(value) for text, _ in candidate.readings]
    if base(candidate.name) in ("address", "company_name"):
        signs = _SIGNS.findall(value)
        alike = [
            one and _SIGNS.findall(text) == signs for one, (text, _) in zip(alike, candidate.readings, strict=True)
        ]
    return len(alike) >= 2 and alike[1] and (alike[0] or any(alike[2:]))


def is_told_apart(papers: Sequence[Candidate], value: str) -> bool:
    """Say whether some picture tells each word of a name clearly from other words of the same letters.

    Where one mark is as like the picture as another the second reader saw none, whichever of the two it wrote.
    """
    words = [word.strip("(),.;:").lower() for word in value.split()]
    seen = [one.looks for one in papers if len(one.looks) == len(words)]
    return not seen or all(
        any(_is_clear(looks[index], word) for looks in seen) for index, word in enumerate(words)
    )


def _is_one_word(candidate: Candidate, value: str) -> bool:
    """Say whether all readings have the marks of those words that are no syllables: "FOỔD" may be "FOOD"."""
    odd = {word.lower() for word in _WORDS.findall(value) if not lexicon.is_syllable(word.lower())}
    return odd.issuperset(_of_same_letters(odd, candidate.readings))


def _begins_alike(candidate: Candidate) -> bool:
    """Say whether both readers saw the same words begin with a capital: an S is an s but for its size."""
    first, second = (text.split() for text, _ in candidate.readings[:2])
    return len(first) != len(second) or all(
        one[0].isupper() == other[0].isupper()
        for one, other in zip(first, second, strict=True)
        if one.lower() == other.lower()
    )


def _is_listed_or_alike(candidate: Candidate, company: str) -> bool:
    """Say whether both readers saw the marks of each word that no list has: "NHẼO" and "NHÈO" are a doubt."""
    words = lexicon.companies()
    unlisted = {word for word in _WORDS.findall(company.lower()) if word.isalpha() and not words.weight(word)}
    are_apart = len(set(map(bare, unlisted))) == len(unlisted)
    return are_apart and unlisted.issuperset(_of_same_letters(unlisted, candidate.readings[:2]))


def _of_same_letters(words: Collection[str], readings: Sequence[tuple[str, float]]) -> set[str]:
    """Return the words of some readings, in small letters, that are some words but for their marks."""
    plain = set(map(bare, words))
    return {word for text, _ in readings for word in _WORDS.findall(text.lower()) if bare(word) in plain}


def _is_clear(look: Looks, word: str) -> bool:
    """Say whether a word is clearly liker to its picture than any other that was weighed."""
    scores = {spelling.lower(): score for spelling, score in look.items()}
    own = scores.pop(word, None)
    return own is None or not scores or own - max(scores.values()) >= _APART


def readings(candidate: Candidate) -> list[Reading]:
    """Return the readings of a name as they are weighed, without the words of a reading that are none.

    As witnesses they count as they were read.
    """
    seen = word_by_word.mended(candidate.readings, is_seat=candidate.name == _SEAT)
    weights = [(text, max(0.2, confidence)) for text, confidence in seen if text]
    looks = [candidate.looks, *((),) * len(weights)]
    return [Reading(text, weight, look) for (text, weight), look in zip(weights, looks, strict=False)]


def is_person(name: str) -> bool:
    """Say whether a field is a person's name."""
    return base(name) in ("representative", "full_name", "bearer")
