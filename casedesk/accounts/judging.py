"""One line of a registry file on its own: what it says, or what is wrong with it and what to do."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from casedesk.accounts.columns import ACCOUNT, COLUMNS, TERMINAL, USER, Line
from casedesk.accounts.declared import TERMINAL_ID, USER_ID
from casedesk.accounts.gateway import BoundCertificate
from verification import formats, numbers

_YES, _NO = frozenset({"x", "có", "1", "true", "yes"}), frozenset({"", "không", "0", "false", "no"})
_LENGTHS = {"name": 300, "phone": 30, "email": 254, "serial": 64, "issuer": 300, "subject": 500}
_OF_CERTIFICATE = ("serial", "issuer", "subject", "not_before", "not_after")
_NOT_FOR = {
    ACCOUNT: ("id", "begins", "ends"),
    USER: ("email", "phone", "locked"),
    TERMINAL: ("name", "email", "phone", "locked", "serial"),
}
_YEARS = range(1990, 2101)
_MOST_OF_A_NAME = 200
_DIGITS = 10
_DAY = re.compile(r"^(\d{1,2})/(\d{1,2})/(\d{4})((?: \d{2}:\d{2}(?::\d{2})?)?)$")
_T = TypeVar("_T")
_BROKEN = frozenset({numbers.Flaw.FORM, numbers.Flaw.CHECK_DIGIT, numbers.Flaw.BIRTH})


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong with a line: its number, the column's heading, and what to do."""

    number: int
    column: str
    what: str


@dataclass(frozen=True, slots=True)
class Entry:
    """What a good line says; what it leaves empty stays as it is. `locked` None: not said."""

    number: int
    what: str
    tax_code: str
    name: str = ""
    email: str = ""
    phone: str = ""
    locked: bool | None = None
    id: str = ""
    certificate: BoundCertificate | None = None
    begins: datetime | None = None
    ends: datetime | None = None


class _Wrong(Exception):  # noqa: N818
    def __init__(self, column: str, what: str) -> None:
        super().__init__(what)
        self.column, self.what = column, what


def judge(line: Line) -> tuple[Entry | None, list[Flaw]]:
    """Return what a line says; None with every flaw of it where it says nothing that can be taken."""
    flaws: list[Flaw] = []

    def look(read: Callable[[Line], _T], default: _T) -> _T:
        try:
            return read(line)
        except _Wrong as wrong:
            flaws.append(Flaw(line.number, COLUMNS[wrong.column], wrong.what))
            return default

    entry = Entry(
        number=line.number,
        what=look(_what, ""),
        tax_code=look(_tax_code, ""),
        name=look(_short("name"), ""),
        email=look(_email, ""),
        phone=look(_short("phone"), ""),
        locked=look(_locked, None),
        id=look(_id, ""),
        certificate=look(_certificate, None),
        begins=look(lambda one: _moment(one, "begins"), None),
        ends=look(lambda one: _moment(one, "ends"), None),
    )
    flaws += _misplaced(line, entry.what)
    return (None if flaws else entry), flaws


def _what(line: Line) -> str:
    text = line.get("what").upper()
    if text not in {ACCOUNT, USER, TERMINAL}:
        raise _Wrong("what", _("Ghi TK (tài khoản), USER (User ID) hoặc MAY (máy trạm)."))
    return text


def _tax_code(line: Line) -> str:
    text = formats.normalised("tax_code", line.get("tax_code"))
    if text.isdecimal() and len(text) == _DIGITS - 1:
        raise _Wrong("tax_code", _("Thiếu số 0 ở đầu: trong Excel hãy đặt định dạng cột là «Text» rồi nhập lại."))
    wrong = formats.problem("tax_code", text) if text else _("Thiếu mã số thuế.")
    if wrong:
        raise _Wrong("tax_code", wrong)
    if _is_broken(text, timezone.localdate()):
        raise _Wrong("tax_code", _("Mã số thuế sai số kiểm tra: hãy xem lại từng chữ số."))
    return text


@lru_cache(maxsize=2048)
def _is_broken(tax_code: str, today: date) -> bool:
    return numbers.tax_code_flaw(tax_code, today) in _BROKEN


def _short(name: str) -> Callable[[Line], str]:
    def read(line: Line) -> str:
        text = line.get(name)
        if len(text) > _LENGTHS[name]:
            raise _Wrong(name, _("Dài quá %(most)d ký tự.") % {"most": _LENGTHS[name]})
        return text

    return read


def _email(line: Line) -> str:
    text = _short("email")(line)
    wrong = formats.problem("email", text)
    if wrong:
        raise _Wrong("email", wrong)
    return text


def _locked(line: Line) -> bool | None:
    if "locked" not in line.cells:
        return None
    text = line.get("locked").casefold()
    if text not in _YES | _NO:
        raise _Wrong("locked", _("Ghi «x» nếu bị khóa, «không» nếu không khóa."))
    return text in _YES


def _id(line: Line) -> str:
    text, what = line.get("id").upper(), line.get("what").upper()
    check = {USER: USER_ID, TERMINAL: TERMINAL_ID}.get(what)
    if check is None:
        return text
    try:
        check(text)
    except ValidationError as wrong:
        raise _Wrong("id", str(wrong.messages[0])) from wrong
    return text


def _certificate(line: Line) -> BoundCertificate | None:
    """Return the certificate: all of it, or none."""
    given = [name for name in _OF_CERTIFICATE if line.get(name)]
    if not given:
        return None
    missing = next((name for name in _OF_CERTIFICATE if name not in given), "")
    if missing:
        raise _Wrong(missing, _("Chứng thư phải ghi đủ số sê-ri, nơi cấp, chủ thể, từ ngày và đến ngày."))
    serial = formats.normalised("certificate_serial", line.get("serial"))
    if not serial or set(serial) - set("0123456789ABCDEF") or len(serial) > _LENGTHS["serial"]:
        raise _Wrong("serial", _("Số sê-ri chỉ gồm 0–9, A–F; trong Excel hãy đặt định dạng cột là «Text»."))
    begins, ends = _moment(line, "not_before"), _moment(line, "not_after")
    if begins is None or ends is None or begins >= ends:
        raise _Wrong("not_after", _("Ngày hết hạn phải sau ngày bắt đầu."))
    return BoundCertificate(serial, _short("issuer")(line), _short("subject")(line), begins, ends)


def _moment(line: Line, name: str) -> datetime | None:
    text = line.get(name)
    if not text:
        return None
    found = _parsed(text)
    if found is None:
        raise _Wrong(name, _("Ghi ngày/tháng/năm, ví dụ 05/09/2026, có thể thêm giờ: 05/09/2026 14:30."))
    return found


@lru_cache(maxsize=8192)
def _parsed(text: str) -> datetime | None:
    """Return a moment as a person or a workbook writes it, never month before day; None where it is none."""
    day = _DAY.match(text)
    plain = f"{day[3]}-{int(day[2]):02d}-{int(day[1]):02d}{day[4]}" if day else text
    try:
        found = datetime.fromisoformat(plain)
    except ValueError:
        return None
    if found.year not in _YEARS:
        return None
    return found if timezone.is_aware(found) else timezone.make_aware(found)


def _misplaced(line: Line, what: str) -> Iterator[Flaw]:
    """Yield what does not belong on a line of its kind."""
    for name in _NOT_FOR.get(what, ()):
        if line.get(name):
            text = _("Dòng %(kind)s không dùng cột này: hãy để trống.") % {"kind": what}
            yield Flaw(line.number, COLUMNS[name], text)
    if what == USER and len(line.get("name")) > _MOST_OF_A_NAME:
        yield Flaw(line.number, COLUMNS["name"], _("Dài quá %(most)d ký tự.") % {"most": _MOST_OF_A_NAME})
