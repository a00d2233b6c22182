"""Two people on one dossier see each other: whose review screen was heard of in the last seconds."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from casedesk.models import Case, Presence, User

HEARD_WITHIN = timedelta(seconds=45)
"""Three heartbeats of the screen: one that is lost does not make a person vanish."""
SWEPT_AFTER = timedelta(hours=1)


def note(case: Case, by: User, now: datetime) -> None:
    """Write down that a person has a case's review open."""
    if Presence.objects.filter(case=case, user=by).update(seen_at=now):
        return
    Presence.objects.filter(case=case, seen_at__lt=now - SWEPT_AFTER).delete()
    Presence.objects.update_or_create(case=case, user=by, defaults={"seen_at": now})


def others(case: Case, by: User, now: datetime) -> Sequence[User]:
    """Return who else has the case's review open now."""
    heard = Presence.objects.filter(case=case, seen_at__gt=now - HEARD_WITHIN).exclude(user=by)
    return [one.user for one in heard.select_related("user").order_by("user__full_name", "user_id")]
