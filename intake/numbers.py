"""Numbers on papers: tax codes, personal numbers, telephones and dates, with what the engine takes for digits."""

import re
from datetime import date

from stdnum.vn import mst

from intake.text import bare

_LOOKALIKES = str.maketrans(
    {
        "O": "0",
        "o": "0",
        "Q": "0",
        "D": "0",
        "I": "1",
        "l": "1",
        "|": "1",
        "i": "1",
        "Z": "2",
        "z": "2",
        "S": "5",
        "s": "5",
        "B": "8",
        "G": "6",
        "b": "6",
        "q": "9",
        "g": "9",
    }
)
_DIGITISH = "0-9OoQDIl|iZzSsBGbqg"
_GAP = r"[\s.\-–]{0,3}"
_RUN = re.compile(rf"(?<![^\W_])(?:[{_DIGITISH}]{_GAP}){{8,15}}[{_DIGITISH}](?![^\W_])")
_ABROAD = re.compile(r"\+\s?84[\s\d.()-]*")
"""A telephone number as it is called from abroad."""
_BRANCH = re.compile(r"^(\d{10})\s*[-–.]?\s*(\d{3})$")
_DATE = re.compile(r"(?<!\d)(\d\s?\d|\d)\s*[/.\-]\s*(\d\s?\d|\d)\s*[/.\-]\s*(\d{4})(?!\d)")
_SLASHED = re.compile(r"(?<!\w)(\d\d)(?=\d{0,3}[/I|ÍíÌli!])[/1I|ÍíÌli!](\d\d)[/1I|ÍíÌli!](\d{4})(?!\w)")
"""A date whose strokes were taken for letters or ones, not both for ones: 05I06/1995."""
_ALL_ONES = re.compile(r"(?<!\d)(\d\d)1(\d\d)1((?:19|20)\d\d)(?!\d)")
_STROKES = str.maketrans(
    {
        "!": "1",
        "T": "1",
        "Í": "1",
        "Ì": "1",
        "í": "1",
        "ì": "1",
        "ï": "1",
        "Ï": "1",
        "Ø": "0",
        "ø": "0",
        "ố": "6",
        "ó": "6",
    }
)
"""What single figures of a written date are read as beside `_LOOKALIKES`."""
_TWO = rf"([{_DIGITISH}!TÍÌíìïÏØø]\s?[{_DIGITISH}!TÍÌíìïÏØøốó]|\d)"
_SPOKEN_DATE = re.compile(
    rf"(?<![^\W_]){_TWO}[^\w!]{{1,6}}th\w*ng[^\w!]{{0,4}}{_TWO}(?:[^\w!]|_){{0,6}}n\w*m\D{{0,4}}(\d{{4}})",
    re.IGNORECASE,
)
"""A date in words; figures run into other signs are none, so that «1T» is never the month of January."""
_PHONE = re.compile(r"(?<!\d)(\(?\+?84\)?|\(?0)[\d\s().\-–]{7,16}\d(?!\d)")
_EMAIL = re.compile(r"[A-Za-z0-9][A-Za-z0-9._%+\-]*\s?@\s?[A-Za-z0-9\-]+(?:\s?\.\s?[A-Za-z0-9\-]+)+")
_PROVINCES = frozenset(
    [
        "001",
        "002",
        "004",
        "006",
        "008",
        "010",
        "011",
        "012",
        "014",
        "015",
        "017",
        "019",
        "020",
        "022",
        "024",
        "025",
        "026",
        "027",
        "030",
        "031",
        "033",
        "034",
        "035",
        "036",
        "037",
        "038",
        "040",
        "042",
        "044",
        "045",
        "046",
        "048",
        "049",
        "051",
        "052",
        "054",
        "056",
        "058",
        "060",
        "062",
        "064",
        "066",
        "067",
        "068",
        "070",
        "072",
        "074",
        "075",
        "077",
        "079",
        "080",
        "082",
        "083",
        "084",
        "086",
        "087",
        "089",
        "091",
        "092",
        "093",
        "094",
        "095",
        "096",
    ]
)


_MARKED_DIGIT = re.compile(r"(?<=\d)[óõòÓÕÒ](?=\s?\d)|(?<=\d\d)[óõòÓÕÒ]\b|(?<=[\d)]\s)[óõò]{1,2}(?=\s?\d)")
"""Sixes that the Vietnamese model took for marked letters, among digits."""


def _with_sixes(text: str) -> str:
    return _MARKED_DIGIT.sub(lambda seen: "6" * len(seen[0]), text)


def as_digits(text: str) -> str:
    """Return a text with letters that look like digits as digits, and nothing but digits."""
    return re.sub(r"\D", "", text.translate(_LOOKALIKES))


def tax_codes(text: str) -> list[str]:
    """Return every tax code in a text: 10 or 12 digits, or 10-3 for a branch; a rule set apart ends one."""
    parts = re.split(r"\s\|\s", _ABROAD.sub(" ", text))
    found = (_tax_code(match[0]) for part in parts for match in _RUN.finditer(part))
    return [code for code in found if code]


def tax_code(text: str) -> str:
    """Return the first tax code in a text, or an empty string; a valid one goes first."""
    codes = [code for one in _clear(text) for code in tax_codes(one)]
    return next((code for code in codes if is_valid_tax_code(code)), codes[0] if codes else "")


def _clear(text: str) -> list[str]:
    """Return a text with each figure that its "§" may be: an 8, a 5 or a 6 with a speck."""
    return [text.replace("§", figure) for figure in "856"] if "§" in text else [text]


def boxed_digits(text: str) -> str:
    """Return the digits of a number printed one digit a cell ("|0|1|…"), as they were read; else nothing."""
    digits = re.sub(r"\D", "", text)
    is_boxed = sum(text.count(rule) for rule in "|[]!") >= 2 or len(re.findall(r"\b\d\b", text)) >= 5
    return digits if is_boxed and 8 <= len(digits) <= 15 else ""


def is_valid_tax_code(code: str) -> bool:
    """Say whether a tax code has its check digit, or for 12 digits is a possible personal number."""
    digits = re.sub(r"\D", "", code)
    if len(digits) == 12:
        return is_personal_number(digits)
    return bool(mst.is_valid(digits))


def has_check_digit(code: str) -> bool:
    """Say whether a tax code is of a form with a check digit, and has it right."""
    digits = re.sub(r"\D", "", code)
    return len(digits) in (10, 13) and bool(mst.is_valid(digits))


def is_personal_number(digits: str, born: str = "", sex: str = "") -> bool:
    """Say whether 12 digits name a province, a century and a year (of `born`, ISO; `sex` M or F, where known)."""
    if not re.fullmatch(r"\d{12}", digits) or digits[:3] not in _PROVINCES or digits[3] not in "0123":
        return False
    year = str(1900 + 100 * (int(digits[3]) // 2) + int(digits[4:6]))
    if born and born[:4] != year:
        return False
    return not sex or (int(digits[3]) % 2 == 0) == (sex == "M")


def personal_numbers(text: str) -> list[str]:
    """Return runs of 9 or 12 digits in a text."""
    runs = [*re.findall(r"(?<!\d)\d{12}(?!\d)", text), *(as_digits(match[0]) for match in _RUN.finditer(text))]
    return [run for run in runs if len(run) in (9, 12)]


def passport_number(text: str) -> str:
    """Return a passport number in a text (a letter and 7 or 8 digits), or an empty string."""
    text = _EIGHT.sub("8", _with_sixes(text))
    found = re.search(r"\b([A-Z])\s?([0-9OIlSB]{7,8}|[0-9OIlSB]{6}\s[Il1])(?!\w)", text)
    return found[1] + as_digits(found[2]) if found else ""


_EIGHT = re.compile(r"(?<=[A-Z])§(?=\d)|(?<=\d)§(?=\d)")
"""An 8 with a speck, among the figures of a passport's number."""
_DIRT = re.compile(r"(?<=\d)\s?['`’‘´:]+\s?(?=\d)")
"""Specks between digits that are read as apostrophes, or above a full stop, which is a colon then."""


_CLOSED, _ONE = re.compile(r"\(\+84[^\s\d)]"), re.compile(r"(?<=\d)[Il|](?![^\W\d])")
"""The bracket behind the country's number, and a one behind a figure, taken for a letter."""
_ZERO = re.compile(r"\((?:9|O|Q|Ø)(?=2\d{1,2}\))")
"""The zero of an area's number in brackets, which begins with 02, taken for another sign: "(924) 3725 2595"."""


def telephones(text: str) -> list[str]:
    """Return telephone numbers in a text as 10 or 11 digits, +84 as 0."""
    found = []
    text = _ZERO.sub("(0", text)
    text = _ONE.sub("1", _CLOSED.sub("(+84) ", _DIRT.sub(" ", _with_sixes(text))))
    for match in _PHONE.finditer(text):
        digits = digits_of(match[0])
        if digits.startswith("84"):
            digits = "0" + digits[2:].lstrip("0")
        if 10 <= len(digits) <= 11:
            found.append(digits)
    return found


def is_telephone(digits: str) -> bool:
    """Say whether digits have the form of a number: 02 and nine more on land, 03 to 09 and eight more elsewhere.

    Since 2017 (Thông tư 22/2014/TT-BTTTT and its roadmap) no number on land has ten digits.
    """
    return re.fullmatch(r"02\d{9}|0[35789]\d{8}", digits) is not None


def digits_of(text: str) -> str:
    """Return the digits of a text."""
    return re.sub(r"\D", "", text)


def emails(text: str) -> list[str]:
    """Return addresses of e-mail in a text, in small letters; a mark in one is dirt."""
    return [re.sub(r"\s", "", match[0]).lower().strip(".") for match in _EMAIL.finditer(bare(text))]


def iso_date(text: str) -> str:
    """Return the first date in a text (31/12/2030, or in words) as ISO, or an empty string."""
    match = _DATE.search(text.translate(_LOOKALIKES)) or _SPOKEN_DATE.search(text) or _SLASHED.search(text)
    if not match:
        return ""
    day, month, year = (_figures(group) for group in match.groups())
    return made_date(year, month, day)


def day_after_label(text: str) -> str:
    """Return the first date in a text behind its label, its strokes taken for ones (2311211972) too."""
    found = _ALL_ONES.search(text)
    return iso_date(text) or (made_date(int(found[3]), int(found[2]), int(found[1])) if found else "")


def _figures(text: str) -> int:
    return int(as_digits(text.translate(_STROKES)) or 0)


def made_date(year: int, month: int, day: int) -> str:
    """Return a date as ISO, or an empty string where there is no such day."""
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def _tax_code(run: str) -> str:
    text = run.translate(_LOOKALIKES).strip()
    branch = _BRANCH.match(re.sub(r"(?<=\d)[\s.]+(?=\d)", "", text))
    digits = as_digits(run)
    if branch:
        code = f"{branch[1]}-{branch[2]}"
    elif len(digits) == 13:
        code = f"{digits[:10]}-{digits[10:]}"
    else:
        code = digits if len(digits) in (10, 12) else ""
    guessed = sum(letter.isalpha() or letter == "|" for letter in run)
    return code if not guessed or (guessed <= 3 and code and is_valid_tax_code(code)) else ""
