"""Dirt and misread signs in a postal address: a pattern for each, and the order in which they are mended."""

import re

from intake.fields.fixes import Fix, mended
from intake.text import SMALL, bare, composed

_LETTER = r"[^\W\d_]"
_RANK = r"(?:Phường|Xã|Đặc khu|Quận|Huyện|Thị|Thành phố|thành phố|Tỉnh|tỉnh|thôn|Thôn|TP)\b"
_BEGINNING = r"(?:Số|Lô|Tầng|Căn|Cụm|Khu|Thôn|Ô)\b"
"""What a place is, and what an address begins with."""

# Commas, and signs taken for them.
_COMMAS = re.compile(r"(?<=[^\W\d]),(?=\d)|,[,.:„\u201a'’-]*(?=\w)(?!\d)|,[,.:„\u201a'’]+(?=\d)")
"""A comma without its space, or with dirt behind it: "Lăn,7", "Lăn,.Mẫu"."""
_MORE_COMMAS = re.compile(r",(?:\s*[,.])+(?=\s)")
_BEFORE_COMMA = re.compile(rf"(?<=\w)[.:]+(?=,)|(?<={_LETTER}{{3}}):(?= [A-ZĐ])")
"""A sign before a comma, or a colon within: "Mẫu.,", "Phường: Thử"."""
_COMMA_IN_NAME = re.compile(r"\b(tỉnh|thành phố|Phường|Xã|Đặc khu|thôn|đường|phố),\s(?=[A-ZĐ])")
"""A comma that dirt has set between what a place is and its name."""
_COMMA_IN_RANK = re.compile(r"\bĐặc, (?=khu\b)")
_COMMA_AFTER_FIGURE = re.compile(rf"(?<=\d),(?={_LETTER}{{2}})")
_NUMBER_AT_END = re.compile(r",[\s:]*số$")
"""The next item's label: "…, tỉnh Lào Cai, số"."""

# Figures taken for letters.
_NOUGHT = re.compile(r"(?<=\d)[OQ](?=[\s,/\d])")
_EIGHT = re.compile(r"(?<![^\W_])§(?=\d)|(?<=\d)§")
_ONE = re.compile(r"(?<=\d)[iIl](?=[\s,/])")
_ONE_OF_BLOCK = re.compile(r"\b([A-HJ-Z])[IlỊị]\s?(?=\d*-\d)")
"""In a block's number: "CI 1-7"."""
_SMALL_BLOCK = re.compile(r"(?<=\bCăn )[a-z](?=\d{1,2}-\d)|(?<=\bLô )[a-z](?=\d{1,2}-\d)")
_SPACE_FOR_DASH = re.compile(r"(?<=\bCăn [A-Z]\d) (?=\d{1,2} Khu\b)|(?<=\bCăn [A-Z]\d\d) (?=\d{1,2} Khu\b)")
_BROKEN_L = re.compile(rf"\bI[.-](?=[{SMALL}])")
"""A capital L: "Vĩnh I-ong"."""
_NOUGHT_FOR_O = re.compile(rf"\b0(?=[{SMALL}]{{2}})")
"""A capital O at a word's beginning: "Đặc khu 0án"."""
_ONE_OF_LOT = re.compile(r"\b([A-Z]\d{1,2}-)(?:[Il](\d?)|(\d)[Il])\b")
"""In a lot's: "C1-I", "N5-I1"."""
_MARKED_LETTER = re.compile(r"\b\d+[^\W\d_A-ZĐa-zđ]\b")
"""A house's letter, on which a speck made a mark: "2Ạ"."""
_COLON_OF_BLOCK = re.compile(r"(?<=\b[A-Z]\d):(?=\d{1,2}\b)|(?<=\b[A-Z]\d\d):(?=\d{1,2}\b)")
"""The dash of a block: "K22:1"."""

# Full stops: an address has none, but behind what they shorten ("TP. Huế").
_STOP_FOR_SPACE = re.compile(rf"({_LETTER}+)\.(?={_LETTER}{{2}})")
_STOP_BEFORE_RANK = re.compile(rf"(?<=\w)\.\s+(?={_RANK}|Số\s?\d)")
_STOP_INSIDE = re.compile(
    r"(?:(?<=\b[Ss]ố)\.\s*|(?:(?<=\d)|(?<=\d[A-ZĐ])|(?<=[^\W\d_]{3}))\.\s+)(?=[A-ZĐ0-9])|(?<=\d)\.\s+(?=[a-zđ])|\s+_+\s+"
)
_SIGN_BEFORE_STREET = re.compile(
    r"(?<=\d)[.:](?=Khu\b)|(?:(?<=\d)|(?<=\d[A-ZĐ]))[.:](?=(?:Phố|Đường|Ngõ|Hẻm|Ngách|Quốc|phố|đường)\b)"
)
"""Behind a house's or a flat's number: "Số 67A.Phố Mẫu", "K18-5.Khu đô thị"."""
_STOPS_BEFORE_VILLAGE = re.compile(r"\.{2,}\s*(?=thôn\b)")
_STOP_BESIDE_FIGURE = re.compile(
    r"(?<=\bLô)\.\s?(?=\w)|(?<=^\d)\.(?=[A-ZĐ][a-zà-ỹ])|(?<=\d\d)\.(?=[A-ZĐ][a-zà-ỹ]|phố\b|đường\b)"
)
_SHORT = 2
"""Letters of what a stop may shorten."""

# Hyphens: blocks and lots have them ("Lô B3-10"), words have none.
_RANK_DASH = re.compile(
    r"\b(Số|Xã|Phường|Đường|Phố|Ngõ|Quận|Huyện|nhà|tỉnh|thành phố|thôn|khu|nghiệp)-\s*", re.IGNORECASE
)
_DASH_RANK = re.compile(
    r"(?<=\d[A-ZĐ])-(?=(?:Phố|Đường|Ngõ|Hẻm|Ngách|Quốc lộ)\b)|(?<=\d)-(?=(?:phố|đường|Quốc lộ)\b)"
)
_DASHES = re.compile(r"-{2,}|(?<=\d)-\s+(?=\d)")
_DASH_APART = re.compile(rf"(?<={_LETTER})-\s+(?={_LETTER})|(?<=[{SMALL}]{{2}})(?<!Rịa)-(?=[A-ZĐ][{SMALL}])")

# Words that every address has, misread.
_FLOOR = re.compile(r"^T[aâăà-ặ]ng (?=\d)")
_WARD = re.compile(r"\b\d(?=hường\b)")
_INDUSTRIAL = re.compile(rf"\bcông {_LETTER}{{0,2}}ghiệp\b")
_JOINED_ZONE = re.compile(r"\b(Khu|Cụm)(?=công nghiệp\b)")
_BUILDING = re.compile(r"\bT[6o0óòôồ]a (?=nhà\b)")
_FLAT = re.compile(r"^C\w\w\W{0,2}\s?(?=[A-Z]\d+-\d+ Khu\b)")
_LOT = re.compile(r"^[L1Il][0oôồốổỗộơóò](?= [A-Z]\d)")
"""The word before a lot's number, whatever became of its letters: "1o N6-10"."""
_CITY = re.compile(r"\b([Tt]hành) h[ốôồổộ](?= [A-ZĐ])")
"""A city's rank that lost a letter: "thành hố Cần Thơ"."""
_SIXES = re.compile(r"\b[A-Z][\dó]{1,2}-[\dó]{1,2}\b")
"""A block's or lot's number with a 6 that was taken for a letter: "Kó-ó"."""
_LANE = re.compile(r"\bH[eèéẻẽẹêềếểễệ]m(?= \d)")
_ALLEY = re.compile(r"\bNg[oòóỏọôồốổỗộơờớởỡợ](?= \d)")
_SPECIAL_ZONE = re.compile(r"(?<=, )[BD][aăạắằẳẵặ]c(?= khu\b)")
_BEFORE_SPECIAL_ZONE = re.compile(rf"(?<={_LETTER})(?= Đặc khu [A-ZĐ])")
"""The comma before it, lost."""
_BEFORE_PROVINCE = re.compile(rf"(?<={_LETTER}{{2}})(?<!\bthành)(?= (?:tỉnh|thành phố) [A-ZĐ][^,]*$)")
"""The comma before a province, lost."""
_SMALL_BEGINNING = re.compile(rf"^{_BEGINNING.lower()}")
_QUARTER = re.compile(
    r"(?<=\d )(?!khu đô thị\s)(?:[xk]h[uủùúũụ] )?\W?\d?[đd][ôốồỗổộo]\W? th[ịi]?\b\W*", re.IGNORECASE
)
"""A quarter behind its flat: "Căn A4-10 khủ 2đố thị, Bền Đoài"."""
_LABEL = re.compile(rf"^[^:,\d]{{1,14}}:\s*(?={_BEGINNING})")
"""What is left of a label before what an address begins with."""
_REGISTERED = re.compile(rf"^\w+ ký \w{{4}} \w{{5}} (?={_BEGINNING})")
"""All of one, without its colon: "đăng ký kinh doanh Cụm công nghiệp …"."""
_SCRAP_BEFORE = re.compile(r"^\W*(?:\w{1,2}\s+)?(?=(?:Số \d|Lô [A-Z]|Tầng \d|Căn [A-Z]))")
_ROAD = re.compile(r"\bQuốc\s?l[ộôồốổỗ]\s?(?=\d)")
_HALF_NUMBER = re.compile(r"^ố (?=\d)")
"""A first letter lost: "ố 716 Hẻm 7/7"."""
_JOINED_NUMBER = re.compile(r"\b([Ss]ố|Tầng|Lô|Ngõ|Ngách|Hẻm)[*'`’]?(?=\d)|(\b[Ss]ố|^Tầng),\s?(?=\d)")
_SIGN_IN_LANE = re.compile(r"\b(Ngõ|Hẻm|Ngách|Quốc lộ)[.,-]\s?(?=\d)")
_SIGN_BEFORE_ROAD = re.compile(r"^((?:Số )?\d+[A-Z]?)-(?=(?:Phố|Đường|đường|Ngõ|Hẻm|Quốc lộ)\b)")
_BARE_LOT = re.compile(r"^(?=[A-Z]\d{1,2}-\d{1,2}, Khu công nghiệp\b)")
"""Before the number of a lot whose first word was lost."""
_CAPITAL_NUMBER = re.compile(rf"^SỐ (?=\d+\w? [A-ZĐ][{SMALL}])")

# Specks that stand for themselves.
_SPECK_BEFORE_WORD = re.compile(r"(?:^|(?<=\s))[^\w\s(]+(?=\w)|(?<=\s)[^\w\s-]{1,2}(?=\s)|^[^\W\d]\s(?=[A-ZĐ])")
_UNDERSCORES = re.compile(r"(?<=\s)_+|_+(?=\s)")
_SPECK_BEHIND_WORD = re.compile(rf"(?<={_LETTER})['`’](?=\s)")
_SPECK_BETWEEN = re.compile(r"(?<=\w)\s+[.,:;'`*~-]{1,3}\s+(?=\w)")
_EDGES = " .,:;-+*'`|"


def removed(text: str) -> str:
    """Return an address without what dirt has set in it, and with the signs that were misread mended.

    The order counts: stops and hyphens are told once commas are, and words once the figures beside them are.
    """
    text = mended(composed(text), (*_OF_COMMAS, *_OF_STOPS, *_OF_HYPHENS, *_OF_WORDS))
    text = mended(" ".join(mended(text, _OF_SPECKS).split()), ((_SPECK_BETWEEN, " "),)).strip(_EDGES)
    return mended(text, ((_NUMBER_AT_END, ""), (_COMMA_AFTER_FIGURE, ", ")))


def _parted(stopped: re.Match[str]) -> str:
    """Return a word with a space for the stop behind it, where it is none that a stop shortens: "TP", "Q"."""
    is_whole = len(stopped[1]) > _SHORT or (len(stopped[1]) == _SHORT and bare(stopped[1]) != stopped[1])
    return f"{stopped[1]} " if is_whole else stopped[0]


_OF_COMMAS: tuple[Fix, ...] = (
    (_COMMAS, ", "),
    (_MORE_COMMAS, ","),
    (_NOUGHT, "0"),
    (_EIGHT, "8"),
    (_ONE, "1"),
    (_BEFORE_COMMA, ""),
)
_OF_STOPS: tuple[Fix, ...] = (
    (_STOPS_BEFORE_VILLAGE, ", "),
    (_SIGN_BEFORE_STREET, " "),
    (_BROKEN_L, "L"),
    (_STOP_FOR_SPACE, _parted),
    (re.compile(";"), ","),
    (_STOP_BEFORE_RANK, ", "),
    (_STOP_INSIDE, " "),
)
_OF_HYPHENS: tuple[Fix, ...] = (
    (_DASH_RANK, " "),
    (_RANK_DASH, r"\1 "),
    (_DASHES, "-"),
    (_DASH_APART, " "),
    (_COLON_OF_BLOCK, "-"),
)
_OF_WORDS: tuple[Fix, ...] = (
    (re.compile("ˆ"), " "),
    (_FLOOR, "Tầng "),
    (_WARD, "P"),
    (_INDUSTRIAL, "công nghiệp"),
    (_JOINED_ZONE, r"\1 "),
    (_NOUGHT_FOR_O, "O"),
    (_SPACE_FOR_DASH, "-"),
    (_SMALL_BLOCK, lambda letter: letter[0].upper()),
    (_BUILDING, "Tòa "),
    (_STOP_BESIDE_FIGURE, " "),
    (_COMMA_IN_NAME, r"\1 "),
    (_COMMA_IN_RANK, "Đặc "),
    (_LABEL, ""),
    (_REGISTERED, ""),
    (_SCRAP_BEFORE, ""),
    (_ROAD, "Quốc lộ "),
    (_HALF_NUMBER, "Số "),
    (_JOINED_NUMBER, r"\1\2 "),
    (_SIGN_IN_LANE, r"\1 "),
    (_SIGN_BEFORE_ROAD, r"\1 "),
    (_ONE_OF_BLOCK, r"\g<1>1"),
    (_ONE_OF_LOT, r"\g<1>\g<3>1\g<2>"),
    (_FLAT, "Căn "),
    (_LOT, "Lô"),
    (_BARE_LOT, "Lô "),
    (_CITY, r"\1 phố"),
    (_SIXES, lambda number: number[0].replace("ó", "6")),
    (_LANE, "Hẻm"),
    (_ALLEY, "Ngõ"),
    (_SPECIAL_ZONE, "Đặc"),
    (_BEFORE_SPECIAL_ZONE, ","),
    (_BEFORE_PROVINCE, ","),
    (_SMALL_BEGINNING, lambda word: word[0].capitalize()),
    (_QUARTER, "Khu đô thị "),
    (_MARKED_LETTER, lambda number: bare(number[0])),
    (re.compile("\u2044"), "/"),
    (_CAPITAL_NUMBER, "Số "),
)
_OF_SPECKS: tuple[Fix, ...] = ((_SPECK_BEFORE_WORD, ""), (_SPECK_BEHIND_WORD, ""), (_UNDERSCORES, ""))
