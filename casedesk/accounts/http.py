"""The centre's own account system over HTTP, as `http.openapi.json` beside this file describes it."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

from django.utils import timezone
from django.utils.translation import gettext as _

from casedesk.accounts import wire
from casedesk.accounts.gateway import AccountRecord, Answer, BoundCertificate, Result
from casedesk.accounts.wire import Reply, Silence, Wire
from casedesk.lib.outcomes import NeedsPerson, TryAgain

VALID_FOR = timedelta(minutes=2)
"""How long after it was sent the other side may begin a change; later it must refuse (`Change-Valid-Until`)."""


class HttpGateway:
    """The gateway to another system: reading is tried again, a change is sent once a call and never redirected."""

    def __init__(self, line: Wire | None = None) -> None:
        self.line = line or wire.from_settings()

    def find(self, tax_code: str) -> AccountRecord | None:
        """Return the account of a tax code. Raises `TryAgain` when there is no answer that can be trusted."""
        reply = self._read(f"accounts/{quote(tax_code, safe='')}")
        if reply.status == 404 and reply.says(state="no_account", tax_code=tax_code):
            return None
        try:
            if reply.status == 200 and reply.says(tax_code=tax_code):
                return _record(reply.body)
        except (KeyError, TypeError, ValueError):
            pass  # told below, without what was in it
        raise TryAgain(_unexpected(reply))

    def bind_certificate(self, tax_code: str, certificate: BoundCertificate, key: str) -> Result:
        """Bind a certificate to the administrator account."""
        shape = {
            "serial": certificate.serial,
            "issuer": certificate.issuer,
            "subject": certificate.subject,
            "not_before": certificate.not_before.isoformat(),
            "not_after": certificate.not_after.isoformat(),
        }
        return self._change(key, {"operation": "bind_certificate", "tax_code": tax_code, "certificate": shape})

    def issue_password(self, tax_code: str, password: str, key: str) -> Result:
        """Set a new password on the administrator account."""
        return self._change(key, {"operation": "issue_password", "tax_code": tax_code, "password": password})

    def outcome_of(self, key: str) -> Result | None:
        """Read back what became of a change; None only where the other side says itself that it never saw it."""
        reply = self._read(f"changes/{quote(key, safe='')}")
        if reply.status == 404 and reply.says(key=key, state="unseen"):
            return None
        result = _result(reply, key) if reply.status == 200 else None
        if result is None:
            raise TryAgain(_unexpected(reply))
        return result

    def _change(self, key: str, body: Mapping[str, Any]) -> Result:
        """Send a change once. Whatever is not a plain yes or no is `UNKNOWN`."""
        until = (timezone.now() + VALID_FOR).isoformat()
        try:
            reply = self.line.call("PUT", f"changes/{quote(key, safe='')}", body, {"Change-Valid-Until": until})
        except Silence as silence:
            return Result(Answer.UNKNOWN, str(silence))
        _admitted(reply)
        result = _result(reply, key) if reply.status in {200, 201, 202} else None
        return result or Result(Answer.UNKNOWN, _unexpected(reply))

    def _read(self, path: str) -> Reply:
        try:
            reply = self.line.read(path)
        except Silence as silence:
            why = str(silence)
        else:
            _admitted(reply)
            return reply
        raise TryAgain(why)


def _admitted(reply: Reply) -> None:
    """Raise `NeedsPerson` where the other side does not let Casedesk in: nobody but a person can mend that."""
    if reply.status in {401, 403}:
        why = _(
            "Hệ thống tài khoản không nhận thông tin đăng nhập của Casedesk (mã %(status)d). Hãy báo quản trị."
        )
        raise NeedsPerson(why % {"status": reply.status})


def _result(reply: Reply, key: str) -> Result | None:
    """Return what an answer says of a change; None where it says nothing that can be trusted."""
    if not reply.says(key=key):
        return None
    if reply.says(state="done"):
        return Result(Answer.DONE)
    if reply.says(state="pending"):
        return Result(Answer.UNKNOWN, _("Hệ thống tài khoản đã nhận mà chưa thực hiện xong."))
    code, reason = reply.body.get("code"), reply.body.get("reason", "")
    if not reply.says(state="refused") or not isinstance(reason, str) or not (code or reason):
        return None
    return Result(Answer.REFUSED, _refusal(str(code), reason))


def _refusal(code: str, reason: str) -> str:
    words = {
        "unknown_tax_code": _("Hệ thống tài khoản không có tài khoản VNACCS nào của mã số thuế này."),
        "account_locked": _("Tài khoản VNACCS đang bị khóa."),
        "certificate_expired": _("Hệ thống tài khoản báo chứng thư đã hết hạn."),
        "certificate_bound": _("Chứng thư này đang được gắn với tài khoản."),
        "password_reused": _("Mật khẩu trùng với mật khẩu cũ."),
    }
    return " ".join(filter(None, (words.get(code, ""), reason[:400]))) or code[:60]


def _unexpected(reply: Reply) -> str:
    return _("Hệ thống tài khoản trả lời không đúng mẫu (mã %(status)d).") % {"status": reply.status}


def _record(body: Mapping[str, Any]) -> AccountRecord:
    """Return an account as it was answered. Raises where something is missing or is of another kind."""
    bound, changed = body["certificate"], body["password_changed_at"]
    return AccountRecord(
        tax_code=_text(body["tax_code"]),
        company_name=_text(body["company_name"]),
        email=_text(body["email"]),
        phone=_text(body["phone"]),
        is_locked=_flag(body["is_locked"]),
        certificate=None if bound is None else _certificate(bound),
        password_changed_at=None if changed is None else _moment(changed),
    )


def _certificate(bound: Mapping[str, Any]) -> BoundCertificate:
    return BoundCertificate(
        serial=_text(bound["serial"]).upper(),
        issuer=_text(bound["issuer"]),
        subject=_text(bound["subject"]),
        not_before=_moment(bound["not_before"]),
        not_after=_moment(bound["not_after"]),
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


def _moment(value: object) -> datetime:
    moment = datetime.fromisoformat(_text(value))
    if moment.tzinfo is None:
        raise ValueError
    return moment
