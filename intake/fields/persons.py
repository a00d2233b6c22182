"""Names of persons in the text behind a label: where they end, and what is none."""

import re
from collections.abc import Sequence
from itertools import pairwise

from intake import lexicon
from intake.fields.found import PUNCTUATION, SPECK_INSIDE
from intake.text import bare, fold, squeezed

_TITLE = re.compile(
    r"^\s*(?:[ôo]ng|b[àaá]|pà|anh|chị|mr\.?|mrs\.?|ms\.?)\s*(?:[/(]\s*b[àaá]\s*\)?)?\s*[:.]?\s+", re.IGNORECASE
)
_AFTER_NAME = re.compile(
    r"(?<=[^\W\d_])G(?!IỚI)[iI][oơớOƠỚ][iI]\b|"
    r"\s(?:G[Ii]$|[Gg][Ii][oơớ]i\b|G[Ii][OƠỚoơớ][Ii] [Tt]|Ch[uưứ]c\b|Sinh\s|CCCD|CMND|S[oố]\s)"
)
_SHORT_NAME, _CAPITALS_MISREAD, _LEAST_SURNAME = 2, 3, 3
_MOSTLY = 0.8
"""The part of its letters that are capitals in a name in capitals, of which one may look small ("ƯỚc")."""
_TITLES = ("giaychung", "chungnhan", "dangky", "conghoa", "congty", "hokinh")
"""What no name begins with: the heads of papers and the forms of companies."""
_OWNER = "chủ hộ"
"""Who signs for a household business, and nobody's name as it is marked."""
_PLACES = ("phường ", "xã ", "tỉnh ", "thành phố ", "đường ", "quận ", "huyện ", "thôn ", "khu ", "phố ")
"""What no person's name begins with, though its letters may be a surname's."""
_PARTS = ("phần đại lý ",)
"""Parts of other companies' names that a row begins with: "CÔNG TY CỔ", "PHẦN ĐẠI LÝ HẢI QUAN"."""
_OFFICES = frozenset({
    "giam doc", "chu tich", "hoi dong", "thanh vien", "cong ty", "dai dien", "dieu hanh", "quan tri",
    "truong phong", "pho giam", "tong giam", "ho kinh", "kinh doanh", "chi nhanh", "doanh nghiep", "dich vu",
    "thuong mai", "dau tu", "phat trien", "xay dung", "toan cau", "san xuat", "xuat nhap", "nhap khau",
    "tap doan", "mien bac", "mien nam", "trach nhiem", "huu han", "co phan", "tu nhan",
})  # fmt: skip
_COMPANY = "cong ty"
"""No office where a name ends with it: "Rơ Công Tỵ"."""
_OF_THE_STATE = frozenset({
    "socialist republic", "cong hoa", "doc lap", "trung tam", "phuc vu", "hanh chinh", "cong chung", "chung thuc",
    "cong chuc", "phong cong", "van phong", "uy ban", "viet nam", "can cuoc", "ho chieu", "ban chinh",
})  # fmt: skip
_STOP_INSIDE = re.compile(r"(?<=[^\W\d_]{2})\.\s*(?=[^\W\d_]{1,7}(?:\s[^\W\d_]{1,7}){0,3}\W*$)")
"""A full stop that dirt has set between the words of a name in capitals: "THÂN NHẬT BA. LÃM"."""
_BEHIND = r"\s*(?:Giám|Chủ|Tổng|Phó|Trưởng|Chức|Kính|Điện|Địa|Mã|Số)\b"
_STOP_BEFORE_LAST = re.compile(
    rf"(?<=[^\W\d_]{{2}})\.(?!{_BEHIND})"
    r"(?:(?=[^\W\d_]{2})|\s*(?=[^\W\d_]{1,7}\W*$))"
)
"""One in a name behind its label that no space follows, or that stands before its last word: "Lê Văn. Mẫu"; in a
sentence more words would follow."""
_END = re.compile(rf"[,;:(\[/|\d–—]| - |\.(?:\s|(?={_BEHIND}))")
"""What ends a name: a sign, a figure, a stop before a space or before the words that stand behind names."""
_SIGN_FOR_LETTER = re.compile(r"(?<=[^\W\d_])[*#^~+=§%](?=[^\W\d_])")
"""A sign inside a word in capitals that a scratch made of a letter: "HOẠ*H"."""
_HYPHEN = re.compile(r"(?<=[^\W\d_]{2})-(?=[^\W\d_]{2})")
"""A hyphen that dirt has set between the words of a name: "UNG DANH-LƯỢNG"."""
_SCRATCH = re.compile(rf"\s\\\s(?!{_BEHIND})(?=[^\W\d_]{{1,7}}(?:\s[^\W\d_]{{1,7}})?\W*$)")
"""A scratch through a name, which nobody writes with such a sign: "Đỗ Hạn \\ Quài"."""
_SIGNS_ABOUT = re.compile(r"^[\W_]+|[\W_]+$")
_NAME_WORD, _LONGEST_NAME_WORD = re.compile(r"^[^\W\d_]+$"), 7


def person(text: str) -> str:
    """Return the name of a person at the beginning of a text: words of letters up to a comma, dash or bracket."""
    text = _TITLE.sub("", text.replace("ø", "o").replace("_", " ").strip(f"{PUNCTUATION}#"))
    text = _SCRATCH.sub(" ", _HYPHEN.sub(" ", text))
    text = SPECK_INSIDE.sub(" ", (_STOP_INSIDE if text.isupper() else _STOP_BEFORE_LAST).sub(" ", text))
    text = _END.split(text)[0].strip(PUNCTUATION)
    text = _AFTER_NAME.split(text)[0]
    words: list[str] = []
    for word in text.split():
        clean = _SIGNS_ABOUT.sub("", _SIGN_FOR_LETTER.sub("", word) if word.isupper() else word)
        pieces = _syllables(clean) if _NAME_WORD.match(clean) else []
        if not pieces or max(map(len, pieces)) > _LONGEST_NAME_WORD or _is_label(clean, words):
            break
        if _is_capital_behind_its_first(clean, words):
            pieces = [clean.upper()]
        elif not clean[0].isupper() and not _is_misread(clean, words):
            break
        words += pieces
    name = " ".join(words)
    is_title = squeezed(name).startswith(_TITLES) or name.lower() == _OWNER
    return name if 2 <= len(words) <= 6 and not is_title else ""


def with_capital(text: str) -> str:
    """Return a name with the capital that its surname lost ("riệu Đăng Hoành"), where one alone makes it one."""
    first, space, rest = text.partition(" ")
    if not first.islower() or first in lexicon.surnames():
        return text
    return f"{_surname(first) or first}{space}{rest}"


def with_surname(text: str) -> str:
    """Return a name whose surname has another first letter than was read ("ụứa Thị …"), where one alone has."""
    first, space, rest = text.partition(" ")
    if not first.isalpha() or first.lower() in lexicon.surnames() or len(first) < _LEAST_SURNAME:
        return text
    return f"{_surname(first[1:].lower()) or first}{space}{rest}"


def _surname(rest: str) -> str:
    """Return the one surname that goes on so behind its first letter; empty where none or several do."""
    options = [one for one in lexicon.surnames() if one[1:] == rest]
    return options[0].capitalize() if len(options) == 1 else ""


def _is_misread(word: str, before: Sequence[str]) -> bool:
    """Say whether a small word is a name's last one whose capital was misread ("Đỗ Tường èuyến")."""
    return len(before) == _SHORT_NAME and len(word) > 2 and not lexicon.is_syllable(word)


def _is_capital_behind_its_first(word: str, before: Sequence[str]) -> bool:
    """Say whether a word of a name in capitals has a first letter that is alike small and large: "NGÔ THỊ sƯ"."""
    return word[0].islower() and word[1:].isupper() and bool(before) and all(map(str.isupper, before))


def _is_label(word: str, before: Sequence[str]) -> bool:
    """Say whether a word behind a name in capitals is the sex or a label ("LÊ THU NGA Nữ", "… Quốc tịch").

    A capital may be misread for a small letter, three hardly.
    """
    capitals = sum(map(str.isupper, "".join(before)))
    if len(before) < 2 or capitals < _MOSTLY * len("".join(before)) or word.isupper():
        return False
    return bare(word) in ("Nam", "Nu", "Gi") or (len(word) > _CAPITALS_MISREAD and word[1:].islower())


def is_likely_person(text: str) -> bool:
    """Say whether a text may be a person's name: begins with a surname, is no office ("GIÁM ĐỐC") and no scrap."""
    plain = fold(text)
    words = plain.split()
    pairs = {f"{one} {other}" for one, other in pairwise(words)}
    is_other = words[:2] == ["viet", "nam"] or plain in lexicon.provinces()
    is_other |= text.lower().startswith((*_PLACES, *_PARTS))
    offices = _OFFICES - {_COMPANY} if len(words) > _SHORT_NAME and words[-2:] == _COMPANY.split() else _OFFICES
    known = len(words) >= 2 and words[0] in lexicon.bare_surnames() and pairs.isdisjoint(offices) and not is_other
    return known and all(map(lexicon.is_syllable, text.lower().split()[1:]))


def holder(text: str) -> str:
    """Return the name at the beginning of a text of a card, where it is no line of the state or of an office."""
    name = person(text)
    words = fold(name).split()
    pairs = {f"{one} {other}" for one, other in pairwise(words)}
    syllables = sum(map(lexicon.is_syllable, name.lower().split()))
    return name if pairs.isdisjoint(_OFFICES | _OF_THE_STATE) and 2 * syllables > len(words) else ""


def _syllables(word: str) -> list[str]:
    """Return two syllables that the engine read as one word ("THỊTHỦY", "NụVẻ"), else the word."""
    small = word.lower()
    capitals = [cut for cut, (one, other) in enumerate(pairwise(word), 1) if one.islower() and other.isupper()]
    if len(capitals) == 1 and all(map(lexicon.is_syllable, (small[: capitals[0]], small[capitals[0] :]))):
        return [word[: capitals[0]], word[capitals[0] :]]
    if len(word) < 5 or lexicon.is_syllable(small) or bare(small) in lexicon.syllables():
        return [word]
    cuts = [cut for cut in range(2, len(word) - 1) if all(map(lexicon.is_syllable, (small[:cut], small[cut:])))]
    if len(cuts) > 1:
        known = {cut: _is_of_names(small[:cut]) + _is_of_names(small[cut:]) for cut in cuts}
        cuts = [cut for cut in cuts if known[cut] == max(known.values()) > 0]
    return [word[: cuts[0]], word[cuts[0] :]] if len(cuts) == 1 else [word]


def _is_of_names(word: str) -> bool:
    """Say whether a word, as it is written, is one that names of persons are made of."""
    return word in lexicon.persons().words.get(bare(word), {})
