"""The one function that finds: cases by anything that stands in them, with the place found."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import takewhile
from operator import and_

from django.db import connection
from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL

from casedesk.models import Case, SearchEntry
from casedesk.search.entries import COMPANY
from casedesk.search.folding import Terms, marked, terms
from casedesk.search.places import label_of

MOST_LETTERS = 200
"""A longer text is no query."""
_NUMBER = re.compile(r"[A-Z0-9.]+-[0-9]+-[0-9]+")
"""What the number of a case looks like."""
_MOST_HITS = 4
_ENTRIES_A_CASE = 8
_BEFORE, _AFTER = 50, 90
_LEAST_START = 2
"""Behind its space a word of two letters is a trigram."""
_MATCH = "SELECT rowid FROM casedesk_search WHERE casedesk_search MATCH %s ORDER BY rowid DESC LIMIT %s"
_ALL = -1


@dataclass(frozen=True, slots=True)
class Hit:
    """One place of a case: what it is called, and its text in pieces, each with whether it was asked for."""

    label: str
    pieces: Sequence[tuple[str, bool]]


@dataclass(frozen=True, slots=True)
class Found:
    """A page of cases, the one written to last first, with the places found; `is_more` where others follow."""

    cases: Sequence[tuple[Case, Sequence[Hit]]] = ()
    is_more: bool = False


def find(text: str, *, papers: bool, limit: int = 50, offset: int = 0) -> Found | None:
    """Find the cases in which one value holds all words of a text, or its letters and digits in one piece.

    A whole case number finds that case alone, by its own index. `papers` says whether values that were read from
    the papers count. None: the text is too short to ask anything.
    """
    asked = terms(text[:MOST_LETTERS])
    if asked is None:
        return None
    seen = SearchEntry.objects.all() if papers else SearchEntry.objects.filter(is_paper=False)
    whole = text.strip().upper()
    if _NUMBER.fullmatch(whole) and (
        one := Case.objects.filter(number=whole).values_list("pk", flat=True).first()
    ):
        return Found(_with_hits([] if offset else [one], seen, asked))
    ids = _first(seen, asked, offset + limit + 1, papers=papers)[offset:]
    return Found(_with_hits(ids[:limit], seen, asked), len(ids) > limit)


def _first(seen: QuerySet[SearchEntry], asked: Terms, count: int, *, papers: bool) -> list[int]:
    """Return the first cases by their newest entry; only so many entries are read as it takes."""
    most = count
    while True:
        most *= _ENTRIES_A_CASE
        rows = seen.filter(_indexed(asked, most if papers else None)).order_by("-pk")
        read = list(rows.values_list("case_id", flat=True)[:most])
        cases = list(dict.fromkeys(read))
        if len(cases) >= count or len(read) < most:
            return cases[:count]


def named(text: str) -> QuerySet[SearchEntry] | None:
    """Return the entries in which a company's name holds all words of a text; None as `find` says."""
    asked = terms(text[:MOST_LETTERS])
    return None if asked is None else SearchEntry.objects.filter(_indexed(asked, None), place=COMPANY)


def _with_hits(
    ids: Sequence[int], seen: QuerySet[SearchEntry], asked: Terms
) -> Sequence[tuple[Case, Sequence[Hit]]]:
    cases = Case.objects.select_related("technician", "queue").in_bulk(ids)
    hits: dict[int, dict[str, Hit]] = {pk: {} for pk in ids}
    for row in seen.filter(_by_like(asked), case__in=ids).order_by("case_id", "is_paper", "pk"):
        known = hits[row.case_id]
        if row.text not in known and len(known) < _MOST_HITS:
            known[row.text] = Hit(label_of(row.place), in_context(marked(row.text, asked)))
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


def _indexed(asked: Terms, most: int | None) -> Q:
    """Ask the index: SQLite's by name, PostgreSQL's is behind LIKE; a word of one letter is in neither.

    `most` is how many entries are wanted, the newest; None where others may have to be left out of them.
    """
    starts = [start for start in asked.starts if len(start) >= _LEAST_START]
    if connection.vendor != "sqlite" or not starts:
        return _by_like(asked)
    match = " AND ".join(f'" {start}"' for start in starts)
    if asked.code:
        match = f'"{asked.code}"' if starts == [asked.code] else f'({match}) OR "{asked.code}"'
    if len(starts) < len(asked.starts):
        return Q(pk__in=RawSQL(_MATCH, [match, _ALL])) & _by_like(asked)  # noqa: S611 (constant, with parameters)
    return Q(pk__in=RawSQL(_MATCH, [match, most or _ALL]))  # noqa: S611 (a constant, with parameters)


def _by_like(asked: Terms) -> Q:
    if [*asked.starts] == [asked.code]:
        return Q(folded__contains=asked.code)
    words = reduce(and_, (Q(folded__contains=f" {start}") for start in asked.starts))
    return words | Q(folded__contains=asked.code) if asked.code else words
