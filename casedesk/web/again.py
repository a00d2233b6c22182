"""After the end of a case: the former certificate bound again, or a password issued anew, by two persons."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from casedesk import again
from casedesk.access import Act as Right
from casedesk.accounts import changes
from casedesk.holding import CannotDo
from casedesk.models import Act
from casedesk.web import looks
from casedesk.web.account import account_of
from casedesk.web.screen import StaffRequest, attempt, found, screen, seen_state_of, status_of


@screen(Right.FULFIL, "GET", "HEAD", "POST")
def undo(request: StaffRequest, number: str) -> HttpResponse:
    """Show the certificate that would be bound again beside the bound one; ask for it."""
    case, reason, seen, now = (
        found(number),
        request.POST.get("reason", ""),
        request.POST.get("seen_state"),
        timezone.now(),
    )
    if request.method == "POST" and attempt(request, lambda: again.undo(case.pk, reason, request.user, now, seen)):
        messages.success(request, _("Đã đề xuất cho %(number)s; chờ người thứ hai duyệt.") % {"number": number})
        return redirect("web:case", number)
    try:
        former, problem = again.former(case, now), ""
    except CannotDo as limit:
        former, problem = None, str(limit)
    looks.log(case, request.user, now, act=Act.ACCOUNT_SEEN, subject=case.tax_code)
    context = {
        "case": case,
        "account": account_of(case),
        "former": former,
        "is_expired": former is not None and former.not_after < now,
        "problem": problem,
        "reason": reason,
        "seen_state": seen_state_of(request, case),
    }
    return render(request, "web/undo.html", context, status=status_of(request))


@screen(Right.FULFIL, "GET", "HEAD", "POST")
def password(request: StaffRequest, number: str) -> HttpResponse:
    """Ask for a new password, where the last one did not reach the company."""
    case, reason, seen, now = (
        found(number),
        request.POST.get("reason", ""),
        request.POST.get("seen_state"),
        timezone.now(),
    )
    if request.method == "POST" and attempt(
        request, lambda: again.password(case.pk, reason, request.user, now, seen)
    ):
        messages.success(request, _("Đã đề xuất cho %(number)s; chờ người thứ hai duyệt.") % {"number": number})
        return redirect("web:case", number)
    looks.log(case, request.user, now, act=Act.ACCOUNT_SEEN, subject=case.tax_code)
    done = changes.done(case.pk)
    context = {
        "case": case,
        "account": account_of(case),
        "done": done,
        "reason": reason,
        "seen_state": seen_state_of(request, case),
    }
    return render(request, "web/password_again.html", context, status=status_of(request))
