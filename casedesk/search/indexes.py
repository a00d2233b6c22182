"""How each database is asked: by its own index, which entries hold what is asked for, and the first cases of them.

SQLite walks its trigrams from the newest entry on and stops when it has enough. PostgreSQL's index cannot stop, so
that each entry's keys name the blocks of entries that it is of: the newest blocks are asked first, and the whole
house only where they do not hold enough. A word that is in every case costs the same however large the house is.
"""

from collections.abc import Iterator, Sequence
from functools import reduce
from operator import and_, or_

from django.db import connection
from django.db.models import BooleanField, F, Func, Max, Q, QuerySet, Value
from django.db.models.expressions import RawSQL

from casedesk.models import SearchEntry
from casedesk.search.folding import DIGIT, Terms

_ENTRIES_A_CASE = 8
_LEAST_START = 2
"""Behind its space a word of two letters is a trigram."""
_MATCH = "SELECT rowid FROM casedesk_search WHERE casedesk_search MATCH %s ORDER BY rowid DESC LIMIT %s"
_ALL = -1
_BLOCKS = (14, 17)
"""Binary digits of the entries of a block: each entry is of one of either size."""
_START = 6
"""Letters of the longest start of a word that is a key."""
_SHORT, _LONG = 3, 5
"""Letters that are a key wherever they stand in a code. All of this as in the migration `search_keys`."""
_MOST_INSIDE = 4
"""More keys of a code cost more than the entries that they keep out."""


def first(seen: QuerySet[SearchEntry], asked: Terms, count: int, *, papers: bool) -> list[int]:
    """Return the first cases by their newest entry that holds what is asked, of the entries that are seen.

    `papers` says that every entry is seen.
    """
    if connection.vendor == "sqlite":
        return _first_by_trigrams(seen, asked, count, papers=papers)
    return _first_by_keys(seen, asked, count)


def holding(asked: Terms) -> Q:
    """Return the condition that an entry holds what is asked for."""
    return _trigrams(asked, None) if connection.vendor == "sqlite" else _keys(asked) & by_like(asked)


def by_like(asked: Terms) -> Q:
    """Return the condition that an entry holds what is asked for, without an index: where few are looked at."""
    if [*asked.starts] == [asked.code]:
        return Q(folded__contains=asked.code)
    words = reduce(and_, (Q(folded__contains=f" {start}") for start in asked.starts))
    return words | Q(folded__contains=asked.code) if asked.code else words


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


def _first_by_keys(seen: QuerySet[SearchEntry], asked: Terms, count: int) -> list[int]:
    newest = SearchEntry.objects.aggregate(pk=Max("pk"))["pk"] or 0
    for blocks in _newest_blocks(newest):
        rows = seen.filter(reduce(or_, (_keys(asked, *block) for block in blocks)), by_like(asked))
        cases = rows.values("case_id").annotate(newest=Max("pk")).order_by("-newest")
        found = [case_id for case_id, _ in cases.values_list("case_id", "newest")[:count]]
        if len(found) >= count:
            break
    return found


def _newest_blocks(newest: int) -> Iterator[Sequence[Sequence[str]]]:
    """Yield keys of more and more entries, the newest: two blocks of each size, at last no block, but all."""
    for size, digits in enumerate(_BLOCKS, start=1):
        last = newest >> digits
        if last == 0:
            break
        yield [[f"{'#' * size}{block}"] for block in (last, last - 1)]
    yield [[]]


def _keys(asked: Terms, *block: str) -> Q:
    """Ask PostgreSQL's index for entries that have the keys of every word, or of the code, and of a block."""
    code = _has(*_inside(asked.code), *block) if asked.code else Q()
    if [*asked.starts] == [asked.code]:
        return code
    starts = [key for start in asked.starts for key in _at_start(start)]
    return _has(*starts, *block) | code if asked.code else _has(*starts, *block)


def _at_start(start: str) -> Sequence[str]:
    """Return keys that every word has which begins so."""
    first = f" {start[:_START]}"
    return [first, *_inside(start)] if len(start) >= _LONG and DIGIT.search(start) else [first]


def _inside(code: str) -> Sequence[str]:
    """Return keys of every word in which a code stands; they cover it, and of a long one not all are asked."""
    size = _LONG if len(code) >= _LONG else _SHORT
    last = len(code) - size
    return [code[at : at + size] for at in (*range(0, last, 1 + last // _MOST_INSIDE), last)]


def _has(*keys: str) -> Q:
    """Return the condition that an entry has some keys, as the index of the migration `search_keys` knows it."""
    its = Func(F("folded"), F("pk"), function="casedesk_search_keys")
    return Q(
        Func(its, Value([*keys]), template="(%(expressions)s)", arg_joiner=" @> ", output_field=BooleanField())
    )
