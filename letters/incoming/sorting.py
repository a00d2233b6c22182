"""Who wrote a mail: a person, or a machine of theirs whose mails are filed and never answered or acted upon."""

import re
from collections.abc import Sequence

from letters.incoming.mail import Sort

ADDRESSED = frozenset({"to", "cc", "delivered-to", "x-original-to", "envelope-to", "resent-to"})
_OF_MACHINES = frozenset(
    {"x-autoreply", "x-autorespond", "x-autoresponder", "x-auto-reply", "list-id", "feedback-id"}
)
_PRECEDENCES = frozenset({"bulk", "list", "junk", "auto_reply", "auto-reply"})
_ABSENT = re.compile(
    r"^\W*(automatic reply|auto(matic)?[- ]?(reply|response)|out of (the )?office|vacation|"
    r"(thư )?(trả lời|phản hồi) tự động|tự động (trả lời|phản hồi)|vắng mặt)",
    re.I,
)


def sort_of(headers: Sequence[tuple[str, str]], subject: str, sender: str) -> Sort:
    """Say whether a machine wrote a mail that is no delivery report."""
    known = {name: value.strip().lower() for name, value in reversed(headers)}
    submitted = known.get("auto-submitted", "no").partition(";")[0].strip()
    if submitted not in ("no", "") or not _OF_MACHINES.isdisjoint(known):
        return Sort.AUTOMATIC
    if known.get("precedence", "") in _PRECEDENCES or known.get("return-path", "?") in ("<>", ""):
        return Sort.AUTOMATIC
    if known.get("content-type", "").startswith("multipart/report"):
        return Sort.AUTOMATIC
    is_daemon = sender.partition("@")[0].lower() in {"mailer-daemon", "postmaster"}
    return Sort.AUTOMATIC if is_daemon or _ABSENT.match(subject) else Sort.WRITTEN
