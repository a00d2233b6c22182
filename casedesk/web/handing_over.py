"""Sending a company a fresh link to its password, from the case page."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from casedesk import handing_over
from casedesk.access import Act as Right
from casedesk.web.screen import StaffRequest, found, screen


@screen(Right.FULFIL, "POST")
def send_link_anew(request: StaffRequest, number: str) -> HttpResponse:
    """Send a fresh link; the old one is dead."""
    case, reason, seen = found(number), request.POST.get("reason", ""), request.POST.get("seen_state")
    handing_over.send_link_anew(case.pk, reason, request.user, timezone.now(), seen)
    messages.success(request, _("Đường dẫn mới được gửi tới %(to)s.") % {"to": case.reply_address})
    return redirect("web:case", number)
