"""Fields printed on a card or passport; its QR code and machine-readable zone are read elsewhere."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import takewhile

from rapidfuzz.distance import Levenshtein

from intake import numbers
from intake.facts import FOREVER
from intake.fields import certification, found, persons
from intake.fields.flow import Flow, Item
from intake.fields.found import PUNCTUATION, Found, labelled
from intake.kinds import says
from intake.text import SMALL, fold, squeezed
from intake.words import Line

_NUMBER = ("số / No", "số/No.", "Số", "No", "Personal identification number", "số định danh cá nhân",
           "Passport No",
           "số hộ chiếu", "số hộ chiếu / Passport No",
           "số định danh cá nhân / Personal identification number")  # fmt: skip
_NAME = ("họ và tên / Full name", "Full name", "họ và tên", "họ tên", "họ, chữ đệm và tên khai sinh / Full name",
         "họ, chữ đệm và tên khai sinh", "Họ tên", "họ và tên khai sinh", "Surname and given names")  # fmt: skip
_BORN = ("ngày sinh / Date of birth", "Date of birth", "ngày sinh", "sinh ngày", "ngày, tháng, năm sinh",
         "ngày, tháng, năm sinh / Date of birth")  # fmt: skip
_EXPIRY = ("có giá trị đến / Date of expiry", "Date of expiry", "có giá trị đến", "ngày, tháng, năm hết hạn",
           "ngày, tháng, năm hết hạn / Date of expiry", "ngày hết hạn")  # fmt: skip
_OTHERS = ("giới tính / Sex", "giới tính", "Sex", "quốc tịch / Nationality", "quốc tịch", "Nationality",
           "quê quán",
           "quê quán / Place of origin", "Place of origin", "nơi thường trú", "Place of residence", "nguyên quán",
           "nơi thường trú / Place of residence", "nơi ĐKHK thường trú", "nơi sinh", "Place of birth", "dân tộc",
           "ngày cấp", "Date of issue", "nơi cấp", "nơi cư trú", "ngày, tháng, năm cấp", "tôn giáo",
           "số GCMND", "ID card No", "số ĐDCN/CMND", "mã số/Code", "loại/Type")  # fmt: skip

_IN_WORDS = re.compile(r"th\w*ng\W+\w{1,2}\W+n\w*m", re.IGNORECASE)
_EARLIEST, _LATEST = "1900", "2099"
_YOUNGEST = 14
"""Nobody younger has a card that says who may sign."""
_ENDLESS, _ALIKE = "không thời hạn", 85
_PASSPORT_ZONE = re.compile(r"P<VNM|[A-Z]\w{7}<\w?VNM")
_STAMP = ("đúng với bản", 80)
_ZONE_NAME, _NAME_SIZES, _ZONE_ALIKE = (
    re.compile(r"(?:P.VNM)?([A-Z0]+<<[A-Z0]+(?:<[A-Z0]+)*)<"),
    (2, 3, 4, 5, 6),
    0.85,
)
_LABEL_MISREAD = re.compile(rf"^\W*[{SMALL}]{{1,5}}\W*:\s*(?=[^\W\d_{SMALL}])")
"""What a short label before a name in capitals was taken for: "oto: LÊ VĂN MẪU"."""
_ZONE_SURNAME = re.compile(r"P.VNM([A-Z0]{2,})<<")
"""The surname in a passport's zone."""
_FRONT = ("cancuoc", "identitycard")
_ELSEWHERE = ("congdan", "citizen", "idvnm", "placeof", "dateofissue", "dateofexpiry", "hethan", "cogiatri",
              "quequan", "noicutru", "noithuongtru", "ngaycap", "ngontro", "passport", "hochieu",
              "chungminhnhandan")  # fmt: skip
"""What stands on a card of 2024, and what on its back or on other cards alone."""
_BACK = ("dauvetrieng", "dihinh", "ngontro", "giamdocca", "cuctruongcuc")
_OF_FRONT = (*_FRONT, "hovaten", "hoten", "fullname", "chungminhnhandan", "passport", "hochieu")
_NOT_NAMES = re.compile(
    "cong hoa|can cuoc|doc lap|viet nam|ho chieu|chung minh|republic|identity|cuc truong|canh sat|trat tu|quan ly|"
    r"giam doc|cong an|bo cong|dau vet|di hinh|ton giao|dan toc|chung thu(?:c|\d)|ban sao|ban chinh|uy ban|"
    "nhan dan|ung vien|nguoi thuc|cong chung|chu tich|passport"
)


def read(rows: Sequence[Line]) -> dict[str, Found]:
    """Return the printed fields of one side of a card, or of a passport's page."""
    flow = Flow(rows)
    groups = flow.find({"number": _NUMBER, "name": _NAME, "born": _BORN, "expiry": _EXPIRY, "other": _OTHERS})
    names, born, expiries = groups["name"], groups["born"], groups["expiry"]
    stops = [place for group in groups.values() for place in group]
    others = [place for place in stops if place not in names]
    options = (
        _number(flow),
        labelled("full_name", flow, names, others, _name, 2)
        or _name_of_zone(flow)
        or _name_by_surname(flow)
        or _name_below(flow),
        labelled("date_of_birth", flow, born, [], numbers.day_after_label, 3) or _born_without_label(flow),
        labelled("expiry", flow, expiries, [], expiry, 3) or _expiry_without_label(flow),
    )
    return {option.name: option for option in options if option}


def absent(rows: Sequence[Line]) -> set[str]:
    """Return what is not on a page with nothing but the front of a card of 2024, whose last day is on its back."""
    text = squeezed("".join(row.text for row in rows))
    is_front = any(sign in text for sign in _FRONT) and not any(sign in text for sign in _ELSEWHERE)
    return {"expiry"} if is_front else set()


def is_passport(rows: Sequence[Line]) -> bool:
    """Say whether a page is a passport's by its title or its zone."""
    return any(
        "passport" in squeezed(row.text) or "hochieu" in squeezed(row.text) or _PASSPORT_ZONE.search(row.text)
        for row in rows
    )


def _number(flow: Flow) -> Found | None:
    """Return the number of a card (12 or 9 digits alone) or of a passport."""
    of_passport = is_passport(flow.rows)
    options: list[Found] = []
    for row in flow.rows:
        if of_passport and "<" in row.text:
            continue
        value = numbers.passport_number(row.text) if of_passport else ""
        digits = [] if of_passport else numbers.personal_numbers(row.text)
        if value or (digits and "<" not in row.text and "IDVNM" not in row.text):
            options.append(Found("id_number", value or digits[0], (row,)))
    clear = (one for one in options if one.value in one.lines[0].text and numbers.is_personal_number(one.value))
    return next(clear, options[0] if options else None)


def _name(text: str) -> str:
    """Return a name in capitals after what is left of the label in English."""
    text = re.sub(r"^.*?(?i:full\s*name|given names|\bful{1,2}(?=\s))\s*[:.]?", "", text).strip(" :/.,")
    text = _LABEL_MISREAD.sub("", text)
    letters = [letter for letter in text if letter.isalpha()]
    if not letters or sum(map(str.isupper, letters)) < 0.7 * len(letters):
        return ""
    return "" if says(squeezed(text), *_STAMP) else persons.holder(text)


def _name_of_zone(flow: Flow) -> Found | None:
    """Return the printed name whose letters stand in the machine-readable zone too; its label may be lost."""
    zones = [_ZONE_NAME.match(item.word.text.upper()) for item in flow.items]
    wanted = next((zone[1].replace("<", "").replace("0", "O").lower() for zone in zones if zone), "")
    if not wanted:
        return None
    runs = (flow.items[start : start + size] for start in range(len(flow.items)) for size in _NAME_SIZES)
    likeness = [(_likeness(run, wanted), index, run) for index, run in enumerate(runs)]
    best, _, run = max(likeness, default=(0.0, 0, []))
    if best < _ZONE_ALIKE:
        return None
    return found.taken("full_name", _to_its_end(flow, run), persons.person)


def _to_its_end(flow: Flow, run: Sequence[Item]) -> Sequence[Item]:
    """Return the words of a name with those in capitals behind it: a misread zone may tell its beginning alone."""
    start = next(index for index, item in enumerate(flow.items) if item is run[0])
    row = (item for item in flow.items[start : start + _NAME_SIZES[-1]] if item.row == run[0].row)
    return list(takewhile(lambda item: item.word.text.isupper() and _letters(item).isalpha(), row)) or run


def _letters(item: Item) -> str:
    return item.word.text.strip(PUNCTUATION)


def _name_by_surname(flow: Flow) -> Found | None:
    """Return the printed name that begins with the surname of a passport's zone, whose given names are lost."""
    zones = (_ZONE_SURNAME.match(row.text.replace(" ", "")) for row in flow.rows)
    wanted = {zone[1].replace("0", "O").lower() for zone in zones if zone}
    for start, item in enumerate(flow.items):
        if squeezed(item.word.text) not in wanted or not item.word.text.isupper() or "<" in item.word.text:
            continue
        run = [one for one in flow.items[start : start + _NAME_SIZES[-1]] if one.row == item.row]
        name = found.taken("full_name", run, persons.person)
        if name and name.value.isupper() and persons.is_likely_person(name.value):
            return name
    return None


def _likeness(run: Sequence[Item], name: str) -> float:
    """Return how like a name some words are that stand in one row, in capitals and in no zone."""
    text = " ".join(item.word.text for item in run)
    if "<" in text or not text.isupper() or run[0].row != run[-1].row:
        return 0.0
    return Levenshtein.normalized_similarity(squeezed(text), name, score_cutoff=_ZONE_ALIKE)


def _name_below(flow: Flow) -> Found | None:
    """Return the first row of capitals that is a name, below the title of a card.

    Its back names who signed; so does a stamp on a page without a card.
    """
    text = squeezed("".join(row.text for row in flow.rows))
    is_front = any(sign in text for sign in _OF_FRONT)
    if any(sign in text for sign in _BACK) and not is_front:
        return None
    stamp = range(0) if is_front else certification.rows_of(flow)
    for index, row in enumerate(flow.rows):
        name = "" if index in stamp else _name(row.text)
        if name.isupper() and persons.is_likely_person(name) and not _NOT_NAMES.search(fold(row.text)):
            return Found("full_name", name, (row,))
    return None


def _born_without_label(flow: Flow) -> Found | None:
    """Return the earliest day on a card whose labels are too small to read: that of birth, so many years ago."""
    limit = f"{datetime.now(UTC).year - _YOUNGEST}"
    found_here = [(day, row) for day, row in _days(flow) if day < limit]
    return _of_day("date_of_birth", min(found_here, key=lambda one: one[0], default=None))


def _expiry_without_label(flow: Flow) -> Found | None:
    """Return the latest day to come on a card, or that it has no end.

    A day that nothing calls the last one is a choice: another, misread, may be meant.
    """
    for row in flow.rows:
        if says(squeezed(row.text), _ENDLESS, _ALIKE):
            return Found("expiry", FOREVER, (row,))
    today = datetime.now(UTC).date().isoformat()
    found_here = [(day, row) for day, row in _days(flow) if day > today]
    last = _of_day("expiry", max(found_here, key=lambda one: one[0], default=None))
    return replace(last, is_choice=True) if last else None


def _days(flow: Flow) -> list[tuple[str, Line]]:
    """Return the days on a card, in figures; those in words are a stamp's, as are those below its title."""
    stamp = certification.rows_of(flow)
    rows = (
        row
        for index, row in enumerate(flow.rows)
        if index not in stamp and "<" not in row.text and not _IN_WORDS.search(row.text)
    )
    days = ((numbers.iso_date(row.text), row) for row in rows)
    return [(day, row) for day, row in days if _EARLIEST <= day[:4] <= _LATEST]


def _of_day(name: str, one: tuple[str, Line] | None) -> Found | None:
    return Found(name, one[0], (one[1],)) if one else None


def expiry(text: str) -> str:
    """Return the last day of a card in a text, `FOREVER` for one without end."""
    if "khongthoihan" in squeezed(text):
        return FOREVER
    if _IN_WORDS.search(text):  # a stamp's day
        return ""
    return numbers.day_after_label(text)
