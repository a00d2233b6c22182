"""Rows chosen in the inbox: given to a technician, each with its own outcome, or printed as a list."""

from collections.abc import Sequence

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from casedesk import access, actions
from casedesk.access import Act as Right
from casedesk.actions import CannotDo
from casedesk.models import Case, User
from casedesk.places import MOST_DIGITS
from casedesk.web import lists, rows
from casedesk.web.screen import REFUSALS, StaffRequest, screen

MOST = 200


@screen(Right.TAKE_PART, "POST")
def bulk(request: StaffRequest) -> HttpResponse:
    """Do one thing with the rows chosen; one that is not there for this person refuses the whole."""
    act = request.POST.get("act")
    if act == "assign" and not access.may(request.user, Right.SUPERVISE):
        raise PermissionDenied
    cases = _chosen(request)
    if act == "print":
        return _print(request, cases)
    if act != "assign":
        raise CannotDo(_("Không có việc này với những hồ sơ đã chọn."))
    technician = _technician(request.POST)
    _assign(request, cases, technician)
    return redirect(_back(request))


def _chosen(request: StaffRequest) -> Sequence[Case]:
    """Return the cases chosen, in the order of the clock. Raises `CannotDo` where any of them is not there."""
    ids = set(request.POST.getlist("chon"))
    if not ids:
        raise CannotDo(_("Hãy chọn ít nhất một hồ sơ."))
    if len(ids) > MOST:
        raise CannotDo(_("Mỗi lần chọn nhiều nhất %(most)d hồ sơ.") % {"most": MOST})
    known = {int(pk) for pk in ids if pk.isascii() and pk.isdigit() and len(pk) <= MOST_DIGITS}
    cases = list(lists.visible(request.user).filter(pk__in=known))
    if len(cases) != len(ids):
        raise CannotDo(
            _("Có hồ sơ đã chọn không tồn tại hoặc bạn không được xem. Hãy tải lại danh sách rồi chọn lại.")
        )
    return cases


def _technician(typed: QueryDict) -> User:
    chosen = typed.get("technician", "")
    known = chosen.isascii() and chosen.isdigit() and len(chosen) <= MOST_DIGITS
    technician = User.objects.filter(pk=int(chosen) if known else 0, is_technician=True).first()
    if technician is None:
        raise CannotDo(_("Hãy chọn kỹ thuật viên để giao."))
    return technician


def _assign(request: StaffRequest, cases: Sequence[Case], technician: User) -> None:
    """Give each case over by itself: one that cannot be given holds up no other."""
    failed: list[str] = []
    for case in cases:
        try:
            actions.reassign(case.pk, technician, request.user, timezone.now())
        except REFUSALS as refusal:
            failed.append(f"{case.number}: {refusal}")
    said = _("%(count)d hồ sơ đã giao cho %(name)s") % {"count": len(cases) - len(failed), "name": technician}
    if not failed:
        messages.success(request, f"{said}.")
        return
    not_given = _("%(count)d không giao được") % {"count": len(failed)}
    messages.warning(request, f"{said}, {not_given}: {' '.join(failed)}")


def _print(request: StaffRequest, cases: Sequence[Case]) -> HttpResponse:
    now = timezone.now()
    context = {"rows": list(rows.rows_of(cases, "all", request.user, now)), "now": now, "back": _back(request)}
    return render(request, "web/printed.html", context)


def _back(request: StaffRequest) -> str:
    """Return the list from which the rows were chosen; the inbox itself checks what the address says."""
    query = QueryDict(request.POST.get("back", "")).urlencode()
    return f"{reverse('web:inbox')}?{query}" if query else reverse("web:inbox")
