"""The e-mail that carries a letter: both texts, the PDF, and the same headers at every attempt."""

from dataclasses import dataclass, field
from datetime import datetime
from email.charset import BASE64, Charset
from email.utils import format_datetime, parseaddr

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone

from letters import addresses, smime
from letters.models import Message
from letters.reply_to import reply_address

_TEXT = Charset("utf-8")
_TEXT.body_encoding = BASE64
"""Every byte on the way is ASCII, so that no server has a reason to write a signed mail anew (RFC 8551, 3.1.3)."""
_OF_CONTENT = ("content-", "mime-version")


@dataclass(frozen=True, slots=True)
class Envelope:
    """One mail as it is handed over. Reports come to `sender`, whose address names the case where it can."""

    sender: str
    to: str
    content: bytes = field(repr=False)


def envelope(message: Message, now: datetime) -> Envelope:
    """Return the e-mail of a message. Raises `BadHeaderError` for a line break in a header, and `CannotSign`."""
    to = addresses.on_the_wire(message.to)
    reply_to = reply_address(message.case.number)
    content = _mail(message, to, reply_to).message().as_bytes(linesep="\r\n")  # type: ignore[call-arg]
    sender = reply_to or parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    return Envelope(sender, to, _signed(content, now) if smime.is_wanted() else content)


def _mail(message: Message, to: str, reply_to: str) -> EmailMultiAlternatives:
    letter = message.letter
    mail = EmailMultiAlternatives(subject=letter.subject, body=letter.text, to=[to], headers=_headers(message))
    mail.encoding = _TEXT
    mail.reply_to = [reply_to] if reply_to else []
    mail.attach_alternative(letter.html, "text/html")
    mail.attach(letter.file_name, letter.read_pdf(), "application/pdf")
    for one in letter.enclosures:
        mail.attach(one.name, one.content, one.content_type)
    return mail


def _headers(message: Message) -> dict[str, str]:
    headers = {
        "Message-ID": message.message_id,
        "Date": format_datetime(timezone.localtime(message.letter.created_at)),
        "Auto-Submitted": "auto-generated",
    }
    if message.references:
        headers["In-Reply-To"] = message.references.rpartition(" ")[2]
        headers["References"] = message.references
    return headers


def _signed(mail: bytes, now: datetime) -> bytes:
    """Move a mail's content into a signed part; its other headers stay at the top."""
    head, _blank, body = mail.partition(b"\r\n\r\n")
    fields = _fields(head)
    content = [one for one in fields if one.lower().startswith(tuple(name.encode() for name in _OF_CONTENT))]
    others = [one for one in fields if one not in content]
    inner = [one for one in content if not one.lower().startswith(b"mime-version")]
    signed = smime.signed(b"\r\n".join(inner) + b"\r\n\r\n" + body, now)
    return b"\r\n".join([*others, b"MIME-Version: 1.0"]) + b"\r\n" + signed


def _fields(head: bytes) -> list[bytes]:
    """Return header fields, each with the lines that continue it."""
    fields: list[bytes] = []
    for line in head.split(b"\r\n"):
        if line[:1] in b" \t" and fields:
            fields[-1] += b"\r\n" + line
        else:
            fields.append(line)
    return fields
