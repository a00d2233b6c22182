"""Fields of a business licence: enterprise, branch or household business, old and new forms."""

import re
from collections.abc import Mapping, Sequence

from intake import numbers
from intake.fields import companies, contact, found, persons, tax_codes
from intake.fields.flow import Flow, Place
from intake.fields.found import Found, labelled, taken
from intake.text import squeezed
from intake.words import Line

_COMPANY = ("tên công ty viết bằng tiếng Việt", "tên doanh nghiệp viết bằng tiếng Việt", "tên hộ kinh doanh",
            "tên chi nhánh viết bằng tiếng Việt", "tên chi nhánh", "tên doanh nghiệp", "tên công ty",
            "tên viết bằng tiếng Việt", "tên địa điểm kinh doanh")  # fmt: skip
_TAX_CODE = ("mã số doanh nghiệp", "mã số thuế", "mã số hộ kinh doanh", "mã số đăng ký hộ kinh doanh",
             "mã số chi nhánh", "mã số", "mã số doanh nghiệp/mã số thuế", "MST")  # fmt: skip
_SHORT_LABEL = 6
"""Letters of a label that may stand before other numbers too."""
_SECTION = ("người đại diện theo pháp luật", "người đại diện theo pháp luật của công ty", "thông tin về chủ hộ",
            "người đại diện theo pháp luật của doanh nghiệp", "thông tin về chủ hộ kinh doanh",
            "họ và tên đại diện hộ kinh doanh", "chủ hộ kinh doanh", "họ và tên chủ hộ kinh doanh",
            "đại diện hộ kinh doanh", "chủ doanh nghiệp", "thông tin về người đứng đầu",
            "người đứng đầu chi nhánh", "người đứng đầu")  # fmt: skip
_NAME = (
    "họ và tên",
    "họ, chữ đệm và tên",
    "=họ, chữ đệm và",
    "đệm và tên",
    "họ tên",
    "họ và tên đại diện hộ kinh doanh",
    "họ và tên chủ hộ",
)
_ID = ("số giấy tờ pháp lý của cá nhân", "số giấy chứng thực cá nhân", "số định danh cá nhân", "CMND số",
       "CCCD số",
       "số CMND", "số CCCD", "số chứng minh nhân dân", "số căn cước công dân", "số giấy tờ pháp lý",
       "số hộ chiếu", "số thẻ căn cước", "số giấy tờ chứng thực cá nhân", "hộ chiếu số", "thẻ căn cước số",
       "căn cước công dân số", "chứng minh nhân dân số", "căn cước số",
       "chứng minh nhân dân/căn cước công dân số")  # fmt: skip
_OTHERS = (
    "tên công ty viết bằng tiếng nước ngoài", "tên công ty viết tắt", "tên giao dịch", "tên nước ngoài",
    "tên viết tắt", "địa chỉ trụ sở chính", "địa chỉ trụ sở", "vốn điều lệ", "giới tính", "chức danh",
    "sinh ngày", "ngày, tháng, năm sinh", "dân tộc", "quốc tịch", "loại giấy tờ pháp lý của cá nhân",
    "loại giấy tờ pháp lý", "ngày cấp", "nơi cấp", "nơi đăng ký hộ khẩu thường trú", "địa chỉ thường trú",
    "địa chỉ liên lạc", "chỗ ở hiện tại", "điện thoại", "loại giấy chứng thực cá nhân",
    "thông tin về chủ sở hữu", "danh sách thành viên góp vốn", "đăng ký lần đầu", "đăng ký thay đổi lần thứ",
    "ngày sinh", "địa chỉ", "ngành, nghề kinh doanh", "địa điểm kinh doanh",
    "tên chi nhánh viết bằng tiếng nước ngoài", "địa chỉ trụ sở hộ kinh doanh",
    "tên viết bằng tiếng nước ngoài", "mã số doanh nghiệp/quyết định thành lập số", "quyết định thành lập số",
    "tên tổ chức",
)  # fmt: skip
_SEAT = ("địa chỉ trụ sở chính", "địa chỉ trụ sở hộ kinh doanh", "địa chỉ trụ sở", "địa chỉ chi nhánh", "địa chỉ")
_BEHIND_SEAT = ("điện thoại", "email", "website", "fax", "ngành, nghề kinh doanh", "vốn điều lệ", "vốn kinh doanh",
                "số lượng", "thông tin về chủ sở hữu", "địa điểm kinh doanh")  # fmt: skip
REPRESENTATIVES = 9
OF_BEFORE = "_0"
"""The ending of a number whose owner the page before names."""
_TOP = 8
"""Rows at the top of a further page in which the number of who is named last on the page before stands."""
_NO_PROVINCE = "000"
"""What no number of an identity paper begins with, and the rest of a sum does: "4.950.000.000 50,000"."""
_TWELVE = 12
_BRANCH, _TITLE = "hoatdongchinhanh", "giấy chứng nhận"
_TITLE_ROWS, _HEAD = 10, 6
"""Rows of the page that hold its title, and rows below the title that hold its code."""


def names_code(text: str) -> bool:
    """Say whether a squeezed text holds a label of a tax code, which its form alone does not make one: "mã số"."""
    return any(label in text for label in map(squeezed, _TAX_CODE) if len(label) > _SHORT_LABEL)


def read(rows: Sequence[Line]) -> dict[str, Found]:
    """Return the fields of a licence's page; a second representative's end in `_2`, a third's in `_3`."""
    flow = Flow(rows)
    places = flow.find(
        {"company": _COMPANY, "code": _TAX_CODE, "name": _NAME, "id": _ID, "section": _SECTION, "other": _OTHERS}
    )
    places["section"] = [place for place in places["section"] if not _is_behind_label(flow, place)]
    stops = [place for group in places.values() for place in group]
    options = [
        labelled("company_name", flow, places["company"], stops, _company, 3),
        _tax_code(flow, _own(flow, places["code"]), stops) or tax_codes.code_alone(rows),
        *_representatives(flow, places["name"], places["id"], places["section"], stops),
        None if places["company"] else _number_of_before(flow, places, stops),
    ]
    return {option.name: option for option in options if option}


def seat(rows: Sequence[Line]) -> Found | None:
    """Return the seat, the first address of a licence's page above its persons; on a branch's it is the branch's.

    It is none of the licence's fields: it bears out the letter's.
    """
    flow = Flow(rows)
    places = flow.find({"company": _COMPANY, "seat": _SEAT, "name": _NAME, "other": _BEHIND_SEAT})
    first = next(iter(places["seat"]), None)
    if first is None or any(place.start < first.start for place in places["name"]) or not places["company"]:
        return None
    stops = [place for group in places.values() for place in group]
    return contact.address(flow, [first], stops)


def _is_behind_label(flow: Flow, place: Place) -> bool:
    """Say whether a heading stands behind a label of its row: "Họ và tên: CHỬ ĐĂNG NGHIỆP" names no owner."""
    row = flow.items[place.start].row
    before = (item for item in flow.items[: place.start] if item.row == row)
    return any(item.word.text.endswith(":") for item in before)


def _company(text: str) -> str:
    text = companies.company(re.sub(r"^.{0,40}?(?:ti[^\W\d_]{1,2}ng|t1ếng)\s+V[^\W\d_]+t\s*[:;.]+\s*", "", text))
    return text if len(text) >= 6 and not text.lower().startswith(("viết", "việt", _TITLE)) else ""


def _own(flow: Flow, codes: Sequence[Place]) -> Sequence[Place]:
    """Return the labels of the licence's own code: on a branch's the company's follows further down."""
    branch = next(
        (index for index, row in enumerate(flow.rows[:_TITLE_ROWS]) if _BRANCH in squeezed(row.text)), None
    )
    if branch is None:
        return codes
    return [place for place in codes if flow.items[place.start].row <= branch + _HEAD]


def _tax_code(flow: Flow, places: Sequence[Place], stops: Sequence[Place]) -> Found | None:
    return tax_codes.likeliest_code(
        list(found.every("tax_code", flow, places, [p for p in stops if p not in places], tax_codes.tax_code))
    )


def _representatives(
    flow: Flow, names: Sequence[Place], ids: Sequence[Place], sections: Sequence[Place], stops: Sequence[Place]
) -> list[Found]:
    """Return name and number of each representative: those below the heading of representatives.

    A label with neither before the first of them is none of theirs. A number between their heading and the first
    name is of one whose name was lost.
    """
    named = _headings(sections) or sections
    start = named[0].start if named else 0
    inside = [place for place in names if place.start >= start] or (
        [place for place in sections if place.start >= start] if sections else []
    )
    people = list(filter(None, [_number_of_unnamed(flow, named, inside, ids, stops)]))
    order = len(people)
    for index, place in enumerate(inside):
        ending = f"_{order + 1}" if order else ""
        end = inside[index + 1].start if index + 1 < len(inside) else len(flow.items)
        person = taken(f"representative{ending}", flow.until(place.end, stops, 2), persons.person)
        number = _number(flow, [one for one in ids if place.start < one.start < end], stops, ending)
        people += [one for one in (person, number) if one]
        order += bool(people)
        if order == REPRESENTATIVES:
            break
    return people


def _number_of_unnamed(
    flow: Flow, named: Sequence[Place], names: Sequence[Place], ids: Sequence[Place], stops: Sequence[Place]
) -> Found | None:
    """Return the number below the heading of representatives that stands before the first name."""
    if not named or not names:
        return None
    own = [one for one in ids if named[0].start < one.start < names[0].start]
    return _number(flow, own, stops, "")


def _number_of_before(flow: Flow, places: Mapping[str, Sequence[Place]], stops: Sequence[Place]) -> Found | None:
    """Return the number at the top of a further page, before any name: of who is named last on the page before.

    Below the heading of representatives it is of one of this page.
    """
    first = min(
        (place.start for place in (*places["name"], *_headings(places["section"]))), default=len(flow.items)
    )
    own = [one for one in places["id"] if one.start < first and flow.items[one.start].row < _TOP]
    return _number(flow, own, stops, OF_BEFORE)


def _headings(sections: Sequence[Place]) -> list[Place]:
    """Return the headings of representatives among those of persons."""
    return [place for place in sections if "đại diện" in place.label]


def _number(flow: Flow, places: Sequence[Place], stops: Sequence[Place], ending: str) -> Found | None:
    return labelled(f"representative_id{ending}", flow, places, stops, identity_number)


def _without_one_of_two(run: str) -> str:
    """Return the one personal number that a figure read twice made longer; empty where none or several may be."""
    twice = (at for at in range(1, len(run)) if run[at] == run[at - 1])
    options = {f"{run[:at]}{run[at + 1 :]}" for at in twice}
    whole = [one for one in options if numbers.is_personal_number(one)]
    return whole[0] if len(whole) == 1 else ""


def identity_number(text: str) -> str:
    """Return the number of an identity paper in a text: 12 or 9 digits, or a passport's.

    All numbers of twelve digits begin with 0 (a province's code): where eleven are left that do not, a mark hid it
    ("Ö66…"); of others another is lost.
    """
    passport = numbers.passport_number(text)
    if passport:
        return passport
    digits = numbers.personal_numbers(text)
    if digits and not digits[0].startswith(_NO_PROVINCE):
        return digits[0]
    run = re.sub(r"\D", "", text)
    if len(run) == _TWELVE - 1 and run[0] != "0" and numbers.is_personal_number(f"0{run}"):
        return f"0{run}"
    if len(run) == _TWELVE + 1:
        return _without_one_of_two(run)
    return run if 8 <= len(run) <= _TWELVE and not run.startswith(_NO_PROVINCE) else ""
