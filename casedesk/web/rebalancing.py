"""The page on which a supervisor rebalances a queue: what would move, and one button."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from casedesk import rebalancing
from casedesk.access import Act as Right
from casedesk.models import Queue
from casedesk.web.clocks import Clocks
from casedesk.web.screen import StaffRequest, screen


@screen(Right.SUPERVISE, "GET", "HEAD", "POST")
def rebalance(request: StaffRequest, code: str) -> HttpResponse:
    """Show the moves that even a queue out, and make them; a queue that has changed is shown anew."""
    queue, now, status = get_object_or_404(Queue, code=code), timezone.now(), 200
    if request.method == "POST":
        try:
            made = rebalancing.apply(queue, request.POST.get("seen", ""), request.user, now)
        except rebalancing.Changed as changed:
            messages.error(request, str(changed))
            status = 409
        else:
            messages.success(request, _moved(len(made.moves)))
            return redirect("web:rebalance", code)
    plan, clocks = rebalancing.plan(queue, now), Clocks(now)
    moves = [(move, clocks.chip(move.case)) for move in plan.moves]
    return render(request, "web/rebalance.html", {"queue": queue, "plan": plan, "moves": moves}, status=status)


def _moved(count: int) -> str:
    if not count:
        return _("Không có hồ sơ nào phải chuyển.")
    words = ngettext("Đã chuyển %(count)d hồ sơ.", "Đã chuyển %(count)d hồ sơ.", count)
    return words % {"count": count}
