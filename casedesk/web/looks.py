"""Every look at a dossier, an account or a personal datum is written into the trail, once a person and visit."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models.functions import Coalesce

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
_BY_SUBJECT = Compiled(
    lambda actor, act, subject, since: (
        Event.objects.filter(actor=actor, act=act, subject=subject, at__gt=since)
        .exclude(subject="")
        .annotate(of=Coalesce("case", 0))
        .filter(of=0)[:1]
    )
)
"""Written so that a database goes by the subject: the lines that are of no case become many with the years."""
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
        of_none = _BY_SUBJECT if subject else _OF_NONE
        lines = _OF_CASE(case.pk, *asked) if case else of_none(*asked)
    if any(_is_of_visit(line, by, now, act, subject) for line in lines):
        return None
    return history.add(case, act, now, by=by, subject=subject)


def _is_of_visit(line: Event | Line, by: User, now: datetime, act: Act, subject: str) -> bool:
    is_same = (line.act, line.actor_id, line.subject) == (act, by.pk, subject)
    return is_same and line.at > now - VISIT
