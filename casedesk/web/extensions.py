"""Putting off a case's day from its page."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from casedesk import extensions, letter_drafts
from casedesk.access import Act as Right
from casedesk.actions import CannotDo
from casedesk.web.letter_drafts import look_at
from casedesk.web.screen import StaffRequest, found, screen
from letters.kinds import Kind


@screen(Right.SUPERVISE, "POST")
def extend(request: StaffRequest, number: str) -> HttpResponse:
    """Give a case its new day."""
    case, to = found(number), _day(request.POST.get("to", ""))
    if "preview" in request.POST:
        order = letter_drafts.planned(case, Kind.EXTENSION, request.user, note=request.POST.get("reason", ""))
        return look_at(order, due_on=to, promised_on=case.due_on)
    extensions.extend(case.pk, to, request.POST.get("reason", ""), request.user, timezone.now())
    messages.success(request, _("Đã hẹn lại ngày trả: %(day)s.") % {"day": f"{to:%d/%m/%Y}"})
    return redirect("web:case", number)


def _day(typed: str) -> date:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        raise CannotDo(_("Hãy ghi ngày hẹn mới.")) from None
