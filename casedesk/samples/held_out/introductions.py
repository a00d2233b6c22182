"""Held-out introduction letters: prose, a table, and a form with dots."""

from datetime import date, timedelta
from html import escape
from random import Random

from casedesk.samples.held_out.letters import signature
from casedesk.samples.held_out.names import Firm
from casedesk.samples.held_out.wording import CENTRES
from casedesk.samples.letters import Fields, long_date
from casedesk.samples.people import Person
from casedesk.samples.sheets import MOTTO, head


def introduction(
    chance: Random, one: Firm, bearer: Person, received: date, *, expired: bool
) -> tuple[str, Fields]:
    """Return the HTML of an introduction letter and what it says."""
    until = received + timedelta(days=-chance.randint(2, 40) if expired else chance.randint(1, 30))
    written = min(received, until) - timedelta(days=chance.randint(1, 8))
    last = chance.choice(
        (f"{until:%d/%m/%Y}", f"{until:%d-%m-%Y}", f"{until.day}/{until.month}/{until.year}", long_date(until))
    )
    lasts = chance.choice((
        f"Giấy giới thiệu này có giá trị đến hết ngày {last.removeprefix('ngày ')}.",
        f"(Có giá trị từ ngày {written:%d/%m/%Y} đến hết ngày {last.removeprefix('ngày ')})",
        f"Có giá trị đến: {last.removeprefix('ngày ')}",
    ))  # fmt: skip
    centre = chance.choice(CENTRES)
    role = chance.choice(
        ("Nhân viên chứng từ", "Trưởng phòng XNK", "Kế toán trưởng", "Nhân viên giao nhận", "Phó Giám đốc")
    )
    number = f"Số: {chance.randint(1, 140)}/{chance.choice(('GGT', 'GT', 'GGT-HC'))}-{written.year}"
    left = f"<b>{escape(one.name)}</b><br><span class=small>MST: {one.tax_code}</span><br>{number}"
    right = f"{MOTTO}<br><i>{escape(one.city)}, {long_date(written)}</i>"
    body = chance.choice((_prose, _table, _form))(one, bearer, role, centre)
    html = (f"{head(left, right)}<h1>GIẤY GIỚI THIỆU</h1>{body}<p class=indent>Rất mong Quý cơ quan giúp đỡ để "
            f"{bearer.honorific} {bearer.name.split()[-1]} hoàn thành công việc.</p><p>{lasts}</p>{signature(chance, one)}")  # fmt: skip
    return html, {"company_name": one.name, "bearer": bearer.name, "bearer_id": bearer.number,
                  "valid_until": until.isoformat()}  # fmt: skip


def _prose(one: Firm, bearer: Person, role: str, centre: str) -> str:
    return (
        f"<p class=center>Kính gửi: {centre}</p><p class=indent>{escape(one.name)} cử {bearer.honorific.lower()} <b>{bearer.name}</b>, "
        f"sinh ngày {bearer.born:%d/%m/%Y}, hiện là {role.lower()} của đơn vị, mang căn cước công dân số {bearer.number} do Cục Cảnh "
        f"sát quản lý hành chính về trật tự xã hội cấp ngày {bearer.issued:%d/%m/%Y}, đến Quý cơ quan để nộp hồ sơ và nhận kết quả "
        "về tài khoản quản trị VNACCS.</p>"
    )


def _table(one: Firm, bearer: Person, role: str, centre: str) -> str:
    pairs = (("Họ tên người được giới thiệu", bearer.name), ("Chức vụ", role), ("Số CCCD/Căn cước", bearer.number),
             ("Ngày cấp", f"{bearer.issued:%d/%m/%Y}"), ("Nơi đến", centre), ("Công việc", "Nộp hồ sơ VNACCS, ký nhận giấy tờ"))  # fmt: skip
    lines = "".join(
        f"<tr><td style='width:38%'>{label}</td><td>{escape(value)}</td></tr>" for label, value in pairs
    )
    return f"<p class=center><b>Kính gửi: {centre}</b></p><p>{escape(one.name)} giới thiệu:</p><table class=data>{lines}</table>"


def _form(one: Firm, bearer: Person, role: str, centre: str) -> str:
    def line(label: str, value: str) -> str:
        return f"<p>{label}: <span class=dots>&emsp;{escape(value)}&emsp;&emsp;</span></p>"

    return "".join((
        f"<p>Đơn vị: {escape(one.name)}</p>", line("Trân trọng giới thiệu ông (bà)", bearer.name), line("Chức vụ", role),
        line("Số căn cước", f"{bearer.number} - cấp ngày {bearer.issued:%d/%m/%Y}"), line("Được cử đến", centre),
        line("Về việc", "liên hệ nộp hồ sơ cấp lại tài khoản VNACCS"),
    ))  # fmt: skip
