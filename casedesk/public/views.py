"""The company's page on which a new password is shown once."""

from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from casedesk import history
from casedesk.accounts import handover
from casedesk.accounts.handover import Look, Revealed
from casedesk.models import Act

_OVER = frozenset({Look.SEEN, Look.EXPIRED, Look.BLOCKED})
_MAX_TYPED = 80


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: HttpRequest, token: str) -> HttpResponse:
    """Ask who opens the link, and show the password once; opening the page alone shows and uses nothing.

    An unknown link asks and answers like a known one whose questions were answered wrongly.
    """
    if request.method != "POST":
        found = Revealed(handover.look(token, timezone.now()))
        return _page(request, found, 410 if found.look in _OVER else 200)
    found = _reveal(request, token)
    return _page(request, found, {Look.OPEN: 200, Look.WRONG: 422, Look.UNKNOWN: 422}.get(found.look, 410))


def _reveal(request: HttpRequest, token: str) -> Revealed:
    """Reveal and write it into the case's history, both or neither."""
    now = timezone.now()
    tax_code = request.POST.get("tax_code", "")[:_MAX_TYPED]
    number = request.POST.get("case_number", "")[:_MAX_TYPED]
    with transaction.atomic():
        found = handover.reveal(token, tax_code, number, now)
        if found.look == Look.OPEN and found.handover:
            history.add(found.handover.change.case, Act.PASSWORD_SEEN, now)
    return found


def _page(request: HttpRequest, found: Revealed, status: int) -> HttpResponse:
    context = {
        "look": found.look.value,
        "password": found.password,
        "is_over": found.look in _OVER,
        "is_wrong": request.method == "POST" and found.look in {Look.WRONG, Look.UNKNOWN},
        "tax_code": request.POST.get("tax_code", "")[:_MAX_TYPED],
        "case_number": request.POST.get("case_number", "")[:_MAX_TYPED],
    }
    response = render(request, "public/password.html", context, status=status)
    # No page of another site learns the link. A page with a form may not say `no-referrer`, though: browsers
    # would post the form with `Origin: null`, which the CSRF check refuses.
    response["Referrer-Policy"] = "no-referrer" if found.password else "same-origin"
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
