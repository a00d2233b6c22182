"""Addresses in the text behind a label: of seats without dirt, of e-mail with what the engine lost."""

import re

from intake import lexicon, mailboxes, numbers
from intake.fields.found import PUNCTUATION
from intake.text import SMALL, bare, composed

_STOP_INSIDE = re.compile(
    r"(?:(?<=\b[Ss]ố)\.\s*|(?:(?<=\d)|(?<=\d[A-ZĐ])|(?<=[^\W\d_]{3}))\.\s+)(?=[A-ZĐ0-9])|(?<=\d)\.\s+(?=[a-zđ])|\s+_+\s+"
)
"""A full stop that dirt has set: an address has none. One behind two letters shortens a word ("TP. Huế")."""
_RANK = r"(?:Phường|Xã|Đặc khu|Quận|Huyện|Thị|Thành phố|thành phố|Tỉnh|tỉnh|thôn|Thôn|TP)\b"
_COMMA_IN_NAME = re.compile(r"\b(tỉnh|thành phố|Phường|Xã|Đặc khu|thôn|đường|phố),\s(?=[A-ZĐ])")
"""A comma that dirt has set between what a place is and its name."""
_STOP_BEFORE_RANK = re.compile(rf"(?<=\w)\.\s+(?={_RANK}|Số\s?\d)")
_STOP_FOR_SPACE = re.compile(r"([^\W\d_]+)\.(?=[^\W\d_]{2})")
_SHORT = 2
"""Letters of what a stop may shorten."""
_UNDERSCORE = re.compile(r"(?<=[a-z0-9])\s?[ˆ^¯~]\s?(?=[a-z0-9])")
_ONES = re.compile(r"(?<=[_\d])\s?(?:[I|]\s?)+$")
_BROKEN_IN = re.compile(r"[a-z0-9][!#$%*'`][a-z0-9.]*@", re.IGNORECASE)
"""Of an address of e-mail before its @: an underscore and ones taken for other signs; a sign that breaks it."""
_STOP_MISREAD = re.compile(rf"(?<=\w):(?=\w)|(?<=\w)[,;:]\s+(?=(?:{'|'.join(mailboxes.LAST_PARTS)})\b)")
"""A full stop of a domain, taken for another sign: "mau:com", "mau.com, vn"."""
_LEADING = frozenset({"ve", "qua", "den", "toi", "la", "hoac", "vao", "chi"})
"""What leads to an address and is no part of it: "về van-thu@mau.example"."""
_TWICE = re.compile(rf"(\w)[,;:]\s+\1\.(?=(?:{'|'.join(mailboxes.LAST_PARTS)})\b)")
"""A letter read twice, at the edge of two words: "vietnam, m.example"."""
_LABEL = re.compile(r"^[^:,\d]{1,14}:\s*(?=(?:Số|Lô|Tầng|Căn|Cụm|Khu|Thôn|Ô)\b)")
"""What is left of a label before what an address begins with."""
_RANK_DASH = re.compile(r"\b(Số|Xã|Phường|Đường|Phố|Ngõ|Quận|Huyện|nhà)-\s*", re.IGNORECASE)
_DASH_RANK = re.compile(r"(?<=\d[A-ZĐ])-(?=(?:Phố|Đường|Ngõ|Hẻm|Ngách|Quốc lộ)\b)|(?<=\d)-(?=(?:phố|đường)\b)")
_BEFORE_ADDRESS = re.compile(r"^\W*(?:\w{1,2}\s+)?(?=(?:Số \d|Lô [A-Z]|Tầng \d|Căn [A-Z]))")

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
    domain = _STOP_MISREAD.sub(".", _TWICE.sub(r"\1.", domain))
    local = re.sub(r"(?<=[a-z0-9]),(?=[a-z0-9])", ".", local)
    if "." not in domain and domain.rpartition(" ")[2] in mailboxes.ENDINGS:
        domain = re.sub(r"[,;:]?\s+", ".", domain)
    if _BROKEN_IN.search(local + at):
        return ""
    words = local.split()
    local = " ".join(words[1:] if len(words) > 1 and bare(words[0]) in _LEADING else words)
    joined = re.sub(r"(?<=[-_.])_|(?<=\.)\.+", "", "_".join(local.split())) + at + "".join(domain.split())
    return next(iter(numbers.emails(joined)), "")


def guessed_email(text: str) -> str:
    """Return an address of e-mail whose @ was taken for a bracket or lost, where the rest of it is clear."""
    match = re.search(r"([a-z0-9._-]{2,})\s?[(&©Q®€œŒø]\)?\s?([a-z0-9-]+(?:\.[a-z0-9-]+)+)", text)
    return f"{match[1]}@{match[2]}" if match else ""


def address(text: str) -> str:
    """Return an address without the dots that dirt has put between its words."""
    text = re.sub(r"(?<=[^\W\d]),(?=\d)|,[,.:„\u201a-]*(?=\w)(?!\d)|,[,.:„\u201a]+(?=\d)", ", ", composed(text))
    text = re.sub(r",(?:\s*[,.])+(?=\s)", ",", text)
    text = re.sub(r"(?<=\d)[iIl](?=[\s,/])", "1", re.sub(r"(?<=\d)[OQ](?=[\s,/\d])", "0", text))
    text = re.sub(r"(?<=\w)[.:]+(?=,)|(?<=[^\W\d_]{3}):(?= [A-ZĐ])", "", text)
    text = _STOP_FOR_SPACE.sub(_parted, text)
    text = _RANK_DASH.sub(
        r"\1 ", _DASH_RANK.sub(" ", _STOP_INSIDE.sub(" ", _STOP_BEFORE_RANK.sub(", ", text.replace(";", ","))))
    )
    text = re.sub(r"(?<=[^\W\d_])-\s+(?=[^\W\d_])", " ", re.sub(r"-{2,}|(?<=\d)-\s+(?=\d)", "-", text))
    text = re.sub(r"^T[aâăà-ặ]ng (?=\d)", "Tầng ", text.replace("ˆ", " "))
    text = re.sub(r"\b\d(?=hường\b)", "P", text)
    text = re.sub(r"\bcông [^\W\d_]{0,2}ghiệp\b", "công nghiệp", text)
    text = re.sub(r"(?<=\bLô)\.(?=\w)|(?<=^\d)\.(?=[A-ZĐ][a-zà-ỹ])|(?<=\d\d)\.(?=[A-ZĐ][a-zà-ỹ])", " ", text)
    text = _COMMA_IN_NAME.sub(r"\1 ", text)
    text = _BEFORE_ADDRESS.sub("", _LABEL.sub("", text), count=1)
    text = re.sub(r"\b([Ss]ố|Tầng|Lô)(?=\d)|(\b[Ss]ố|^Tầng),\s?(?=\d)", r"\1\2 ", text)
    text = re.sub(r"\b(Ngõ|Hẻm|Ngách|Quốc lộ)[.,]\s?(?=\d)", r"\1 ", text)
    text = re.sub(r"\b([A-HJ-Z])[Il]\s?(?=\d*-\d)", r"\g<1>1", text)  # a block's number: "CI 1-7"
    text = re.sub(r"\b([A-Z]\d{1,2}-)[Il]\b", r"\g<1>1", text)
    text = re.sub(r"^C[aăâ]\w\W?\s?(?=[A-Z]\d+-\d+ Khu\b)", "Căn ", text)
    text = re.sub(r"\b\d+[^\W\d_A-ZĐa-zđ]\b", lambda number: bare(number[0]), text)  # a house's: "2Ạ"
    text = re.sub(rf"^SỐ (?=\d+\w? [A-ZĐ][{SMALL}])", "Số ", text.replace("\u2044", "/"))
    text = re.sub(r"(?:^|(?<=\s))[^\w\s(]+(?=\w)|(?<=\s)[^\w\s-]{1,2}(?=\s)|^[^\W\d]\s(?=[A-ZĐ])", "", text)
    text = re.sub(r"\s+", " ", re.sub(r"(?<=\s)_+|_+(?=\s)", "", text))
    text = re.sub(r"(?<=\w)\s+[.,:;'`*~-]{1,3}\s+(?=\w)", " ", text).strip(" .,:;-+*'`|")
    text = re.sub(r"(?<=\d),(?=[^\W\d_]{2})", ", ", re.sub(r",[\s:]*số$", "", text))
    if text.isupper():
        return text
    text = _RANK_WORD.sub(lambda word: _USUAL.get(bare(word[0]), word[0]), _NO_WORD.sub("", text))
    return " ".join(map(_in_case, _LAST_LETTER.sub(_joined, text).split()))


def _parted(stopped: re.Match[str]) -> str:
    """Return a word with a space for the stop behind it, where it is none that a stop shortens: "TP", "Q"."""
    is_whole = len(stopped[1]) > _SHORT or (len(stopped[1]) == _SHORT and bare(stopped[1]) != stopped[1])
    return f"{stopped[1]} " if is_whole else stopped[0]


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
