"""Dirt and misread signs in the name of a company: a pattern for each, and the order in which they are mended."""

import re

from rapidfuzz.distance import Levenshtein

from intake import lexicon
from intake.fields.fixes import Fix, mended
from intake.fields.found import PUNCTUATION, SPECK_INSIDE
from intake.text import SMALL, bare

_LETTER, _CAPITAL = r"[^\W\d_]", rf"[^\W\d_{SMALL}]"
_BEHIND_COMPANY = "(?:TNHH|C[ỔÔỒỐÕỎO] PH|TRÁCH NHI|HỢP DANH)"
"""What stands behind "CÔNG TY", however that was read."""

# What stands before the name.
_EDGES = f"{PUNCTUATION}/"
_LABEL = re.compile(r"^\([^()]{1,12}\)\s*(?=\w)")
"""What is left of a label: "(đơn vj) CƠ SỞ MẪU"."""

_LABEL_BELOW = re.compile(rf"^([^()]+?)\s(?:\|\s)?[{SMALL}]{{1,6}}\)\s(?=\w)")
"""The end of a label of two rows, in the name's second one: "MẪU vị) THỬ" behind "Tên người nộp (đơn"."""

_MOTTO = re.compile(r"[\W_]+C[ỘÔ]NG H[ÒÓO]A X[ÃÁA] H[ỘÔỒ]I CH[ỦÚU] NGH[ĨÍI]A VI[ỆÊẾ]T NAM\b\W*")
"""The state's name, which stands beside a company's at the head of a letter: between two of its rows."""

# Signs that were taken for others.
_INITIAL = re.compile(r"(?<=\b[A-ZĐ])[,;:](?=[A-ZĐ]\b)")
"""The stop of an initial: "D.H:V MẪU" is "D.H.V MẪU"."""
_EIGHT = re.compile(r"§(?=[A-ZĐ])|(?<=[A-ZĐ])§")
"""A figure beside a capital: "§C LẸN" is "8C LẸN"."""

_AND = re.compile(r"(?<=\b[A-ZĐ])(?:(?:[#§$€£e]|#Ø)(?=[A-ZĐ]\b)|Ỡ(?=[A-HJ-LQ-SU-ZĐ]\b))")
"""An ampersand between two initials: "K#V", "TeQ" and "QỠA" are "K&V", "T&Q" and "Q&A"; "HỠI" is a syllable."""

_SERVICES = re.compile(r"(?<=\bTM & )(?:Đ[Vv]|Dv)\b")
"""The short form of "thương mại và dịch vụ": "TM & Đv"."""
_EIGHT_FOR_AND = re.compile(r"(?<=\bTM )[8ỞỒÔ&](?= (?:ĐV|DV)\b)")
"""The sign in it: "TM 8 DV"."""
_L = re.compile(r"(?<=\b[A-ZĐ]&)I[.,](?=\s)")
"""An L behind one: "V&I." and a word."""
_STOP_BEHIND_AND = re.compile(r"(?<=\b[A-ZĐ]&[A-ZĐ])\.(?=\s)")
"""A stop behind the second of two initials: "H&A. TẠI"."""
_S = re.compile(r"(?<=\b[A-ZĐ]&)\$")
"""An S behind one: "V&$"."""

# The legal form that the name begins with.
_COMPANY_MISREAD = re.compile(rf"^(?:\w{{1,2}} )?\w{{2,5}}(?= TY {_BEHIND_COMPANY})")
"""Its first word, perhaps behind a scrap: "NUNG TY CỔ PHẦN" is "CÔNG TY CỔ PHẦN"."""
_SCRAP_BEFORE = re.compile(rf"^(?!TỔNG )\w{{1,4}}\W{{1,3}}(?=(?:CHI NHÁNH )?C[ÔỔỐỒỘÕ]NG TY {_BEHIND_COMPANY})")
"""The end of some word before it: "IỆT: CÔNG TY TNHH MẪU"; a "TỔNG CÔNG TY" is one."""
_TY_MISREAD = re.compile(
    r"^(công)\s(?!ty)\w{1,2}[.,]?\s?(?=(?:TNHH|cổ phần|trách nhiệm|hợp danh)\b)", re.IGNORECASE
)
"""Its second word: "Công iy.TNHH Mẫu" is "Công ty TNHH Mẫu"."""
_SHARES = re.compile(r"(?<=\bCÔNG TY )[GOQĐ](?=[ỔÔỒỐÕỎO] PHẦN\b)")
"""The first letter of a joint-stock company's: "CÔNG TY GỔ PHẦN MẪU"."""
_JOINT_STOCK = re.compile(r"(?<=\bCÔNG TY )C[ỔÔỒỐÕỎÓÒO] PH[ẢÀÂẤẨẪÁÃẬA]N\b")
"""Both its words with other marks: "CÔNG TY CÓ PHẢN MẪU"; in small letters that may be said of a company."""
_BRANCH_MISREAD = re.compile(r"^\whi(?= nhánh\b)", re.IGNORECASE)
"""The first letter of a branch's: "GHI NHÁNH CÔNG TY MẪU"."""
_BRANCH_WORDS = re.compile(r"^(ch)(?:\w n|\w{1,2}nh)\w{1,2}nh(?= công ty\b)", re.IGNORECASE)
"""Both its words, a letter of each misread, or read as one: "Chi nránh Công ty Mẫu", "ChLnhánh Công ty Mẫu"."""
_PRIVATE = re.compile(r"^tư nhân(?=\s\w)", re.IGNORECASE)
"""A private enterprise's, taken for a label: "TƯ NHÂN MẪU" of "DOANH NGHIỆP TƯ NHÂN MẪU"."""
_HOUSEHOLD, _SLIPS = re.compile(rf"^(hộ kinh) \W?({_LETTER}{{4,6}})\b", re.IGNORECASE), 2
"""The last word of a household business's form, and how many of its letters may be others: "HỘ KINH ĐOANI"."""
_COMPANY_LOST = re.compile(rf"^TY (?={_BEHIND_COMPANY})")
"""A first word that was lost: "TY CỔ PHẦN MẪU"."""

# Dirt between words.
_HYPHEN_BEFORE_AND = re.compile(r"(?<=\w)-(?=& )")
"""A hyphen that is none: "TM-& DV" is "TM & DV"."""
_HYPHEN_APART = re.compile(r"(?<=\w)(?:- | -|-(?:\s?-)+)(?=\w)")
"""A hyphen with a gap beside it, or that two words share: "GÒ- TẦN", "GÒ -TẦN" and "GÒ- -TẦN" are "GÒ-TẦN"."""
_BEFORE_INITIALS = re.compile(rf"\b({_CAPITAL}{{2,}})(?={_CAPITAL}(?:\.{_CAPITAL}){{2,}}(?!\w))")
"""A word that runs into initials: "GIÀY DAT.C.G MẪU"."""
_SPECK_BEHIND_SHORT_FORM = re.compile(r"(?<=\bTNHH)['`.,](?=\w)")
"""A speck for the space behind a short form: "TNHH.6A MẪU"."""
_HYPHEN_BEHIND_RANK = re.compile(r"(?<=\b(?:TỈNH|tỉnh|Tỉnh))-(?=[A-ZĐ])")
"""One behind what a place is: "TẠI TỈNH-ĐỒNG THÁP"."""
_DASH_BEFORE_END = re.compile(r"(?<=[^\W\d_])-(?=(?:MIỀN BẮC|TOÀN CẦU|VIỆT NAM)\b)|(?<=& DV)-", re.IGNORECASE)
"""Before what many names end with, and behind a trade, where none has a hyphen."""
_CITY = re.compile(r"(?<=\b[Tt]ại )thanh(?= phố [A-ZĐ])")
_AT_CUT = re.compile(r"(?<= )[ẠẢÁÀ]I(?= (?:TỈNH|THÀNH PHỐ) [A-ZĐ])")
"""What stands before where a branch is without its first letter, and a city's rank without its mark."""
_RANK_CUT = re.compile(r"(?<=\b(?:TẠI|tại|Tại) )[ỈỊÌÍIỉịìíi]?(NH|nh)(?= [A-ZĐ])")
"""What it is without its first letters: "TẠI NH LÀO CAI"."""
_HYPHEN_BEFORE_BRACKET = re.compile(r"\s?[-–—]\s?(?=\()")
"""A hyphen before what stands in brackets: "MẪU - (VIỆT NAM)", "MẪU-(VIỆT NAM)"."""
_SIGN_ALONE = re.compile(r"\s(?:[.,'`]\s?|[„“”‘’|~^ˆ_*°·]+\s)(?=[\w(])")
"""A sign that stands for itself or before a word: "THỬ ° NGHIỆM", "THỬ 'NGHIỆM"."""
_STOP_BEHIND_NUMBER = re.compile(rf"(?<=\d[A-ZĐ])\.\s+(?={_LETTER}{{2}})")
"""A stop behind a figure and its letter: "8A. MẪU"."""
_STOP_BEHIND_WORD = re.compile(rf"\b({_LETTER}+)\.\s+(?={_CAPITAL}{{2}})")
"""A stop among capitals, behind what is a word ("IN ẤN. BAO BÌ") or short for one ("TM. DV.")."""
_STOP_BEFORE_LETTER = re.compile(rf"\b({_LETTER}{{2,}})\.(?={_CAPITAL}\b)")
"""A stop for the space before a word of one letter: "TÙNG.Ô TÔ"."""
_STOP_BEHIND_THREE = re.compile(rf"(?<={_CAPITAL}{{3}})\.\s+(?={_CAPITAL}{{2}})")
"""A stop among capitals, behind three of them: "BAO. BÌ"."""
_STOP_FOR_SPACE = re.compile(rf"(?<={_LETTER}{{2}})\.(?={_LETTER}{{2}})")
"""A stop with words at both sides: "GIẤY.MẪU"."""
_STROKE = re.compile(r"(?<=\w)\|(?=\s)")
"""A stroke behind a word: "Công| ty"."""
_COLON = re.compile(r"(?<=\w)\s?:(?= \w)")
"""A colon behind a word: "GIẤY: MẪU", "GIẤY : MẪU"."""
_COMMA_IN_BRACKETS = re.compile(r"(?<=\()(\w+)[,.;:]\W*\s(?=\w+\))")
"""A sign between two words in brackets: "(VIỆT, NAM)"."""
_VINA = re.compile(r"\bv[iìíỉĩị]n[aàáảãạ](?=[^\W\d_]{2})", re.IGNORECASE)
"""What many names begin with, which has no marks: "VỊNAMẪU", "Vinạmẫu"."""
_PRINTING = re.compile(r"\b(in)(?=ấn\b)", re.IGNORECASE)
"""The two words of printing, run together: "INẤN BAO BÌ"."""
_CAR = re.compile(r"\b6 (?=T[ÔỒÕO]\b)|\bÔ[.:,;-](?=TÔ\b)")
"""A car: "6 TÔ" and "Ô:TÔ" are "Ô TÔ"."""

# The legal form, now that what stands between its words is gone.
_BRANCH = re.compile(r"^ch\w(?= nhánh\b)", re.IGNORECASE)
"""The first word of "Chi nhánh", on which a speck made a mark: "Chí nhánh", "CHỈ NHÁNH"."""
_BRANCH_IN_SMALL = re.compile(r"^Chi Nhánh(?= Công ty\b)")
"""The same as nobody writes it who writes "Công ty"."""
_SPECK_BEHIND_FORM = re.compile(
    r"^(công ty|doanh nghiệp|chi nhánh|cơ sở)[.,:;]+(?:\s+|(?=TNHH|cổ phần))", re.IGNORECASE
)
"""A speck behind its words: "Doanh nghiệp. Tư Nhân", "Công ty,TNHH"."""
_ODD = r"[\W_]*(?:\w[\W_]+)?"
_LONG_FORM = re.compile(
    rf"(?<=\bCONG TY )(TRACH){_ODD}(NHIEM){_ODD}(HUU){_ODD}(HAN)(?:{_ODD}(MOT){_ODD}(THANH){_ODD}(V ?I ?E ?N)\b)?"
    r"[\s_.,'`~–-]*(?=\w)", re.IGNORECASE
)  # fmt: skip
"""The long form, bare, with what dirt set between its words as a sign or letter, or run into the name."""

# What is told once the form is known.
_COMMA = re.compile(
    rf"(?<={_CAPITAL}),\s+(?={_CAPITAL}{{2,}}(?:\s|$))"
    r"(?!(?:MST|MÃ|SỐ|ĐỊA|TRỤ|CÔNG|CHI|DO|CÓ|ĐẠI|XIN|KÍNH|NAY|ĐIỆN)\b)"
)
"""A comma among capitals, but before a word that may stand behind a name: "NỘI, THẤT", not "MẪU, ĐỊA CHỈ"."""
_COMMA_BEFORE_LOST = re.compile(r"^([^()]*),\s+(?=[^()]*\)$)")
"""One where words are lost and a bracket with them: "MẪU VIN, NAM)" is no whole name."""
_COMMA_BEFORE_REACH = re.compile(r",\s+(?=(?:toàn cầu|quốc tế|miền (?:bắc|trung|nam))\b)", re.IGNORECASE)
"""One before what many names end with: "Mẫu, Toàn Cầu"."""
_RUN_INTO_FORM = re.compile(r"\b([Tt][Yy])(?=TNHH|CP\b)")
"""A form without its space: "Công tyTNHH"."""
_BEHIND_PLACE = re.compile(r"(\btại (?:tỉnh|thành phố) [^\d]+?)\s\W?\d{1,2}\W?$", re.IGNORECASE)
"""Figures behind where a branch is: "TẠI TỈNH ĐỒNG THÁP 2"."""
_SCRAP = re.compile(r"\s\w?[#$%<>{}\\]+\w?(?=\s)")
"""Signs that no name has, with a letter beside them: "MẪU T# (VIỆT NAM)"."""


def removed(text: str) -> str:
    """Return the name of a company without what dirt has set in it, and with the signs that were misread mended.

    The order counts: what stands before a legal form is told by the form, and the form by words that are clean.
    """
    text = mended(text.strip(_EDGES), (*_BEFORE, *_MISREAD, *_BEGINNING, *_BETWEEN, *_FORM))
    return mended(_with_long_form(text), _LAST)


def _household(begun: re.Match[str]) -> str:
    """Return the form of a household business where its last word is nearly "doanh"."""
    is_misread = Levenshtein.distance(bare(begun[2]).lower(), "doanh") <= _SLIPS
    return f"{begun[1]} {'DOANH' if begun[2].isupper() else 'doanh'}" if is_misread else begun[0]


def _without_stop(stopped: re.Match[str]) -> str:
    """Return a word without the stop behind it where it has a mark, as no abbreviation has."""
    is_whole = bare(stopped[1]) != stopped[1] and stopped[1].isupper()
    return f"{stopped[1]} " if is_whole else stopped[0]


def _apart(word: re.Match[str]) -> str:
    """Return letters before initials with a gap behind them where they are a word."""
    return f"{word[1]} " if lexicon.is_syllable(word[1].lower()) else word[0]


def _branch(begun: re.Match[str]) -> str:
    """Return the first word of "Chi nhánh" in the case that was read."""
    return "CHI" if begun[0].isupper() else "Chi" if begun[0][0].isupper() else "chi"


def _with_long_form(text: str) -> str:
    """Return a name with the words of its long form apart: "TRÁCH -NHIỆM HỮU HẠNHÓA CHẤT" has dirt in it."""
    form = _LONG_FORM.search(bare(text)) if len(bare(text)) == len(text) else None
    if form is None:
        return text
    words = [text[start:end].replace(" ", "") for start, end in form.regs[1:] if start >= 0]
    return " ".join([text[: form.start()].rstrip(), *words, text[form.end() :]])


_BEFORE: tuple[Fix, ...] = ((_LABEL, ""), (_LABEL_BELOW, r"\1 "), (_MOTTO, " "))
_MISREAD: tuple[Fix, ...] = (
    (_INITIAL, "."),
    (SPECK_INSIDE, " "),  # "CÔNG TY'CỔ PHẦN"
    (_AND, "&"),
    (_L, "L"),
    (_STOP_BEHIND_AND, ""),
    (_S, "S"),
    (_EIGHT_FOR_AND, "&"),
    (_SERVICES, "DV"),
    (_EIGHT, "8"),
)
_BEGINNING: tuple[Fix, ...] = (
    (_BRANCH_MISREAD, _branch),
    (_BRANCH_WORDS, lambda begun: "CHI NHÁNH" if begun[0].isupper() else f"{begun[1]}i nhánh"),
    (_COMPANY_MISREAD, "CÔNG"),
    (_SCRAP_BEFORE, ""),
    (_TY_MISREAD, lambda begun: f"{begun[1]} {'TY' if begun[1].isupper() else 'ty'} "),
    (_SHARES, "C"),
    (_JOINT_STOCK, "CỔ PHẦN"),
    (_PRIVATE, lambda begun: f"{'DOANH NGHIỆP' if begun[0].isupper() else 'Doanh nghiệp'} {begun[0]}"),
    (_HOUSEHOLD, _household),
    (_COMPANY_LOST, "CÔNG TY "),
)
_BETWEEN: tuple[Fix, ...] = (
    (_HYPHEN_BEFORE_AND, " "),
    (_HYPHEN_BEFORE_BRACKET, " "),
    (_HYPHEN_APART, "-"),
    (_BEFORE_INITIALS, _apart),
    (_HYPHEN_BEHIND_RANK, " "),
    (_DASH_BEFORE_END, " "),
    (_CITY, "thành"),
    (_AT_CUT, "TẠI"),
    (_RANK_CUT, lambda rank: "TỈNH" if rank[1].isupper() else "Tỉnh"),
    (_SPECK_BEHIND_SHORT_FORM, " "),
    (_SIGN_ALONE, " "),
    (_STOP_BEHIND_NUMBER, " "),
    (_STOP_BEHIND_WORD, _without_stop),
    (_STOP_BEFORE_LETTER, _without_stop),
    (_STOP_BEHIND_THREE, " "),
    (_STOP_FOR_SPACE, " "),
    (_STROKE, ""),
    (_COLON, ""),
    (_COMMA_IN_BRACKETS, r"\1 "),
    (_CAR, "Ô "),
    (_PRINTING, r"\1 "),
    (_VINA, lambda begun: "VINA" if begun[0].isupper() else f"{begun[0][0]}ina"),
)
_FORM: tuple[Fix, ...] = ((_BRANCH, _branch), (_BRANCH_IN_SMALL, "Chi nhánh"), (_SPECK_BEHIND_FORM, r"\1 "))
_LAST: tuple[Fix, ...] = (
    (_COMMA, " "),
    (_COMMA_BEFORE_REACH, " "),
    (_COMMA_BEFORE_LOST, r"\1 "),
    (_RUN_INTO_FORM, r"\1 "),
    (_SCRAP, ""),
    (_BEHIND_PLACE, r"\1"),
)
