"""The one function that finds: cases by anything that stands in them, with the place found."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from django.db.models import QuerySet

from casedesk.models import Case, SearchEntry
from casedesk.search import indexes
from casedesk.search.entries import COMPANY
from casedesk.search.folding import Terms, marked, terms
from casedesk.search.places import label_of

MOST_LETTERS = 200
"""A longer text is no query."""
_NUMBER = re.compile(r"[A-Z0-9.]+-[0-9]+-[A-Z0-9]+")
"""What the number of a case looks like."""
_MOST_HITS = 4
_BEFORE, _AFTER = 50, 90


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
    ids = indexes.first(seen, asked, offset + limit + 1, papers=papers)[offset:]
    return Found(_with_hits(ids[:limit], seen, asked), len(ids) > limit)


def named(text: str) -> QuerySet[SearchEntry] | None:
    """Return the entries in which a company's name holds all words of a text; None as `find` says."""
    asked = terms(text[:MOST_LETTERS])
    return None if asked is None else SearchEntry.objects.filter(indexes.holding(asked), place=COMPANY)


def _with_hits(
    ids: Sequence[int], seen: QuerySet[SearchEntry], asked: Terms
) -> Sequence[tuple[Case, Sequence[Hit]]]:
    cases = Case.objects.select_related("technician", "queue").in_bulk(ids)
    hits: dict[int, dict[str, Hit]] = {pk: {} for pk in ids}
    for row in seen.filter(indexes.by_like(asked), case__in=ids).order_by("case_id", "is_paper", "pk"):
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
