"""Following a case: whoever follows one is shown its changes of state until they open it."""

from django.core.exceptions import PermissionDenied

from casedesk import access
from casedesk.access import Act as Right
from casedesk.models import Case, User, Watch


def follow(case: Case, by: User) -> None:
    """Follow a case from the state in which it is now; to follow it twice is to follow it."""
    if not access.may(by, Right.SEE):
        raise PermissionDenied
    Watch.objects.get_or_create(case=case, person=by, defaults={"seen_state": case.state})


def unfollow(case: Case, by: User) -> None:
    """Follow a case no more."""
    Watch.objects.filter(case=case, person=by).delete()


def see(case: Case, by: User) -> bool:
    """Write down that a person has seen the case as it is now; return whether they follow it."""
    watch = Watch.objects.filter(case=case, person=by).first()
    if watch is None:
        return False
    if watch.seen_state != case.state:
        Watch.objects.filter(pk=watch.pk).update(seen_state=case.state)
    return True
