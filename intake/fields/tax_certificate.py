"""Fields of a tax registration certificate."""

from collections.abc import Sequence

from intake.fields import companies, parties, tax_codes
from intake.fields.flow import Flow, Place
from intake.fields.found import Found, labelled, taken
from intake.words import Line

_TAX_CODE = ("mã số thuế", "MST")
_ENTERPRISE = "tên doanh nghiệp"
_COMPANY = ("tên người nộp thuế", "tên tổ chức", _ENTERPRISE, "tên đơn vị")
_OTHERS = (
    "số, ngày, tháng, năm của giấy", "cơ quan thuế quản lý trực tiếp", "địa chỉ",
    "giấy chứng nhận đăng ký kinh doanh",
    "ngày cấp", "nơi cấp", "số, ngày", "giấy phép thành lập", "quyết định thành lập", "địa chỉ trụ sở",
    "ngày hoạt động",
)  # fmt: skip


def read(rows: Sequence[Line]) -> dict[str, Found]:
    """Return the fields of a certificate's page."""
    flow = Flow(rows)
    places = flow.find({"code": _TAX_CODE, "name": _COMPANY, "other": _OTHERS})
    places["name"] = [place for place in places["name"] if not parties.begins_name(flow, place, _ENTERPRISE)]
    codes, names = places["code"], places["name"]
    stops = [place for group in places.values() for place in group]
    options = (
        _code(flow, codes, [place for place in stops if place not in codes]) or tax_codes.code_alone(rows),
        labelled("company_name", flow, names, stops, _company, 3) or _unlabelled(flow, stops),
    )
    return {option.name: option for option in options if option}


def _code(flow: Flow, places: Sequence[Place], stops: Sequence[Place]) -> Found | None:
    """Return the code behind its label; in the row below only where nothing stands beside the label."""
    last = [
        place
        for place in places
        if place.end >= len(flow.items) or flow.items[place.end].row > flow.items[place.end - 1].row
    ]
    beside = [place for place in places if place not in last]
    return labelled("tax_code", flow, beside, stops, tax_codes.tax_code) or labelled(
        "tax_code", flow, last, stops, tax_codes.tax_code
    )


def _unlabelled(flow: Flow, stops: Sequence[Place]) -> Found | None:
    """Return the first name of a company, where its label is lost."""
    starts = (start for start, item in enumerate(flow.items) if item.word.text[:1].isupper())
    start = next((start for start in starts if companies.is_company(flow.text(start, start + 4))), None)
    return taken("company_name", flow.until(start, stops, 3), _company) if start is not None else None


def _company(text: str) -> str:
    return companies.company(text) if len(text) >= 6 else ""
