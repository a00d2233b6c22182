"""Registry files: handed in with a reason, looked at line by line, applied by a second person."""

from collections.abc import Sequence

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casedesk import pipeline
from casedesk.access import Act as Right
from casedesk.accounts import loads, tables
from casedesk.accounts.columns import COLUMNS
from casedesk.accounts.declared import Load, LoadState
from casedesk.holding import CannotDo
from casedesk.models import Act
from casedesk.web import looks
from casedesk.web.screen import StaffRequest, attempt, screen, status_of

MOST = 50
_MOVING = (LoadState.ARRIVED, LoadState.ACCEPTED)
TONES = {
    LoadState.ARRIVED: "waiting",
    LoadState.BROKEN: "failed",
    LoadState.READY: "unsure",
    LoadState.ACCEPTED: "waiting",
    LoadState.APPLIED: "done",
    LoadState.REFUSED: "waiting",
}
COUNTS: Sequence[tuple[str, str | Promise]] = (
    ("account_new", gettext_lazy("tài khoản mới")),
    ("account_changed", gettext_lazy("tài khoản thay đổi")),
    ("account_same", gettext_lazy("tài khoản không đổi")),
    ("bindings", gettext_lazy("chứng thư gắn mới")),
    ("user_new", gettext_lazy("User ID mới")),
    ("user_changed", gettext_lazy("User ID thay đổi")),
    ("user_same", gettext_lazy("User ID không đổi")),
    ("terminal_new", gettext_lazy("máy trạm mới")),
    ("terminal_changed", gettext_lazy("máy trạm thay đổi")),
    ("terminal_same", gettext_lazy("máy trạm không đổi")),
)


@screen(Right.SEE_ACCOUNTS)
def index(request: StaffRequest) -> HttpResponse:
    """Show the files, and where to hand in another."""
    return _listed(request)


@screen(Right.FULFIL, "POST")
def hand_in(request: StaffRequest) -> HttpResponse:
    """Take a file; the machine looks at it next."""
    reason = request.POST.get("reason", "")
    if attempt(request, lambda: _hand_in(request, reason)):
        return redirect("web:load", Load.objects.filter(handed_in_by=request.user)[0].pk)
    return _listed(request, reason)


def _listed(request: StaffRequest, reason: str = "") -> HttpResponse:
    context = {
        "place": "accounts",
        "loads": [(load, TONES[LoadState(load.state)]) for load in _rows()[:MOST]],
        "reason": reason,
        "columns": COLUMNS.values(),
        "most": tables.MOST_LINES,
    }
    return render(request, "web/loads.html", context, status=status_of(request))


@screen(Right.SEE_ACCOUNTS)
def show(request: StaffRequest, pk: int) -> HttpResponse:
    """Show a file's report; while the machine is at it, say whether it is done."""
    load = get_object_or_404(_rows(), pk=pk)
    if request.htmx:
        response = HttpResponse(status=204)
        if request.GET.get("buoc") != load.state:
            response = HttpResponse()
            response["HX-Refresh"] = "true"
        return response
    return _shown(request, load)


@screen(Right.APPROVE, "POST")
def accept(request: StaffRequest, pk: int) -> HttpResponse:
    """Let it be applied, as the second person."""
    if attempt(request, lambda: loads.accept(pk, request.user, timezone.now())):
        pipeline.wake()
        messages.success(request, _("Đã duyệt; máy đang nhập tệp."))
        return redirect("web:load", pk)
    return _shown(request, get_object_or_404(_rows(), pk=pk), status=409)


@screen(Right.APPROVE, "POST")
def refuse(request: StaffRequest, pk: int) -> HttpResponse:
    """Put it away, with a reason."""
    reason = request.POST.get("reason", "")
    if attempt(request, lambda: loads.refuse(pk, reason, request.user, timezone.now())):
        messages.success(request, _("Đã bỏ tệp; chưa có gì được nhập."))
        return redirect("web:load", pk)
    return _shown(request, get_object_or_404(_rows(), pk=pk), status=409, reason=reason)


def _hand_in(request: StaffRequest, reason: str) -> None:
    file = request.FILES.get("file")
    if file is None:
        raise CannotDo(_("Hãy chọn tệp CSV hoặc XLSX."))
    content = bytes(file.read(tables.MAX_BYTES + 1))
    loads.hand_in(file.name or "", content, reason, request.user, timezone.now())
    pipeline.wake()


def _rows() -> QuerySet[Load]:
    return Load.objects.select_related("handed_in_by", "decided_by").defer("sealed")


def _shown(request: StaffRequest, load: Load, status: int = 200, reason: str = "") -> HttpResponse:
    looks.log(None, request.user, timezone.now(), act=Act.ACCOUNT_SEEN, subject=f"{load.pk} {load.name}")
    counts = load.report.get("counts", {})
    context = {
        "place": "accounts",
        "load": load,
        "tone": TONES[LoadState(load.state)],
        "counts": [(counts[name], label) for name, label in COUNTS if counts.get(name)],
        "is_moving": load.state in _MOVING,
        "is_own": load.handed_in_by_id == request.user.pk,
        "reason": reason,
    }
    return render(request, "web/load.html", context, status=status)
