"""Held-out licences: the form of 2025, several representatives, branches, households, and the old ones."""

from collections.abc import Callable
from datetime import date, timedelta
from html import escape
from random import Random

from casedesk.samples import people
from casedesk.samples.held_out import names
from casedesk.samples.held_out.names import Firm
from casedesk.samples.held_out.syllables import several
from casedesk.samples.letters import Fields, long_date
from casedesk.samples.licences import issuer, papers_name
from casedesk.samples.people import Person
from casedesk.samples.sheets import head

_TITLES = {
    "mtv": "CÔNG TY TRÁCH NHIỆM HỮU HẠN MỘT THÀNH VIÊN", "ctcp": "CÔNG TY CỔ PHẦN",
    "2tv": "CÔNG TY TRÁCH NHIỆM HỮU HẠN HAI THÀNH VIÊN TRỞ LÊN",
}  # fmt: skip
_TRADES = (("4649", "Bán buôn đồ dùng khác cho gia đình"), ("4722", "Bán lẻ thực phẩm"), ("1629", "Sản xuất sản phẩm từ gỗ"),
           ("5229", "Hoạt động dịch vụ hỗ trợ khác liên quan đến vận tải"), ("4641", "Bán buôn vải, hàng may sẵn"))  # fmt: skip


def licence(chance: Random, one: Firm, received: date) -> tuple[str, Fields]:
    """Return the HTML of a licence and what it says; a second representative's fields end in `_2`."""
    fields = {"company_name": one.name, "tax_code": one.tax_code, "representative": one.head.name.upper(),
              "representative_id": one.head.number}  # fmt: skip
    for index, other in enumerate(one.others, start=2):
        fields |= {f"representative_{index}": other.name.upper(), f"representative_id_{index}": other.number}
    if one.form == "old":
        fields.pop("tax_code")
    make: Callable[[Random, Firm, date], str] = {
        "household": _household, "branch": _branch, "old": _old, "both": _old,
    }.get(one.form, _modern)  # fmt: skip
    return make(chance, one, received), fields


def _changed(chance: Random, one: Firm, received: date) -> date:
    """Draw the day of the last change: after the law of 2025, once the card was there, and before it was copied."""
    earliest = max(date(2025, 7, 1), one.head.issued, *(other.issued for other in one.others), one.founded)
    latest = received - timedelta(days=30)
    return min(earliest + (latest - earliest) * chance.uniform(0, 1), latest)


def _place(one: Firm) -> str:
    return f"{'THÀNH PHỐ' if one.is_city else 'TỈNH'} {one.city.upper()}"


def _finance(chance: Random, one: Firm) -> str:
    office = chance.choice(("PHÒNG ĐĂNG KÝ KINH DOANH<br>VÀ TÀI CHÍNH DOANH NGHIỆP", "PHÒNG ĐĂNG KÝ KINH DOANH"))
    where = f" {_place(one)}" if chance.random() < 0.6 else ""
    return f"{'ỦY BAN NHÂN DÂN ' + _place(one) + '<br>' if chance.random() < 0.3 else ''}SỞ TÀI CHÍNH{where}<br><b>{office}</b>"


def _dates(chance: Random, one: Firm, changed: date) -> str:
    times = chance.randint(1, 14)
    return chance.choice((
        f"<p class=center><i>Đăng ký lần đầu: {long_date(one.founded)}<br>Đăng ký thay đổi lần thứ: {times}, {long_date(changed)}</i></p>",
        f"<p class=center>Đăng ký lần đầu, {long_date(one.founded)}</p><p class=center>Đăng ký thay đổi lần thứ {times}, {long_date(changed)}</p>",
    ))  # fmt: skip


def _modern(chance: Random, one: Firm, received: date) -> str:
    """The form of TT 68/2025: sections in another order of words than those before it."""
    short = "".join(word[0] for word in one.name.split() if word[0].isalpha())[:8]
    shares = "<p>Mệnh giá cổ phần: 10.000 đồng; tổng số cổ phần: 1.250.000</p>" if one.form == "ctcp" else ""
    number = 4 if one.form == "ctcp" else 5
    split = "<div class=break></div>" if one.others or chance.random() < 0.3 else ""
    heads = "".join(_person(other, title, chance) for other, title in _heads(chance, one))
    return (
        f"{head(_finance(chance, one))}<h1>GIẤY CHỨNG NHẬN<br>ĐĂNG KÝ DOANH NGHIỆP<br>{_TITLES[one.form]}</h1>"
        f"<p class=center><b>Mã số doanh nghiệp: {one.tax_code}</b></p>{_dates(chance, one, _changed(chance, one, received))}"
        f"<p><b>1. Tên công ty</b></p><p>Tên công ty viết bằng tiếng Việt: <b>{escape(one.name)}</b></p>"
        f"<p>Tên công ty viết bằng tiếng nước ngoài: {escape(one.latin)}</p><p>Tên công ty viết tắt: {escape(short)}</p>"
        f"<p><b>2. Địa chỉ trụ sở chính</b></p><p>{escape(one.address)}, Việt Nam</p><table class=plain><tr>"
        f"<td>Điện thoại: {one.phone}</td><td>Fax:</td></tr><tr><td>Thư điện tử: {one.old_email}</td><td>Website:</td></tr></table>"
        f"<p><b>3. Vốn điều lệ</b>: 12.500.000.000 đồng. <i>Bằng chữ: Mười hai tỷ năm trăm triệu đồng</i></p>{shares}"
        f"{_owners(chance, one)}{split}<p><b>{number}. Người đại diện theo pháp luật của công ty</b></p>{heads}{_signer(chance)}"
    )


def _heads(chance: Random, one: Firm) -> list[tuple[Person, str]]:
    titles = [
        one.title,
        *chance.sample(("Phó Giám đốc", "Phó Tổng giám đốc", "Chủ tịch Hội đồng quản trị"), len(one.others)),
    ]
    return list(zip((one.head, *one.others), titles, strict=True))


def _owners(chance: Random, one: Firm) -> str:
    if one.form == "ctcp":
        return ""
    if one.form == "mtv":
        owner = chance.choice((one.head.name.upper(), names.company_name(chance, "ctcp")))
        code = f"<p>Mã số doanh nghiệp/Số quyết định thành lập: {people.tax_code(chance)}</p>"
        what = (
            f"<p>Tên tổ chức: {escape(owner)}</p>{code}"
            if owner.startswith("CÔNG")
            else f"<p>Họ, chữ đệm và tên: {owner}</p>"
        )
        return f"<p><b>4. Thông tin về chủ sở hữu</b></p>{what}"
    everyone = (one.head.name, names.full_name(chance, "Nam"), names.full_name(chance, "Nữ"))
    lines = "".join(f"<tr><td>{index}</td><td>{name.upper()}</td><td>Việt Nam</td><td>{part},00</td></tr>"
                    for index, (name, part) in enumerate(zip(everyone, (60, 25, 15), strict=True), start=1))  # fmt: skip
    return ("<p><b>4. Danh sách thành viên góp vốn</b></p><table class='data small'><tr><th>STT</th><th>Tên thành viên</th>"
            f"<th>Quốc tịch</th><th>Tỷ lệ (%)</th></tr>{lines}</table>")  # fmt: skip


def _person(holder: Person, title: str, chance: Random) -> str:
    """Return one representative, as the form of 2025 or the one before it states them."""
    if holder.number.isdigit() and len(holder.number) == 12 and chance.random() < 0.6:
        return (
            f"<p>* Họ, chữ đệm và tên: <b>{holder.name.upper()}</b></p><p>Ngày, tháng, năm sinh: {holder.born:%d/%m/%Y} &emsp; "
            f"Giới tính: {holder.sex} &emsp; Quốc tịch: Việt Nam</p><p>Số định danh cá nhân: {holder.number} &emsp; Chức danh: {title}</p>"
            f"<p>Địa chỉ liên lạc: {escape(holder.home)}, Việt Nam</p>"
        )
    return (
        f"<table class=plain><tr><td>Họ và tên: <b>{holder.name.upper()}</b></td><td>Giới tính: <i>{holder.sex}</i></td></tr>"
        f"<tr><td>Sinh ngày: {holder.born:%d/%m/%Y} &emsp; Dân tộc: <i>Kinh</i></td><td>Quốc tịch: <i>Việt Nam</i></td></tr></table>"
        f"<p>Chức danh: {title}</p><p>Loại giấy tờ pháp lý của cá nhân: {papers_name(holder.number)}</p>"
        f"<p>Số giấy tờ pháp lý của cá nhân: {holder.number}</p><p>Ngày cấp: {holder.issued:%d/%m/%Y} &emsp; Nơi cấp: "
        f"<i>{issuer(holder.number)}</i></p><p>Địa chỉ thường trú: {escape(holder.home)}, Việt Nam</p>"
        f"<p>Địa chỉ liên lạc: {escape(holder.home)}, Việt Nam</p>"
    )


def _signer(
    chance: Random, titles: tuple[str, ...] = ("TRƯỞNG PHÒNG", "KT. TRƯỞNG PHÒNG<br>PHÓ TRƯỞNG PHÒNG")
) -> str:
    """Return the block of the one who signs at the office, and who is nobody's representative."""
    return (f"<table class=sign><tr><td><div id=certification></div></td><td><b>{chance.choice(titles)}</b>"
            f"<div class=gap id=seal></div><b>{names.full_name(chance, chance.choice(('Nam', 'Nữ')))}</b></td></tr></table>")  # fmt: skip


def _branch(chance: Random, one: Firm, received: date) -> str:
    """A branch's own licence, which names the company's code too."""
    return (
        f"{head(_finance(chance, one))}<h1>GIẤY CHỨNG NHẬN<br>ĐĂNG KÝ HOẠT ĐỘNG CHI NHÁNH</h1>"
        f"<p class=center><b>Mã số chi nhánh: {one.tax_code}</b></p>{_dates(chance, one, _changed(chance, one, received))}"
        f"<p><b>1. Tên chi nhánh</b></p><p>Tên chi nhánh viết bằng tiếng Việt: <b>{escape(one.name)}</b></p>"
        f"<p><b>2. Địa chỉ</b>: {escape(one.address)}, Việt Nam</p><p>Điện thoại: {one.phone}</p>"
        f"<p><b>3. Thông tin về người đứng đầu</b></p>{_person(one.head, one.title, chance)}"
        f"<p><b>4. Hoạt động theo ủy quyền của doanh nghiệp</b></p><p>Tên doanh nghiệp: {escape(one.parent[0])}</p>"
        f"<p>Mã số doanh nghiệp: {one.parent[1]}</p><p>Địa chỉ trụ sở chính: {escape(names.address(chance, 'tỉnh', 'Phú Thọ'))}</p>"
        f"{_signer(chance)}"
    )


def _household(chance: Random, one: Firm, received: date) -> str:
    first = max(one.founded, date(2025, 7, 15)) if received > date(2025, 8, 1) else one.founded
    ward = next(part for part in one.address.split(", ") if part.startswith(("Phường", "Xã", "Đặc khu"))).upper()
    code, trade = chance.choice(_TRADES)
    owner = (
        f"<p>Họ, chữ đệm và tên: <b>{one.head.name.upper()}</b></p><p>Ngày, tháng, năm sinh: {one.head.born:%d/%m/%Y} &emsp; "
        f"Giới tính: {one.head.sex}</p><p>Số định danh cá nhân: {one.head.number}</p><p>Nơi cư trú: {escape(one.head.home)}</p>"
        if len(one.head.number) == 12
        else _person(one.head, "Chủ hộ", chance)
    )
    return (
        f"{head(f'ỦY BAN NHÂN DÂN<br>{ward}<br><b>PHÒNG KINH TẾ, HẠ TẦNG<br>VÀ ĐÔ THỊ</b>')}"
        f"<h1>GIẤY CHỨNG NHẬN<br>ĐĂNG KÝ HỘ KINH DOANH</h1><p class=center>Mã số hộ kinh doanh: <b>{one.tax_code}</b></p>"
        f"<p class=center>Đăng ký lần đầu, {long_date(first)}</p><table class=data>"
        f"<tr><td>1. Tên hộ kinh doanh: <b>{escape(one.name)}</b></td></tr><tr><td>2. Địa chỉ trụ sở hộ kinh doanh: {escape(one.address)}"
        f"<br>Điện thoại: {one.phone}</td></tr><tr><td>3. Ngành, nghề kinh doanh: {trade} ({code})</td></tr>"
        "<tr><td>4. Vốn kinh doanh: 450.000.000 đồng (Bốn trăm năm mươi triệu đồng)</td></tr></table>"
        f"<p><b>5. Chủ hộ kinh doanh</b></p>{owner}{_signer(chance, ('TRƯỞNG PHÒNG', 'PHÓ TRƯỞNG PHÒNG'))}"
    )


def _old(chance: Random, one: Firm, received: date) -> str:
    """A licence of before 2010: with a number of its own, or with the tax code where it is also that of tax."""
    number = f"{chance.randint(1, 63):02}{chance.choice(('02', '03', '8'))}{chance.randint(1, 99999):06}"
    title = "GIẤY CHỨNG NHẬN<br>ĐĂNG KÝ KINH DOANH" + (" VÀ ĐĂNG KÝ THUẾ" if one.form == "both" else "")
    code = f"Mã số doanh nghiệp: {one.tax_code}" if one.form == "both" else f"Số: {number}"
    before = f"<p class=center><i>(Thay thế giấy chứng nhận số {number})</i></p>" if one.form == "both" else ""
    trades = "".join(
        f"<tr><td>{index}</td><td>{trade}</td></tr>"
        for index, (_, trade) in enumerate(chance.sample(_TRADES, 3), start=1)
    )
    return (
        f"{head(f'SỞ KẾ HOẠCH VÀ ĐẦU TƯ<br>{_place(one)}<br><b>PHÒNG ĐĂNG KÝ KINH DOANH</b>')}<h1>{title}</h1>"
        f"<p class=center><b>{code}</b></p>{before}<p class=center>Đăng ký lần đầu, {long_date(one.founded)}</p>"
        f"<p><b>1. Tên doanh nghiệp</b>: {escape(one.name)}</p><p>Tên giao dịch: {escape(one.latin)}</p>"
        f"<p><b>2. Địa chỉ trụ sở chính</b>: {escape(one.address)}</p><p><b>3. Ngành, nghề kinh doanh</b></p>"
        f"<table class='data small'>{trades}</table><p><b>4. Vốn điều lệ</b>: 1.900.000.000 đồng</p>"
        f"<p><b>5. Người đại diện theo pháp luật của doanh nghiệp</b></p>{_old_person(one)}"
        f"<p><b>6. Tên, địa chỉ chi nhánh</b>: Địa điểm kinh doanh {several(chance, 2, 2)}</p>{_signer(chance)}"
    )


def _old_person(one: Firm) -> str:
    holder = one.head
    return (
        f"<p>Chức danh: {one.title}</p><p>Họ và tên: <b>{holder.name.upper()}</b> &emsp; {holder.sex}</p>"
        f"<p>Sinh ngày: {holder.born:%d/%m/%Y} &emsp; Dân tộc: Kinh &emsp; Quốc tịch: Việt Nam</p>"
        f"<p>Loại giấy chứng thực cá nhân: {papers_name(holder.number)}</p><p>Số giấy chứng thực cá nhân: {holder.number}</p>"
        f"<p>Ngày cấp: {holder.issued:%d/%m/%Y} &emsp; Nơi cấp: {issuer(holder.number)}</p>"
        f"<p>Nơi đăng ký hộ khẩu thường trú: {escape(holder.home)}</p><p>Chỗ ở hiện tại: {escape(holder.home)}</p>"
    )
