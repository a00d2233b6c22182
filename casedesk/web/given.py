"""The new certificate of a rebind at review: a clerk adds one, or takes one away."""

from django.http import HttpResponse
from django.utils import timezone

from casedesk import given
from casedesk.access import Act as Right
from casedesk.web.review import change
from casedesk.web.screen import StaffRequest, screen
from verification.certificates import MAX_BYTES

ANCHOR = "certificate"


@screen(Right.REVIEW, "POST")
def add(request: StaffRequest, number: str) -> HttpResponse:
    """Keep a file's certificate with the case; what is wrong with the file is said beside it."""
    file, seen = request.FILES.get("certificate"), request.POST.get("seen")
    content, name = (file.read(MAX_BYTES + 1), file.name or "") if file else (b"", "")
    return change(
        request,
        number,
        lambda case: given.add(case.pk, content, name, request.user, timezone.now(), seen),
        anchor=ANCHOR,
    )


@screen(Right.REVIEW, "POST")
def remove(request: StaffRequest, number: str) -> HttpResponse:
    """Take a certificate away that does not belong to the case."""
    seen = request.POST.get("seen")
    return change(
        request,
        number,
        lambda case: given.remove(case.pk, request.user, timezone.now(), seen),
        anchor=ANCHOR,
    )
