"""The form that moves a case on the board: to another technician, or to a later day with its reason."""

from collections.abc import Sequence
from datetime import date

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from casedesk import board, moving, notes
from casedesk.access import Act as Right
from casedesk.actions import CannotDo
from casedesk.models import Case, State, User
from casedesk.places import MOST_DIGITS
from casedesk.web import parameters
from casedesk.web.clocks import Clocks
from casedesk.web.screen import StaffRequest, attempt, found, screen, seen_state_of, status_of

_WHO, _DAY = "nguoi", "ngay"


@screen(Right.SUPERVISE, "GET", "HEAD", "POST")
def move(request: StaffRequest, number: str) -> HttpResponse:
    """Ask where a case shall go, with what was chosen on the board filled in; then move it."""
    parameters.only(request, (_WHO, _DAY))
    case, clocks = found(number), Clocks(timezone.now())
    people = [person for person in notes.people(clocks.today) if person.is_technician]
    if request.method == "POST" and attempt(request, lambda: _move(request, case, people)):
        messages.success(request, _("Đã chuyển hồ sơ %(number)s.") % {"number": number})
        return redirect("web:board")
    chosen = request.POST if request.method == "POST" else request.GET
    who, day = _key(chosen.get(_WHO, "")), _day(chosen.get(_DAY, ""))
    context = {
        "place": "board",
        "case": case,
        "chip": clocks.chip(case),
        "seen_state": seen_state_of(request, case),
        "people": people if moving.can_change_hands(case) else [],
        "who": who,
        "days": _days(case, clocks) if moving.can_change_day(case) else [],
        "day": day,
        "is_too_early": bool(day and case.due_on and day < case.due_on),
        "is_proposed": case.state == State.PROPOSED,
        "reason": request.POST.get("reason", ""),
    }
    return render(request, "web/move.html", context, status=status_of(request))


def _move(request: StaffRequest, case: Case, people: Sequence[User]) -> None:
    who, day = _key(request.POST.get(_WHO, "")), _day(request.POST.get(_DAY, ""))
    to = next((person for person in people if person.pk == who), None)
    if who and to is None:
        raise CannotDo(_("Không có kỹ thuật viên này. Hãy chọn lại."))
    moving.move(
        case.pk,
        None if to is None or to.pk == case.technician_id else to,
        None if day == case.due_on else day,
        request.POST.get("reason", ""),
        request.user,
        timezone.now(),
        request.POST.get("seen_state"),
    )


def _days(case: Case, clocks: Clocks) -> Sequence[date]:
    """Return the days to which a case can be put off: those of the board after its own, at least five."""
    start = max(case.due_on or clocks.today, clocks.today)
    shown = [day for day in board.days_ahead(clocks.today, clocks.calendar) if day > start]
    return sorted({*shown, *board.days_ahead(start, clocks.calendar)})


def _key(text: str) -> int:
    if text and not (text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS):
        raise BadRequest(_("Địa chỉ có một số không hợp lệ."))
    return int(text or 0)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as wrong:
        raise BadRequest(_("Ngày phải có dạng năm-tháng-ngày.")) from wrong
