"""Names of companies in the text behind a label: what is one, where it ends, and in which case it is written."""

import re

from intake.fields import company_dirt
from intake.fields.found import PUNCTUATION
from intake.text import SMALL, bare, fold

_BEGINNING = re.compile(
    r"(c[o0]ng ty|ho kinh doanh|doanh nghiep|chi nhanh|hop tac xa|tong cong ty|cty|tap doan|co so|"
    r"xi nghiep|nha may|van phong dai dien|dntn|htx|trung tam|lien hiep)\b"
)
"""What the name of a company begins with, folded."""
_CUSTOMS = ("quan ly van hanh", "he thong cntt hai quan", "cuc hai quan")
_USUAL = (
    "công ty cty trách nhiệm hữu hạn tnhh một hai thành viên trở lên mtv cổ phần cp doanh nghiệp tư nhân chi "
    "nhánh hộ kinh hợp tác xã tổng tập đoàn thương mại dịch vụ sản xuất đầu nhập khẩu xnk tm dv việt nam và tại "
    "tỉnh phố"
)
SPELLED_FORMS = frozenset(_USUAL.split())
"""Words that names of most companies are made of, in small letters with their marks."""
FORMS = frozenset(map(fold, SPELLED_FORMS))
"""The same, folded."""

# Where a name ends.
_NEXT = re.compile(
    r"\s*[;,]\s+"  # "CÔNG TY MẪU, địa chỉ: số 1"
    r"|\s+[–—-]\s+(?=M[ãaàáâ])"  # "CÔNG TY MẪU - Mã số thuế"
    r"|\s*\(\s*(?=m[ãaàáâ] s|MST|sau đây|[^()]*\d{8})"  # "CÔNG TY MẪU (mã số thuế: 0100112437)"
)
"""A sign behind which no name goes on."""
_SENTENCE = re.compile(
    r"\s*\.?\s+(?=(?:xin|sau đây|chúng tôi|trân trọng|kính (?:gửi|đề nghị|trình)|có (?:mã số|trụ sở|địa chỉ|MST)|"
    r"do ông|do bà|cử (?:ông|bà)|là đơn vị|là doanh nghiệp|đề nghị|đã được|được cấp|"
    r"hiện (?:đang|nay))\b)", re.IGNORECASE
)  # fmt: skip
"""How a sentence goes on after it: "CÔNG TY MẪU có trụ sở tại Huế"."""
_BEGUN = re.compile(r"\s+trân$")
"""The first word of "trân trọng giới thiệu", the rest of which was lost; a name has a capital there."""
_HEREAFTER = re.compile(r"\.\s+S[aăâà-ầảẩẳ][uư]\b|\s*[–—-]\s*S[aăâà-ầảẩẳ][uư] đ")
"""How one goes on whose first word, "Sau", was misread, or is run into it: "CÔNG TY MẪU. Sảu đây là"."""
_LAST_WORDS = re.compile(r"\b(miền (?:bắc|trung|nam))[.;]\s.*$", re.IGNORECASE)
"""What names end with, and a stop behind it: "Mẫu Miền Bắc. ể Sir Ĩây là thông tin của"."""
_STAMPED = re.compile(rf"^([^{SMALL}]+)\s[NĐ\d]?[aàảá]y(?:\s\d[\d/]*)?$")
"""A name in capitals and what was read of "Ngày" beside it: "CÔNG TY MẪU 3ày 23/11"."""
_BESIDE = re.compile(
    r"\s\d{1,2}/\d{1,2}/\d{4}$"  # "CÔNG TY MẪU 23/11/2026"
    r"|\sngày[.:\s]+\d{1,2}\b[\d\s/.-]*$"  # "CÔNG TY MẪU NGÀY 23"
    rf"|(?-i:(?<=[^\W\d_{SMALL}]{{2}})\sNgày\b.*$)"  # "CÔNG TY MẪU Ngày."
    r"|\s\S?[)/.]\sm[ãaàáâ]\S*(?:\s\S+){0,3}\s\d{10}(?:-\d{3})?$"  # "CÔNG TY MẪU 2) Mãisố nHnghiệp 0931215424"
    r"|\s(?:[^\w\s]\s|[^\W\d]\s)?số:?\s\d{8,}\b.*$"  # "CÔNG TY MẪU Số 2602165842"
    r"|\s(?:[^\w\s]\s?){0,2}MST(?::?\s?\d{8,}\b.*)?$"  # "CÔNG TY MẪU - MST 0931215424"
    r"|\s(?:\S{1,2}\s)?m[ãaàáâ] s[ốôo]\b.*$"  # "CÔNG TY MẪU 2/ Mã số"
    rf"|(?<=\))\s[{SMALL}]{{1,2}}$",  # "CÔNG TY MẪU (VIỆT NAM) tv"
    re.IGNORECASE,
)
"""What stands beside the end of a name: a day that was stamped there, a number below, a scrap behind a bracket."""

# The case of its letters.
_INITIALS = re.compile(r"\b[^\W\d_]&[^\W\d_]\b")
"""Two initials, which are capitals both: "V&v" is "V&V"."""
_UNCLOSED = re.compile(r"\((?:[^\W\d_]{2,}\s?){1,3}$")
"""A bracket at a name's end that was not closed: "CÔNG TY MẪU (VIỆT NAM"."""
_MOST = 0.7
"""The part of its letters that are capitals in a name that is meant to be in capitals."""
LEGAL_FORM = {
    **{
        word.lower(): word for word in ("ty", "TNHH", "MTV", "XNK", "TMDV", "TM", "DV", "cổ", "phần", "hữu", "hạn")
    },
    **{word: word for word in ("trách", "nhiệm", "thành", "viên", "một")},
}
"""Words of legal forms in a name of small letters, as they are written, whatever case was read of "y" or "ổ"."""
_LIKE_CAPITALS = frozenset("cosuvwxz")
"""Letters that are alike small and large: "Tử" may be read as "TỬ"."""
_CAPITAL_AMID = re.compile(rf"(?<=[{SMALL}])[^\W\d_A-Z{SMALL}](?=[{SMALL}])")
"""A letter that its mark makes look large amid small ones: "VinalỘc"."""
_TRADES = frozenset({"san", "xuat", "vu", "va", "xay"})
"""Folded words of trades whose first letter is one of those."""


def company(text: str) -> str:
    """Return the name of a company in a text: without dirt, up to where it ends, its letters in one case."""
    return _with_case(_up_to_end(company_dirt.removed(text)))


def is_company(text: str) -> bool:
    """Say whether a text begins as the name of a company, a branch or a household business does.

    The customs' own centre, to which letters are addressed, is none.
    """
    folded = fold(text)
    return not any(office in folded for office in _CUSTOMS) and _BEGINNING.match(folded) is not None


def own_words(name: str) -> set[str]:
    """Return the folded words of a company's name that are its own, without those of legal forms and trades."""
    return set(fold(name).split()) - FORMS


def _up_to_end(text: str) -> str:
    """Return what stands in a text before a sign or a sentence that ends the name."""
    for end in (_NEXT, _SENTENCE, _HEREAFTER):
        text = end.split(text)[0]
    text = _STAMPED.sub(r"\1", _LAST_WORDS.sub(r"\1", text))
    return _BESIDE.sub("", _BEGUN.sub("", text.strip(PUNCTUATION)))


def _with_case(name: str) -> str:
    """Return a name with its letters in the case that they must have, beside each other."""
    name = _without_odd_capitals([_in_case(_in_letters(word), name) for word in name.split()])
    own = name.removeprefix("CÔNG TY ")
    is_in_small = own != name and own[-1:].islower() and not any(map(_is_marked_capital, own.split()))
    name = f"Công ty {own}" if is_in_small else name
    name = _INITIALS.sub(lambda pair: pair[0].upper(), name)
    name = f"{name})" if _UNCLOSED.search(name) else name
    return name[:1].upper() + name[1:]


def _in_letters(word: str) -> str:
    """Return a word with an O for each 0, where all else in it is letters: "W00D", not "30"."""
    return word.replace("0", "O") if word.replace("0", "").isalpha() and len(word.replace("0", "")) > 1 else word


def _in_case(word: str, name: str) -> str:
    """Return a word of a company's name in the case that its letters must have, beside the others of the name."""
    if name.isupper():
        return word
    return _among_capitals(word) if _is_capital(name) else _among_small(word)


def _among_capitals(word: str) -> str:
    """Return a word in capitals where some of it are: "LOgistics"; one like "Đồi" may be of a place, and stays."""
    is_odd = word.islower() or (not word.isupper() and not word.istitle())
    return word.upper() if is_odd and word.isalpha() else word


def _among_small(word: str) -> str:
    """Return a word in small letters where its capitals are none, or where it is of a legal form: "cỔ", "tNHH"."""
    if _has_false_capitals(word):
        return word.capitalize()
    word = _CAPITAL_AMID.sub(lambda seen: seen[0].lower(), word)
    if word in ("(việt", "TY"):
        return {"TY": "ty"}.get(word, "(Việt")
    form = LEGAL_FORM.get(word.lower())
    if form is None or word == form or (form.islower() and word in (form.capitalize(), form.upper())):
        return word
    return form if form.isupper() or word[0].islower() else form.capitalize()


def _has_false_capitals(word: str) -> bool:
    """Say whether a mark makes small letters look like capitals: the second one ("TỈnh"), or all ("TỬ")."""
    if word[1:2].isupper() and word[2:].islower() and bare(word[1]) != word[1]:
        return True
    return word.isupper() and bare(word) != word and set(bare(word[1:]).lower()) <= _LIKE_CAPITALS


def _without_odd_capitals(words: list[str]) -> str:
    """Return words of a name where of a trade's in small letters none begins with a capital that looks alike.

    "sản Xuất và" is "sản xuất và"; behind its legal form a name begins anew ("cổ phần Sản xuất").
    """
    for index in range(1, len(words) - 1):
        before, word, after = words[index - 1 : index + 2]
        is_odd = word[:1].isupper() and word[1:].islower() and fold(word) in _TRADES
        if is_odd and before.islower() and after.islower() and before not in LEGAL_FORM:
            words[index] = word.lower()
    return " ".join(words)


def _is_marked_capital(word: str) -> bool:
    """Say whether a word is in capitals and has a mark, as no abbreviation has."""
    return len(word) > 1 and word.isupper() and bare(word) != word


def _is_capital(text: str) -> bool:
    """Say whether nearly all letters of a text are capitals."""
    letters = [letter for letter in text if letter.isalpha()]
    return sum(map(str.isupper, letters)) > _MOST * len(letters)
