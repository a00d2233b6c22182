"""What servers report of our letters: delivery reports (RFC 3464), and bounces that keep to no rule.

A report counts only by the messages that it names; whether one of them is ours is not asked here.
"""

import re
from collections.abc import Iterator, Sequence
from email.message import Message

from django.utils.translation import gettext as _

from letters.incoming import words
from letters.incoming.mail import Fate, Report

_DAEMONS = re.compile(r"(mailer-daemon|mail-daemon|mdaemon|postmaster|mail delivery s\w+)", re.I)
_ID_LINE = re.compile(r"^[>\s]*message-id:\s*(<[^<>\s]{1,250}>)", re.I | re.M)
_DELAYED = re.compile(r"\bdelayed\b|will (keep|continue|be retried)|not yet been delivered|tạm hoãn", re.I)
_FATES = {"failed": Fate.FAILED, "delayed": Fate.DELAYED}
_MOST_OF_WORDS = 300
_ORIGINALS = frozenset({"message/rfc822", "text/rfc822-headers", "message/global", "message/global-headers"})


def is_report(message: Message) -> bool:
    """Say whether a mail is a report about deliveries by its type."""
    kind = str(message.get_param("report-type", "")).lower()
    return message.get_content_type() == "multipart/report" and kind in {"delivery-status", ""}


def of_standard(parts: Sequence[Message], answered: Sequence[str]) -> Report | None:
    """Return what a delivery report says; the worst of several recipients counts."""
    status = next((part for part in parts if part.get_content_type().endswith("delivery-status")), None)
    if status is None:
        return None
    blocks = _blocks(status)
    actions = [_value(block, "Action").lower() for block in blocks if _value(block, "Action")]
    fate = next((_FATES[action] for action in ("failed", "delayed") if action in actions), Fate.DELIVERED)
    said = [_said(block) for block in blocks if _value(block, "Action").lower() in ("failed", "delayed")]
    return Report(fate, (*_originals(parts), *answered), " ".join(dict.fromkeys(said))[: 4 * _MOST_OF_WORDS])


def of_daemon(
    parts: Sequence[Message], sender: str, failed_for: str, text: str, answered: Sequence[str]
) -> Report | None:
    """Return what a mail of a mail server says that keeps to no rule; None where it is no bounce."""
    if not failed_for and not _DAEMONS.search(sender):
        return None
    fate = Fate.DELAYED if _DELAYED.search(text[:5000]) else Fate.FAILED
    named = (*_originals(parts), *_ID_LINE.findall(text), *answered)
    return Report(fate, tuple(dict.fromkeys(named)), words.one_line(text, _MOST_OF_WORDS))


def _blocks(status: Message) -> list[Message]:
    payload = status.get_payload()
    return [block for block in payload if isinstance(block, Message)][:50] if isinstance(payload, list) else []


def _originals(parts: Sequence[Message]) -> Iterator[str]:
    """Yield the ids of the messages that a report brings back, whole or only their headers."""
    for part in parts:
        if part.get_content_type() not in _ORIGINALS:
            continue
        payload = part.get_payload()
        if isinstance(payload, list) and payload and isinstance(payload[0], Message):
            yield from words.ids(_value(payload[0], "Message-ID"))
        elif isinstance(payload, str):
            yield from _ID_LINE.findall(payload[:100_000])


def _said(block: Message) -> str:
    """Say in plain words what became of a letter, with what the server said itself."""
    status = _value(block, "Status").partition(" ")[0]
    said = _value(block, "Diagnostic-Code").partition(";")[2].strip() or _value(block, "Diagnostic-Code")
    return " ".join(filter(None, (_plain_words(status), f"({status} {said})".replace(" )", ")"))))


def _plain_words(status: str) -> str:
    """Say what a status (RFC 3463) means."""
    subject, _dot, detail = status.partition(".")[2].partition(".")
    known = {
        ("1", "1"): _("Địa chỉ không có ở máy chủ nhận."),
        ("1", "2"): _("Tên miền của địa chỉ không nhận thư."),
        ("1", "3"): _("Địa chỉ viết sai."),
        ("1", "10"): _("Tên miền của địa chỉ không nhận thư."),
        ("2", "1"): _("Hộp thư đã bị khóa."),
        ("2", "2"): _("Hộp thư của người nhận đã đầy."),
        ("2", "3"): _("Thư quá lớn với hộp thư của người nhận."),
        ("3", "4"): _("Thư quá lớn với máy chủ nhận."),
        ("4", "7"): _("Máy chủ thư đã thử nhiều lần mà không chuyển được."),
    }
    general = {
        "1": _("Địa chỉ không nhận được thư."),
        "4": _("Không nối được tới máy chủ của người nhận."),
        "7": _("Máy chủ nhận từ chối thư theo quy định an toàn của họ."),
    }
    return known.get((subject, detail)) or general.get(subject) or _("Máy chủ nhận không giao được thư.")


def _value(block: Message, name: str) -> str:
    values = [str(value) for key, value in block.raw_items() if key.lower() == name.lower()]
    return words.header(values[0], _MOST_OF_WORDS) if values else ""
