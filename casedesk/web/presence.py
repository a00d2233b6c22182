"""The heartbeat of an open review screen, answered with who else is there."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from casedesk import presence, versions
from casedesk.access import Act as Right
from casedesk.models import Case, State
from casedesk.web.screen import StaffRequest, found, screen


@screen(Right.REVIEW, "POST")
def heartbeat(request: StaffRequest, number: str) -> HttpResponse:
    """Note that the screen is open; answers 204 where it shows already who else is there."""
    case = found(number)
    if case.state == State.CHECKED:
        presence.note(case, request.user, timezone.now())
    there = there_on(request, case)
    if there["there"] == request.POST.get("there"):
        return HttpResponse(status=204)
    return render(request, "web/_presence.html", there | {"case": case})


def there_on(request: StaffRequest, case: Case) -> dict[str, object]:
    """Return what the screen shows of others; `there` is the version of that."""
    is_over = case.state != State.CHECKED
    people = [] if is_over else presence.others(case, request.user, timezone.now())
    return {"others": people, "is_over": is_over, "there": versions.of(is_over, [one.pk for one in people])}
