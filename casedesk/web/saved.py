"""Keeping a filter of the inbox under a name, and throwing it away."""

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from casedesk import saved_filters
from casedesk.access import Act as Right
from casedesk.web import filters, inbox, lists
from casedesk.web.screen import StaffRequest, screen


@screen(Right.TAKE_PART, "POST")
def save(request: StaffRequest) -> HttpResponse:
    """Keep the filter that is shown; what is kept is what the inbox itself would take."""
    query = QueryDict(request.POST.get("query", ""))
    listing = query.get(filters.LIST, "")
    if listing not in {seen.code for seen in lists.seen_by(request.user)}:
        raise BadRequest(_("Không có danh sách này trong hộp việc của bạn."))
    address = filters.parse(query, inbox.technicians()).address(listing)
    kept = saved_filters.save(request.POST.get("name", ""), address, "shared" in request.POST, request.user)
    messages.success(request, _("Đã lưu bộ lọc «%(name)s».") % {"name": kept.name})
    return redirect(f"{reverse('web:inbox')}?{address}")


@screen(Right.TAKE_PART, "POST")
def delete(request: StaffRequest, pk: int) -> HttpResponse:
    """Throw away one of one's own filters."""
    if not saved_filters.delete(pk, request.user):
        raise Http404
    messages.success(request, _("Đã xóa bộ lọc."))
    return redirect("web:inbox")
