"""Who writes a letter: the company, labelled, in a sentence or at the head of the page, and who signs for it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from intake import capitals, kinds, numbers, slips
from intake.fields import companies, contact, persons
from intake.fields.companies import is_company
from intake.fields.flow import Flow, Place
from intake.fields.found import Found, every, taken, trimmed
from intake.text import SMALL, fold, squeezed
from intake.words import Line, PixelBox, Word, around

COMPANY = (
    "tên công ty", "tên doanh nghiệp", "tên đơn vị", "tên tổ chức", "tên người khai hải quan", "tên hộ kinh doanh",
    "công ty chúng tôi là", "chúng tôi là", "tên người nộp thuế", "đơn vị đề nghị", "doanh nghiệp đề nghị",
    "tên doanh nghiệp / Company", "Company name", "=Company", "tên tổ chức, cá nhân", "người đề nghị", "=đơn vị",
    "tên người đề nghị", "=doanh nghiệp", "tên người nộp hồ sơ", "người nộp hồ sơ", "đơn vị nộp hồ sơ",
)  # fmt: skip
MOTTOES = ("conghoaxahoichunghiavietnam", "doclaptudohanhphuc")
_HEADS = ("giam doc", "tong giam doc", "chu tic", "nguoi dai dien", "chu ho", "dai dien", "chu doanh nghiep",
          "truong phong", "pho giam doc", "chu co so", "truong chi nhanh", "director", "chu nhiem")  # fmt: skip
_NO_NAME = ("so", "mst", "ma so", "dia chi", "doc lap", "giay gioi", "giay de", "giay uy", "cong van", "kinh gui",
            "d c", "dc", "dt", "tel", "dien thoai", "email", "e mail", "add", "tru so", "v v", "fax", "website",
            "don de", "to trinh", "hotline", "ma dn", "ma so thue")  # fmt: skip
"""What a row begins with that goes on with no company's name."""
_ENDS = (
    "đóng tại", "có trụ sở", "có địa chỉ", "xin", "kính", "là", "do ông", "do bà", "đại diện", "mst", "mã số",
    "địa chỉ", "chúng tôi", "đề nghị", "giới thiệu", "cử ông", "cử bà", "làm", "trụ sở", "được", "đã", "có mã",
    "đăng ký", "hiện", "nay", "cam kết", "cam đoan", "trân trọng", "với", "mã dn", "cử", "ủy quyền", "tên tôi",
    "thành lập", "hoạt động", "tại giấy", "theo giấy", "và chịu", "gửi",
)  # fmt: skip
"""What ends a company's name in a sentence; in one of capitals any small letter does."""
_FOR = ("t m", "tm", "thay mat")
"""Before a company's name: who signs does so on its behalf ("T/M CÔNG TY / Người đại diện")."""
_SENTENCE = re.compile(rf"\d{{4}}|[{SMALL}],\s|:\s*\S+(\s\S+){{7}}", re.I)
"""What stands in a row that says more than an office."""
_NAMED = re.compile(r":\s*\w+ \w")
_LONG_ROW, _FOOT = 9, 0.85
"""So many words has a row of a letter's text; below that part of a page is its foot."""
_PRIVATE, _BRANCH = "tu nhan", "chi nhanh"
_TITLE_ROWS, _NAME_ROWS = 8, 5
_LAST_OF_HEAD = 3
"""The row below which sentences begin where nothing says to whom a letter goes."""
_SIGNED_WITHIN = 0.45
"""So far below the office of who signs stands the name, as a part of the page's width."""
_HEAD_END = 0.5
_SCRAP, _UNSURE, _LEAST_SURE, _WHOLE = 3, 0.4, 0.15, 3
"""So few letters read so unsurely are dirt. How sure the engine is of a name at least; words of a whole one."""
_OF_COMPANY = 85.0
"""How like a part of the company's name (0 to 100) a person's name is that is none."""
_FOREIGN = re.compile(
    r"\b(?:C[OÓÒ0]{1,2}\W{1,3}|JOINT STOCK|COMPANY)\s*(?:LTD|LIMITED|JSC)?\W*$|\b(?:LTD|JSC)\W*$", re.I
)
"""How a company's name in English ends, which may stand below its own."""
_FORM_WORDS = 5
"""Words that the form of a company before a group has, some dirt among them."""
_ABBREVIATED = re.compile(r"^(?:\w\.)+\w?$")


def company(flow: Flow, places: Mapping[str, Sequence[Place]], stops: Sequence[Place]) -> Found | None:
    """Return the company's name: behind a label, in a sentence with its code, or at the head."""
    own = [place for place in places["company_name"] if contact.is_ours(flow, place)]
    options = list(every("company_name", flow, own, stops, labelled_company, 3))
    if options:
        return max((one for one in options if _begins_as(one, options[0])), key=lambda one: len(fold(one.value)))
    head = heading(flow)
    spoken = list(_spoken(flow))
    sure = [one for one, has_code in spoken if has_code]
    if sure and head and squeezed(sure[0].value) in squeezed(head.value)[1:]:
        return replace(head, is_choice=True)
    if sure and head and not companies.own_words(sure[0].value) & companies.own_words(head.value):
        return replace(head, is_choice=True)
    if sure:
        return sure[0]
    if head:
        longer = (one for one, _ in spoken if _goes_on_from(one, head) or _has_all_of(one, head))
        if whole := next(longer, None):
            return whole
        alike = (one for one, _ in spoken if squeezed(one.value) == squeezed(head.value))
        misread = (
            one for one, _ in spoken if fuzz.ratio(squeezed(one.value), squeezed(head.value)) >= _OF_COMPANY
        )
        return next(alike, None) or _as_spoken(head, next(misread, None)) or at_the_head(flow)
    return spoken[0][0] if spoken else None


def _begins_as(one: Found, first: Found) -> bool:
    """Say whether a name is the first one, or goes on where that one was cut short."""
    return one is first or fold(one.value).startswith(f"{fold(first.value)} ")


def _goes_on_from(one: Found, head: Found) -> bool:
    """Say whether a name is that of the head with more behind it: the head's next row was lost."""
    return squeezed(one.value) != squeezed(head.value) and squeezed(one.value).startswith(squeezed(head.value))


def _has_all_of(one: Found, head: Found) -> bool:
    """Say whether a name is that of the head with more amid it: the head's row was taken for two columns."""
    return bool(slips.besides(fold(one.value).split(), fold(head.value).split()))


def begins_name(flow: Flow, place: Place, label: str) -> bool:
    """Say whether a label for an enterprise is the beginning of a name: "Doanh nghiệp tư nhân …".

    A speck may make a colon amid the name, up to which the label was taken to go.
    """
    ends = (place.end, place.start + len(label.split())) if place.label == label else ()
    return any(fold(flow.text(end, end + 2)).startswith(_PRIVATE) for end in ends)


def labelled_company(text: str) -> str:
    """Return a company's name where a text begins with one, else an empty string."""
    name = companies.company(text)
    return name if is_company(name) else ""


def _spoken(flow: Flow) -> Iterator[tuple[Found, bool]]:
    """Yield the company's name in sentences below the head, and whether its code stands beside it."""
    first = next(
        (index for index, row in enumerate(flow.rows) if kinds.is_addressed(squeezed(row.text))), _LAST_OF_HEAD
    )
    taken_to = 0
    for start, item in enumerate(flow.items):
        if start < taken_to or item.row <= first or item.word.text[:1].islower():
            continue
        if not is_company(flow.text(start, start + 4)) or flow.before(start, 2).endswith(_FOR):
            continue
        end = _end_of_name(flow, start)
        start -= _words_of_form(flow, start) or _words_of_branch(flow, start)
        taken_to = end
        context = flow.before(start, 6)
        one = taken("company_name", flow.items[start:end], labelled_company)
        if one and end - start >= 3 and not contact.holds(f"{context} {fold(one.value)}", contact.NOT_OURS):
            yield one, _has_code(flow, end)


def _words_of_form(flow: Flow, start: int) -> int:
    """Return how many words before a group ("Tập đoàn") are of its company's form: "công" was misread."""
    before = flow.before(start, _FORM_WORDS).split()
    if not fold(flow.text(start, start + 2)).startswith("tap doan") or before[-2:] != ["co", "phan"]:
        return 0
    back = next((back for back in range(3, len(before) + 1) if before[-back] == "ty"), 0)
    return back + 1 if back and before[-back - 1 : -back] == ["cong"] else back


def _words_of_branch(flow: Flow, start: int) -> int:
    """Return how many words before a company are of its branch's form, a letter of each misread: "Chi nránh".

    Both may be read as one: "ChLnhánh". A speck on a capital may make a small letter of it: "chỉ NHÁNH"; in a
    sentence both words are small.
    """
    for size in (2, 1):
        before = [item for item in flow.items[max(0, start - size) : start] if item.row == flow.items[start].row]
        text = " ".join(item.word.text for item in before)
        is_one = len(before) == size and any(word[0].isupper() for word in text.split())
        if is_one and fuzz.ratio(squeezed(text), squeezed(_BRANCH)) >= _OF_COMPANY:
            return size
    return 0


def _end_of_name(flow: Flow, start: int) -> int:
    """Return the word after a company's name that begins at a word."""
    last = flow.items[start].row
    for index in range(start, len(flow.items)):
        item = flow.items[index]
        if item.row > last and not flow.goes_on(last, item.row, _sentences(flow, item.row)):
            return index
        if item.row > flow.items[start].row + 2:
            return index
        last = item.row
        text = item.word.text
        if index > start + 1 and _is_behind_name(flow.text(start, index), flow.text(index, index + 4)):
            return index
        if index > start + 1 and text.endswith((",", ";", ":", ".")) and not _ABBREVIATED.match(text):
            return index + 1
    return len(flow.items)


def _sentences(flow: Flow, row: int) -> Sequence[int]:
    """Return a row whose first colon stands in the middle of a sentence: "PHẨM A - MST: 0101…"."""
    before = flow.rows[row].text.partition(":")[0]
    return [row] if re.search(r"\s[-–—]\s|[,;]\s", before) else []


def _is_behind_name(name: str, ahead: str) -> bool:
    """Say whether what comes goes on with a sentence, and no more with the company's name."""
    if re.match(r"\(\s*(?:\d|MST|[Mm][ãa]\b|sau\b|g[oọ]i\b|tên\b|[Tt]ax)", ahead):
        return True
    if capitals.share(name) > 0.9 and ahead[:1].islower():
        return True
    rest = re.sub(r"^[-–—]\s+", "", ahead).lower()
    return any(re.match(rf"{end}\b", rest) for end in _ENDS)


def _has_code(flow: Flow, end: int) -> bool:
    """Say whether a tax code, or a word for one, stands close behind a name."""
    ahead = flow.text(end, end + 6)
    return bool(numbers.tax_code(ahead)) or contact.holds(fold(ahead), ("mst", "ma so thue", "ma so doanh nghiep"))


def heading(flow: Flow) -> Found | None:
    """Return the company's name at the head of a page: the left one of two columns, over some rows."""
    kept: list[tuple[int, tuple[Word, ...]]] = []
    for index, row in enumerate(flow.rows[:_TITLE_ROWS]):
        words = _left_column(row)
        text = companies.company(Line(words).text) if words else ""
        if not kept and is_company(text):
            kept = [(index, words)]
        elif (
            kept and index == kept[-1][0] + 1 and len(kept) < _NAME_ROWS and words and _is_more(flow, kept, words)
        ):
            kept.append((index, words))
        elif kept:
            break
    if not kept:
        return None
    lines = tuple(Line(words) for _, words in kept)
    return Found("company_name", companies.company(" ".join(line.text for line in lines)), lines)


def at_the_head(flow: Flow) -> Found | None:
    """Return the company at the head of a page: a choice where a sentence further down says its name as well.

    That one was not read as a name, and may be written otherwise: the head is in capitals.
    """
    head = heading(flow)
    if head is None:
        return None
    words, lowest = head.value.split(), head.box[3]
    end = squeezed(" ".join(words[len(words) // 2 :]))
    again = (row for row in flow.rows if row.box[1] > lowest and not row.text.isupper())
    return replace(head, is_choice=any(end in squeezed(row.text) for row in again))


def _as_spoken(head: Found, spoken: Found | None) -> Found | None:
    """Return the name at the head in the small letters of a sentence that has it misread."""
    if spoken is None or spoken.value.isupper() or not head.value.isupper():
        return None
    return replace(head, value=slips.as_written(head.value, spoken.value))


def _left_column(row: Line) -> tuple[Word, ...]:
    """Return the words before the country's name or its motto, or before the widest gap where there is one."""
    likeness, cut = max(
        (Levenshtein.normalized_similarity(squeezed(Line(row.words[index:]).text), motto), index)
        for index in range(len(row.words))
        for motto in MOTTOES
    )
    if likeness > 0.7:
        return trimmed(row.words[:cut])
    gaps = [
        (right.box[0] - left.box[2], index) for index, (left, right) in enumerate(pairwise(row.words), start=1)
    ]
    gap, index = max(gaps, default=(0, 0))
    return trimmed(row.words[:index] if gap > 0.9 * (row.box[3] - row.box[1]) else row.words)


def _is_more(flow: Flow, kept: Sequence[tuple[int, tuple[Word, ...]]], words: Sequence[Word]) -> bool:
    """Say whether words go on with the company's name above them: in its column, its capitals, and no label."""
    above, text = kept[-1][1], Line(tuple(words)).text
    plain = fold(text)
    if _FOREIGN.search(text) or (len(plain) <= _SCRAP and Line(tuple(words)).confidence < _UNSURE):
        return False
    if re.search(r":\s*\S|\d{3}|/", text) or any(plain == one or plain.startswith(f"{one} ") for one in _NO_NAME):
        return False
    upper = Line(above).box
    if Line(tuple(words)).box[1] - upper[3] > 0.9 * (upper[3] - upper[1]):
        return False
    first = Line(kept[0][1]).text
    if capitals.share(first) > 0.8:
        return capitals.share(text) > 0.7
    left, right = above[0].box[0], above[-1].box[2]
    middle = (words[0].box[0] + words[-1].box[2]) / 2
    return (
        right > _HEAD_END * flow.right * 0.6
        and left - 20 <= middle <= right + 20
        and not re.search(r"\bng[aà]y\b", text)
    )


def signature(flow: Flow, name: str) -> Found | None:
    """Return the name under a signature: the last rows below the head's office that are a name."""
    head = _office_row(flow)
    if head is None:
        return None
    left, lowest = flow.rows[head].words[-1].box[0] * 0.6, flow.rows[head].box[3] + _SIGNED_WITHIN * flow.right
    below = (_apart(row, left) for row in flow.rows[head + 1 :] if row.box[1] < lowest)
    return named([Line(words) for words in below if words], name)


def _apart(row: Line, left: float) -> tuple[Word, ...]:
    """Return the words of a row right of a place, where they do not go on with what stands left of it."""
    first = next((index for index, word in enumerate(row.words) if word.box[0] > left), len(row.words))
    if 0 < first < len(row.words):
        before, word = row.words[first - 1].box, row.words[first].box
        if word[0] - before[2] < word[3] - word[1]:
            return ()
    return trimmed(row.words[first:])


def named(rows: Sequence[Line], name: str) -> Found | None:
    """Return the lowest of some rows that is a person's name."""
    for row in sorted(rows, key=lambda row: -row.box[1]):
        person = persons.with_surname(persons.person(persons.with_capital(row.text)))
        is_mended = not row.text.startswith(person)
        if row.confidence < _LEAST_SURE or (is_mended and len(person.split()) < _WHOLE):
            continue
        if person and persons.is_likely_person(person) and (person.istitle() or person.isupper()):
            return Found(name, person, (row,))
    return None


def is_of_company(person: Found, company: str) -> bool:
    """Say whether what was read as a person's name is a part of the company's: its seal says it too."""
    name, whole = squeezed(person.value), squeezed(company)
    return len(name) <= len(whole) and fuzz.partial_ratio(name, whole) >= _OF_COMPANY


def office(flow: Flow) -> PixelBox | None:
    """Return where the office of who signs stands: "GIÁM ĐỐC" in the last row that says one."""
    head = _office_row(flow)
    if head is None:
        return None
    row, plain = flow.rows[head], [fold(word.text) for word in flow.rows[head].words]
    starts = [index for index in range(len(plain)) if " ".join(plain[index:]).startswith(_HEADS)]
    return around(word.box for word in row.words[starts[0] :]) if starts else row.box


def _office_row(flow: Flow) -> int | None:
    heads = [
        index
        for index, row in enumerate(flow.rows)
        if any(head in fold(row.text) for head in _HEADS)
        and len(row.words) <= 12
        and not _SENTENCE.search(row.text)
        and not (_NAMED.search(row.text) and _is_above_text(flow, index))
    ]
    return heads[-1] if heads else None


def _is_above_text(flow: Flow, index: int) -> bool:
    """Say whether a letter's text stands below a row, which then signs nothing."""
    foot = _FOOT * max(row.box[3] for row in flow.rows)
    return any(len(row.words) >= _LONG_ROW and row.box[3] < foot for row in flow.rows[index + 1 :])
