"""The seat of a company, which its licence shows as well as its letter: what one paper lost the other has."""

import re
from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from intake import lexicon, traces, weighing
from intake.assembling import Paper
from intake.facts import Field, Kind, Source
from intake.fields import contact
from intake.leaf import Candidate, Leaf
from intake.text import fold, squeezed
from intake.value import LEAST_ALLOWED, Value

NAME = "address"
_SIGNS = ".,;:()"
_COUNTRY = re.compile(r",?\s*Vi[^\W\d_]t\s?N[^\W\d_]m\W*$", re.IGNORECASE)
_ONE_SEAT = 0.8
"""How like each other two readings of one seat are at least."""
_ONE_TEXT = 0.9
"""How like each other the letters of two texts are at least that say the same."""
_ODD = 6.0
"""How much less likely (a logarithm) a word of a seat is that is no Vietnamese syllable."""
_NAMED = 0.5
"""How sure a seat is that a letter's text holds, and nobody has found behind a label."""
_ANOTHER_LOOK = 0.25
"""How much a letter that another reading has otherwise counts beside one of the engine's first."""
_RUN_IN = re.compile(r"\d[^\W\d_]{2}")
"""A number without the space behind it: "D13-12Khu"."""
_READERS = 2
_MOST = 3
"""So many licences' seats are asked at most: a dossier has one, a scan of a hundred dossiers any number."""
_LEAST = 20
"""Letters that a seat which lost its end has at least."""


def borne_out(value: Value, papers: Sequence[Paper]) -> Value:
    """Return the seat of a letter with those words as the licence has them that the pictures of both bear out.

    One that lost its end, the province, goes on as the licence's does. Somebody has to look, but where both
    readers saw the same on both papers.
    """
    if value.name != NAME or value.candidate is None or value.candidate.is_own_text:
        return value
    for seat in _of(papers):
        if _are_alike(value, seat):
            return replace(value, field=replace(value.field, certain=True))
        texts = _texts(seat)
        text = _whole(_as_both_show(value.field.value, value.candidate, seat, texts), texts[0])
        if text != value.field.value:
            return replace(value, field=replace(value.field, value=text, certain=False))
    return value


def _are_alike(value: Value, seat: Candidate) -> bool:
    """Say whether both readers saw the same whole seat on a letter and a licence, mark for mark."""
    letter = value.candidate
    if letter is None or letter.is_choice or min(len(letter.readings), len(seat.readings)) < _READERS:
        return False
    seen = {_COUNTRY.sub("", text) for text, _ in (*letter.readings, *seat.readings)}
    return seen == {_COUNTRY.sub("", value.field.value)} and weighing.is_whole(NAME, value.field.value)


def named(values: Sequence[Value], papers: Sequence[Paper]) -> list[Value]:
    """Return a letter's seat that nobody found behind a label, where its page has all letters of the licence's."""
    if any(value.name == NAME for value in values):
        return []
    letters = [(index, paper) for index, paper in enumerate(papers) if paper.kind is Kind.REQUEST_LETTER]
    for text in (_texts(seat)[0] for seat in _of(papers)):
        for index, paper in letters if contact.is_seat(text) else ():
            if pages := [leaf.page.number for leaf in paper.leaves if _says(leaf.text, text)]:
                found = Field(text, _NAMED, certain=False, page=pages[0], box=None, source=Source.OCR)
                return [Value(index, paper.kind, NAME, None, found)]
    return []


def _says(page: str, seat: str) -> bool:
    """Say whether a page's squeezed text holds all letters of a seat, but for some misread ones."""
    return fuzz.partial_ratio(squeezed(seat), page, score_cutoff=100 * _ONE_TEXT) > 0


def _of(papers: Sequence[Paper]) -> list[Candidate]:
    """Return the seats on the licences among some papers, the first few that were read differently."""
    leaves: list[Leaf] = [leaf for paper in papers if paper.kind is Kind.BUSINESS_LICENCE for leaf in paper.leaves]
    seats = {leaf.seat.readings: leaf.seat for leaf in reversed(leaves) if leaf.seat}
    return list(reversed(seats.values()))[:_MOST]


def _texts(seat: Candidate) -> list[str]:
    """Return what a licence's seat is taken for, and each of its readings, without the country."""
    texts = [weighing.alone(seat).value, *(text for text, _ in seat.readings)]
    return list(dict.fromkeys(_COUNTRY.sub("", text) for text in texts if text))


def _whole(own: str, licensed: str) -> str:
    """Return a letter's seat with the end that it lost: the licence's begins with what is left of it."""
    if len(own) < _LEAST or contact.is_whole(own) or not contact.is_whole(licensed):
        return own
    if len(own) >= len(licensed) and _says(squeezed(own), licensed):
        return licensed
    words, others = own.split(), licensed.split()
    for kept in (len(words) - 1, len(words)):  # the last word may be cut in two
        left, ahead = squeezed("".join(words[kept:])), squeezed("".join(others[kept:]))
        alike = Levenshtein.normalized_similarity(
            squeezed("".join(words[:kept])), squeezed("".join(others[:kept]))
        )
        if ahead.startswith(left) and ahead != left and alike >= _ONE_TEXT:
            return " ".join([*words[:kept], *others[kept:]])
    return own


def _as_both_show(own: str, letter: Candidate, seat: Candidate, texts: Sequence[str]) -> str:
    """Return a letter's seat, each word in doubt as it is likelier in the pictures of letter and licence.

    `texts` are what the licence's is taken for and was read as.
    """
    country = match[0] if (match := _COUNTRY.search(own)) else ""
    best = own.removesuffix(country)
    for text in dict.fromkeys((*(_COUNTRY.sub("", one) for one, _ in letter.readings if one), *texts)):
        if Levenshtein.normalized_similarity(fold(text), fold(best)) >= _ONE_SEAT:
            best = _likelier(best, text, letter, seat)
    return best + country


def _likelier(best: str, other: str, letter: Candidate, seat: Candidate) -> str:
    """Return a text with the words of another in the place of its own wherever both pictures show those rather."""
    words, others = best.split(), other.split()
    edits = _edits(words, others)
    if not edits:
        return best
    texts = [best, *(" ".join([*words[:at], *others[first:last], *words[end:]]) for at, end, first, last in edits)]
    in_letter = traces.allowed_each(letter.traces, texts)
    before, *shown = _shown(texts, in_letter, letter, seat)
    for (at, end, first, last), after, text, seen in reversed(
        list(zip(edits, shown, texts[1:], in_letter[1:], strict=True))
    ):
        is_liker = after - before > (LEAST_ALLOWED if _has_lost_comma(best, text) else 0.0)
        is_denied = _all_say(letter, words[at:end]) and seen - in_letter[0] < LEAST_ALLOWED
        if is_liker and not is_denied:
            words[at:end] = others[first:last]
    return " ".join(words)


def _all_say(letter: Candidate, words: Sequence[str]) -> bool:
    """Say whether all readings of a letter's seat have some words, whatever their marks."""
    return all(squeezed("".join(words)) in squeezed(text) for text, _ in letter.readings)


def _has_lost_comma(one: str, other: str) -> bool:
    """Say whether a text is another without one of its commas, which are lost more often than made up."""
    return one.count(",") < other.count(",") and one.replace(",", "") == other.replace(",", "")


def _edits(words: Sequence[str], others: Sequence[str]) -> list[tuple[int, int, int, int]]:
    """Return where words differ from others: of each stretch the first word of both and that past the last."""
    made: list[tuple[int, int, int, int]] = []
    for edit in Levenshtein.opcodes(words, others):
        if edit.tag == "equal":
            continue
        start, first = edit.src_start, edit.dest_start
        if made and made[-1][1] == start:
            start, _, first, _ = made.pop()
        made.append((start, edit.src_end, first, edit.dest_end))
    return made


def _shown(texts: Sequence[str], in_letter: Sequence[float], letter: Candidate, seat: Candidate) -> list[float]:
    """Return how likely two pictures show each text (a logarithm), and how near the readings came to it."""
    ending = ", Việt Nam" if _COUNTRY.search(seat.readings[0][0]) else ""
    in_licence = [0.0] * len(texts)
    if seat.traces:
        in_licence = traces.allowed_each(seat.traces, [text + ending for text in texts])
    return [
        one + other - _oddness(text) - _distance(text, letter) - _distance(text, seat)
        for text, one, other in zip(texts, in_letter, in_licence, strict=True)
    ]


def _oddness(text: str) -> float:
    return _ODD * sum(not _may_be(word.strip(_SIGNS)) for word in text.split())


def _distance(text: str, paper: Candidate) -> float:
    """Return how many letters of a text a paper's readings have otherwise, the engine's first one above all."""
    seen = [_COUNTRY.sub("", one) for one, _ in paper.readings]
    distances = [Levenshtein.distance(one, text) if one else 0 for one in seen]
    return distances[0] + _ANOTHER_LOOK * sum(distances[1:])


def _may_be(word: str) -> bool:
    """Say whether a word may stand in a seat: a syllable with a tone that it may have, no number run into one."""
    small = word.lower()
    is_word = not word.isalpha() or (lexicon.is_syllable(small) and lexicon.is_toned(small))
    return is_word and not _RUN_IN.search(word)
