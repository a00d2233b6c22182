"""What was built from the rows of some queries is kept in the process as long as these queries find the same rows.

PostgreSQL is asked for a digest of all that they find: one short answer, where asking them again and building
anew is a third of a page. The digest is of every column of every row, so nothing that is kept is older than the
database. SQLite has no digest; there all is asked anew.
"""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar, cast

from django.db import connection, transaction

from casedesk.lib.compiled import Compiled
from casedesk.lib.shelf import Shelf
from casedesk.unchanged import may_keep

Built = TypeVar("Built")
_KEPT: Shelf[Any] = Shelf(512)
"""Dossiers of ten to thirty kilobytes as they are drawn, in each process of the web server."""
_OF_ROWS = "(SELECT md5(string_agg(row::text, ' ')) FROM ({}) AS row)"
_AS_IT_IS_NOW = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"


class Same:
    """Queries by the key of one row, which together decide what is built."""

    def __init__(self, *queries: "Compiled[Any]") -> None:
        self._queries = queries

    def built(self, pk: int, key: Hashable, build: Callable[[], Built]) -> Built:
        """Return what `build` made when the queries found what they find now, or build it.

        The key says everything that `build` depends on but the queries; it writes nothing. What is kept is shared
        between threads: nobody may change it.
        """
        if not may_keep():
            return build()
        kept = _KEPT.get((id(self), pk, key))
        if kept is not None and kept[0] == self._digests(pk):
            return cast(Built, kept[1])
        return self._built(pk, key, build)

    def _built(self, pk: int, key: Hashable, build: Callable[[], Built]) -> Built:
        """Build and keep it; what others write meanwhile is seen by neither the digest nor `build`."""
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute(_AS_IT_IS_NOW)
            digests, found = self._digests(pk), build()
        _KEPT.put((id(self), pk, key), (digests, found))
        return found

    def _digests(self, pk: int) -> tuple[str | None, ...]:
        """Return a digest of the rows of each query."""
        asked = [query.as_sql(pk) for query in self._queries]
        parts = ", ".join(_OF_ROWS.format(text) for text, _given in asked)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {parts}", [value for _text, given in asked for value in given])
            return cast("tuple[str | None, ...]", cursor.fetchone())


def forget() -> None:
    """Let go of all that is kept."""
    _KEPT.clear()
