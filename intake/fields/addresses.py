"""Addresses in the text behind a label: of seats without dirt, of e-mail with what the engine lost."""

import re

from intake import lexicon, mailboxes, numbers
from intake.fields import address_dirt
from intake.fields.found import PUNCTUATION
from intake.text import SMALL, bare

_UNDERSCORE = re.compile(r"(?<=[a-z0-9])\s?[ˆ^¯~]\s?(?=[a-z0-9])")
_ONES = re.compile(r"(?<=[_\d])\s?(?:[I|]\s?)+$")
_BROKEN_IN = re.compile(r"[a-z0-9][!#$%*'`][a-z0-9.]*@", re.IGNORECASE)
"""Of an address of e-mail before its @: an underscore and ones taken for other signs; a sign that breaks it."""
_STOP_MISREAD = re.compile(rf"(?<=\w):(?=\w)|(?<=\w)[,;:]\s+(?=(?:{'|'.join(mailboxes.LAST_PARTS)})\b)")
"""A full stop of a domain, taken for another sign: "mau:com", "mau.com, vn"."""
_STOP_BEFORE_FIGURES = re.compile(r"(?<=[a-z0-9])(?<!mail)(?<!thu):\s?(?=\d{1,3}$)")
"""A stop with a speck above it: "trac:67@mau.vn"."""
_LEADING = frozenset({"ve", "qua", "den", "toi", "la", "hoac", "vao", "chi"})
"""What leads to an address and is no part of it: "về van-thu@mau.example"."""
_ENDING = re.compile(r"(?<=[.\s])[a-z0-9]+$")
_LABEL = re.compile(r"^(?:e-?mail|reply)[\s:._]+(?=[a-z0-9]{2})", re.IGNORECASE)
"""The label before an address, run into it: "email_hanhchinh_2@mau.example", "Email for reply_van-thu@…"."""
_TWICE = re.compile(rf"(\w)[,;:]\s+\1\.(?=(?:{'|'.join(mailboxes.LAST_PARTS)})\b)")
"""A letter read twice, at the edge of two words: "vietnam, m.example"."""
_LAST_LETTER = re.compile(r"([^\W\d_]{2,}) ([ghmnt])(?=\s|,|$)")
_NO_WORD = re.compile(r"(?<=,\s)(?!tp\b|kp\b|tx\b|tt\b)[bcdđghklmnpqrstvx]{1,2},?\s")
"""Behind a comma one or two small letters that are no word, as dirt makes them."""
_RANK_WORD = re.compile(rf"(?<=, )[{SMALL}]+|(?<=\w )[{SMALL}]{{2,}}(?= [A-ZĐ0-9])")
_USUAL = {bare(word): word for word in ("thôn", "đường", "phường", "phố", "tỉnh", "ngách", "hẻm", "xã", "huyện")}
"""Small letters behind a comma or before a name are such a word, whatever mark a speck made: "thộn", "phổ"."""


def email(text: str) -> str:
    """Return the address of e-mail in a text; a gap before the @ is an underscore that the engine lost.

    One beside a sign, or between two figures, is a gap of the typeface.
    """
    clean = re.sub(r"\s*[(\[]?\s*[@©®]+[)\]]?\s*", "@", text.strip(PUNCTUATION))
    local, at, domain = clean.rpartition("@")
    local = _ONES.sub(lambda ones: "1" * len("".join(ones[0].split())), _UNDERSCORE.sub("_", local))
    local = re.sub(r"\s+(?=[._-])|(?<=\d)\s+(?=\d)", "", local)
    domain = _ENDING.sub(lambda ending: mailboxes.with_letters(ending[0]), domain)
    domain = _STOP_MISREAD.sub(".", _TWICE.sub(r"\1.", domain))
    local = re.sub(r"(?<=[a-z0-9])[,;](?=[._])", "", re.sub(r"(?<=[a-z0-9]),(?=[a-z0-9])", ".", local))
    local = _STOP_BEFORE_FIGURES.sub(".", local)
    if "." not in domain and domain.rpartition(" ")[2] in mailboxes.ENDINGS:
        domain = re.sub(r"[,;:]?\s+", ".", domain)
    if _BROKEN_IN.search(local + at):
        return ""
    words = local.split()
    local = _LABEL.sub("", " ".join(words[1:] if len(words) > 1 and bare(words[0]) in _LEADING else words))
    domain = re.sub(r"(?<!^xn)-{2,}", "-", "".join(domain.split()))
    joined = re.sub(r"(?<=[-_.])_|(?<=\.)\.+", "", "_".join(local.split())) + at + domain
    return next(iter(numbers.emails(joined)), "")


def guessed_email(text: str) -> str:
    """Return an address of e-mail whose @ was taken for a bracket or lost, where the rest of it is clear."""
    match = re.search(r"([a-z0-9._-]{2,})\s?[(&©Q®€œŒø]\)?\s?([a-z0-9-]+(?:\.[a-z0-9-]+)+)", text)
    return f"{match[1]}@{match[2]}" if match else ""


def address(text: str) -> str:
    """Return a postal address without dirt, with the words that every address has as they are written."""
    text = address_dirt.removed(text)
    if text.isupper():
        return text
    text = _RANK_WORD.sub(lambda word: _USUAL.get(bare(word[0]), word[0]), _NO_WORD.sub("", text))
    return " ".join(map(_in_case, _LAST_LETTER.sub(_joined, text).split()))


def _joined(split: re.Match[str]) -> str:
    """Return a syllable whose last letter stands apart ("đườn g") as one; other letters as they stand."""
    whole = split[1] + split[2]
    return whole if lexicon.is_syllable(whole.lower()) else split[0]


def _in_case(word: str) -> str:
    """Return a syllable in capitals ("Phố TƯ") as others of an address are; what is short for words stays.

    So is a word whose second letter a mark makes look like a capital: "BỬng".
    """
    core = word.rstrip(",")
    is_inside = core[1:2].isupper() and core[2:].islower() and bare(core[1]) != core[1]
    is_syllable = core.isupper() and len(core) > 1 and bare(core) != core and lexicon.is_syllable(core.lower())
    is_inside |= core[:1].islower() and core.isalpha() and core != core.lower()
    return word[0] + word[1:].lower() if is_inside or is_syllable else word
