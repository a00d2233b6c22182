"""Letters that a company writes itself: the request letter in three layouts, and the introduction letter."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from html import escape
from random import Random

from casedesk.samples.people import Company, Person
from casedesk.samples.sheets import MOTTO, head, rows
from intake.facts import Request

Fields = dict[str, str]
LAYOUTS = ("list", "table", "prose")
CENTRE = "Trung tâm Quản lý vận hành hệ thống CNTT Hải quan"
ABOUT: Mapping[Request, tuple[str, ...]] = {
    Request.RESET_PASSWORD: ("đề nghị cấp mật khẩu mới tài khoản quản trị VNACCS",
                             "đề nghị cấp lại mật khẩu tài khoản quản trị VNACCS"),
    Request.REBIND_LOST: ("cập nhật lại thông tin chữ ký số tài khoản quản trị VNACCS",
                          "đề nghị cập nhật chữ ký số mới cho tài khoản quản trị VNACCS"),
    Request.REBIND_RENEWED: ("cập nhật lại thông tin chữ ký số tài khoản quản trị VNACCS",
                             "đề nghị cập nhật chữ ký số gia hạn cho tài khoản quản trị VNACCS"),
}  # fmt: skip
REASONS: Mapping[Request, tuple[str, ...]] = {
    Request.RESET_PASSWORD: ("Quên mật khẩu tài khoản quản trị", "Cán bộ phụ trách nghỉ việc, công ty quên mật khẩu"),
    Request.REBIND_LOST: ("Chữ ký số bị mất, hỏng", "Chữ ký số bị hỏng, công ty đã mua chữ ký số mới"),
    Request.REBIND_RENEWED: ("Chữ ký số hết hạn hiệu lực, gia hạn sau thời điểm hết hạn",
                             "Chữ ký số đã hết hạn, được gia hạn sau thời điểm hết hạn"),
}  # fmt: skip


def long_date(day: date) -> str:
    """Return a date as letters write it."""
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def request_letter(
    chance: Random, one: Company, request: Request, received: date, *, layout: str, omit: str | None = None
) -> tuple[str, Fields]:
    """Return the HTML of a request letter and what it says; `omit` leaves out one field."""
    values = {"tax_code": one.tax_code, "company_name": one.name, "address": one.address, "email": one.email,
              "phone": _phone(chance, one.phone), "representative": one.head.name}  # fmt: skip
    values.pop(omit or "", None)
    about, reason = chance.choice(ABOUT[request]), chance.choice(REASONS[request])
    written = received - timedelta(days=chance.randint(2, 9))
    body = {"list": _as_list, "table": _as_table, "prose": _as_prose}[layout](one, values, about, reason)
    html = (
        f"{_opening(chance, one, about, written)}<p class=center style='margin:3mm 0'>Kính gửi: {CENTRE}</p>"
        f"{body}{_signatures(one, request if layout != 'prose' else None, chance)}"
    )
    said = {name: _digits(value) if name == "phone" else value for name, value in values.items()}
    return html, said | named_serial(html)


def named_serial(html: str) -> Fields:
    """Return the serial of the new certificate that a letter names: the last one in it."""
    found = re.findall(r"(?:serial|sê-ri)\s+([0-9A-Fa-f]{16,40})", html)
    return {"certificate_serial": found[-1].upper()} if found else {}


def _opening(chance: Random, one: Company, about: str, written: date) -> str:
    number = f"{chance.randint(1, 250):02}/{written.year}/CV"
    left = f"<b>{escape(one.name)}</b><br>Số: {number}<br><i>V/v {about}</i>"
    right = f"{MOTTO}<br><i>{escape(one.city)}, {long_date(written)}</i>"
    return head(left, right)


def _pairs(one: Company, values: Fields) -> list[tuple[str, str]]:
    labels = {"company_name": "Tên hộ kinh doanh" if one.form == "household" else "Tên công ty",
              "tax_code": "Mã số thuế", "address": "Địa chỉ", "phone": "Điện thoại",
              "email": "Email nhận kết quả", "representative": "Người đại diện theo pháp luật"}  # fmt: skip
    return [(label, values[name]) for name, label in labels.items() if name in values]


def _as_list(one: Company, values: Fields, about: str, reason: str) -> str:
    return (f"{rows(_pairs(one, values))}<p>Nội dung: {about}.</p><p>Lý do: {reason}.</p>"
            "<p class=indent>Chúng tôi cam kết thông tin trên là đúng sự thật và chịu trách nhiệm trước pháp luật."
            "</p>")  # fmt: skip


def _as_table(one: Company, values: Fields, about: str, reason: str) -> str:
    pairs = [*_pairs(one, values), ("Lý do", reason)]
    lines = "".join(
        f"<tr><td style='width:36%'>{label}</td><td>{escape(value)}</td></tr>" for label, value in pairs
    )
    return (f"<p class=indent>Chúng tôi {about} với các thông tin sau:</p><table class=data>{lines}</table>"
            "<p class=indent>Kính đề nghị Quý Trung tâm xem xét, giải quyết. Trân trọng cảm ơn./.</p>")  # fmt: skip


def _as_prose(one: Company, values: Fields, about: str, reason: str) -> str:
    said = [escape(values["company_name"]), f"mã số thuế {values['tax_code']}"]
    if "address" in values:
        said.append(f"có trụ sở tại {escape(values['address'])}")
    said.append(f"do {one.head.honorific.lower()} {values['representative']} làm đại diện theo pháp luật")
    asked = f"<p class=indent>{', '.join(said)}, xin trình bày với Quý Trung tâm như sau:</p>"
    told = f"<p class=indent>Lý do: {reason}. Nay chúng tôi {about} để tiếp tục làm thủ tục hải quan.</p>"
    contact = [f"{label}: {values[name]}" for name, label in (("email", "Email nhận kết quả"), ("phone", "Điện thoại"))
               if name in values]  # fmt: skip
    return f"{asked}{told}<p class=indent>{'; '.join(contact)}.</p><p class=indent>Trân trọng cảm ơn./.</p>"


def _signatures(one: Company, request: Request | None, chance: Random) -> str:
    serial = "".join(chance.choice("0123456789ABCDEF") for _ in range(20))
    token = (f"<p>Chữ ký số mới: nhà cung cấp CA MẪU; số serial {serial}</p>"
             if request in (Request.REBIND_LOST, Request.REBIND_RENEWED) else "")  # fmt: skip
    return token + signature(one.title.upper(), one.head.name, "<i>Nơi nhận:</i><br>- Như trên;<br>- Lưu: VT.")


def signature(title: str, name: str, left: str = "") -> str:
    """Return a place to sign whose anchor is where the seal goes."""
    return (
        f"<table class=sign><tr><td style='text-align:left;font-size:.85em'>{left}</td><td><b>{title}</b>"
        f"<div class=gap id=seal></div><b>{name}</b></td></tr></table>"
    )


def _phone(chance: Random, phone: str) -> str:
    return chance.choice((phone, f"{phone[:4]} {phone[4:7]} {phone[7:]}", f"{phone[:4]}.{phone[4:7]}.{phone[7:]}"))


def _digits(phone: str) -> str:
    return "".join(filter(str.isdigit, phone))


def introduction(
    chance: Random, one: Company, bearer: Person, received: date, *, expired: bool
) -> tuple[str, Fields]:
    """Return the HTML of an introduction letter and what it says."""
    until = received + timedelta(days=-chance.randint(3, 30) if expired else chance.randint(5, 25))
    written = min(received, until) - timedelta(days=chance.randint(2, 6))
    left = f"<b>{escape(one.name)}</b><br>Số: {chance.randint(1, 99):02}/GGT"
    role = chance.choice(("Nhân viên", "Kế toán", "Nhân viên xuất nhập khẩu"))
    last = chance.choice((f"{until:%d/%m/%Y}", long_date(until)))
    last = last.removeprefix("ngày ")
    body = rows([
        (bearer.honorific, bearer.name), ("Chức vụ", role),
        ("CCCD số", f"{bearer.number} cấp ngày {bearer.issued:%d/%m/%Y}"), ("Được cử đến", CENTRE),
        ("Về việc", "Nộp hồ sơ đề nghị về tài khoản quản trị VNACCS"),
    ])  # fmt: skip
    html = (
        f"{head(left, f'{MOTTO}<br><i>{one.city}, {long_date(written)}</i>')}<h1>GIẤY GIỚI THIỆU</h1>"
        f"<p class=center>Kính gửi: {CENTRE}</p><p class=indent>{escape(one.name)} trân trọng giới thiệu:</p>{body}"
        "<p class=indent>Đề nghị Quý cơ quan tạo điều kiện để Ông/Bà có tên trên hoàn thành nhiệm vụ.</p>"
        f"<p>Giấy này có giá trị đến hết ngày {last}./.</p>{signature(one.title.upper(), one.head.name)}"
    )
    return html, {"company_name": one.name, "bearer": bearer.name, "bearer_id": bearer.number,
                  "valid_until": until.isoformat()}  # fmt: skip
