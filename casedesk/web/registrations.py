"""A company's declaration (OE4001): entered by one person, decided by another; its outcome (OE4002)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from casedesk.access import Act as Right
from casedesk.accounts import changes, registering
from casedesk.accounts.declared import Registration, RegistrationKind, RegistrationState
from casedesk.accounts.gateway import BoundCertificate
from casedesk.accounts.models import Account
from casedesk.accounts.registering import Declared, DeclaredTerminal, DeclaredUser, UserStanding
from casedesk.holding import CannotDo
from casedesk.models import Act
from casedesk.web import looks
from casedesk.web.screen import StaffRequest, attempt, screen, status_of
from verification import certificates
from verification.certificates import Expected, authorities, chains

NEW_ROWS = 3
KEEP, BOUND, FILE, END = "giu", "tai-khoan", "tep", "thoi"


@dataclass(frozen=True, slots=True)
class UserRow:
    """A line of the form for a User ID; `standing` is None for a new one."""

    key: str
    standing: UserStanding | None
    chosen: str
    user_id: str = ""
    full_name: str = ""


@dataclass(frozen=True, slots=True)
class TerminalRow:
    """A line of the form for a terminal; `is_new` where its code is typed."""

    key: str
    terminal_id: str
    is_new: bool
    ends: bool = False


@screen(Right.FULFIL, "GET", "HEAD", "POST")
def enter(request: StaffRequest, tax_code: str) -> HttpResponse:
    """Ask for what a company declares, and enter it."""
    account, now = get_object_or_404(Account, tax_code=tax_code), timezone.now()
    users, terminals = _user_rows(request, account, now), _terminal_rows(request, account)
    usual = RegistrationKind.CHANGE if any(row.standing for row in users) else RegistrationKind.NEW
    note, kind = request.POST.get("note", ""), request.POST.get("kind", usual)

    def act() -> None:
        declared = Declared(tuple(_users(request, account, users, now)), tuple(_terminals(terminals)))
        chosen = RegistrationKind(kind) if kind in RegistrationKind.values else usual
        registering.enter(account, chosen, declared, note, request.user, now)

    if request.method == "POST" and attempt(request, act):
        messages.success(request, _("Đã nhập bản đăng ký; chờ người thứ hai duyệt."))
        return redirect("web:account", tax_code)
    context = {
        "place": "accounts",
        "account": account,
        "bound": account.bindings.first(),
        "kinds": RegistrationKind.choices,
        "kind": kind,
        "note": note,
        "users": users,
        "terminals": terminals,
    }
    return render(request, "web/registration_form.html", context, status=status_of(request))


@screen(Right.SEE_ACCOUNTS)
def show(request: StaffRequest, pk: int) -> HttpResponse:
    """Show a request, and what became of it."""
    return _shown(request, _found(pk))


@screen(Right.APPROVE, "POST")
def approve(request: StaffRequest, pk: int) -> HttpResponse:
    """Approve it as the second person."""
    if attempt(request, lambda: registering.approve(pk, request.user, timezone.now())):
        messages.success(request, _("Đã duyệt bản đăng ký."))
        return redirect("web:registration", pk)
    return _shown(request, _found(pk), status=409)


@screen(Right.APPROVE, "POST")
def refuse(request: StaffRequest, pk: int) -> HttpResponse:
    """Refuse it, with a reason."""
    reason = request.POST.get("reason", "")
    if attempt(request, lambda: registering.refuse(pk, reason, request.user, timezone.now())):
        messages.success(request, _("Đã ghi không duyệt bản đăng ký."))
        return redirect("web:registration", pk)
    return _shown(request, _found(pk), status=409, reason=reason)


def _found(pk: int) -> Registration:
    return get_object_or_404(Registration.objects.select_related("account", "entered_by", "decided_by"), pk=pk)


def _shown(request: StaffRequest, found: Registration, status: int = 200, reason: str = "") -> HttpResponse:
    now = timezone.now()
    looks.log(None, request.user, now, act=Act.ACCOUNT_SEEN, subject=found.account.tax_code)
    waits = found.state == RegistrationState.SENT
    context = {
        "place": "accounts",
        "registration": found,
        "declared": registering.declared_in(found),
        "bound": found.account.bindings.first(),
        "waits": waits,
        "is_own": found.entered_by_id == request.user.pk,
        "is_in_force": found.effective_from is not None and found.effective_from <= now,
        "reason": reason,
    }
    return render(request, "web/registration.html", context, status=status)


def _user_rows(request: StaffRequest, account: Account, now: datetime) -> Sequence[UserRow]:
    known = [
        UserRow(f"user-{one.declarant.pk}", one, request.POST.get(f"user-{one.declarant.pk}", KEEP))
        for one in registering.users_of(account, now)
    ]
    fresh = [
        UserRow(
            f"new-{number}",
            None,
            request.POST.get(f"new-{number}", BOUND),
            request.POST.get(f"new-{number}-id", "").strip().upper(),
            request.POST.get(f"new-{number}-name", "").strip(),
        )
        for number in range(NEW_ROWS)
    ]
    return [*known, *fresh]


def _terminal_rows(request: StaffRequest, account: Account) -> Sequence[TerminalRow]:
    known = [
        TerminalRow(f"terminal-{row.pk}", row.terminal_id, False, f"terminal-{row.pk}" in request.POST)
        for row in account.terminals.filter(ends_at=None)
    ]
    names = [f"terminal-new-{number}" for number in range(NEW_ROWS)]
    return [*known, *(TerminalRow(name, request.POST.get(name, "").strip().upper(), True) for name in names)]


def _users(
    request: StaffRequest, account: Account, rows: Sequence[UserRow], now: datetime
) -> Iterator[DeclaredUser]:
    """Yield what is declared of User IDs. Raises `CannotDo`, `NotACertificate`."""
    offered: Mapping[str, BoundCertificate | None] = _offered(request, account, rows, now)
    for row in rows:
        certificate = offered.get(row.chosen)
        if row.standing is None:
            if row.user_id or row.full_name:
                yield DeclaredUser(row.user_id, row.full_name, certificate)
        elif row.chosen == END:
            yield DeclaredUser(row.standing.declarant.user_id, ends=True)
        elif row.chosen in offered:
            yield DeclaredUser(row.standing.declarant.user_id, "", certificate)


def _terminals(rows: Sequence[TerminalRow]) -> Iterator[DeclaredTerminal]:
    for row in rows:
        if row.ends or (row.is_new and row.terminal_id):
            yield DeclaredTerminal(row.terminal_id, ends=row.ends)


def _offered(
    request: StaffRequest, account: Account, rows: Sequence[UserRow], now: datetime
) -> dict[str, BoundCertificate | None]:
    """Return the certificates that a User ID can be given: the account's own, that of the file."""
    used = {row.chosen for row in rows if row.standing or row.user_id}
    found: dict[str, BoundCertificate | None] = {}
    if BOUND in used:
        bound = account.bindings.first()
        if bound is None:
            raise CannotDo(_("Tài khoản chưa gắn chứng thư nào: hãy đính kèm tệp chứng thư."))
        found[BOUND] = BoundCertificate(
            bound.serial, bound.issuer, bound.subject, bound.not_before, bound.not_after
        )
    if FILE in used:
        found[FILE] = _from_file(request, account, now)
    return found


def _from_file(request: StaffRequest, account: Account, now: datetime) -> BoundCertificate:
    file = request.FILES.get("certificate")
    if file is None:
        raise CannotDo(_("Hãy đính kèm tệp chứng thư, hoặc chọn chứng thư đang gắn với tài khoản."))
    offered = certificates.offered(bytes(file.read(certificates.MAX_BYTES + 1)))
    link = chains.link(offered.certificate, authorities.trust(), now, offered.others)
    against = certificates.problems(offered.certificate, Expected(account.tax_code, now), link)
    if against:
        raise CannotDo(" ".join(problem.why for problem in against))
    return changes.bound_from(offered.certificate)
