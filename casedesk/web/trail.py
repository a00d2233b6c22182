"""The auditor's page: the trail by person, case, act and period, how its chain stands, and a table of it."""

from datetime import date, datetime

from django.core.exceptions import BadRequest
from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casedesk import chain, history, trail
from casedesk.access import Act as Right
from casedesk.models import Act, User
from casedesk.trail import MACHINE, Wanted
from casedesk.web import looks, parameters
from casedesk.web.screen import StaffRequest, screen

PER_PAGE = 100
_FILTERS = ("nguoi", "ho-so", "viec", "tu", "den")
_LONGEST_NUMBER = 40
_MOST_DIGITS = 18
_YEARS = range(2000, 2101)
_NO_DAY = gettext_lazy("Ngày phải có dạng ngày/tháng/năm, ví dụ 05/09/2026.")


@screen(Right.AUDIT)
def show(request: StaffRequest) -> HttpResponse:
    """Show a page of the trail, and how its chain stands; this look is written down too."""
    parameters.only(request, (*_FILTERS, "truoc"))
    wanted, before = _wanted(request), _id(request, "truoc")
    looks.log(None, request.user, timezone.now(), act=Act.TRAIL_SEEN, subject=wanted.words())
    rows, following = trail.page_of(trail.rows_of(wanted), before, PER_PAGE)
    context = {
        "place": "trail",
        "wanted": wanted,
        "events": rows,
        "following": following,
        "before": before,
        "query": _query(request),
        "people": User.objects.order_by("full_name", "username"),
        "acts": sorted(Act.choices, key=lambda choice: str(choice[1])),
        "machine": MACHINE,
        "chain": chain.state(),
        "waiting": chain.waiting(),
    }
    return render(request, "web/trail.html", context)


@screen(Right.AUDIT)
def export(request: StaffRequest) -> HttpResponseBase:
    """Hand out what the page shows as CSV, however much; who took it is written into the trail first."""
    parameters.only(request, _FILTERS)
    wanted = _wanted(request)
    history.add(None, Act.TRAIL_EXPORTED, timezone.now(), by=request.user, subject=wanted.words())
    response = StreamingHttpResponse(trail.as_csv(trail.rows_of(wanted)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="nhat-ky-kiem-tra.csv"'
    response["Cache-Control"] = "private, no-store"
    return response


def _wanted(request: StaffRequest) -> Wanted:
    number = request.GET.get("ho-so", "").strip()
    if len(number) > _LONGEST_NUMBER:
        raise BadRequest(_("Địa chỉ có một lựa chọn không được biết đến."))
    return Wanted(
        MACHINE if request.GET.get("nguoi") == MACHINE else str(_id(request, "nguoi") or ""),
        number,
        parameters.choice(request, "viec", Act.values),
        _day(request, "tu"),
        _day(request, "den"),
    )


def _id(request: StaffRequest, name: str) -> int:
    text = request.GET.get(name, "")
    if text and not (text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS):
        raise BadRequest(_("Địa chỉ có một số không hợp lệ."))
    return int(text or 0)


def _day(request: StaffRequest, name: str) -> date | None:
    text = request.GET.get(name, "").strip()
    if not text:
        return None
    try:
        found = datetime.strptime(text, "%d/%m/%Y" if "/" in text else "%Y-%m-%d").date()
    except ValueError as wrong:
        raise BadRequest(_NO_DAY) from wrong
    if found.year not in _YEARS:
        raise BadRequest(_NO_DAY)
    return found


def _query(request: StaffRequest) -> str:
    return urlencode({name: request.GET[name] for name in _FILTERS if request.GET.get(name)})
