"""The one place that adds a line to a case's history."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from casedesk.models import MOVES, Act, Case, Event, User


def add(case: Case, act: Act, now: datetime, *, by: User | None = None, note: str = "", **data: Any) -> Event:
    """Add a line; `by` is None for the machine. `data` is kept as JSON: no password, no paper."""
    return Event.objects.create(case=case, at=now, actor=by, act=act, note=note, data=data)


def of(case: Case) -> Sequence[Event]:
    """Return a case's lines with who made them, the last first; the case remembers from them where it is."""
    lines = list(case.events.select_related("actor").order_by("-id"))
    case.remember(line.pk for line in lines if line.act in MOVES)
    return lines
