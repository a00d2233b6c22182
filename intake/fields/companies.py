"""Names of companies in the text behind a label: where they end, and how their legal forms are written."""

import re

from rapidfuzz.distance import Levenshtein

from intake.fields.found import PUNCTUATION, SPECK_INSIDE
from intake.text import SMALL, bare, fold

_CAPITAL = 0.7
_COMMA_INSIDE = re.compile(
    rf"(?<=[^\W\d_{SMALL}]),\s+(?=[^\W\d_{SMALL}]{{2,}}(?:\s|$))(?!(?:MST|MÃ|SỐ|ĐỊA|TRỤ|CÔNG|CHI|DO|CÓ|ĐẠI|XIN|KÍNH|NAY|ĐIỆN)\b)"
)
_STOP_INSIDE = re.compile(rf"(?<=[^\W\d_{SMALL}]{{3}})\.\s+(?=[^\W\d_{SMALL}]{{2}})")
"""A comma and a full stop that dirt has set among the capitals of a name."""
_SENTENCE = re.compile(
    r"\s*\.?\s+(?=(?:xin|sau đây|chúng tôi|trân trọng|kính (?:gửi|đề nghị|trình)|có (?:mã số|trụ sở|địa chỉ|MST)|"
    r"do ông|do bà|là đơn vị|là doanh nghiệp|đề nghị|đã được|được cấp|hiện (?:đang|nay))\b)", re.IGNORECASE
)  # fmt: skip
"""How a sentence goes on after the name of a company."""
_LEGAL_FORM = {
    word.lower(): word
    for word in ("ty", "TNHH", "MTV", "XNK", "cổ", "phần", "hữu", "hạn", "trách", "nhiệm", "thành", "viên", "một")
}
"""Words of legal forms in a name of small letters, as they are written, whatever case was read of "y" or "ổ"."""
_HOUSEHOLD, _SLIPS = re.compile(r"^(hộ kinh) \W?([^\W\d_]{4,6})\b", re.IGNORECASE), 2
_ODD = r"[\W_]*(?:\w[\W_]+)?"
_LONG_FORM = re.compile(
    rf"(?<=\bCONG TY )(TRACH){_ODD}(NHIEM){_ODD}(HUU){_ODD}(HAN)(?:{_ODD}(MOT){_ODD}(THANH){_ODD}(V ?I ?E ?N)\b)?"
    r"[\s_.,'`~–-]*(?=\w)", re.IGNORECASE
)  # fmt: skip
"""The long legal form, bare, with what dirt set between its words as a sign or letter, or run into the name."""
_USUAL = (
    "cong ty cty trach nhiem huu han tnhh mot hai thanh vien tro len mtv co phan cp doanh nghiep tu nhan chi "
    "nhanh ho kinh hop tac xa tong tap doan thuong mai dich vu san xuat dau nhap khau xnk tm dv viet nam va tai "
    "tinh pho"
)
FORMS = frozenset(_USUAL.split())
"""Folded words that names of most companies are made of."""
_BEHIND_COMPANY = "TNHH|C[ỔÔỒỐÕỎO] PH|TRÁCH NHI|HỢP DANH"
"""What stands behind "CÔNG TY", however that was read ("NUNG TY CỔ PHẦN")."""
_LIKE_CAPITALS = frozenset("cosuvwxz")
"""Letters that are alike small and large: "Tử" may be read as "TỬ"."""
_TRADES = frozenset({"san", "xuat", "vu", "va", "xay"})
"""Folded words of trades whose first letter is one of those."""
_CUSTOMS = ("quan ly van hanh", "he thong cntt hai quan", "cuc hai quan")


def company(text: str) -> str:
    """Return the name of a company in a text, from its legal form to a comma or bracket that ends it."""
    text = re.sub(r"(?<=\b[A-ZĐ])[,;:](?=[A-ZĐ]\b)", ".", text.strip(PUNCTUATION + "/"))
    text = SPECK_INSIDE.sub(" ", text)
    text = re.sub(r"^\([^()]{1,12}\)\s*(?=\w)", "", text)  # what is left of a label: "(đơn vj)"
    text = re.sub(r"§(?=[A-ZĐ])|(?<=[A-ZĐ])§", "8", text)
    text = re.sub(rf"^(?:\w{{1,2}} )?\w{{2,5}}(?= TY (?:{_BEHIND_COMPANY}))", "CÔNG", text)
    text = re.sub(rf"^(?!TỔNG )\w{{1,4}}\W{{1,3}}(?=CÔNG TY (?:{_BEHIND_COMPANY}))", "", text)
    text = _HOUSEHOLD.sub(_of_household, text)
    text = re.sub(rf"^TY (?={_BEHIND_COMPANY})", "CÔNG TY ", text)
    text = re.sub(r"(?<=\w)(?:- | -)(?=\w)", "-", re.sub(r"(?<=\w)-(?=& )", " ", text))
    text = re.sub(r"(?<=\bTNHH)['`.,](?=\w)", " ", text)
    text = re.sub(r"\s(?:[.,'`]\s?|[„“”‘’|~^_*°·]+\s)(?=[\w(])", " ", text)
    text = re.sub(r"(?<=\d[A-ZĐ])\.\s+(?=[^\W\d_]{2})", " ", text)
    text = _STOP_INSIDE.sub(" ", re.sub(rf"\b([^\W\d_]+)\.\s+(?=[^\W\d_{SMALL}]{{2}})", _unless_short, text))
    text = re.sub(r"(?<=\w):(?= \w)", "", re.sub(r"(?<=[^\W\d_]{2})\.(?=[^\W\d_]{2})", " ", text))
    text = re.sub(r"^ch\w(?= nhánh\b)", _of_branch, text, flags=re.IGNORECASE)
    text = re.sub(r"^(công ty|doanh nghiệp|chi nhánh|cơ sở)[.,:;]+(?=\s)", r"\1", text, flags=re.IGNORECASE)
    text = re.sub(r"(?<=\()(\w+)[,.;:]\W*\s(?=\w+\))", r"\1 ", text)
    text = _formed(re.sub(r"\b6 (?=T[ÔỒÕO]\b)|\bÔ[.:,;-](?=TÔ\b)", "Ô ", text))
    text = re.sub(r"\b([Tt][Yy])(?=TNHH|CP\b)", r"\1 ", _COMMA_INSIDE.sub(" ", text))
    text = re.sub(r"\s\w?[#$%<>{}\\]+\w?(?=\s)", "", text)
    text = re.split(r"\s*[;,]\s+|\s+[–—-]\s+(?=M[ãaàáâ])|\s*\(\s*(?=m[ãaàáâ] s|MST|sau đây|[^()]*\d{8})", text)[0]
    text = re.split(r"\.\s+S[aăâà-ầảẩẳ][uư]\b", _SENTENCE.split(text)[0])[0].strip(PUNCTUATION)
    text = re.sub(rf"\s\d{{1,2}}/\d{{1,2}}/\d{{4}}$|(?<=\))\s[{SMALL}]{{1,2}}$", "", text)
    text = _without_odd_capitals([_in_case(_in_letters(word), text) for word in text.split()])
    name = text.removeprefix("CÔNG TY ")
    is_in_small = name != text and name[-1:].islower() and not any(map(_is_marked_capital, name.split()))
    return f"Công ty {name}" if is_in_small else text


def _unless_short(stopped: re.Match[str]) -> str:
    """Return a word without the full stop behind it where it has a mark, as no abbreviation has: "IN ẤN. BAO"."""
    is_whole = bare(stopped[1]) != stopped[1] and stopped[1].isupper()
    return f"{stopped[1]} " if is_whole else stopped[0]


def _of_household(begun: re.Match[str]) -> str:
    """Return the form of a household business, whose last word was misread ("HỘ KINH ĐOANI")."""
    is_misread = Levenshtein.distance(bare(begun[2]).lower(), "doanh") <= _SLIPS
    return f"{begun[1]} {'DOANH' if begun[2].isupper() else 'doanh'}" if is_misread else begun[0]


def _of_branch(begun: re.Match[str]) -> str:
    """Return the first word of "Chi nhánh" without the mark that a speck made ("Chí", "Chỉ")."""
    return "CHI" if begun[0].isupper() else "Chi" if begun[0][0].isupper() else "chi"


def _formed(text: str) -> str:
    """Return a name with the words of its legal form apart: "TRÁCH -NHIỆM HỮU HẠNHÓA CHẤT" has dirt in it."""
    form = _LONG_FORM.search(bare(text)) if len(bare(text)) == len(text) else None
    if form is None:
        return text
    words = [text[start:end].replace(" ", "") for start, end in form.regs[1:] if start >= 0]
    return " ".join([text[: form.start()].rstrip(), *words, text[form.end() :]])


def _without_odd_capitals(words: list[str]) -> str:
    """Return words of a name where of a trade's in small letters none begins with a capital that looks alike.

    "sản Xuất và" is "sản xuất và"; behind its legal form a name begins anew ("cổ phần Sản xuất").
    """
    for index in range(1, len(words) - 1):
        before, word, after = words[index - 1 : index + 2]
        is_odd = word[:1].isupper() and word[1:].islower() and fold(word) in _TRADES
        if is_odd and before.islower() and after.islower() and before not in _LEGAL_FORM:
            words[index] = word.lower()
    return " ".join(words)


def _in_letters(word: str) -> str:
    """Return a word with an O for each 0, where all else in it is letters."""
    return word.replace("0", "O") if word.replace("0", "").isalpha() and len(word.replace("0", "")) > 1 else word


def _is_marked_capital(word: str) -> bool:
    """Say whether a word is in capitals and has a mark, as no abbreviation has."""
    return len(word) > 1 and word.isupper() and bare(word) != word


def _is_capital(text: str) -> bool:
    """Say whether nearly all letters of a text are capitals."""
    letters = [letter for letter in text if letter.isalpha()]
    return sum(map(str.isupper, letters)) > _CAPITAL * len(letters)


def _in_case(word: str, text: str) -> str:
    """Return a word of a company's name in the case that its letters must have, beside the others of the name."""
    if text.isupper():
        return word
    if _is_capital(text):
        is_odd = word.islower() or (not word.isupper() and not word.istitle())
        return word.upper() if is_odd and word.isalpha() else word
    if word[1:2].isupper() and word[2:].islower() and bare(word[1]) != word[1]:
        return word.capitalize()
    if word.isupper() and bare(word) != word and set(bare(word[1:]).lower()) <= _LIKE_CAPITALS:
        return word.capitalize()
    if word in ("(việt", "TY"):
        return {"TY": "ty"}.get(word, "(Việt")
    form = _LEGAL_FORM.get(word.lower())
    if form is None or word in (form, form.capitalize(), form.upper() if len(form) > 2 else form):
        return word
    return form if form.isupper() or word[0].islower() else form.capitalize()


def is_company(text: str) -> bool:
    """Say whether a text begins as the name of a company, a branch or a household business does.

    The customs' own centre, to which letters are addressed, is none.
    """
    if any(office in fold(text) for office in _CUSTOMS):
        return False
    return bool(
        re.match(
            r"(c[o0]ng ty|ho kinh doanh|doanh nghiep|chi nhanh|hop tac xa|tong cong ty|cty|tap doan|co so|"
            r"xi nghiep|nha may|van phong dai dien|dntn|htx|trung tam|lien hiep)\b",
            fold(text),
        )
    )


def own_words(name: str) -> set[str]:
    """Return the folded words of a company's name that are its own, without those of legal forms and trades."""
    return set(fold(name).split()) - FORMS
