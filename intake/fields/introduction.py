"""Fields of an introduction letter."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime

from intake import days, numbers
from intake.fields import parties, persons
from intake.fields.companies import is_company
from intake.fields.flow import Flow, Place
from intake.fields.found import PUNCTUATION, Found, labelled, taken
from intake.fields.licence import identity_number
from intake.seen import Seen
from intake.text import fold, parted
from intake.words import Line

_COMPANY = ("tên công ty", "tên doanh nghiệp", "tên đơn vị", "=đơn vị", "tên tổ chức")
_BEARER = ("giới thiệu ông/bà", "giới thiệu ông (bà)", "ông/bà", "ông (bà)", "trân trọng giới thiệu ông",
           "họ và tên",
           "trân trọng giới thiệu bà", "giới thiệu ông", "giới thiệu bà", "trân trọng giới thiệu", "giới thiệu",
           "họ tên", "Ông", "Êng", "Bà", "anh/chị", "cử ông", "cử bà", "cử ông/bà", "họ tên người được giới thiệu",
           "người được giới thiệu", "nay cử ông", "nay cử bà", "anh", "chị")  # fmt: skip
"""Labels of who brings the papers; "Êng" is what the engine takes "Ông" for."""
_ID = ("CCCD số", "CMND số", "số CCCD", "số CMND", "căn cước công dân số", "số căn cước công dân", "CCCD/CMND số",
       "căn cước số", "thẻ căn cước số", "số CCCD/CMND", "số căn cước", "CMND/CCCD số", "hộ chiếu số", "CCCD",
       "số định danh cá nhân", "CMND/CCCD", "chứng minh nhân dân số", "số giấy tờ")  # fmt: skip
_UNTIL = ("có giá trị đến hết ngày", "có giá trị đến ngày", "giá trị đến hết", "có giá trị đến", "có giá trị từ",
          "hiệu lực đến hết ngày", "có hiệu lực đến", "có hiệu lực đến ngày", "thời hạn đến",
          "giá trị đến hết ngày", "thời hạn giới thiệu", "=thời hạn", "thời gian công tác", "thời hạn sử dụng",
          "có hiệu lực từ", "có giá trị trong thời gian", "thời gian hiệu lực", "thời gian làm việc")  # fmt: skip
_RUN_IN = re.compile(r"^((?:Ông|Bà)[.:;]+)([^\W\d_].*)$")
"""A title that runs into a name: "Ông.Nhữ"."""
_OTHERS = ("chức vụ", "chức danh", "cấp ngày", "ngày cấp", "nơi cấp", "được cử đến", "về việc", "kính gửi",
           "đề nghị",
           "sinh ngày", "ngày sinh", "=là nhân viên", "địa chỉ", "điện thoại", "mã số thuế",
           "đến liên hệ")  # fmt: skip


_INTRODUCES = ("trân trọng giới thiệu", "trân trọng giới thiệu ông", "trân trọng giới thiệu bà", "giới thiệu",
               "cử ông", "cử bà", "giới thiệu ông", "giới thiệu bà", "cử ông/bà")  # fmt: skip


def read(rows: Sequence[Line]) -> dict[str, Found]:
    """Return the fields of a letter's page."""
    flow = Flow([parted(row, _RUN_IN) for row in rows])
    places = flow.find({"company": _COMPANY, "bearer": _BEARER, "id": _ID, "until": _UNTIL, "other": _OTHERS})
    companies, bearers, ids, until = (places[group] for group in ("company", "bearer", "id", "until"))
    bearers = [place for place in bearers if not _is_of_a_name(flow, place)]
    stops = [place for group in places.values() for place in group]
    options = (
        labelled("company_name", flow, companies, stops, parties.labelled_company, 2)
        or _introducing(flow)
        or parties.at_the_head(flow),
        labelled("bearer", flow, bearers, [place for place in stops if place not in bearers], _bearer, 2),
        labelled("bearer_id", flow, ids, stops, identity_number) or _number_alone(rows),
        labelled("valid_until", flow, until, [], last_date, 2),
    )
    return {option.name: option for option in options if option}


def _is_of_a_name(flow: Flow, place: Place) -> bool:
    """Say whether a label of one word is a word in capitals with another mark: "HỒ CHÍ MINH" has no "chị"."""
    word = flow.items[place.end - 1].word.text.strip(PUNCTUATION)
    is_short = place.end == place.start + 1 and " " not in place.label and len(word) > 2
    return is_short and word.isupper() and word != place.label.upper()


def _introducing(flow: Flow) -> Found | None:
    """Return the company that "trân trọng giới thiệu" somebody: the sentence's beginning, over some rows."""
    for place in flow.find({"introduces": _INTRODUCES})["introduces"]:
        row = flow.items[place.start].row
        if fold(flow.rows[row].text).startswith("giay gioi thieu"):
            continue
        for start in range(place.start - 1, -1, -1):
            if flow.items[start].row < row and not flow.goes_on(flow.items[start].row, flow.items[start].row + 1):
                break
            begins = start == 0 or flow.items[start - 1].row != flow.items[start].row
            if begins and is_company(flow.text(start, place.start)):
                return taken("company_name", flow.items[start : place.start], parties.labelled_company)
    return None


def _number_alone(rows: Sequence[Line]) -> Found | None:
    """Return the only personal number on a letter whose label is misread or broken between two rows."""
    seen = {
        digits: row
        for row in rows
        if not re.search(r"\bMST\b|[Mm]ã số", row.text)
        for digits in numbers.personal_numbers(row.text)
        if numbers.is_personal_number(digits)
    }
    if len(seen) != 1:
        return None
    ((digits, row),) = seen.items()
    words = tuple(word for word in row.words if digits in numbers.digits_of(word.text))
    return Found("bearer_id", digits, (Line(words),)) if words else None


def _bearer(text: str) -> str:
    text = re.sub(r"^.*?\b(?:[ÔôÊ]ng|[Bb]à)\s*(?:[/(]\s*[Bb]à\)?)?\s*:?\s+(?=\w)", "", text)
    return persons.holder(text)


def last_date(text: str) -> str:
    """Return the date in a text; of "từ ngày … đến ngày …" the second, and none where that one is broken off.

    Where the word between them was misread it is the later one.
    """
    parts = re.split(r"\bđ[ếêe]n\b", text)
    if len(parts) == 1 and re.search(r"\bt[ừưu]\s+ng[àa]y\b", text, re.IGNORECASE):
        dates = [day for part in re.split(r"(?<=20\d\d)\b", text) if (day := numbers.iso_date(part))]
        return max(dates) if len(dates) > 1 else ""
    if len(parts) > 1 and re.search(r"\d", parts[-1]) and not numbers.iso_date(parts[-1]):
        return ""
    return next((day for part in reversed(parts) if (day := numbers.iso_date(part))), "")


def seen_day(lines: Sequence[Seen]) -> tuple[str, float] | None:
    """Return the last day that some lines show by their picture, with its probability."""
    year = datetime.now(UTC).year
    shown = (days.read(view, year - 1, year + 1) for view in reversed(lines))
    return next(filter(None, shown), None)
