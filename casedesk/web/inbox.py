"""The inbox: what a person must do now, in the order of the clock."""

from django.core.exceptions import BadRequest
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from casedesk import access
from casedesk.access import Act as Right
from casedesk.web import lists, rows
from casedesk.web.screen import StaffRequest, screen

PER_PAGE = 50


def home(request: HttpRequest) -> HttpResponse:
    """Lead a person to where their work is: an administrator's is not the dossiers."""
    sees_cases = access.may(request.user, Right.SEE) or not access.may(request.user, Right.ADMINISTER)
    return redirect("web:inbox" if sees_cases else "admin:index")


@screen(Right.SEE)
def inbox(request: StaffRequest) -> HttpResponse:
    """Show one list, grouped by due day; it polls itself while something is being read."""
    counts = lists.counts(request.user)
    listing = lists.chosen(request.user, request.GET.get("muc"), counts)
    if listing is None:
        raise BadRequest(_("Không có danh sách này trong hộp việc của bạn."))
    page = Paginator(lists.cases(listing, request.user), PER_PAGE).get_page(request.GET.get("trang"))
    context = {
        "listing": listing,
        "listings": [(shown, counts.get(shown.code)) for shown in lists.seen_by(request.user)],
        "set_aside": counts.get("set_aside"),
        "page": page,
        "groups": rows.grouped(list(page.object_list), timezone.now()),
        "is_reading": bool(counts.get("reading")),
    }
    return render(request, "web/_inbox.html" if request.htmx else "web/inbox.html", context)
