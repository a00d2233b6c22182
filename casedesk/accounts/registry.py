"""The embedded registry: the accounts in our own database, behind the gateway's protocol."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from casedesk.accounts.gateway import AccountRecord, Answer, BoundCertificate, Result
from casedesk.accounts.models import Account, AppliedKey, Binding
from casedesk.lib.compiled import Compiled

_SALT = "casedesk.accounts.registry"
_OF_ACCOUNT = ("tax_code", "company_name", "email", "phone", "is_locked", "password_changed_at")
_OF_BINDING = tuple(f"bindings__{name}" for name in ("serial", "issuer", "subject", "not_before", "not_after"))
"""Columns in the order of `AccountRecord` and `BoundCertificate`; the newest binding is in force."""


def _newest(tax_code: str) -> QuerySet[Any, Any]:
    known = Account.objects.filter(tax_code=tax_code).order_by("-bindings__id")
    return known.values_list(*_OF_ACCOUNT, *_OF_BINDING)[:1]


_NEWEST = Compiled(_newest)


class EmbeddedRegistry:
    """The default gateway."""

    def find(self, tax_code: str) -> AccountRecord | None:
        """Return the account of a tax code."""
        rows = _NEWEST(tax_code)
        return _record(rows[0]) if rows else None

    def bind_certificate(self, tax_code: str, certificate: BoundCertificate, key: str) -> Result:
        """Bind a certificate; refused when it is bound already, has expired, or the account is locked."""
        asked = f"bind {tax_code} {certificate.serial}"
        return _once(key, asked, tax_code, lambda account, now: _bind(account, certificate, now, key))

    def issue_password(self, tax_code: str, password: str, key: str) -> Result:
        """Set a password; "mật khẩu trùng với mật khẩu cũ" is refused, as the portal does (seed 004)."""
        asked = f"password {tax_code} {password}"
        return _once(key, asked, tax_code, lambda account, now: _set_password(account, password, now))

    def outcome_of(self, key: str) -> Result | None:
        """Read back what became of a change."""
        applied = AppliedKey.objects.filter(key=key).first()
        return Result(Answer(applied.answer), applied.reason) if applied else None


def _once(key: str, asked: str, tax_code: str, change: Callable[[Account, datetime], Result]) -> Result:
    """Change an account, or answer what was answered before; a key that came with another change is refused."""
    digest = salted_hmac(_SALT, asked, algorithm="sha256").hexdigest()
    with transaction.atomic():
        applied, is_new = AppliedKey.objects.select_for_update().get_or_create(
            key=key, defaults={"answer": Answer.UNKNOWN, "digest": digest}
        )
        if applied.digest and not constant_time_compare(applied.digest, digest):
            return _refused(_("Mã giao dịch %(key)s đã dùng cho một thay đổi khác.") % {"key": key})
        if not is_new:
            return Result(Answer(applied.answer), applied.reason)
        result = _on_account(tax_code, change)
        applied.answer, applied.reason = result.answer, result.reason
        applied.save(update_fields=["answer", "reason"])
    return result


def _on_account(tax_code: str, change: Callable[[Account, datetime], Result]) -> Result:
    account = Account.objects.select_for_update().filter(tax_code=tax_code).first()
    if account is None:
        return _refused(_("Không có tài khoản VNACCS nào của mã số thuế %(code)s.") % {"code": tax_code})
    if account.is_locked:
        return _refused(_("Tài khoản của mã số thuế %(code)s đang bị khóa.") % {"code": tax_code})
    return change(account, timezone.now())


def _bind(account: Account, certificate: BoundCertificate, now: datetime, origin: str) -> Result:
    """Bind; one that has expired is bound only where it was bound before: a change that is undone."""
    bound = account.bindings.first()
    if bound and bound.serial == certificate.serial:
        return _refused(_("Chứng thư %(serial)s đã được gắn với tài khoản này.") % {"serial": certificate.serial})
    is_known = account.bindings.filter(serial=certificate.serial).exists()
    if certificate.not_after < now and not is_known:
        return _refused(_("Chứng thư %(serial)s đã hết hạn.") % {"serial": certificate.serial})
    Binding.objects.create(
        account=account,
        serial=certificate.serial,
        issuer=certificate.issuer,
        subject=certificate.subject,
        not_before=certificate.not_before,
        not_after=certificate.not_after,
        bound_at=now,
        origin=origin,
    )
    return Result(Answer.DONE)


def _set_password(account: Account, password: str, now: datetime) -> Result:
    if account.password_hash and check_password(password, account.password_hash):
        return _refused(_("Mật khẩu trùng với mật khẩu cũ."))
    account.password_hash = make_password(password)
    account.password_changed_at = now
    account.save(update_fields=["password_hash", "password_changed_at"])
    return Result(Answer.DONE)


def _refused(reason: str) -> Result:
    return Result(Answer.REFUSED, reason)


def _record(row: tuple[Any, ...]) -> AccountRecord:
    account, bound = row[: len(_OF_ACCOUNT)], row[len(_OF_ACCOUNT) :]
    certificate = BoundCertificate(*bound) if bound[0] is not None else None
    tax_code, name, email, phone, is_locked, changed_at = account
    return AccountRecord(tax_code, name, email, phone, is_locked, certificate, changed_at)
