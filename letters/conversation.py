"""The chain of mail within a case: each letter answers the last one before it and names those before that."""

import re
from collections.abc import Iterable
from datetime import datetime

from letters.models import Message

MOST = 20
"""Identities in a `References` header: the first and the newest, so that a long case keeps its beginning."""
_IDENTITY = re.compile(r"<[!-;=?-~]{1,250}>")
"""One identity as RFC 5322 has it, with nothing in it that could end a header; others are left out."""

Received = tuple[datetime, str]
"""When a company's own mail came, and its `Message-ID`."""


def references(case_id: int, received: Iterable[Received] = ()) -> str:
    """Return what the next letter of a case refers to, parted by blanks; the last one is what it answers."""
    ours = Message.objects.filter(case=case_id).order_by("id").values_list("letter__created_at", "message_id")
    chain = sorted([*ours, *received], key=lambda one: one[0])
    return " ".join(_cut([identity for _at, identity in chain if _IDENTITY.fullmatch(identity)]))


def _cut(chain: list[str]) -> list[str]:
    known = list(dict.fromkeys(reversed(chain)))[::-1]
    return known if len(known) <= MOST else [known[0], *known[1 - MOST :]]
