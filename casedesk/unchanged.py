"""What was found is kept in the process as long as nothing was written that could change it.

PostgreSQL names what a query sees by its snapshot: which transactions are done. While that reads the same, every
query would find what it found before. The few rows by which the house is run are named apart, by their versions
in the database (`xmin`, `ctid`), for they stay the same while cases are worked on; so is the page's session. So
what is kept is never older than what would be asked. SQLite has no such names, there all is asked anew.
"""

from collections.abc import Callable, Hashable
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from django.conf import settings
from django.db import connection
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from casedesk.lib.shelf import Shelf
from casedesk.models import Absence, CalendarDay, CaseType, SavedFilter, User

Found = TypeVar("Found")
HOUSE = (User, Absence, CalendarDay, CaseType, SavedFilter)
"""The tables that are named apart: each has few rows, and they seldom change."""
_MOST = 2_000
_TABLE = "(SELECT sum(hashtextextended(ctid::text || xmin::text, 0)) FROM {})"
_TABLES = ", ' ', ".join(_TABLE.format(model._meta.db_table) for model in HOUSE)
_SESSION = "(SELECT ctid::text || xmin::text FROM django_session WHERE session_key = %s)"
_NAMED = ", ".join(f"concat({name}, ' ', at)" for name in ("pg_current_snapshot()", _TABLES, _SESSION))
_NAMES = f"SELECT {_NAMED} FROM pg_postmaster_start_time() AS at"  # noqa: S608 (constants)
"""Numbers of transactions begin anew where a database is restored: then its server was started anew too."""


@dataclass(slots=True)
class _Kept:
    """What was found under one name of what the database holds."""

    name: str = ""
    found: dict[Hashable, Any] = field(default_factory=dict)


@dataclass(slots=True)
class _Page:
    """What the page that is being answered sees, asked for once: the names of all, the house, its session."""

    session: str
    names: tuple[str, str, str] | None = None


_page: ContextVar[_Page | None] = ContextVar("casedesk_page", default=None)
"""None where nothing may be kept."""
_kept = [_Kept(), _Kept()]
_sessions: Shelf[Any] = Shelf(_MOST)


class Unchanged:
    """Middleware: lets a page that only reads use what was found by others before it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request; one that may write keeps nothing, for it would not see its own act."""
        session = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "").replace("\0", "")
        known = _page.set(_Page(session) if request.method in ("GET", "HEAD") else None)
        try:
            return self._get_response(request)
        finally:
            _page.reset(known)


def unchanged(key: Hashable, find: Callable[[], Found], *, of_house: bool = False) -> Found:
    """Return what `find` returned for a key, or find it now if anything was written since.

    The key says everything that `find` depends on but the database: the day, the person, the language. What is
    kept is shared between threads: nobody may change it. `of_house` says that `find` reads the tables of `HOUSE`
    alone; then only what is written into them counts.
    """
    names = _names()
    if names is None:
        return find()
    kept = _kept[of_house]
    if kept.name != names[of_house] or len(kept.found) >= _MOST:
        kept = _kept[of_house] = _Kept(names[of_house])
    if key not in kept.found:
        kept.found[key] = find()
    return cast(Found, kept.found[key])


def of_session(key: str, find: Callable[[], Found]) -> Found:
    """Return what `find` returned for the page's session, or find it now if its row was written since."""
    page, names = _page.get(), _names()
    if page is None or names is None or page.session != key:
        return find()
    named = (key, names[2])
    found = _sessions.get(named)
    if found is None:
        found = find()
        _sessions.put(named, found)
    return cast(Found, found)


def may_keep() -> bool:
    """Say whether what a page finds now may be kept: it only reads, and the database names what it sees."""
    return _page.get() is not None and connection.vendor == "postgresql" and not connection.in_atomic_block


def _names() -> tuple[str, str, str] | None:
    """Return the names of what this page sees; they are older than all that is found under them."""
    page = _page.get()
    if page is None or not may_keep():
        return None
    if page.names is None:
        with connection.cursor() as cursor:
            cursor.execute(_NAMES, [page.session])
            page.names = cast(tuple[str, str, str], cursor.fetchone())
    return page.names
