"""Mails from outside as the tests make them, and their taking in as if the mailbox had brought them."""

from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from itertools import count
from typing import Any

from casedesk.incoming import arriving
from casedesk.incoming.arriving import Origin
from casedesk.models import Case, IncomingMail
from letters.kinds import Kind
from letters.models import Message, MessageState
from tests import make
from tests.letters.letter import posted

OUR_SERVER = "mx.trungtam.example"
STRANGER = "ai-do@noikhac.example"
_uids = count(1)


def mail(
    *,
    sender: str = make.EMAIL,
    to: str = "hotro@casedesk.example",
    subject: str = "Về hồ sơ của công ty",
    text: str = "Kính gửi trung tâm,\nxin gửi giấy tờ.",
    files: tuple[tuple[str, bytes], ...] = (),
    **headers: str,
) -> bytes:
    """Write a mail; a header's name has `_` for `-`."""
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = sender, to, subject
    made["Message-ID"] = f"<{next(_uids)}@mauthu.example>"
    for name, value in headers.items():
        made[name.replace("_", "-")] = value
    made.set_content(text)
    for name, content in files:
        made.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return made.as_bytes()


def with_html(raw: bytes, page: str) -> bytes:
    """Give a mail HTML beside its text."""
    made = message_from_bytes(raw, policy=policy.default)
    body = made.get_body(("plain",))
    assert isinstance(body, EmailMessage)
    body.add_alternative(page, subtype="html")
    return made.as_bytes()


def take(raw: bytes, now: datetime = make.NOW, **columns: object) -> IncomingMail:
    """Take a mail in as the next one of the mailbox."""
    place: dict[str, object] = {"folder": "INBOX", "uid_validity": 1, "uid": next(_uids), "arrived_at": now}
    return arriving.take(raw, Origin(**(place | {"size": len(raw)} | columns)), now)  # type: ignore[arg-type]


def sent(case: Case, kind: Kind = Kind.SUPPLEMENT) -> Message:
    """Post a letter of a case that has gone out."""
    message = posted(case, kind=kind, to=case.reply_address)
    Message.objects.filter(pk=message.pk).update(state=MessageState.SENT, sent_at=make.NOW)
    message.refresh_from_db()
    return message


def passed(domain: str = "mauthu.example", server: str = OUR_SERVER) -> dict[str, Any]:
    """Return the header by which a server vouches for a domain."""
    return {"Authentication_Results": f"{server}; dmarc=pass (p=none) header.from={domain}"}
