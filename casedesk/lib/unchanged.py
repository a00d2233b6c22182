"""What was found is kept in the process as long as nothing at all was written into the database.

PostgreSQL names what a query sees by its snapshot: which transactions are done. While that reads the same, every
query would find what it found before, so what is kept is never older than what would be asked. SQLite has no such
name, there all is asked anew.
"""

from collections.abc import Callable, Hashable
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from django.db import connection
from django.http import HttpRequest
from django.http.response import HttpResponseBase

Found = TypeVar("Found")
_SNAPSHOT = "SELECT pg_current_snapshot()::text || pg_postmaster_start_time()"
"""Numbers of transactions begin anew where a database is restored: then its server was started anew too."""
_NOT_ASKED = ""
_MOST = 2_000

_snapshot: ContextVar[str | None] = ContextVar("casedesk_snapshot", default=None)
"""What is visible to the page that is being answered; None where nothing may be kept."""


@dataclass(slots=True)
class _Kept:
    """What was found in one snapshot."""

    snapshot: str = _NOT_ASKED
    found: dict[Hashable, Any] = field(default_factory=dict)


class Unchanged:
    """Middleware: lets a page that only reads use what was found by others before it."""

    kept = _Kept()

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request; one that may write keeps nothing, for it would not see its own act."""
        known = _snapshot.set(_NOT_ASKED if request.method in ("GET", "HEAD") else None)
        try:
            return self._get_response(request)
        finally:
            _snapshot.reset(known)


def unchanged(key: Hashable, find: Callable[[], Found]) -> Found:
    """Return what `find` returned for a key, or find it now if anything was written since.

    The key says everything that `find` depends on but the database: the day, the person, the language. What is
    kept is shared between threads: nobody may change it.
    """
    snapshot = _asked()
    if snapshot is None:
        return find()
    kept = Unchanged.kept
    if kept.snapshot != snapshot or len(kept.found) >= _MOST:
        kept = Unchanged.kept = _Kept(snapshot)
    if key not in kept.found:
        kept.found[key] = find()
    return cast(Found, kept.found[key])


def _asked() -> str | None:
    """Return the snapshot of this page, asked for once; it is older than all that is found by it."""
    known = _snapshot.get()
    if known is None or connection.vendor != "postgresql" or connection.in_atomic_block:
        return None
    if known == _NOT_ASKED:
        with connection.cursor() as cursor:
            cursor.execute(_SNAPSHOT)
            known = str(cursor.fetchone()[0])
        _snapshot.set(known)
    return known
