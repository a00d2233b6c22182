"""The embedded registry: the accounts in our own database, behind the gateway's protocol."""

from collections.abc import Callable
from datetime import datetime

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from casedesk.accounts.gateway import AccountRecord, Answer, BoundCertificate, Result
from casedesk.accounts.models import Account, AppliedKey, Binding


class EmbeddedRegistry:
    """The default gateway."""

    def find(self, tax_code: str) -> AccountRecord | None:
        """Return the account of a tax code."""
        account = Account.objects.filter(tax_code=tax_code).prefetch_related("bindings").first()
        return _record(account) if account else None

    def bind_certificate(self, tax_code: str, certificate: BoundCertificate, key: str) -> Result:
        """Bind a certificate; refused when it is bound already, has expired, or the account is locked."""
        return _once(key, tax_code, lambda account, now: _bind(account, certificate, now))

    def issue_password(self, tax_code: str, password: str, key: str) -> Result:
        """Set a password; "mật khẩu trùng với mật khẩu cũ" is refused, as the portal does (seed 004)."""
        return _once(key, tax_code, lambda account, now: _set_password(account, password, now))

    def outcome_of(self, key: str) -> Result | None:
        """Read back what became of a change."""
        applied = AppliedKey.objects.filter(key=key).first()
        return Result(Answer(applied.answer), applied.reason) if applied else None


def _once(key: str, tax_code: str, change: Callable[[Account, datetime], Result]) -> Result:
    with transaction.atomic():
        applied, is_new = AppliedKey.objects.select_for_update().get_or_create(
            key=key, defaults={"answer": Answer.UNKNOWN}
        )
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


def _bind(account: Account, certificate: BoundCertificate, now: datetime) -> Result:
    bound = account.bindings.first()
    if bound and bound.serial == certificate.serial:
        return _refused(_("Chứng thư %(serial)s đã được gắn với tài khoản này.") % {"serial": certificate.serial})
    if certificate.not_after < now:
        return _refused(_("Chứng thư %(serial)s đã hết hạn.") % {"serial": certificate.serial})
    Binding.objects.create(
        account=account,
        serial=certificate.serial,
        issuer=certificate.issuer,
        subject=certificate.subject,
        not_before=certificate.not_before,
        not_after=certificate.not_after,
        bound_at=now,
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


def _record(account: Account) -> AccountRecord:
    bound = account.bindings.first()
    return AccountRecord(
        tax_code=account.tax_code,
        company_name=account.company_name,
        email=account.email,
        phone=account.phone,
        is_locked=account.is_locked,
        certificate=BoundCertificate(bound.serial, bound.issuer, bound.subject, bound.not_before, bound.not_after)
        if bound
        else None,
        password_changed_at=account.password_changed_at,
    )
