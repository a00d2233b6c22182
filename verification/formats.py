"""The form that a value must have, apart from whether it is true: what a clerk types is held to it."""

import re
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

_DATES = frozenset({"expiry", "date_of_birth", "valid_until", "certification_date"})
_DAY_FIRST = re.compile(r"^(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})$")
_TAX_CODE = re.compile(r"^(\d{10}(-\d{3})?|\d{12})$")
_PHONE = re.compile(r"^\+?\d{8,14}$")
_SERIAL = re.compile(r"^[0-9A-F]{8,40}$")
_ID_NUMBER = re.compile(r"^(\d{9}|\d{12}|[A-Z][A-Z0-9]{4,14})$")


def normalised(name: str, value: str) -> str:
    """Return a value as it is kept: tax codes as 10, 10-3 or 12 digits, dates as ISO."""
    if name == "tax_code":
        digits = re.sub(r"[\s.\-]", "", value)
        return f"{digits[:10]}-{digits[10:]}" if len(digits) == 13 else digits
    if name in _DATES:
        found = _DAY_FIRST.match(value)
        return f"{found[3]}-{int(found[2]):02d}-{int(found[1]):02d}" if found else value
    if name in {"id_number", "bearer_id", "representative_id"}:
        return re.sub(r"[\s.\-]", "", value).upper()
    if name == "certificate_serial":
        return re.sub(r"[\s:.\-]", "", value).upper()
    return value


def problem(name: str, value: str) -> str:
    """Return a sentence when a value has not the form that its field needs, else an empty string."""
    if not value:
        return ""
    value = normalised(name, value)
    if name == "tax_code" and not _TAX_CODE.match(value):
        return _("Mã số thuế gồm 10 chữ số, 10 chữ số - 3 chữ số, hoặc 12 chữ số.")
    if name == "email" and not _is_email(value):
        return _("Địa chỉ thư điện tử không đúng dạng, ví dụ: ten@congty.vn.")
    if name in _DATES and not _is_date(value):
        return _("Ngày phải có dạng ngày/tháng/năm, ví dụ 05/09/2030.")
    if name == "phone" and not _PHONE.match(re.sub(r"[\s.()\-]", "", value)):
        return _("Số điện thoại không đúng dạng.")
    if name in {"id_number", "bearer_id", "representative_id"} and not _ID_NUMBER.match(value):
        return _("Số giấy tờ gồm 12 chữ số (căn cước), 9 chữ số (CMND), hoặc số hộ chiếu.")
    if name == "certificate_serial" and not _SERIAL.match(value):
        return _("Số sê-ri gồm 8 đến 40 ký tự 0–9, A–F.")
    return ""


def _is_email(value: str) -> bool:
    try:
        validate_email(value)
    except ValidationError:
        return False
    return True


def _is_date(value: str) -> bool:
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True
