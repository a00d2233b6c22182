"""A value found among words, before papers are compared, and the ways in which labels lead to values."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz.distance import Levenshtein

from intake import lexicon, numbers
from intake.fields.flow import Flow, Item, Place
from intake.text import bare, composed, fold
from intake.words import Line, PixelBox, Word, around

_PUNCTUATION = " :;,.-–—_*|'\"“”‘’…•·=~[]{}<>«»ˆ`^°´¨˜"
_TITLE = re.compile(
    r"^\s*(?:[ôo]ng|b[àaá]|anh|chị|mr\.?|mrs\.?|ms\.?)\s*(?:[/(]\s*b[àaá]\s*\)?)?\s*[:.]?\s+", re.IGNORECASE
)
_AFTER_NAME = re.compile(r"\s(?:G[Ii]$|Gi[oơớ]i\b|Ch[uưứ]c\b|Sinh\s|CCCD|CMND|S[oố]\s)")
_CAPITAL = 0.7
_COMMA_INSIDE = re.compile(
    r"(?<=[^\W\d_a-zà-ỹ]),\s+(?=[^\W\d_a-zà-ỹ]{2,}(?:\s|$))(?!(?:MST|MÃ|SỐ|ĐỊA|TRỤ|CÔNG|CHI|DO|CÓ|ĐẠI|XIN|KÍNH|NAY|ĐIỆN)\b)"
)
"""A comma that dirt has set among the capitals of a name."""
_SHORT_NAME = 2
_HEAD = 8
"""Rows of a paper among which its tax code stands."""
_TITLES = ("giay chung", "chung nhan", "dang ky", "cong hoa", "cong ty", "ho kinh")
"""What no name begins with: the heads of papers and the forms of companies."""
_PLACES = ("phường ", "xã ", "tỉnh ", "thành phố ", "đường ", "quận ", "huyện ", "thôn ", "khu ", "phố ")
"""What no person's name begins with, though its letters may be a surname's."""
_OFFICES = frozenset({
    "giam doc", "chu tich", "hoi dong", "thanh vien", "cong ty", "dai dien", "dieu hanh", "quan tri",
    "truong phong", "pho giam", "tong giam", "ho kinh", "kinh doanh", "chi nhanh", "doanh nghiep", "dich vu",
    "thuong mai", "dau tu", "phat trien", "xay dung", "toan cau", "san xuat", "xuat nhap", "nhap khau",
    "tap doan", "mien bac", "mien nam", "trach nhiem", "huu han", "co phan", "tu nhan",
})  # fmt: skip
_OF_THE_STATE = frozenset({
    "socialist republic", "cong hoa", "doc lap", "trung tam", "phuc vu", "hanh chinh", "cong chung", "chung thuc",
    "cong chuc", "phong cong", "van phong", "uy ban", "viet nam", "can cuoc", "ho chieu", "ban chinh",
})  # fmt: skip
_SENTENCE = re.compile(
    r"\s*\.?\s+(?=(?:xin|sau đây|chúng tôi|trân trọng|kính (?:gửi|đề nghị|trình)|có (?:mã số|trụ sở|địa chỉ|MST)|"
    r"do ông|do bà|là đơn vị|là doanh nghiệp|đề nghị|đã được|được cấp|hiện (?:đang|nay))\b)", re.IGNORECASE
)  # fmt: skip
"""How a sentence goes on after the name of a company."""
_STOP_INSIDE = re.compile(r"(?:(?<=\b[Ss]ố)\.\s*|(?:(?<=\d)|(?<=[^\W\d_]{3}))\.\s+)(?=[A-ZĐ0-9])")
"""A full stop that dirt has set: an address has none. One behind two letters shortens a word ("TP. Huế")."""
_RANK = r"(?:Phường|Xã|Đặc khu|Quận|Huyện|Thị|Thành phố|thành phố|Tỉnh|tỉnh|thôn|Thôn|TP)\b"
_STOP_BEFORE_RANK = re.compile(rf"(?<=\w)\.\s+(?={_RANK})")
_RANK_DASH = re.compile(r"\b(Số|Xã|Phường|Đường|Phố|Ngõ|Quận|Huyện)-\s*", re.IGNORECASE)
_BEFORE_ADDRESS = re.compile(r"^\W*(?:\w{1,2}\s+)?(?=(?:Số \d|Lô [A-Z]|Tầng \d|Căn [A-Z]))")
_LEGAL_FORM = {
    word.lower(): word
    for word in ("ty", "TNHH", "MTV", "XNK", "cổ", "phần", "hữu", "hạn", "trách", "nhiệm", "thành", "viên", "một")
}
"""Words of legal forms in a name of small letters, as they are written, whatever case was read of "y" or "ổ"."""
_CUSTOMS = ("quan ly van hanh", "he thong cntt hai quan", "cuc hai quan")
_NAME_WORD, _LONGEST_NAME_WORD = re.compile(r"^[^\W\d_]+$"), 7


_MISREAD = 2
"""Figures in which two readings of one code may differ."""
_SURE_LETTER = 0.6
_SCRAP, _UNSURE_SCRAP = 2, 0.3


@dataclass(frozen=True, slots=True)
class Found:
    """A value as the engine read it: its words by line, and the text made of them."""

    name: str
    value: str
    lines: tuple[Line, ...]
    is_choice: bool = False
    """Whether another value stood there that might be meant as well: somebody has to look."""

    @property
    def boxes(self) -> tuple[PixelBox, ...]:
        """Return one box a line."""
        return tuple(line.box for line in self.lines)

    @property
    def box(self) -> PixelBox:
        """Return the box around all lines."""
        return around(self.boxes)

    @property
    def confidence(self) -> float:
        """Return the engine's mean confidence in the words."""
        return max(0.0, sum(line.confidence for line in self.lines) / len(self.lines))


Accept = Callable[[str], str]
"""Takes the text after a label and returns the value in it, or an empty string."""


def labelled(
    name: str,
    flow: Flow,
    places: Iterable[Place],
    stops: Sequence[Place],
    accept: Accept,
    most_rows: int = 1,
) -> Found | None:
    """Return the first value behind some labels that is accepted."""
    return next(every(name, flow, places, stops, accept, most_rows), None)


def every(
    name: str,
    flow: Flow,
    places: Iterable[Place],
    stops: Sequence[Place],
    accept: Accept,
    most_rows: int = 1,
) -> Iterator[Found]:
    """Yield the values behind some labels that are accepted."""
    for place in places:
        found = taken(name, flow.until(place.end, stops, most_rows), accept)
        if found:
            yield found


def taken(name: str, items: Sequence[Item], accept: Accept) -> Found | None:
    """Return the value in some words, with the words that make it; None where there is none."""
    items = _without_dirt(items)
    value = accept(value_of(items))
    if not value:
        return None
    return Found(name, value, lines_of(_narrowed(items, value)))


def _without_dirt(items: Sequence[Item]) -> Sequence[Item]:
    """Return words without the specks after them: single letters that are unsure or stand far off."""
    end = len(items)
    while end > 1 and _is_speck(items[end - 2], items[end - 1]):
        end -= 1
    return items[:end]


def _is_speck(before: Item, item: Item) -> bool:
    letters = "".join(filter(str.isalnum, item.word.text))
    if len(letters) > 1 or (item.row != before.row and item.word.confidence > _SURE_LETTER):
        return len(letters) <= _SCRAP and item.word.confidence < _UNSURE_SCRAP
    far = (
        item.row == before.row and item.word.box[0] - before.word.box[2] > before.word.box[3] - before.word.box[1]
    )
    return not letters or far or item.word.confidence < _SURE_LETTER


def value_of(items: Iterable[Item]) -> str:
    """Return the text of some words without the punctuation around it."""
    return composed(" ".join(item.word.text for item in items)).strip(_PUNCTUATION)


def lines_of(items: Iterable[Item]) -> tuple[Line, ...]:
    """Return words as lines; a row of a table may hold several."""
    lines: list[list[Item]] = []
    for item in items:
        if lines and item.row == lines[-1][0].row and _is_level(lines[-1][-1].word, item.word):
            lines[-1].append(item)
        else:
            lines.append([item])
    return tuple(Line(tuple(item.word for item in line)) for line in lines)


def _is_level(one: Word, other: Word) -> bool:
    middle = (other.box[1] + other.box[3]) / 2
    return other.box[0] >= one.box[0] and one.box[1] - 8 <= middle <= one.box[3] + 8


def person(text: str) -> str:
    """Return the name of a person at the beginning of a text: words of letters up to a comma, dash or bracket."""
    text = _TITLE.sub("", text.strip(_PUNCTUATION))
    text = re.split(r"[,;:(\[/|\d–—]| - |\.\s", text)[0].strip(_PUNCTUATION)
    text = _AFTER_NAME.split(text)[0]
    words: list[str] = []
    for word in text.split():
        clean = word.strip(_PUNCTUATION)
        pieces = _syllables(clean) if _NAME_WORD.match(clean) else []
        if not pieces or max(map(len, pieces)) > _LONGEST_NAME_WORD or _is_sex(clean, words):
            break
        if not clean[0].isupper() and not _is_misread(clean, words):
            break
        words += pieces
    name = " ".join(words)
    return name if 2 <= len(words) <= 6 and not fold(name).startswith(_TITLES) else ""


def _is_misread(word: str, before: Sequence[str]) -> bool:
    """Say whether a small word is a name's last one whose capital was misread ("Đỗ Tường èuyến")."""
    return len(before) == _SHORT_NAME and len(word) > 2 and not lexicon.is_syllable(word)


def _is_sex(word: str, before: Sequence[str]) -> bool:
    """Say whether a word behind a name in capitals is the person's sex ("LÊ THU NGA Nữ")."""
    return (
        len(before) >= 2 and all(map(str.isupper, before)) and not word.isupper() and bare(word) in ("Nam", "Nu")
    )


def is_likely_person(text: str) -> bool:
    """Say whether a text may be a person's name: begins with a surname, is no office ("GIÁM ĐỐC") and no scrap."""
    words = fold(text).split()
    pairs = {f"{one} {other}" for one, other in pairwise(words)}
    is_country = words[:2] == ["viet", "nam"] or text.lower().startswith(_PLACES)
    known = (
        len(words) >= 2 and words[0] in lexicon.bare_surnames() and pairs.isdisjoint(_OFFICES) and not is_country
    )
    return known and all(map(lexicon.is_syllable, text.lower().split()[1:]))


def holder(text: str) -> str:
    """Return the name at the beginning of a text of a card, where it is no line of the state or of an office."""
    name = person(text)
    words = fold(name).split()
    pairs = {f"{one} {other}" for one, other in pairwise(words)}
    syllables = sum(map(lexicon.is_syllable, name.lower().split()))
    return name if pairs.isdisjoint(_OFFICES | _OF_THE_STATE) and 2 * syllables > len(words) else ""


def _syllables(word: str) -> list[str]:
    """Return two syllables that the engine read as one word ("THỊTHỦY"), else the word."""
    small = word.lower()
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


def email(text: str) -> str:
    """Return the address of e-mail in a text; a gap before the @ is an underscore that the engine lost."""
    clean = re.sub(r"\s*[(\[]?\s*[@©]+[)\]]?\s*", "@", text.strip(_PUNCTUATION))
    local, at, domain = clean.rpartition("@")
    joined = re.sub(r"(?<=[-_.])_", "", "_".join(local.split())) + at + "".join(domain.split())
    return next(iter(numbers.emails(joined)), "")


def guessed_email(text: str) -> str:
    """Return an address of e-mail whose @ was taken for a bracket or lost, where the rest of it is clear."""
    match = re.search(r"([a-z0-9._-]{2,})\s?[(&©Q®€œŒø]\)?\s?([a-z0-9-]+(?:\.[a-z0-9-]+)+)", text)
    return f"{match[1]}@{match[2]}" if match else ""


def trimmed(words: Sequence[Word]) -> tuple[Word, ...]:
    """Return words without those at the ends that hold no letter or digit."""
    kept = [index for index, word in enumerate(words) if any(map(str.isalnum, word.text))]
    return tuple(words[kept[0] : kept[-1] + 1]) if kept else ()


def address(text: str) -> str:
    """Return an address without the dots that dirt has put between its words."""
    text = re.sub(r"(?<=[^\W\d_]{3})\.(?=[^\W\d_]{3})", " ", composed(text))
    text = _RANK_DASH.sub(r"\1 ", _STOP_INSIDE.sub(" ", _STOP_BEFORE_RANK.sub(", ", text.replace(";", ","))))
    text = _BEFORE_ADDRESS.sub("", text, count=1)
    text = re.sub(r"^SỐ (?=\d+\w? [A-ZĐ][a-zà-ỹ])", "Số ", text.replace("\u2044", "/"))
    text = re.sub(r"(?:^|(?<=\s))[^\w\s(]+(?=\w)|(?<=\s)[^\w\s-]{1,2}(?=\s)|^[^\W\d]\s(?=[A-ZĐ])", "", text)
    text = re.sub(r"\s+", " ", text)
    return re.sub(r"(?<=\w)\s+[.,:;'`*~-]{1,3}\s+(?=\w)", " ", text).strip(" .,:;-*'`|")


def tax_code(text: str) -> str:
    """Return the tax code in a text, or the digits of one in boxes, which must be read anew."""
    return numbers.tax_code(text) or numbers.boxed_digits(text)


def code_alone(rows: Sequence[Line]) -> Found | None:
    """Return the tax code that stands in a row of its own near the head, its label lost: a valid one only."""
    for row in rows[:_HEAD]:
        code = numbers.tax_code(row.text)
        if code and numbers.is_valid_tax_code(code) and len(numbers.digits_of(row.text)) == len(row.text.strip()):
            return Found("tax_code", code, (row,))
    return None


def likeliest_code(options: Sequence[Found]) -> Found | None:
    """Return the first of some tax codes, or a valid one that it is a misreading of.

    A first one that is wrong and like no other is what the paper says: it must not hide behind somebody else's.
    """
    if not options:
        return None
    first = options[0].value
    near = (one for one in options if Levenshtein.distance(first, one.value) <= _MISREAD)
    return next((one for one in near if numbers.is_valid_tax_code(one.value)), options[0])


def company(text: str) -> str:
    """Return the name of a company in a text, from its legal form to a comma or bracket that ends it."""
    text = re.sub(r"(?<=\b[A-ZĐ])[,;](?=[A-ZĐ]\b)", ".", text.strip(_PUNCTUATION + "/"))
    text = re.sub(r"(?<=\w)- (?=\w)", "-", text)
    text = re.sub(r"\s(?:[.,'`]\s?|[„“”‘’|~^_*°·]+\s)(?=[\w(])", " ", text)
    text = re.sub(r"(?<=[^\W\d_a-zà-ỹ]{3})\.\s+(?=[^\W\d_a-zà-ỹ]{2})", " ", text)
    text = re.sub(r"(?<=\w):(?= \w)", "", re.sub(r"(?<=[^\W\d_]{2})\.(?=[^\W\d_]{2})", " ", text))
    text = _COMMA_INSIDE.sub(" ", text)
    text = re.split(r"\s*[;,]\s+|\s+[–—-]\s+(?=M[ãaàáâ])|\s*\(\s*(?=m[ãaàáâ] s|MST|sau đây)", text)[0]
    text = _SENTENCE.split(text)[0].strip(_PUNCTUATION)
    return " ".join(_in_case(_in_letters(word), text) for word in text.split())


def _in_letters(word: str) -> str:
    """Return a word with an O for each 0, where all else in it is letters."""
    return word.replace("0", "O") if word.replace("0", "").isalpha() and len(word.replace("0", "")) > 1 else word


def _is_capital(text: str) -> bool:
    """Say whether nearly all letters of a text are capitals."""
    letters = [letter for letter in text if letter.isalpha()]
    return sum(map(str.isupper, letters)) > _CAPITAL * len(letters)


def _in_case(word: str, text: str) -> str:
    """Return a word of a company's name in the case that its letters must have, beside the others of the name."""
    if text.isupper():
        return word
    if _is_capital(text):
        return word.upper() if word.islower() and word.isalpha() else word
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


def _narrowed(items: Sequence[Item], value: str) -> Sequence[Item]:
    """Return the words that the value is made of: the shortest run that holds its letters."""
    wanted = fold(value).replace(" ", "")
    pieces = [fold(item.word.text).replace(" ", "") for item in items]
    for start in range(len(items)):
        run = ""
        for end in range(start, len(items)):
            run += pieces[end]
            if wanted and wanted == run:
                return items[start : end + 1]
    return items
