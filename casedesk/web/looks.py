"""Every look at a dossier's papers is written into its history, once a person and visit."""

from datetime import datetime, timedelta

from casedesk import history
from casedesk.models import Act, Case, Event, User

VISIT = timedelta(minutes=30)
"""Looks nearer to the logged one than this are the same visit."""


def log(case: Case, by: User, now: datetime) -> None:
    """Write down that a person looks at a case's papers, unless this visit is written already."""
    visit = Event.objects.filter(case=case, actor=by, act=Act.PAPER_SEEN, at__gt=now - VISIT)
    if not visit.exists():
        history.add(case, Act.PAPER_SEEN, now, by=by)
