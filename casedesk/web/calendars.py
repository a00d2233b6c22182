"""The calendar for supervisors: its corrections, the cases that they move, and moving them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from casedesk import calendars, sla
from casedesk.access import Act as Right
from casedesk.actions import CannotDo
from casedesk.models import CalendarDay
from casedesk.places import MOST_DIGITS
from casedesk.web.screen import StaffRequest, screen


@screen(Right.SUPERVISE)
def show(request: StaffRequest) -> HttpResponse:
    """Show which cases the calendar moves, from when to when."""
    context = {
        "place": "calendar",
        "moves": calendars.moves(),
        "version": sla.calendar_version(),
        "days": CalendarDay.objects.order_by("-day"),
    }
    return render(request, "web/calendar.html", context)


@screen(Right.SUPERVISE, "POST")
def apply(request: StaffRequest) -> HttpResponse:
    """Move the cases that were shown."""
    seen = request.POST.get("version", "")
    if not (seen.isdecimal() and len(seen) <= MOST_DIGITS):
        raise CannotDo(_("Hãy mở lại trang lịch làm việc rồi áp dụng."))
    moved = calendars.apply(int(seen), request.user, timezone.now())
    words = ngettext("Đã dời ngày hẹn của %(count)d hồ sơ.", "Đã dời ngày hẹn của %(count)d hồ sơ.", moved)
    messages.success(request, words % {"count": moved})
    return redirect("web:calendar")
