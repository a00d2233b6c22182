"""The supplement request before it goes: every point can be reworded, left out with a reason, or added."""

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from casedesk import actions, letter_drafts, supplements
from casedesk.access import Act as Right
from casedesk.models import Case
from casedesk.supplements import Point
from casedesk.web.checks import checks_of
from casedesk.web.letter_drafts import look_at
from casedesk.web.screen import StaffRequest, attempt, found, screen, seen_state_of, status_of
from letters.kinds import Kind


@screen(Right.REVIEW, "GET", "HEAD", "POST")
def supplement(request: StaffRequest, number: str) -> HttpResponse:
    """Show all that is missing before it is asked for once, then ask."""
    case, typed = found(number), request.POST
    points = _points(typed)
    if "more" in typed:
        return _page(request, case, points, status=200)
    if "preview" in typed:
        asked = supplements.as_json(supplements.kept(points or []))
        note = typed.get("note", "")
        return look_at(letter_drafts.planned(case, Kind.SUPPLEMENT, request.user, note=note, defects=asked))
    if request.method == "POST" and attempt(request, lambda: _ask(request, case, points)):
        messages.success(request, _("Đã lập phiếu yêu cầu bổ sung cho %(number)s.") % {"number": number})
        return redirect("web:inbox")
    return _page(request, case, points, status=status_of(request))


def _ask(request: StaffRequest, case: Case, points: list[Point] | None) -> None:
    note, reason = request.POST.get("note", ""), request.POST.get("reason", "")
    seen = request.POST.get("seen_state")
    actions.request_supplement(case.pk, note, request.user, timezone.now(), points, reason, seen)


def _points(typed: QueryDict) -> list[Point] | None:
    """Read the points of the form, row by row; None where the form had none at all."""
    if "what" not in typed:
        return None
    kept = set(typed.getlist("keep"))
    columns = (typed.getlist(name) for name in ("rule", "what", "why", "remedy"))
    rows = ([" ".join(text.split()) for text in row] for row in zip(*columns, strict=False))
    return [
        Point(rule, what, why, remedy, str(index) in kept) for index, (rule, what, why, remedy) in enumerate(rows)
    ]


def _page(request: StaffRequest, case: Case, points: list[Point] | None, *, status: int) -> HttpResponse:
    shown = [*supplements.updated(case, points or []), Point()]
    context = {
        "case": case,
        "points": shown,
        "note": request.POST.get("note", ""),
        "reason": request.POST.get("reason", ""),
        "seen_state": seen_state_of(request, case),
        "longest": supplements.LONGEST,
        "checks": checks_of(case),
    }
    return render(request, "web/supplement.html", context, status=status)
