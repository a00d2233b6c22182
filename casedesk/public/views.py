"""The company's pages: a new password, shown once, and how far a case is."""

from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods

from casedesk import history, origin
from casedesk import lookup as lookups
from casedesk.accounts import handover
from casedesk.accounts.handover import Look, Revealed
from casedesk.models import Act, State

_MAX_TYPED = 80


@login_not_required
@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: HttpRequest, token: str) -> HttpResponse:
    """Ask who opens the link, and show the password once.

    Opening the page is the same for every link, and shows and uses nothing: mail scanners follow links. Only a
    right answer is told what became of the password; all others are answered alike.
    """
    if request.method != "POST":
        return _page(request, None, 200)
    found = _reveal(request, token)
    return _page(request, found, {Look.OPEN: 200, Look.WRONG: 422}.get(found.look, 410))


@login_not_required
@require_http_methods(["GET", "HEAD"])
def lookup(request: HttpRequest, number: str, token: str) -> HttpResponse:
    """Say how far a case is, to who has its address; one that is not ours gets the same page, empty."""
    case = lookups.found(number, token)
    words = lookups.STATE_WORDS[State(case.state)] if case else ""
    shown = {"case": case, "words": words, "due_on": case.due_on if case and case.is_open else None}
    response = render(request, "public/lookup.html", shown, status=200 if case else 404)
    response["Referrer-Policy"], response["Cache-Control"] = "no-referrer", "no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


@sensitive_variables()
def _reveal(request: HttpRequest, token: str) -> Revealed:
    """Reveal and write it into the case's history, both or neither."""
    now = timezone.now()
    tax_code = request.POST.get("tax_code", "")[:_MAX_TYPED]
    number = request.POST.get("case_number", "")[:_MAX_TYPED]
    with transaction.atomic():
        found = handover.reveal(token, tax_code, number, origin.address(), now)
        if found.look == Look.OPEN and found.handover:
            history.add(found.handover.change.case, Act.PASSWORD_SEEN, now)
    return found


@sensitive_variables()
def _page(request: HttpRequest, found: Revealed | None, status: int) -> HttpResponse:
    context = {
        "look": found.look.value if found else "",
        "password": found.password if found else "",
        "seen_at": found.handover.seen_at if found and found.handover else None,
        "tax_code": request.POST.get("tax_code", "")[:_MAX_TYPED],
        "case_number": request.POST.get("case_number", "")[:_MAX_TYPED],
    }
    response = render(request, "public/password.html", context, status=status)
    # No page of another site learns the link. A page with a form may not say `no-referrer`, though: browsers
    # would post the form with `Origin: null`, which the CSRF check refuses.
    response["Referrer-Policy"] = "no-referrer" if context["password"] else "same-origin"
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response
