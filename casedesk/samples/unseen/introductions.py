"""Unseen introduction letters: a sheet of a printed book filled in by hand, and a typed one with numbered lines."""

from datetime import date, timedelta
from html import escape
from random import Random

from casedesk.samples.held_out.names import Firm
from casedesk.samples.letters import Fields, long_date
from casedesk.samples.people import Person
from casedesk.samples.unseen import shapes, wording

_ROLES = ("Nhân viên XNK", "Kế toán viên", "Trợ lý Giám đốc", "Nhân viên hành chính", "Phó phòng Kế toán")
_ERRANDS = (
    "Nộp hồ sơ đề nghị hỗ trợ tài khoản quản trị VNACCS và nhận kết quả", "Liên hệ công việc về chữ ký số, tài khoản VNACCS của đơn vị",
    "Nộp công văn, hồ sơ cập nhật tài khoản quản trị VNACCS",
)  # fmt: skip


def introduction(
    chance: Random, one: Firm, bearer: Person, received: date, *, expired: bool
) -> tuple[str, Fields]:
    """Return the HTML of an introduction letter and what it says."""
    until = received + timedelta(days=-chance.randint(2, 35) if expired else chance.randint(2, 28))
    written = min(received, until) - timedelta(days=chance.randint(1, 7))
    html = chance.choice((_from_book, _typed))(chance, one, bearer, written, until)
    return html, {"company_name": one.name, "bearer": bearer.name, "bearer_id": bearer.number,
                  "valid_until": until.isoformat()}  # fmt: skip


def _from_book(chance: Random, one: Firm, bearer: Person, written: date, until: date) -> str:
    """Printed words with dotted lines, on which a pen or a typewriter has filled in the rest."""
    hand = chance.choice(("ink", "ink", ""))

    def blank(value: str, room: int = 3) -> str:
        return f"<span class='dotted {hand}'>&ensp;{value}{'&ensp;' * room}</span>"

    day = chance.choice((f"{until:%d/%m/%Y}", f"{until.day}/{until.month}/{until.year}"))
    left = f"<b>{escape(one.name).upper()}</b><br>Số: {blank(f'{chance.randint(1, 99):02}')}/GGT"
    when = f"{escape(one.city)}, ngày {blank(f'{written.day:02}', 1)} tháng {blank(f'{written.month:02}', 1)} năm {written.year}"
    return (
        f"{shapes.two_heads(left, when)}<h1 style='font-size:1.5em'>GIẤY GIỚI THIỆU</h1><p>Kính gửi: {blank(chance.choice(wording.CENTRES[-1:]), 6)}</p>"
        f"<p>{escape(one.name)} trân trọng giới thiệu</p><p>{'Ông' if bearer.sex == 'Nam' else 'Bà'}: {blank(bearer.name, 12)}</p><p>Chức vụ: {blank(chance.choice(_ROLES), 12)}</p>"
        f"<p>CCCD/Hộ chiếu số: {blank(bearer.number, 4)} cấp ngày {blank(f'{bearer.issued:%d/%m/%Y}', 2)}</p><p>Được cử đến: {blank('Quý cơ quan', 14)}</p>"
        f"<p>Về việc: {blank(chance.choice(_ERRANDS), 4)}</p><p class=fill>Kính mong Quý cơ quan tạo điều kiện giúp đỡ {bearer.honorific.lower()} có tên ở trên làm tròn "
        f"nhiệm vụ được giao.</p><p><i>Có giá trị đến hết ngày</i> {blank(day)}</p>{shapes.signature(chance, one)}"
    )


def _typed(chance: Random, one: Firm, bearer: Person, written: date, until: date) -> str:
    """Numbered lines; the last says from when until when."""
    number = f"Số: {chance.randint(1, 60):02}/{written.year}/GGT-{chance.choice(('HC', 'KT', 'XNK'))}"
    left = f"<b>{escape(one.name)}</b><div class=line style='width:22mm'></div>{number}"
    lasts = chance.choice((
        f"Thời hạn: từ ngày {written:%d/%m/%Y} đến hết ngày {until:%d/%m/%Y}", f"Giấy này có hiệu lực đến hết {long_date(until)}",
        f"Thời gian công tác: kể từ {long_date(written)} đến {long_date(until)}",
    ))  # fmt: skip
    paper = chance.choice(("Căn cước công dân số", "Số định danh cá nhân", "Thẻ căn cước số"))
    return (
        f"{shapes.two_heads(left, f'{escape(one.city)}, {long_date(written)}')}<h1>GIẤY GIỚI THIỆU</h1><p class=mid><b>Kính gửi:</b> {chance.choice(wording.CENTRES)}</p>"
        f"<p class=first>{escape(one.name)} (mã số thuế: {one.tax_code}) xin giới thiệu đến Quý cơ quan cán bộ của đơn vị:</p>"
        f"<p>1. {bearer.honorific} {bearer.name} &ndash; {chance.choice(_ROLES)}, sinh năm {bearer.born.year}</p>"
        f"<p>2. {paper}: {bearer.number}, ngày cấp: {bearer.issued:%d/%m/%Y}, nơi cấp: Cục Cảnh sát QLHC về TTXH</p><p>3. Nội dung làm việc: {chance.choice(_ERRANDS)}</p>"
        f"<p>4. {lasts}.</p><p class=first>Mong Quý cơ quan hỗ trợ {bearer.honorific.lower()} {bearer.name.split()[-1]} hoàn thành công việc. Trân trọng cảm ơn.</p>"
        f"{shapes.signature(chance, one)}"
    )
