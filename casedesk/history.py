"""The one place that adds a line to the trail: to a case's history, or about what is no case's."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from django.db.models import TextField
from django.db.models.functions import Cast

from casedesk import origin
from casedesk.lib.compiled import Compiled
from casedesk.models import MOVES, Act, Case, Event, User

MOST_OF_A_SUBJECT = 200
_COLUMNS = ("pk", "written", "act", "actor_id", "actor__full_name", "actor__username", "subject", "note")
"""Columns in the order of `Line`."""
_LINES = Compiled(
    lambda case: (
        Event.objects.filter(case=case)
        .annotate(written=Cast("at", TextField()))
        .order_by("-id")
        .values_list(*_COLUMNS)
    )
)


class Line(NamedTuple):
    """A line of a case's history as screens need it; it has no actor where the machine acted.

    `written` is the moment as the database writes it: of a long history few are asked for.
    """

    pk: int
    written: str
    act: str
    actor_id: int | None
    full_name: str | None
    username: str | None
    subject: str
    note: str

    @property
    def at(self) -> datetime:
        """The moment; SQLite says no zone, and means UTC."""
        moment = datetime.fromisoformat(self.written)
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)

    @property
    def actor(self) -> str:
        """The name of who acted, as `User` says it; empty for the machine."""
        return self.full_name or self.username or ""


def add(
    case: Case | None,
    act: Act,
    now: datetime,
    *,
    by: User | None = None,
    note: str = "",
    subject: str = "",
    **data: Any,
) -> Event:
    """Add a line; `by` is None for the machine, `case` where it is about none; `subject` names what it is about.

    The client's address is added by itself. `data` is kept as JSON: no password, no paper.
    """
    return Event.objects.create(
        case=case,
        at=now,
        actor=by,
        act=act,
        subject=subject[:MOST_OF_A_SUBJECT],
        address=origin.address(),
        note=note,
        data=data,
    )


def line_of(event: Event) -> Line:
    """Return an event that was just added as a line."""
    full_name, username = (event.actor.full_name, event.actor.username) if event.actor else (None, None)
    return Line(
        event.pk, event.at.isoformat(), event.act, event.actor_id, full_name, username, event.subject, event.note
    )


def of(case: Case) -> Sequence[Line]:
    """Return a case's lines with who made them, the last first; the case remembers from them where it is."""
    lines = [Line._make(row) for row in _LINES(case.pk)]
    case.remember(line.pk for line in lines if line.act in MOVES)
    return lines
