"""Whether an address of e-mail can be right, and whether it is likely to be the one that was meant."""

import unicodedata

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.encoding import punycode
from django.utils.translation import gettext as _
from rapidfuzz.distance import OSA

PROVIDERS = ("gmail.com", "yahoo.com", "yahoo.com.vn", "hotmail.com", "outlook.com", "icloud.com", "vnn.vn",
             "fpt.vn", "viettel.com.vn", "vnpt.vn")  # fmt: skip
"""Where most companies have their mailbox."""
_REAL = frozenset({
    "mail.com", "email.com", "ymail.com", "gmx.com", "hotmail.co", "outlook.co", "outlook.com.vn", "yahoo.co",
    "hotmail.com.vn", "cloud.com", "fpt.com", "vnn.com", "vnpt.com", "viettel.com", "vnpt.vn", "vpt.vn",
})  # fmt: skip
"""Names near a provider's that are others' own."""
_ENDINGS = {"con": "com", "cmo": "com", "ocm": "com", "comm": "com", "vom": "com", "cm": "com", "c0m": "com",
            "vnn": "vn", "vm": "vn"}  # fmt: skip
"""Endings of `gmail.…` and its like that no mailbox has."""
_KNOWN_WRONG = {"gmail.com.vn": "gmail.com", "gmail.vn": "gmail.com"}
_LEAST_FOR_NEARNESS = 8
_LONGEST, _LONGEST_LOCAL_PART = 254, 64
"""RFC 5321, 4.5.3.1."""


def problem(to: str) -> str:
    """Say why an address cannot be right; empty when it may be."""
    if not to:
        return _("Chưa có địa chỉ thư điện tử.")
    local, _at, domain = to.rpartition("@")
    try:
        validate_email(to)
        ascii_domain = punycode(domain)
    except (ValidationError, UnicodeError):
        return _("Địa chỉ «%(to)s» không thể là địa chỉ thư điện tử.") % {"to": to}
    if "." not in domain.strip("[]"):
        return _("Địa chỉ «%(to)s» thiếu phần sau dấu chấm của tên miền.") % {"to": to}
    if len(local) > _LONGEST_LOCAL_PART or len(local) + 1 + len(ascii_domain) > _LONGEST:
        return _("Địa chỉ «%(to)s» dài hơn mức một địa chỉ thư có thể có.") % {"to": to}
    return ""


def question(to: str) -> str:
    """Ask whether an address that can be right is the one that was meant; empty when nothing speaks against it."""
    domain = to.rpartition("@")[2].casefold()
    meant = likely(domain)
    if meant:
        return _("Địa chỉ «%(to)s» có vẻ gõ nhầm: có phải «%(meant)s» không?") % {"to": to, "meant": meant}
    if not domain.isascii() and not _is_latin(domain):
        return _("Tên miền «%(domain)s» có chữ cái không phải chữ Latinh, trông giống tên miền khác.") % {
            "domain": domain
        }
    return ""


def likely(domain: str) -> str:
    """Return the provider's name that a domain is a known or likely misspelling of; empty for any other."""
    if domain in PROVIDERS or domain in _REAL or not domain.isascii():
        return ""
    name, _dot, ending = domain.rpartition(".")
    mended = f"{name}.{_ENDINGS[ending]}" if ending in _ENDINGS else domain
    if domain in _KNOWN_WRONG or mended in PROVIDERS:
        return _KNOWN_WRONG.get(domain, mended)
    long = (one for one in PROVIDERS if len(one) >= _LEAST_FOR_NEARNESS)
    return next((one for one in long if OSA.distance(mended, one, score_cutoff=1) == 1), "")


def on_the_wire(to: str) -> str:
    """Return an address as mail servers take it: a name with marks (IDN) in its ASCII form."""
    local, _at, domain = to.rpartition("@")
    return f"{local}@{punycode(domain)}"


def _is_latin(domain: str) -> bool:
    letters = (sign for sign in domain if sign.isalpha())
    return all(unicodedata.name(sign, "").startswith("LATIN ") for sign in letters)
