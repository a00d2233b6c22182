"""Words of mails as text: any charset or none, headers in every wild form, nothing that misleads an eye."""

import binascii
import codecs
import quopri
import re
import unicodedata
from email.utils import getaddresses

MOST_OF_A_HEADER = 8_000
_WORD = re.compile(r"=\?([^?\s]{1,60})\?([bqBQ])\?([^?]*)\?=")
_NAME = re.compile(r"[A-Za-z0-9._:-]{1,40}")
_IDS = re.compile(r"<[^<>\s]{1,250}>")
_WIDER = {
    "ascii": "utf-8",
    "iso8859-1": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
}
"""Charsets that mails name when they mean a wider one."""
_KNOWN = frozenset(
    {"utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-7", "cp1252", "gb18030", "hz", "big5", "cp950", "cp932"}
    | {"euc_jp", "iso2022_jp", "cp949", "koi8-r", "koi8-u", "tis-620", "mac-roman", "cp874", "cp437", "cp850"}
    | {f"iso8859-{number}" for number in range(2, 17)}
    | {f"cp125{number}" for number in range(9)}
)
"""What is decoded: Python knows names too that are no charsets, and some that take very long."""
_MISLEADING = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]|[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_JOINERS = re.compile(r"[ \t]*\r?\n[ \t]*")


def decode(content: bytes, named: str) -> tuple[str, bool]:
    """Return bytes as text, and whether that is sure: the charset that is named, else UTF-8, else a guess."""
    charset = _charset(named)
    for attempt in dict.fromkeys((charset or "utf-8", "utf-8")):
        try:
            text = content.decode(attempt)
        except (UnicodeError, LookupError):
            continue
        return unicodedata.normalize("NFC", text), attempt == charset or not named
    return unicodedata.normalize("NFC", content.decode(charset or "cp1252", "replace")), False


def several_lines(text: str) -> str:
    """Return a text without control marks and without marks that turn its direction; lines stay."""
    return _MISLEADING.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def one_line(text: str, most: int = 255) -> str:
    """Return a text on one line, fit to be shown and kept."""
    shown = "".join(letter if letter.isprintable() else " " for letter in several_lines(text))
    return " ".join(shown.split())[:most]


def header(value: str, most: int = 255) -> str:
    """Return a header's value as text (RFC 2047), whatever was done to it."""
    return one_line(_encoded_words(_JOINERS.sub(" ", plain(value))), most)


def plain(value: str) -> str:
    """Return a header's value as it stands, bytes over 127 as UTF-8 or a guess; long ones are cut."""
    return decode(value[:MOST_OF_A_HEADER].encode("utf-8", "surrogateescape"), "")[0]


def addresses(values: list[str]) -> list[tuple[str, str]]:
    """Return name and address of everybody whom headers name; a name never becomes part of an address."""
    lines = [_JOINERS.sub(" ", plain(value)) for value in values[:20]]
    found = getaddresses(lines)
    return [(one_line(_encoded_words(name), 200), one_line(address, 320)) for name, address in found if address]


def ids(value: str) -> tuple[str, ...]:
    """Return the message ids of a header, each with its brackets, in their order."""
    return tuple(dict.fromkeys(_IDS.findall(value[-4 * MOST_OF_A_HEADER :])))[-50:]


def _charset(named: str) -> str:
    """Return Python's name of a charset; empty for one that we do not decode."""
    named = named.strip("\"' \t")
    if not _NAME.fullmatch(named):
        return ""
    try:
        found = codecs.lookup(named.lower().removeprefix("x-")).name
    except (LookupError, UnicodeError):
        return ""
    found = _WIDER.get(found, found)
    return found if found in _KNOWN else ""


def _encoded_words(value: str) -> str:
    """Decode every encoded word; bytes of two beside each other are joined first, for a letter may be cut."""
    done, at, waiting, charset = "", 0, b"", ""
    for word in _WORD.finditer(value):
        between = value[at : word.start()]
        if between.strip() or word[1].lower() != charset:
            done, waiting = done + (decode(waiting, charset)[0] if waiting else ""), b""
            done += between if between.strip() or not charset else ""
        charset, at = word[1].lower(), word.end()
        waiting += _bytes_of(word[2], word[3])
    return done + (decode(waiting, charset)[0] if waiting else "") + value[at:]


def _bytes_of(encoding: str, coded: str) -> bytes:
    octets = coded.encode("utf-8", "replace")
    if encoding in "qQ":
        return quopri.decodestring(octets, header=True)
    return from_base64(octets)


def from_base64(octets: bytes) -> bytes:
    """Return what stands in base64 that may be cut or broken: as much of it as can be had."""
    try:
        return binascii.a2b_base64(octets)
    except binascii.Error:
        letters = re.sub(rb"[^A-Za-z0-9+/]", b"", octets)
    letters = letters[: len(letters) - (len(letters) % 4 == 1)]
    return binascii.a2b_base64(letters + b"=" * (-len(letters) % 4))
