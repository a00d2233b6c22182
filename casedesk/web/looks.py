"""Every look at a dossier's papers is written into its history, once a person and visit."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from casedesk import history
from casedesk.models import Act, Case, Event, User

VISIT = timedelta(minutes=30)
"""Looks nearer to the logged one than this are the same visit."""


def log(case: Case, by: User, now: datetime, lines: Iterable[Event] | None = None) -> Event | None:
    """Write down that a person looks at a case's papers, unless this visit is written already.

    `lines` is the case's history, where it was read already; returns the line that was added.
    """
    if lines is None:
        lines = Event.objects.filter(case=case, actor=by, act=Act.PAPER_SEEN, at__gt=now - VISIT)[:1]
    if any(_is_of_visit(line, by, now) for line in lines):
        return None
    return history.add(case, Act.PAPER_SEEN, now, by=by)


def _is_of_visit(line: Event, by: User, now: datetime) -> bool:
    return line.act == Act.PAPER_SEEN and line.actor_id == by.pk and line.at > now - VISIT
