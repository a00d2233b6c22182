"""The address a company replies to: the centre's mailbox with the case's number and a mark that only we can make.

`casedesk+g12.99.01-261123-0001-k3v7q2m5x4d6a7bn@…`: the number is open, the mark is 80 bits of an HMAC over it, so
that an address for another case cannot be made up. It says which case a message is about, never who wrote it.
"""

import base64
import re
from email.utils import parseaddr

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

_SALT = "letters.reply_to"
_MARK_BYTES = 10
_TOKEN = re.compile(r"([a-z0-9]+(?:[.-][a-z0-9]+)*)-([a-z2-7]{16})")
_LONGEST_LOCAL_PART = 64
"""RFC 5321, 4.5.3.1.1."""


def reply_address(case_number: str) -> str:
    """Return the address for replies about a case; empty without a mailbox, or for a number it cannot carry."""
    name, _at, domain = settings.REPLY_TO.rpartition("@")
    token = f"{case_number.lower()}-{_mark(case_number, settings.SECRET_KEY)}"
    local = f"{name}+{token}"
    if not name or case_number != case_number.upper() or not _TOKEN.fullmatch(token):
        return ""
    return f"{local}@{domain}" if len(local) <= _LONGEST_LOCAL_PART else ""


def case_number_in(address: str) -> str | None:
    """Return the number of the case that an address of ours was made for; None for any other address.

    Letters large or small, with or without a name before it; marks made with a former secret key hold too.
    """
    local, _at, domain = parseaddr(address)[1].casefold().rpartition("@")
    mailbox, _plus, token = local.partition("+")
    found = _TOKEN.fullmatch(token)
    if not found or f"{mailbox}@{domain}" != settings.REPLY_TO.casefold():
        return None
    number, mark = found[1].upper(), found[2]
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    matches = [constant_time_compare(_mark(number, key), mark) for key in keys]
    return number if any(matches) else None


def _mark(case_number: str, key: str | bytes) -> str:
    digest = salted_hmac(_SALT, case_number, secret=key, algorithm="sha256").digest()
    return base64.b32encode(digest[:_MARK_BYTES]).decode().lower()
