"""Readings of one address of e-mail held against one another: what dirt made of it, and what was cut off."""

import re
from collections import Counter
from collections.abc import Collection

from rapidfuzz.distance import Levenshtein

from intake import lexicon, mailboxes

_STROKE_BEFORE = re.compile(r"[ilj1|][_.-]([a-z].{3,})$")
_LETTER_ALONE = re.compile(r"(?<=[a-z][._-])[il]$")
_SIGNS = re.compile(r"[^-_.]")
"""All but the signs of what stands before an @."""


def signs(address: str) -> str:
    """Return the signs of an address of e-mail in their order; what dirt has doubled counts once."""
    return re.sub(r"[^-_.+]", "", re.sub(r"([-_.+])\1+", r"\1", address))


def signed(address: str, others: Collection[str]) -> str:
    """Return an address with the sign before its @ that most readings have: "van-thu" where one has "van_thu".

    The letters about it may be misread ("vam-thu"); of addresses with several signs nothing is said.
    """
    local, at, domain = address.partition("@")
    counted = Counter(sign for one in others if len(sign := _SIGNS.sub("", one.partition("@")[0])) == 1)
    own = _SIGNS.sub("", local)
    usual = max(counted, key=lambda sign: counted[sign], default=own)
    return (
        f"{local.replace(own, usual)}{at}{domain}" if len(own) == 1 and counted[usual] > counted[own] else address
    )


def whole(addresses: Collection[str]) -> set[str]:
    """Return addresses without those that are others cut short, before the @ whatever their domain, or at its end.

    "ba@…" beside "xnk.ba@…", "xnk@mau.com" beside "xnk@mau.com.vn".
    """
    boxes = {one.partition("@")[0] for one in addresses}
    cut = {box[at + 1 :] for box in boxes for at, sign in enumerate(box) if sign in "-_." and at > 1}
    return {
        one
        for one in addresses
        if one.partition("@")[0] not in cut and not any(other.startswith(f"{one}.") for other in addresses)
    }


def usual(address: str, others: Collection[str]) -> str:
    """Return the one of some readings that has a usual word where an address is one letter off; else nothing.

    Nobody has a mailbox called "offiee".
    """
    if not mailboxes.is_slip(address):
        return ""
    domain = address.partition("@")[2]
    alike = {one for one in others if one.endswith(f"@{domain}") and Levenshtein.distance(one, address) == 1}
    words = {one for one in alike if mailboxes.has_usual_word(one) and not mailboxes.is_slip(one)}
    return mailboxes.only(words)


def without_specks(address: str, others: Collection[str]) -> str:
    """Return the one of some readings that an address is but for what a speck or a rule made of it; else nothing.

    A stroke before it ("i_diep@…"), a sign amid a word ("of_fice@…", not "van-thu@…"): nobody calls a mailbox so.
    """
    local, at, domain = address.partition("@")
    stroke = _STROKE_BEFORE.match(local)
    if stroke:
        one = f"{stroke[1]}{at}{domain}"
        return one if one in others else ""
    if not _is_parted(local):
        return ""
    parts = (one.partition("@") for one in others)
    whole = {box for box, _, behind in parts if behind == domain and not _is_parted(box)}
    found = mailboxes.only({box for box in whole if mailboxes.joined(box) == mailboxes.joined(local)})
    return f"{found}{at}{domain}" if found else ""


def _is_parted(local: str) -> bool:
    """Say whether a sign stands amid a word of what companies call a mailbox: "of_fice", "van-th_u"."""
    parts = re.split(r"[-_.]", local)
    is_usual = len(parts) > 1 and mailboxes.joined(local) in mailboxes.USUAL
    return is_usual and not all(map(lexicon.is_syllable, parts))


def with_figure(address: str, others: Collection[str]) -> str:
    """Return the one of some readings that has a one where a letter alone ends what is before the @; else nothing.

    "suu.i@…" is "suu.1@…".
    """
    local, at, domain = address.partition("@")
    one = f"{_LETTER_ALONE.sub('1', local)}{at}{domain}"
    return one if one != address and one in others else ""


def ended(address: str, others: Collection[str]) -> str:
    """Return the one of some readings that an address is but for a letter of its last part; else nothing.

    A long ending that is none ("examnle") was misread; a short one may be of a country that is not listed.
    """
    head, _, ending = address.rpartition(".")
    endings = {one.rpartition(".")[2] for one in others if one.rpartition(".")[0] == head} & mailboxes.ENDINGS
    alike = {
        one for one in endings if len(one) > mailboxes.SHORT_ENDING and Levenshtein.distance(one, ending) == 1
    }
    return f"{head}.{alike.pop()}" if ending not in mailboxes.ENDINGS and len(alike) == 1 else ""


def dotted(address: str, others: Collection[str]) -> str:
    """Return the one of some readings that an address is but for the stop behind "mail"; else nothing.

    Dirt hides a stop ("mailmau.vn"); it makes none there.
    """
    local, _, domain = address.partition("@")
    one = f"{local}@{mailboxes.USUAL_MAIL}.{domain.removeprefix(mailboxes.USUAL_MAIL)}"
    return one if domain.startswith(mailboxes.USUAL_MAIL) and one in others else ""


def with_letter_o(address: str, others: Collection[str]) -> str:
    """Return the one of some readings that an address is but for noughts in its domain; else nothing.

    A word without a figure has the letter o: "thatgo0.com".
    """
    local, at, domain = address.partition("@")
    labels = (label.replace("0", "o") if not re.search(r"[1-9]", label) else label for label in domain.split("."))
    one = f"{local}{at}{'.'.join(labels)}"
    return one if one != address and one in others else ""
