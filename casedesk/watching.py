"""Following a case: whoever follows one is shown its changes of state until they open it."""

from django.core.exceptions import PermissionDenied
from django.db.models import OuterRef, QuerySet, Subquery

from casedesk import access
from casedesk.access import Act as Right
from casedesk.models import Case, User, Watch


def follow(case: Case, by: User) -> None:
    """Follow a case from the state in which it is now; to follow it twice is to follow it."""
    if not access.may(by, Right.TAKE_PART):
        raise PermissionDenied
    Watch.objects.get_or_create(case=case, person=by, defaults={"seen_state": case.state})


def unfollow(case: Case, by: User) -> None:
    """Follow a case no more."""
    Watch.objects.filter(case=case, person=by).delete()


def with_watch(cases: QuerySet[Case], by: int) -> QuerySet[Case]:
    """Read with each case in which state a person (by key) who follows it saw it last (`watched_at`)."""
    mine = Watch.objects.filter(case=OuterRef("pk"), person=by)
    return cases.annotate(watched_at=Subquery(mine.values("seen_state")))


def see(case: Case, by: User) -> bool:
    """Write down that a person has seen a case of `with_watch` as it is now; return whether they follow it."""
    seen: str | None = getattr(case, "watched_at")  # noqa: B009 (an annotation)
    if seen not in (None, case.state):
        Watch.objects.filter(case=case, person=by).update(seen_state=case.state)
    return seen is not None
