"""What was built from the rows of some queries is kept in the process as long as these queries find the same rows.

PostgreSQL is asked for a digest of all that they find: one short answer, where asking them again and building
anew is a third of a page. The digest is of every column of every row, so nothing that is kept is older than the
database. SQLite has no digest; there all is asked anew.
"""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar, cast

from django.db import connection

from casedesk.lib.compiled import Compiled
from casedesk.lib.shelf import Shelf
from casedesk.unchanged import may_keep

Built = TypeVar("Built")
_KEPT: Shelf[Any] = Shelf(512)
"""Dossiers of ten to thirty kilobytes as they are drawn, in each process of the web server."""
_OF_ROWS = "(SELECT md5(string_agg(row::text, ' ')) FROM ({}) AS row)"
_SNAPSHOT = "SELECT pg_current_snapshot()::text"


class Same:
    """Queries by the key of one row, which together decide what is built."""

    def __init__(self, *queries: "Compiled[Any]") -> None:
        self._queries = queries

    def built(self, pk: int, key: Hashable, build: Callable[[], Built]) -> Built:
        """Return what `build` made when the queries found what they find now, or build it.

        The key says everything that `build` depends on but the queries. What is kept is shared between threads:
        nobody may change it.
        """
        if not may_keep():
            return build()
        snapshot, *digests = self._digests(pk)
        named = (id(self), pk, key, *digests)
        found = _KEPT.get(named)
        if found is None:
            found = build()
            if _row(_SNAPSHOT) == (snapshot,):  # else somebody may have written before all was read
                _KEPT.put(named, found)
        return cast(Built, found)

    def _digests(self, pk: int) -> tuple[str | None, ...]:
        """Return what the database sees now, and a digest of the rows of each query."""
        asked = [query.as_sql(pk) for query in self._queries]
        parts = ", ".join(_OF_ROWS.format(text) for text, _given in asked)
        return _row(f"{_SNAPSHOT}, {parts}", [value for _text, given in asked for value in given])


def forget() -> None:
    """Let go of all that is kept."""
    _KEPT.clear()


def _row(text: str, given: list[Any] | None = None) -> tuple[str | None, ...]:
    with connection.cursor() as cursor:
        cursor.execute(text, given)
        return cast("tuple[str | None, ...]", cursor.fetchone())
