"""Changing the address that a case is answered to, from its page."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from casedesk import readdressing
from casedesk.access import Act as Right
from casedesk.models import AddressChange
from casedesk.web.screen import StaffRequest, found, screen


@screen(Right.SEND, "POST")
def ask(request: StaffRequest, number: str) -> HttpResponse:
    """Ask for another address."""
    case, typed = found(number), request.POST
    is_meant = typed.get("is_meant") == "yes"
    to, reason = typed.get("to", ""), typed.get("reason", "")
    readdressing.ask(case.pk, to, reason, request.user, timezone.now(), is_meant=is_meant)
    messages.success(request, _("Đã ghi đề nghị; người thứ hai duyệt thì địa chỉ mới có hiệu lực."))
    return redirect("web:case", number)


@screen(Right.APPROVE, "POST")
def decide(request: StaffRequest, number: str, pk: int) -> HttpResponse:
    """Make the change, or leave the address as it is."""
    change, now = get_object_or_404(AddressChange, pk=pk, case__number=number), timezone.now()
    if request.POST.get("act") == "make":
        again = readdressing.make(change.pk, request.user, now)
        told = _("Từ nay hồ sơ được trả lời tới %(to)s.") % {"to": change.to}
        sent = _("%(count)d thư chưa tới được gửi lại tới đó.") % {"count": again} if again else ""
        messages.success(request, f"{told} {sent}".strip())
    else:
        readdressing.keep(change.pk, request.POST.get("answer", ""), request.user, now)
        messages.success(request, _("Địa chỉ trả lời giữ nguyên."))
    return redirect("web:case", number)
