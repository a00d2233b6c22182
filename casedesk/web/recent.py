"""What came in lately, as the intake desk follows it: being read, read, and beside which open case it stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Max

from casedesk import linking
from casedesk.models import MOVES, Case, Event, State
from casedesk.web.reasons import progress, with_progress
from casedesk.web.siblings import Sibling

SINCE = timedelta(hours=24)
MOST = 100
MOST_ALONE = 12
"""Cases without another of their company that are shown; those with one are shown all."""


@dataclass(frozen=True, slots=True)
class Recent:
    """A case that nobody has decided yet, how far it is read, and the older open cases of its company."""

    case: Case
    progress: str
    siblings: Sequence[Sibling]


def recent(now: datetime) -> dict[str, object]:
    """Return what the intake page shows of the last day, what may be joined first, then the newest."""
    undecided = Case.objects.filter(state__in=[State.RECEIVED, State.CHECKED], received_at__gt=now - SINCE)
    cases = list(with_progress(undecided).order_by("-pk")[:MOST])
    siblings = linking.siblings_among([case for case in cases if case.state == State.CHECKED])
    _remember([case for case in cases if siblings.get(case.pk)])
    rows = [_row(case, siblings) for case in cases]
    beside, alone = [row for row in rows if row.siblings], [row for row in rows if not row.siblings]
    is_reading = any(case.state == State.RECEIVED and not case.halted_because for case in cases)
    return {"recent": [*beside, *alone[:MOST_ALONE]], "is_reading": is_reading}


def _row(case: Case, siblings: Mapping[int, Sequence[Case]]) -> Recent:
    beside = [Sibling(one, linking.can_join(case, one), False) for one in siblings.get(case.pk, ())]
    return Recent(case, progress(case) if case.state == State.RECEIVED else "", beside)


def _remember(cases: Sequence[Case]) -> None:
    """Let each case know the line that brought it where it is, for the forms that join it."""
    lines = Event.objects.filter(case__in=cases, act__in=MOVES).order_by().values("case")
    last = dict(lines.annotate(last=Max("pk")).values_list("case", "last")) if cases else {}
    for case in cases:
        case.remember([last.get(case.pk, 0)])
