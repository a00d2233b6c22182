"""Real mail servers that greylist, want a password or TLS, take little, close, or are slow, one thing each."""

import asyncio
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

from tests.letters.letter import MailServer


@dataclass
class Moody(MailServer):
    """A mail server whose answers are set by the test: at HELO, at MAIL, and one for each address at RCPT.

    `greylist`: an address is put off the first time that it is named. `slow`: seconds before each answer.
    """

    mail: str = "250 OK"
    refused: dict[str, str] = field(default_factory=dict)
    greylist: bool = False
    slow: float = 0
    senders: list[str] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    options: list[list[str]] = field(default_factory=list)
    _seen: set[str] = field(default_factory=set)

    async def handle_MAIL(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Answer MAIL."""
        await asyncio.sleep(self.slow)
        self.senders.append(address)
        self.options.append(options)
        if self.mail.startswith("250"):
            envelope.mail_from = address
        return self._answer(server, self.mail)

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Answer RCPT, by address."""
        await asyncio.sleep(self.slow)
        self.recipients.append(address)
        if self.greylist and address not in self._seen:
            self._seen.add(address)
            return "451 4.7.1 Greylisted, try again later"
        answer = self.refused.get(address, self.rcpt)
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self._answer(server, answer)


class _Reporting(SMTP):
    """Offers delivery reports (RFC 3461) and takes their parameters."""

    async def smtp_MAIL(self, arg: str | None) -> None:  # noqa: N802
        """Keep the parameter aside that the library does not know."""
        words = (arg or "").split()
        self.event_handler.options.append([word for word in words if word.startswith("RET=")])
        await super().smtp_MAIL(" ".join(word for word in words if not word.startswith("RET=")))


class Reporting(Moody):
    """A mail server that makes delivery reports."""

    async def handle_EHLO(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        """Offer DSN."""
        session.host_name = hostname
        return [*responses[:-1], "250-DSN", responses[-1]]


@contextmanager
def running(server: Moody, **how: Any) -> Iterator[Moody]:
    """Run a server; `how` goes to aiosmtpd: `data_size_limit`, `auth_required`, `tls_context`, …"""
    kind = _Reporting if isinstance(server, Reporting) else SMTP

    class Here(Controller):
        def factory(self) -> SMTP:
            return kind(self.handler, **self.SMTP_kwargs)

    controller = Here(server, hostname="127.0.0.1", port=server.port, **how)
    controller.start()
    try:
        yield server
    finally:
        controller.stop()


def nobody_signs_in(*_args: Any) -> AuthResult:
    """Refuse every password."""
    return AuthResult(success=False, handled=False)


def certificate(folder: Path) -> ssl.SSLContext:
    """Make a certificate that nobody vouches for, as a server would have it."""
    key, pem = folder / "key.pem", folder / "cert.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=127.0.0.1"]
    subprocess.run([*command, "-keyout", key, "-out", pem], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem, key)
    return context
