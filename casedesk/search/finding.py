"""The one function that finds: cases by anything that stands in them, with the place found."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import takewhile

from django.db.models import QuerySet

from casedesk.lib.compiled import Compiled, padded
from casedesk.models import Case, SearchEntry
from casedesk.search import indexes
from casedesk.search.entries import COMPANY
from casedesk.search.folding import Terms, marked, terms
from casedesk.search.places import label_of

MOST_LETTERS = 200
"""A longer text is no query."""
_NUMBER = re.compile(r"[A-Z0-9.]+-[0-9]+-[A-Z0-9]+")
"""What the number of a case looks like."""
_OF_NUMBER = Compiled(lambda number: Case.objects.filter(number=number).values_list("pk", flat=True))
_COLUMNS = ("pk", "number", "company_name", "tax_code", "arrived_on", "request", "state")
"""Columns in the order of `FoundCase`."""
_CASES = Compiled(lambda *keys: Case.objects.filter(pk__in=keys).values_list(*_COLUMNS))
_MOST_HITS = 4
_BEFORE, _AFTER = 50, 90


@dataclass(frozen=True, slots=True)
class Hit:
    """One place of a case: what it is called, and its text in pieces, each with whether it was asked for."""

    label: str
    pieces: Sequence[tuple[str, bool]]


@dataclass(frozen=True, slots=True)
class FoundCase:
    """What a page of results shows of a case."""

    pk: int
    number: str
    company_name: str
    tax_code: str
    arrived_on: date
    request: str
    state: str


@dataclass(frozen=True, slots=True)
class Found:
    """A page of cases, the one written to last first, with the places found; `is_more` where others follow."""

    cases: Sequence[tuple[FoundCase, Sequence[Hit]]] = ()
    is_more: bool = False


def find(text: str, *, papers: bool, limit: int = 50, offset: int = 0) -> Found | None:
    """Find the cases in which one value holds all words of a text, or its letters and digits in one piece.

    A whole case number finds that case alone, by its own index. `papers` says whether values that were read from
    the papers count. None: the text is too short to ask anything.
    """
    asked = terms(text[:MOST_LETTERS])
    if asked is None:
        return None
    whole = text.strip().upper()
    if _NUMBER.fullmatch(whole) and (one := _OF_NUMBER(whole)):
        return Found(_with_hits([] if offset else one, asked, papers))
    ids = indexes.first(asked, offset + limit + 1, papers=papers)[offset:]
    return Found(_with_hits(ids[:limit], asked, papers), len(ids) > limit)


def named(text: str) -> QuerySet[SearchEntry] | None:
    """Return the entries in which a company's name holds all words of a text; None as `find` says."""
    asked = terms(text[:MOST_LETTERS])
    return None if asked is None else SearchEntry.objects.filter(indexes.holding(asked), place=COMPANY)


def _with_hits(ids: Sequence[int], asked: Terms, papers: bool) -> Sequence[tuple[FoundCase, Sequence[Hit]]]:
    cases = {row[0]: FoundCase(*row) for row in _CASES(*padded([*ids]))} if ids else {}
    hits: dict[int, dict[str, Hit]] = {pk: {} for pk in ids}
    for pk, place, text in indexes.places(asked, ids, papers=papers):
        known = hits[pk]
        if text not in known and len(known) < _MOST_HITS:
            known[text] = Hit(label_of(place), in_context(marked(text, asked)))
    return [(cases[pk], list(hits[pk].values())) for pk in ids]


def in_context(pieces: Sequence[tuple[str, bool]]) -> list[tuple[str, bool]]:
    """Cut a long text to what stands around the first place found."""
    before = "".join(piece for piece, _ in takewhile(lambda piece: not piece[1], pieces))
    first, last = len(before) - _BEFORE, len(before) + _AFTER
    cut: list[tuple[str, bool]] = [("… ", False)] if first > 0 else []
    at = 0
    for piece, is_hit in pieces:
        kept = piece[max(first - at, 0) : max(last - at, 0)]
        cut += [(kept, is_hit)] if kept else []
        at += len(piece)
    return cut + ([(" …", False)] if at > last else [])
