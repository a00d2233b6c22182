"""A case moved on the board: into other hands, to a later day, or both at once."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from casedesk import actions, extensions
from casedesk.actions import CannotDo
from casedesk.extensions import EXTENDABLE_STATES
from casedesk.models import Case, State, User

MOVABLE_STATES = (State.ASSIGNED, State.PROPOSED)
"""Where a case is in the hands of a technician who can still be another."""


def can_change_hands(case: Case) -> bool:
    """Say whether a case can be given to another technician."""
    return case.state in MOVABLE_STATES


def can_change_day(case: Case) -> bool:
    """Say whether a case's day can be put off; once, and never brought forward (NĐ 61/2018 Art 19.9)."""
    return case.state in EXTENDABLE_STATES and case.due_on is not None and not case.extensions.exists()


def move(
    case_id: int,
    to: User | None,
    day: date | None,
    reason: str,
    by: User,
    now: datetime,
    seen_state: str | None = None,
) -> None:
    """Give a case to a technician and put its day off, both or neither; None leaves either as it is.

    A later day is an extension: it needs its reason, and the company is told. Raises `CannotDo`,
    `PermissionDenied`, and `Overtaken` where the case is not as the person saw it.
    """
    if to is None and day is None:
        raise CannotDo(_("Hãy chọn người khác hoặc ngày khác cho hồ sơ này."))
    with transaction.atomic():
        if day is not None:
            extensions.extend(case_id, day, reason, by, now, seen_state)
        if to is not None:
            actions.reassign(case_id, to, by, now, seen_state)
