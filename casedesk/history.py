"""The one place that adds a line to the trail: to a case's history, or about what is no case's."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from casedesk import origin
from casedesk.lib.compiled import Compiled
from casedesk.models import MOVES, Act, Case, Event, User

MOST_OF_A_SUBJECT = 200
_LINES = Compiled(lambda case: Event.objects.filter(case=case).select_related("actor").order_by("-id"))


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


def of(case: Case) -> Sequence[Event]:
    """Return a case's lines with who made them, the last first; the case remembers from them where it is."""
    lines = _LINES(case.pk)
    case.remember(line.pk for line in lines if line.act in MOVES)
    return lines
