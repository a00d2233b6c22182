"""How each database is asked: by its own index, which entries hold what is asked for, and the first cases of them.

SQLite walks its trigrams from the newest entry on and stops when it has enough. PostgreSQL's index cannot stop, so
that each entry's keys name the blocks of entries that it is of: the newest blocks are asked first, then as many as
these say will hold enough, and the whole house only where that is most of it. A word that is in every case costs
as much however large the house is. Blocks and words are conditions of their own: so the index leaps from one list
of entries to the next; as one condition it read all of a block, which took ten times as long. A query is compiled
once for all that are asked by as many words.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache, reduce
from operator import and_, or_
from typing import Any

from django.db import connection
from django.db.models import BooleanField, F, Func, Max, Q, QuerySet, Value
from django.db.models.expressions import RawSQL

from casedesk.lib.compiled import Compiled, padded
from casedesk.models import SearchEntry
from casedesk.search.folding import DIGIT, Terms

_ENTRIES_A_CASE = 8
_LEAST_START = 2
"""Behind its space a word of two letters is a trigram."""
_MATCH = "SELECT rowid FROM casedesk_search WHERE casedesk_search MATCH %s ORDER BY rowid DESC LIMIT %s"
_ALL = -1
_BLOCKS = (14, 17)
"""Binary digits of the entries of a block: each entry is of one of either size."""
_FIRST, _LEAST, _NONE = 2, 2, 4
"""How many of the newest blocks are asked first, of the smaller size; then at least so many of the larger, and so
many where the first hold nothing.
"""
_ROOM, _MOST = 1.5, 0.5
"""How many times the blocks that should hold enough are asked; of a larger part of them the whole house is."""
_KEPT = 256
"""How many compiled queries are kept."""
_START = 6
"""Letters of the longest start of a word that is a key."""
_SHORT, _LONG = 3, 5
"""Letters that are a key wherever they stand in a code. All of this as in the migration `search_keys`."""
_MOST_INSIDE = 4
"""More keys of a code cost more than the entries that they keep out."""


@dataclass(frozen=True, slots=True)
class _Shape:
    """How a query is built, whatever is asked: by how many words, by a code too or alone, of which entries."""

    words: int
    has_code: bool
    papers: bool
    is_of_blocks: bool = False


def first(asked: Terms, count: int, *, papers: bool) -> list[int]:
    """Return the first cases by their newest entry that holds what is asked.

    `papers` says whether what was read from the papers is seen.
    """
    if connection.vendor == "sqlite":
        return _first_by_trigrams(_seen(papers), asked, count, papers=papers)
    return _first_by_keys(asked, count, papers)


def holding(asked: Terms) -> Q:
    """Return the condition that an entry holds what is asked for."""
    if connection.vendor == "sqlite":
        return _trigrams(asked, None)
    return _any_of(_shape(asked, papers=True), _keys(asked)) & by_like(asked)


def by_like(asked: Terms) -> Q:
    """Return the condition that an entry holds what is asked for, without an index: where few are looked at."""
    return _by_patterns(_shape(asked, papers=True), _patterns(asked))


def places(asked: Terms, cases: Sequence[int], *, papers: bool) -> list[tuple[int, str, str]]:
    """Return the entries of some cases that hold what is asked: case, place and text; papers come last."""
    return _places(_shape(asked, papers))(*_patterns(asked), *padded([*cases])) if cases else []


@lru_cache(maxsize=_KEPT)
def _places(shape: _Shape) -> Compiled[tuple[int, str, str]]:
    return Compiled(
        lambda *given: (
            _seen(shape.papers)
            .filter(_by_patterns(shape, given[: _count(shape)]), case__in=given[_count(shape) :])
            .order_by("case_id", "is_paper", "pk")
            .values_list("case_id", "place", "text")
        )
    )


def _seen(papers: bool) -> QuerySet[SearchEntry]:
    return SearchEntry.objects.all() if papers else SearchEntry.objects.filter(is_paper=False)


def _shape(asked: Terms, papers: bool, *, is_of_blocks: bool = False) -> _Shape:
    return _Shape(len(_words(asked)), bool(asked.code), papers, is_of_blocks)


def _count(shape: _Shape) -> int:
    return shape.words + shape.has_code


def _patterns(asked: Terms) -> list[str]:
    """Return what an entry is like: each word at its start, then the code; folded text has nothing to escape."""
    code = [f"%{asked.code}%"] if asked.code else []
    return [*(f"% {start}%" for start in _words(asked)), *code]


def _words(asked: Terms) -> Sequence[str]:
    """Return the words that are asked for, none where the one word is the code."""
    return () if [*asked.starts] == [asked.code] else asked.starts


def _by_patterns(shape: _Shape, patterns: Sequence[str]) -> Q:
    return reduce(or_, _options(shape, [_holds(F("folded"), "LIKE", pattern) for pattern in patterns]))


def _options(shape: _Shape, held: Sequence[Q]) -> list[Q]:
    """Return of a condition a word, and one of the code: that all words are held, and that the code is."""
    words = [reduce(and_, held[: shape.words])] if shape.words else []
    return [*words, *held[shape.words :]]


def _holds(what: F | Func, how: str, value: str, kind: str = "") -> Q:
    template = f"(%(expressions)s{kind})"
    return Q(Func(what, Value(value), template=template, arg_joiner=f" {how} ", output_field=BooleanField()))


def _first_by_trigrams(seen: QuerySet[SearchEntry], asked: Terms, count: int, *, papers: bool) -> list[int]:
    """Return the first cases; only so many entries are read as it takes."""
    most = count
    while True:
        most *= _ENTRIES_A_CASE
        rows = seen.filter(_trigrams(asked, most if papers else None)).order_by("-pk")
        read = list(rows.values_list("case_id", flat=True)[:most])
        cases = list(dict.fromkeys(read))
        if len(cases) >= count or len(read) < most:
            return cases[:count]


def _trigrams(asked: Terms, most: int | None) -> Q:
    """Ask SQLite's index, by name; a word of one letter is not in it.

    `most` is how many entries are wanted, the newest; None where others may have to be left out of them.
    """
    starts = [start for start in asked.starts if len(start) >= _LEAST_START]
    if not starts:
        return by_like(asked)
    match = " AND ".join(f'" {start}"' for start in starts)
    if asked.code:
        match = f'"{asked.code}"' if starts == [asked.code] else f'({match}) OR "{asked.code}"'
    if len(starts) < len(asked.starts):
        return Q(pk__in=RawSQL(_MATCH, [match, _ALL])) & by_like(asked)  # noqa: S611 (constant, with parameters)
    return Q(pk__in=RawSQL(_MATCH, [match, most or _ALL]))  # noqa: S611 (a constant, with parameters)


def _first_by_keys(asked: Terms, count: int, papers: bool) -> list[int]:
    newest = next(iter(_NEWEST()), 0)
    small, large = (newest >> digits for digits in _BLOCKS)
    if small < _FIRST:
        return _found(asked, (), count, papers)
    found = _found(asked, [_named(0, small - back) for back in range(_FIRST)], count, papers)
    asked_so_far = _FIRST * 2.0 ** (_BLOCKS[0] - _BLOCKS[1])
    while len(found) < count:
        blocks = max(_LEAST, math.ceil(_ROOM * asked_so_far * count / len(found))) if found else _NONE
        if blocks > _MOST * large or blocks <= asked_so_far:
            return _found(asked, (), count, papers)
        found = _found(asked, [_named(1, large - back) for back in range(blocks)], count, papers)
        asked_so_far = blocks
    return found


def _found(asked: Terms, blocks: Sequence[str], count: int, papers: bool) -> list[int]:
    """Return the first cases by their newest entry of some blocks, or of all where none are named."""
    rows = _first_of(_shape(asked, papers, is_of_blocks=bool(blocks)), count)(
        *_keys(asked), *([_listed(*blocks)] if blocks else []), *_patterns(asked)
    )
    return [case_id for case_id, _newest in rows]


_NEWEST = Compiled(lambda: SearchEntry.objects.order_by("-pk").values_list("pk", flat=True)[:1])


@lru_cache(maxsize=_KEPT)
def _first_of(shape: _Shape, count: int) -> Compiled[tuple[int, int]]:
    def build(*given: str) -> QuerySet[Any, tuple[int, int]]:
        keys, patterns = given[: -_count(shape)], given[-_count(shape) :]
        rows = _seen(shape.papers).filter(_any_of(shape, keys), _by_patterns(shape, patterns))
        cases = rows.values("case_id").annotate(newest=Max("pk")).order_by("-newest")
        return cases.values_list("case_id", "newest")[:count]

    return Compiled(build)


def _named(size: int, block: int) -> str:
    """Return the key that the entries of a block have, by the place of its size in `_BLOCKS`."""
    return f"{'#' * (size + 1)}{block}"


def _keys(asked: Terms) -> list[str]:
    """Return the lists of keys of every word, then of the code: an entry has all of the words', or the code's."""
    code = [_listed(*_inside(asked.code))] if asked.code else []
    return [*(_listed(*_at_start(word)) for word in _words(asked)), *code]


def _listed(*keys: str) -> str:
    """Write an array as PostgreSQL reads it; a key is made of letters, digits, a space and signs of a number."""
    return "{" + ",".join(f'"{key}"' for key in keys) + "}"


def _at_start(start: str) -> Sequence[str]:
    """Return keys that every word has which begins so."""
    first = f" {start[:_START]}"
    return [first, *_inside(start)] if len(start) >= _LONG and DIGIT.search(start) else [first]


def _inside(code: str) -> Sequence[str]:
    """Return keys of every word in which a code stands; they cover it, and of a long one not all are asked."""
    size = _LONG if len(code) >= _LONG else _SHORT
    last = len(code) - size
    return [code[at : at + size] for at in (*range(0, last, 1 + last // _MOST_INSIDE), last)]


def _any_of(shape: _Shape, keys: Sequence[str]) -> Q:
    """Return the condition that an entry has a word's keys each, or the code's, as the index knows them.

    Behind them may stand a list of blocks: it is of one of these.
    """
    its = Func(F("folded"), F("pk"), function="casedesk_search_keys")
    options = _options(shape, [_holds(its, "@>", one, "::text[]") for one in keys[: _count(shape)]])
    blocks = [_holds(its, "&&", one, "::text[]") for one in keys[_count(shape) :]]
    return reduce(or_, (reduce(and_, [one, *blocks]) for one in options))
