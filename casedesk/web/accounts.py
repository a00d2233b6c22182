"""Accounts: search, one with its history, a terminal's access key shown on purpose, the table taken away."""

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from casedesk import history
from casedesk.access import Act as Right
from casedesk.accounts import exporting, finding, registering
from casedesk.accounts.declared import Load, LoadState, Registration, RegistrationState
from casedesk.accounts.models import Account
from casedesk.models import Act
from casedesk.web import looks, parameters
from casedesk.web.register import XLSX
from casedesk.web.screen import StaffRequest, screen

MOST_LETTERS = 200
_OPEN_LOADS = (LoadState.ARRIVED, LoadState.READY, LoadState.ACCEPTED)


@screen(Right.SEE_ACCOUNTS)
def search(request: StaffRequest) -> HttpResponse:
    """Show the accounts that a query may mean, and what waits for somebody."""
    parameters.only(request, ("q",))
    query = request.GET.get("q", "").strip()[:MOST_LETTERS]
    found = list(finding.find(query)[: finding.MOST + 1])
    if query:
        looks.log(None, request.user, timezone.now(), act=Act.ACCOUNTS_SEARCHED, subject=query)
    waiting = Registration.objects.filter(state=RegistrationState.SENT).select_related("account", "entered_by")
    context = {
        "place": "accounts",
        "query": query,
        "found": found[: finding.MOST],
        "is_more": len(found) > finding.MOST,
        "total": Account.objects.count(),
        "registrations": waiting.order_by("id")[: finding.MOST],
        "loads": Load.objects.filter(state__in=_OPEN_LOADS).select_related("handed_in_by").defer("sealed")[:20],
    }
    return render(request, "web/accounts.html", context)


@screen(Right.SEE_ACCOUNTS)
def show(request: StaffRequest, tax_code: str) -> HttpResponse:
    """Show one account; who looks is written down."""
    found = finding.whole(tax_code, timezone.now())
    if found is None:
        return _unknown(request, tax_code)
    looks.log(None, request.user, timezone.now(), act=Act.ACCOUNT_SEEN, subject=tax_code)
    waits = any(one.state == RegistrationState.SENT for one in found.history.registrations)
    context = {"place": "accounts", "account": found, "waits": waits, "now": timezone.now()}
    return render(request, "web/account.html", context)


@screen(Right.FULFIL, "POST")
@sensitive_variables()
def access_key(request: StaffRequest, tax_code: str, terminal_id: str) -> HttpResponse:
    """Show a terminal's access key once, to who says why."""
    reason = request.POST.get("reason", "")
    key = registering.access_key(terminal_id, reason, request.user, timezone.now())
    context = {"place": "accounts", "tax_code": tax_code, "terminal_id": terminal_id, "key": key}
    response = render(request, "web/access_key.html", context)
    response["Cache-Control"] = "no-store"
    return response


@screen(Right.OVERSEE)
def export(request: StaffRequest) -> StreamingHttpResponse:
    """Hand out the registry as CSV, without a password or an access key."""
    _note_export(request)
    return _table(exporting.as_csv(), "tai-khoan.csv", "text/csv; charset=utf-8")


@screen(Right.OVERSEE)
def export_workbook(request: StaffRequest) -> StreamingHttpResponse:
    """Hand out the same as a workbook."""
    _note_export(request)
    return _table(exporting.as_xlsx(), "tai-khoan.xlsx", XLSX)


def _unknown(request: StaffRequest, tax_code: str) -> HttpResponse:
    context = {"place": "accounts", "tax_code": tax_code}
    return render(request, "web/no_account.html", context, status=404)


def _note_export(request: StaffRequest) -> None:
    parameters.only(request, ())
    history.add(None, Act.ACCOUNTS_EXPORTED, timezone.now(), by=request.user, rows=Account.objects.count())


def _table(content: object, name: str, kind: str) -> StreamingHttpResponse:
    response = StreamingHttpResponse(content, content_type=kind)  # type: ignore[arg-type]
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
