"""A company's declaration of its User IDs and terminals: entered, approved by a second person, in effect later."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from casedesk import access, history
from casedesk.access import Act as Right
from casedesk.accounts.declared import (
    TERMINAL_ID,
    USER_ID,
    Declarant,
    DeclarantCertificate,
    Registration,
    RegistrationKind,
    RegistrationState,
    RegistryPolicy,
    Terminal,
)
from casedesk.accounts.gateway import BoundCertificate
from casedesk.accounts.models import Account
from casedesk.accounts.passwords import CAPITALS, DIGITS
from casedesk.holding import CannotDo
from casedesk.lib import sealing
from casedesk.models import Act, User

MOST = 50
"""So many User IDs, and so many terminals, a request may name."""
_KEY_LENGTH = 16


@dataclass(frozen=True, slots=True)
class DeclaredUser:
    """A User ID as a company declares it. `certificate` None: the one it has stays; `ends`: it is given up."""

    user_id: str
    full_name: str = ""
    certificate: BoundCertificate | None = None
    ends: bool = False


@dataclass(frozen=True, slots=True)
class DeclaredTerminal:
    """A terminal as a company declares it."""

    terminal_id: str
    ends: bool = False


@dataclass(frozen=True, slots=True)
class Declared:
    """All that one request declares."""

    users: tuple[DeclaredUser, ...] = ()
    terminals: tuple[DeclaredTerminal, ...] = ()


@dataclass(frozen=True, slots=True)
class UserStanding:
    """A User ID at a moment: the certificate in force, the one that comes.

    `lags`: the administrator account has another certificate than the last one declared here.
    """

    declarant: Declarant
    is_in_force: bool
    certificate: DeclarantCertificate | None
    coming: DeclarantCertificate | None
    lags: bool


def enter(
    account: Account, kind: RegistrationKind, declared: Declared, note: str, by: User, now: datetime
) -> Registration:
    """Enter a company's request; it waits for a second person. Raises `CannotDo`."""
    if not access.may(by, Right.FULFIL):
        raise PermissionDenied
    if not note.strip():
        raise CannotDo(_("Hãy ghi yêu cầu đến từ đâu (số công văn, ngày)."))
    _check(account, kind, declared, now)
    try:
        with transaction.atomic():
            made = Registration.objects.create(
                account=account, kind=kind, content=asdict(declared), note=note.strip(), entered_by=by,
                entered_at=now,
            )  # fmt: skip
            history.add(None, Act.REGISTRATION_ENTERED, now, by=by, subject=account.tax_code, note=note.strip())
    except IntegrityError as waiting:
        raise CannotDo(_("Tài khoản này đang có một bản đăng ký chờ duyệt.")) from waiting
    return made


def approve(pk: int, by: User, now: datetime) -> Registration:
    """Approve a request as the second person: what it declares takes effect after the policy's delay."""
    with transaction.atomic():
        found = _waiting(pk, by)
        account = Account.objects.select_for_update().get(pk=found.account_id)
        declared = declared_in(found)
        if not access.may(found.entered_by, Right.FULFIL):
            raise CannotDo(
                _("%(name)s không còn quyền nhập bản đăng ký: hãy nhập lại.") % {"name": found.entered_by}
            )
        _check(account, RegistrationKind(found.kind), declared, now)
        found.effective_from = now + RegistryPolicy.delay_on(timezone.localdate(now))
        _write(account, declared, found.effective_from)
        _decide(found, RegistrationState.APPROVED, by, now)
        history.add(None, Act.REGISTRATION_APPROVED, now, by=by, subject=account.tax_code, note=found.note)
    return found


def refuse(pk: int, reason: str, by: User, now: datetime) -> Registration:
    """Refuse a request, with a reason."""
    if not reason.strip():
        raise CannotDo(_("Hãy ghi vì sao không duyệt."))
    with transaction.atomic():
        found = _waiting(pk, by)
        found.reason = reason.strip()
        _decide(found, RegistrationState.REFUSED, by, now)
        history.add(None, Act.REGISTRATION_REFUSED, now, by=by, subject=found.account.tax_code, note=found.reason)
    return found


def declared_in(registration: Registration) -> Declared:
    """Return what a request declares."""
    content: Mapping[str, Sequence[Mapping[str, Any]]] = registration.content
    users = (DeclaredUser(**{**one, "certificate": _certificate(one["certificate"])}) for one in content["users"])
    return Declared(tuple(users), tuple(DeclaredTerminal(**one) for one in content["terminals"]))


def users_of(account: Account, now: datetime) -> list[UserStanding]:
    """Return an account's User IDs as they stand at a moment."""
    bound = account.bindings.first()
    return [
        _standing(declarant, bound.serial if bound else "", now)
        for declarant in account.declarants.prefetch_related("certificates")
    ]


def access_key(terminal_id: str, reason: str, by: User, now: datetime) -> str:
    """Return a terminal's access key to a technician who says why; written into the trail. Raises `CannotDo`."""
    if not access.may(by, Right.FULFIL):
        raise PermissionDenied
    if not reason.strip():
        raise CannotDo(_("Hãy ghi vì sao cần xem khóa truy cập."))
    terminal = Terminal.objects.filter(terminal_id=terminal_id).exclude(sealed_access_key=None).first()
    if terminal is None:
        raise CannotDo(_("Không giữ khóa truy cập nào của máy trạm %(id)s.") % {"id": terminal_id})
    history.add(None, Act.ACCESS_KEY_SEEN, now, by=by, subject=terminal_id, note=reason.strip())
    return sealing.unseal(bytes(terminal.sealed_access_key or b"")).decode()


def new_access_key() -> str:
    """Return an access key for a new terminal, made by chance."""
    return "".join(secrets.choice(CAPITALS + DIGITS) for _number in range(_KEY_LENGTH))


def _standing(declarant: Declarant, bound: str, now: datetime) -> UserStanding:
    rows = list(declarant.certificates.all())
    begun = next((row for row in rows if row.effective_from <= now), None)
    coming = next((row for row in reversed(rows) if row.effective_from > now), None)
    last = rows[0] if rows else None
    is_over = declarant.ends_at is not None and declarant.ends_at <= now
    lags = bool(bound) and not is_over and (last is None or last.serial != bound)
    return UserStanding(declarant, declarant.effective_from <= now and not is_over, begun, coming, lags)


def _waiting(pk: int, by: User) -> Registration:
    if not access.may(by, Right.APPROVE):
        raise PermissionDenied
    found = (
        Registration.objects.select_for_update(of=("self",))
        .select_related("account", "entered_by")
        .filter(pk=pk)
        .first()
    )
    if found is None or found.state != RegistrationState.SENT:
        raise CannotDo(_("Bản đăng ký này đã được quyết định rồi."))
    if found.entered_by_id == by.pk:
        raise PermissionDenied(_("Người nhập bản đăng ký không được tự quyết định: cần người thứ hai."))
    return found


def _decide(found: Registration, state: RegistrationState, by: User, now: datetime) -> None:
    found.state, found.decided_by, found.decided_at = state, by, now
    found.save(update_fields=["state", "decided_by", "decided_at", "reason", "effective_from"])


def _check(account: Account, kind: RegistrationKind, declared: Declared, now: datetime) -> None:
    """Refuse what cannot be in the account. Raises `CannotDo` with all that is wrong."""
    wrong = [*_wrong_users(account, declared.users, now), *_wrong_terminals(account, declared.terminals)]
    ids = [one.user_id for one in declared.users]
    if kind == RegistrationKind.NEW and (known := account.declarants.filter(user_id__in=ids).first()):
        wrong.append(_("User ID %(id)s đã đăng ký: hãy chọn «Sửa sau phê duyệt».") % {"id": known.user_id})
    if not declared.users and not declared.terminals:
        wrong.append(_("Bản đăng ký chưa có User ID hay máy trạm nào."))
    if max(len(declared.users), len(declared.terminals)) > MOST:
        wrong.append(_("Một bản đăng ký có nhiều nhất %(most)d User ID và %(most)d máy trạm.") % {"most": MOST})
    if wrong:
        raise CannotDo(" ".join(wrong))


def _wrong_users(account: Account, users: Sequence[DeclaredUser], now: datetime) -> list[str]:
    known = {row.user_id: row for row in Declarant.objects.filter(user_id__in=[one.user_id for one in users])}
    wrong = _twice([one.user_id for one in users])
    for one in users:
        wrong += _not_valid(USER_ID, one.user_id)
        row = known.get(one.user_id)
        if row and row.account_id != account.pk:
            wrong.append(_("User ID %(id)s là của tài khoản khác.") % {"id": one.user_id})
        if one.ends and row is None:
            wrong.append(_("Không có User ID %(id)s để thôi dùng.") % {"id": one.user_id})
        if row is None and not one.ends and not (one.full_name.strip() and one.certificate):
            wrong.append(_("User ID mới %(id)s cần họ tên và chứng thư.") % {"id": one.user_id})
        if one.certificate and one.certificate.not_after < now:
            wrong.append(_("Chứng thư của User ID %(id)s đã hết hạn.") % {"id": one.user_id})
    return wrong


def _wrong_terminals(account: Account, terminals: Sequence[DeclaredTerminal]) -> list[str]:
    ids = [one.terminal_id for one in terminals]
    known = {row.terminal_id: row for row in Terminal.objects.filter(terminal_id__in=ids)}
    wrong = _twice(ids)
    for one in terminals:
        wrong += _not_valid(TERMINAL_ID, one.terminal_id)
        row = known.get(one.terminal_id)
        if row and row.account_id != account.pk:
            wrong.append(_("Máy trạm %(id)s là của tài khoản khác.") % {"id": one.terminal_id})
        if one.ends and row is None:
            wrong.append(_("Không có máy trạm %(id)s để thôi dùng.") % {"id": one.terminal_id})
    return wrong


def _twice(ids: Sequence[str]) -> list[str]:
    doubled = sorted({one for one in ids if ids.count(one) > 1})
    return [_("%(id)s có hai lần trong bản đăng ký.") % {"id": one} for one in doubled]


def _not_valid(validator: Any, text: str) -> list[str]:
    try:
        validator(text)
    except ValidationError as wrong:
        return [f"«{text}»: {wrong.messages[0]}"]
    return []


def _write(account: Account, declared: Declared, start: datetime) -> None:
    for one in declared.users:
        _write_user(account, one, start)
    for terminal in declared.terminals:
        if terminal.ends:
            Terminal.objects.filter(account=account, terminal_id=terminal.terminal_id).update(ends_at=start)
            continue
        key = new_access_key()
        fresh = {"sealed_access_key": sealing.seal(key.encode()), "effective_from": start}
        row, _is_new = Terminal.objects.get_or_create(
            account=account, terminal_id=terminal.terminal_id, defaults=fresh
        )
        if row.ends_at is not None:
            row.effective_from, row.ends_at = start, None
            row.save(update_fields=["effective_from", "ends_at"])


def _write_user(account: Account, one: DeclaredUser, start: datetime) -> None:
    if one.ends:
        Declarant.objects.filter(account=account, user_id=one.user_id).update(ends_at=start)
        return
    row, _is_new = Declarant.objects.get_or_create(
        account=account,
        user_id=one.user_id,
        defaults={"full_name": one.full_name.strip(), "effective_from": start},
    )
    row.full_name = one.full_name.strip() or row.full_name
    if row.ends_at is not None:
        row.effective_from, row.ends_at = start, None
    row.save(update_fields=["full_name", "effective_from", "ends_at"])
    if one.certificate:
        DeclarantCertificate.objects.create(declarant=row, effective_from=start, **asdict(one.certificate))


def _certificate(values: Mapping[str, str] | None) -> BoundCertificate | None:
    if values is None:
        return None
    days = {name: datetime.fromisoformat(values[name]) for name in ("not_before", "not_after")}
    return BoundCertificate(**(dict(values) | days))  # type: ignore[arg-type]
