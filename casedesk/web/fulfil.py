"""Changing the account: the technician prepares the change, a second person approves it."""

import base64
import binascii
from collections.abc import Sequence
from dataclasses import replace

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from casedesk import access, actions, by_hand, history
from casedesk.access import Act as Right
from casedesk.accounts import changes, recipients
from casedesk.accounts.models import Change, Operation, PasswordPolicy
from casedesk.history import Line
from casedesk.models import Act, Case, State
from casedesk.web import looks
from casedesk.web.account import AccountView, account_of
from casedesk.web.certificates import HandedIn, handed_in
from casedesk.web.checks import checks_of
from casedesk.web.clocks import Clocks
from casedesk.web.events import lines_drawn
from casedesk.web.screen import StaffRequest, attempt, found, screen, seen_state_of, status_of
from casedesk.web.whole import found_whole
from intake.facts import Request
from verification import certificates
from verification.certificates import Certificate, NotACertificate, kept
from verification.models import GivenCertificate, Judgement
from verification.rules.certificate import REBINDS


@screen(Right.FULFIL, "GET", "HEAD", "POST")
def fulfil(request: StaffRequest, number: str) -> HttpResponse:
    """Show what will change; look at a new certificate; propose the change."""
    case = found_whole(number, request.user)
    note, seen = request.POST.get("note", ""), request.POST.get("seen_state")
    row = kept.row_of(case.pk) if case.request in REBINDS else None
    content = _content(request, row)
    if request.POST.get("step") == "propose" and attempt(
        request,
        lambda: actions.propose(
            case.pk, content, note, request.user, timezone.now(), seen, is_enciphered=_is_enciphered(request)
        ),
    ):
        messages.success(request, _("Đã đề xuất cho %(number)s; chờ người thứ hai duyệt.") % {"number": number})
        return redirect("web:inbox")
    account = account_of(case)
    offered, refused = _offered(case, account, content, row)
    earlier = changes.of(case.tax_code)
    context = _context(request, case, account, history.of(case), earlier) | {
        "note": note,
        "offered": offered,
        "refused": refused,
        "given": row,
        "is_mine": case.technician_id == request.user.pk and case.state == State.ASSIGNED,
        "to": _recipient(case, account),
        "is_enciphered": _is_enciphered(request),
        "returned": next((one for one in earlier if one.case_id == case.pk and one.returned_because), None),
    }
    return render(request, "web/fulfil.html", context, status=_status(request))


@screen(Right.APPROVE, "GET", "HEAD", "POST")
def approve(request: StaffRequest, number: str) -> HttpResponse:
    """Show a proposal to the second person, who approves it."""
    case = found_whole(number, request.user)
    if request.method == "POST":
        actions.approve(case.pk, request.user, timezone.now(), request.POST.get("seen_state"))
        messages.success(request, _("Đã duyệt %(number)s; máy đang thực hiện.") % {"number": number})
        return redirect("web:inbox")
    if case.state != State.PROPOSED:
        return redirect("web:case", number)
    return _proposal(request, case)


@screen(Right.APPROVE, "POST")
def send_back(request: StaffRequest, number: str) -> HttpResponse:
    """Send a proposal back to its technician, with a reason."""
    case, reason, seen = found(number), request.POST.get("reason", ""), request.POST.get("seen_state")
    if attempt(request, lambda: actions.return_proposal(case.pk, reason, request.user, timezone.now(), seen)):
        messages.success(request, _("Đã trả lại đề xuất của %(number)s.") % {"number": number})
        return redirect("web:inbox")
    return _proposal(request, found_whole(number, request.user), reason)


def _proposal(request: StaffRequest, case: Case, reason: str = "") -> HttpResponse:
    earlier = changes.of(case.tax_code)
    change = next((one for one in earlier if one.case_id == case.pk and one.waits), None)
    change = change or actions.proposal_of(case)
    account = account_of(case)
    content = bytes(change.certificate) if change.certificate else None
    row = kept.row_of(case.pk) if content else None
    offered, _refused = _offered(case, account, content, row)
    lines = history.of(case)
    context = _context(request, case, account, lines, earlier) | {
        "change": change,
        "is_again": change.is_again,
        "former": changes.to_bind(change) if change.undoes_id else None,
        "offered": offered,
        "given": row,
        "is_own": change.proposed_by_id == request.user.pk,
        "reason": reason,
        "deeds": lines_drawn([line for line in lines if line.actor_id == change.proposed_by_id][:20]),
    }
    return render(request, "web/approve.html", context, status=status_of(request))


def _context(
    request: StaffRequest,
    case: Case,
    account: AccountView,
    lines: Sequence[Line],
    earlier: Sequence[Change],
) -> dict[str, object]:
    is_password = case.request == Request.RESET_PASSWORD
    looks.log(case, request.user, timezone.now(), lines)
    looks.log(case, request.user, timezone.now(), lines, act=Act.ACCOUNT_SEEN, subject=case.tax_code)
    return {
        "case": case,
        "seen_state": seen_state_of(request, case),
        "chip": Clocks(timezone.now()).chip(case),
        "account": account,
        "is_password": is_password,
        "operation": Operation.ISSUE_PASSWORD.label if is_password else Operation.BIND_CERTIFICATE.label,
        "hours": PasswordPolicy.on(timezone.localdate()).valid_hours if is_password else 0,
        "is_by_hand": settings.ACCOUNT_GATEWAY == by_hand.BY_HAND,
        "warnings": [check for check in checks_of(case, lines=lines) if check.is_open or check.settled_by],
        "judged": _judged(case, lines),
        "earlier": earlier,
        "sees_papers": access.may(request.user, Right.SEE_PAPERS),
    }


def _judged(case: Case, lines: Sequence[Line]) -> Sequence[Judgement]:
    if not any(line.act == Act.JUDGED for line in lines):
        return ()
    return list(case.judgements.select_related("by").order_by("id"))


def _is_enciphered(request: StaffRequest) -> bool:
    return request.POST.get("way") == "enciphered"


def _recipient(case: Case, account: AccountView) -> Certificate | None:
    """Return the certificate that a password letter can be enciphered to; None for a rebind too."""
    if case.request != Request.RESET_PASSWORD or account.record is None:
        return None
    return recipients.recipient(account.record, timezone.now())


def _content(request: StaffRequest, row: GivenCertificate | None) -> bytes | None:
    """Return the new certificate's bytes: the chosen file, the one the form has kept, or the review's."""
    file = request.FILES.get("certificate")
    if file:
        return bytes(file.read(certificates.MAX_BYTES + 1))
    try:
        sent = base64.b64decode(request.POST.get("kept", ""), validate=True)
    except binascii.Error:
        return None
    return sent or (bytes(row.pem) if row else None)


def _offered(
    case: Case, account: AccountView, content: bytes | None, row: GivenCertificate | None
) -> tuple[HandedIn | None, NotACertificate | None]:
    """Return the certificate in a file as the screen shows it, or why it holds none."""
    if not content:
        return None, None
    try:
        offered = certificates.offered(content)
    except NotACertificate as wrong:
        return None, wrong
    if row and kept.offered_by(row).certificate.der == offered.certificate.der:
        offered = replace(offered, has_signed=row.has_signed)
    return handed_in(case, offered, account), None


def _status(request: StaffRequest) -> int:
    return 409 if request.POST.get("step") == "propose" else 200
