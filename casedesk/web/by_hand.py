"""A change that a technician makes on the console: the steps, values to copy, and what the console answered."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from casedesk import by_hand
from casedesk.access import Act as Right
from casedesk.accounts import changes
from casedesk.accounts.gateway import Answer, gateway
from casedesk.accounts.models import ByHand, Operation
from casedesk.by_hand import Said
from casedesk.models import Act, Case
from casedesk.web import looks
from casedesk.web.clocks import Clocks
from casedesk.web.screen import StaffRequest, attempt, found, screen, seen_state_of, status_of

_ANSWERS = {"done": Answer.DONE, "refused": Answer.REFUSED, "unknown": Answer.UNKNOWN}


@screen(Right.FULFIL, "GET", "HEAD", "POST")
def show(request: StaffRequest, number: str) -> HttpResponse:
    """Lead through the steps; record what the console answered."""
    case, seen = found(number), request.POST.get("seen_state")
    said = Said(
        _ANSWERS.get(request.POST.get("answer", ""), Answer.UNKNOWN),
        request.POST.get("words", ""),
        request.POST.get("serial", ""),
    )
    act = by_hand.look_again if request.POST.get("answer") == "unchanged" else by_hand.record
    if request.method == "POST" and attempt(
        request, lambda: act(case.pk, said, request.user, timezone.now(), seen)
    ):
        messages.success(request, _("Đã ghi kết quả làm tay."))
        return redirect("web:by_hand" if by_hand.waiting(found(number)) else "web:case", number)
    return _shown(request, found(number), said=said)


@screen(Right.FULFIL, "POST")
@sensitive_variables()
def password(request: StaffRequest, number: str) -> HttpResponse:
    """Show the password that has to be typed into the console, for a while."""
    case = found(number)
    secret = by_hand.password(case.pk, request.user, timezone.now())
    return _shown(request, case, secret=secret)


@sensitive_variables()
def _shown(request: StaffRequest, case: Case, said: Said | None = None, secret: str = "") -> HttpResponse:
    task, now = by_hand.waiting(case), timezone.now()
    if task is None:
        return redirect("web:case", case.number)
    looks.log(case, request.user, now)
    looks.log(case, request.user, now, act=Act.ACCOUNT_SEEN, subject=case.tax_code)
    context = {
        "case": case,
        "chip": Clocks(now).chip(case),
        "seen_state": seen_state_of(request, case),
        "task": task,
        "change": task.change,
        "is_password": task.change.operation == Operation.ISSUE_PASSWORD,
        "certificate": None if task.change.operation == Operation.ISSUE_PASSWORD else changes.to_bind(task.change),
        "pem": bytes(task.change.certificate or b"").decode(),
        "account": gateway().find(task.change.tax_code),
        "why_not": by_hand.why_not(task, request.user),
        "obstacle": _obstacle(task, case),
        "secret": secret,
        "said": said,
    }
    response = render(request, "web/by_hand.html", context, status=200 if secret else status_of(request))
    response["Cache-Control"] = "no-store"
    return response


def _obstacle(task: ByHand, case: Case) -> str:
    """Say what speaks against it, as long as nobody has tried."""
    return "" if task.is_unclear else by_hand.obstacle(task, case, timezone.now())
