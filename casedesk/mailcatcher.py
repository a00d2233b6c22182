"""The demo's mail catcher: a mail server that keeps every message in a folder and delivers none."""

import logging
import mailbox
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.conf import settings

logging.getLogger("mail.log").setLevel(logging.WARNING)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file in a caught message; its place in `Caught.attachments` is its index."""

    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Caught:
    """A message as it was caught; `key` names it in the folder."""

    key: str
    at: datetime
    sender: str
    to: str
    subject: str
    text: str
    attachments: tuple[Attachment, ...]


class Keeper:
    """Accepts every message and keeps it before it says so."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Keep one message; a Maildir writes it aside and renames it, so that none is ever half there."""
        _open(self.folder).add(envelope.content or b"")
        return "250 Message kept"


def controller(host: str, port: int) -> Controller:
    """Return the server, not started yet."""
    return Controller(Keeper(settings.MAIL_CATCHER), hostname=host, port=port)


def messages() -> list[Caught]:
    """Return what was caught, newest first."""
    box = _open(settings.MAIL_CATCHER)
    return sorted((_caught(box, key) for key in box.iterkeys()), key=lambda one: one.at, reverse=True)


def attachment(key: str, index: int) -> tuple[str, str, bytes]:
    """Return name, media type and bytes of one attachment. Raises `LookupError` when there is none."""
    part = _attachments(_parse(_open(settings.MAIL_CATCHER), key))[index]
    return part.get_filename() or "", part.get_content_type(), _bytes(part)


def _open(folder: Path) -> mailbox.Maildir:
    folder.parent.mkdir(parents=True, exist_ok=True)
    return mailbox.Maildir(folder)


def _caught(box: mailbox.Maildir, key: str) -> Caught:
    mail = _parse(box, key)
    body = mail.get_body(("plain", "html"))
    return Caught(
        key=key,
        at=datetime.fromtimestamp(box.get_message(key).get_date(), UTC),
        sender=str(mail["From"] or ""),
        to=str(mail["To"] or ""),
        subject=str(mail["Subject"] or "").strip(),  # a long subject begins on the second line
        text="\n".join(body.get_content().splitlines()) if body else "",
        attachments=tuple(Attachment(p.get_filename() or "", len(_bytes(p))) for p in _attachments(mail)),
    )


def _parse(box: mailbox.Maildir, key: str) -> EmailMessage:
    return message_from_bytes(box.get_bytes(key), policy=policy.default)


def _attachments(mail: EmailMessage) -> list[EmailMessage]:
    return list(mail.iter_attachments())


def _bytes(part: EmailMessage) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""
