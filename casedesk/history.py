"""The one place that adds a line to a case's history."""

from datetime import datetime
from typing import Any

from casedesk.models import Act, Case, Event, User


def add(case: Case, act: Act, now: datetime, *, by: User | None = None, note: str = "", **data: Any) -> Event:
    """Add a line; `by` is None for the machine. `data` is kept as JSON: no password, no paper."""
    return Event.objects.create(case=case, at=now, actor=by, act=act, note=note, data=data)
