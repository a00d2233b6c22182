"""Who signed in, who tried and failed: lines of the trail, and the rest that many failures are made to take."""

from datetime import datetime, timedelta

from casedesk import history, origin
from casedesk.models import Act, Event, User

MOST, MOST_FROM_ONE_ADDRESS, WINDOW = 8, 40, timedelta(minutes=15)
"""So many failures for one name, or for any, from one address within this time, and that address has to wait."""


def must_wait(name: str, now: datetime) -> bool:
    """Say whether the address that asks has failed too often of late: for this name, or for many."""
    failed = Event.objects.filter(act=Act.SIGN_IN_FAILED, at__gt=now - WINDOW, address=origin.address())
    known = _known(name)
    most = failed.filter(subject=known)[MOST - 1 : MOST] if known else failed.none()
    return most.exists() or failed[MOST_FROM_ONE_ADDRESS - 1 : MOST_FROM_ONE_ADDRESS].exists()


def note_in(by: User, now: datetime) -> None:
    """Write down that a person signed in."""
    history.add(None, Act.SIGNED_IN, now, by=by)


def note_out(by: User, now: datetime) -> None:
    """Write down that a person signed out."""
    history.add(None, Act.SIGNED_OUT, now, by=by)


def note_failed(name: str, now: datetime) -> None:
    """Write down that somebody failed to sign in; a name that nobody has is not kept: it may be a password."""
    history.add(None, Act.SIGN_IN_FAILED, now, subject=_known(name))


def _known(name: str) -> str:
    return User.objects.filter(username=name).values_list("username", flat=True).first() or ""
