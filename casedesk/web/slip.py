"""The control slip of a case, to look at and print."""

from django.http import HttpResponse
from django.utils import timezone

from casedesk import slip
from casedesk.access import Act as Right
from casedesk.models import Act
from casedesk.web import looks
from casedesk.web.screen import StaffRequest, found, screen


@screen(Right.SEE)
def show(request: StaffRequest, number: str) -> HttpResponse:
    """Show the slip as PDF, made from the history as it stands."""
    case = found(number)
    looks.log(case, request.user, timezone.now(), act=Act.SLIP_SEEN)
    response = HttpResponse(slip.render(case, timezone.now()), content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="phieu-kiem-soat-{case.pk}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response
