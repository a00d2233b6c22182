"""Builders for letters: content, letterhead, a posted letter, and mail servers that behave well or badly."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from functools import cache
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.db import connection, transaction

from casedesk.models import Case
from letters import outbox
from letters.content import Certificate, Content, Defect, Paper, Reveal
from letters.kinds import Kind
from letters.models import Letterhead, Message
from letters.rendering import Rendered, render
from tests import make

TODAY = date(2026, 11, 23)
SECRET_URL = "http://127.0.0.1:8000/mat-khau/Zx81-bi-mat/"
CERTIFICATE = Certificate(
    serial="5401436C0A1B2C3D",
    issuer="VNPT Certification Authority",
    company=make.COMPANY,
    valid_from=datetime(2026, 11, 1, tzinfo=UTC),
    valid_to=datetime(2029, 2, 1, tzinfo=UTC),
)


def content(**values: Any) -> Content:
    """Make the values of a certificate case; `values` replaces some."""
    usual: dict[str, Any] = {
        "case_number": "G12.99.01-261123-0001",
        "received_on": TODAY,
        "received_at": make.NOW,
        "due_on": date(2026, 12, 1),
        "channel": "Bưu điện",
        "company_name": make.COMPANY,
        "tax_code": make.TAX_CODE,
        "address": "Số 1, Phố Mẫu, Phường Thử, Hà Nội",
        "phone": "024 3800 0000",
        "email": make.EMAIL,
        "representative": make.PERSON,
        "request": "Cập nhật chữ ký số mới (mất, hỏng)",
        "request_kind": "rebind_lost",
        "documents": (
            Paper("Công văn đề nghị", "Bản chính"),
            Paper("Giấy phép đăng ký kinh doanh", "Bản chứng thực"),
        ),
        "defects": (Defect("Giấy phép", "Chỉ là bản chụp", "Nộp bản chứng thực"),),
        "reason": "Hồ sơ không thuộc phạm vi giải quyết",
        "certificate": CERTIFICATE,
        "signer": "Lê Thị Mẫu",
        "clerk": "Trần Thị Bình",
        "lookup_url": "http://127.0.0.1:8000/tra-cuu/ma-tra-cuu/",
    }
    return Content(**(usual | values))


def password_content(**values: Any) -> Content:
    """Make the values of a password case."""
    reveal = Reveal(SECRET_URL, make.NOW + timedelta(hours=72))
    return content(**({"request_kind": "reset_password", "certificate": None, "reveal": reveal} | values))


def letterhead(**values: Any) -> Letterhead:
    """Make a letterhead that is not in the database."""
    usual: dict[str, Any] = {
        "effective_from": date(2025, 3, 1),
        "parent_body": "Cục Hải quan",
        "body": "Trung tâm Mẫu",
        "one_stop_unit": "Bộ phận một cửa",
        "place": "Hà Nội",
        "address": "Lô E3 Dương Đình Nghệ",
        "phone": "19009299",
        "symbols": {
            "receipt": "TNHS",
            "supplement": "HDHS",
            "refusal": "TCHS",
            "answer": "CNTT-VHHT",
            "extension": "PXL",
            "stop": "TBD",
        },
        "authority": "TL. GIÁM ĐỐC",
        "signer_title": "PHỤ TRÁCH BỘ PHẬN",
    }
    return Letterhead(**(usual | values))


def posted(
    of: Case | None = None,
    *,
    kind: Kind = Kind.RECEIPT,
    to: str = make.EMAIL,
    now: datetime = make.NOW,
    values: Content | None = None,
) -> Message:
    """Make a letter of a case and its message in the outbox."""
    of = of or make.case(now=now)
    rendered = _rendered(kind, values or content())
    with transaction.atomic():
        return outbox.post(of.id, kind, rendered, to, now).message


@cache
def _rendered(kind: Kind, values: Content) -> Rendered:
    """Printing takes tenths of a second: once for all tests that start with the first number."""
    return render(kind, values, letterhead(), 1, TODAY)


@dataclass
class MailServer:
    """A real mail server on this machine; the answers to RCPT and DATA are set by the test, "cut" hangs up."""

    port: int
    rcpt: str = "250 OK"
    data: str = "250 OK"
    delay: float = 0
    got: list[EmailMessage] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Answer RCPT."""
        if self.rcpt.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self._answer(server, self.rcpt)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Answer the end of DATA; what was not refused is in `got`."""
        await asyncio.sleep(self.delay)
        if self.data[0] in "2c":
            content = envelope.content or b""
            self.got.append(parsed(content if isinstance(content, bytes) else content.encode()))
        return self._answer(server, self.data)

    def _answer(self, server: SMTP, answer: str) -> str:
        if answer == "cut":
            assert isinstance(server.transport, asyncio.WriteTransport)
            server.transport.abort()
        return answer


@contextmanager
def mail_server(port: int, **answers: Any) -> Iterator[MailServer]:
    """Run a mail server for a while."""
    server = MailServer(port, **answers)
    controller = Controller(server, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield server
    finally:
        controller.stop()


def needs_threads() -> None:
    """Skip a test of two at once where the database is one connection's memory."""
    if connection.vendor == "sqlite" and connection.is_in_memory_db():  # type: ignore[attr-defined]
        pytest.skip("needs a database that two connections can use")


def parsed(raw: bytes) -> EmailMessage:
    """Parse an e-mail."""
    return message_from_bytes(raw, policy=policy.default)
