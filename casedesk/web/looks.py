"""Every look at a dossier, an account or a personal datum is written into the trail, once a person and visit."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from casedesk import history
from casedesk.history import Line
from casedesk.lib.compiled import Compiled
from casedesk.models import Act, Case, Event, User

VISIT = timedelta(minutes=30)
"""Looks at the same thing nearer to the logged one than this are the same visit."""

_OF_NONE = Compiled(
    lambda actor, act, subject, since: Event.objects.filter(
        case=None, actor=actor, act=act, subject=subject, at__gt=since
    )[:1]
)
_OF_CASE = Compiled(
    lambda case, actor, act, subject, since: Event.objects.filter(
        case=case, actor=actor, act=act, subject=subject, at__gt=since
    )[:1]
)


def log(
    case: Case | None,
    by: User,
    now: datetime,
    lines: Iterable[Event | Line] | None = None,
    *,
    act: Act = Act.PAPER_SEEN,
    subject: str = "",
) -> Event | None:
    """Write down that a person looks at something, unless this visit is written already.

    `lines` is the case's history, where it was read already; returns the line that was added.
    """
    subject = subject[: history.MOST_OF_A_SUBJECT]
    if lines is None:
        asked = by.pk, act, subject, now - VISIT
        lines = _OF_CASE(case.pk, *asked) if case else _OF_NONE(*asked)
    if any(_is_of_visit(line, by, now, act, subject) for line in lines):
        return None
    return history.add(case, act, now, by=by, subject=subject)


def _is_of_visit(line: Event | Line, by: User, now: datetime, act: Act, subject: str) -> bool:
    is_same = (line.act, line.actor_id, line.subject) == (act, by.pk, subject)
    return is_same and line.at > now - VISIT
