"""Business licences of every form and time, and the tax certificate that goes with the oldest."""

from datetime import date, timedelta
from html import escape
from random import Random

from casedesk.samples.letters import Fields, long_date
from casedesk.samples.people import Company
from casedesk.samples.sheets import boxed, head, rows

TITLES = {
    "mtv": "CÔNG TY TRÁCH NHIỆM HỮU HẠN MỘT THÀNH VIÊN",
    "2tv": "CÔNG TY TRÁCH NHIỆM HỮU HẠN HAI THÀNH VIÊN TRỞ LÊN",
    "ctcp": "CÔNG TY CỔ PHẦN",
    "old": "CÔNG TY TRÁCH NHIỆM HỮU HẠN HAI THÀNH VIÊN TRỞ LÊN",
}
REFORM = date(2025, 3, 1)
"""From this day the departments of finance register businesses."""


def licence(
    chance: Random, one: Company, received: date, *, in_boxes: bool, two_pages: bool
) -> tuple[str, Fields]:
    """Return the HTML of a licence and what it says."""
    fields = {"company_name": one.name, "tax_code": one.tax_code, "representative": one.head.name.upper(),
              "representative_id": one.head.number}  # fmt: skip
    if one.form == "household":
        return _household(chance, one, received), fields
    if one.form == "old":
        fields.pop("tax_code")
        return _old(chance, one), fields
    earliest = max(one.founded, one.head.issued)
    changed = earliest + (received - earliest) * chance.uniform(0.1, 0.8)
    return _modern(chance, one, changed, in_boxes=in_boxes, two_pages=two_pages), fields


def _modern(chance: Random, one: Company, changed: date, *, in_boxes: bool, two_pages: bool) -> str:
    code = boxed(one.tax_code) if in_boxes else f"<b>{one.tax_code}</b>"
    body = _business(chance, one)
    owners = _owners(one)
    split = "<div class=break></div>" if two_pages else ""
    number = 4 if one.form == "ctcp" else 5
    times = chance.randint(1, 6)
    return (
        f"{head(_office(one, changed))}<h1>GIẤY CHỨNG NHẬN ĐĂNG KÝ DOANH NGHIỆP<br>{TITLES[one.form]}</h1>"
        f"<p class=center>Mã số doanh nghiệp: {code}</p>"
        f"<p class=center><i>Đăng ký lần đầu: {long_date(one.founded)}</i></p>"
        f"<p class=center><i>Đăng ký thay đổi lần thứ: {times}, {long_date(changed)}</i></p>"
        f"{body}{owners}{split}<p><b>{number}. Người đại diện theo pháp luật của công ty</b></p>"
        f"{_head(one, is_new=changed >= date(2021, 1, 4))}{_registrar(chance)}"
    )


def _office(one: Company, changed: date) -> str:
    place = f"{'THÀNH PHỐ' if one.is_city else 'TỈNH'} {one.city.upper()}"
    if changed >= REFORM:
        return f"SỞ TÀI CHÍNH {place}<br><b>PHÒNG ĐĂNG KÝ KINH DOANH<br>VÀ TÀI CHÍNH DOANH NGHIỆP</b>"
    return f"SỞ KẾ HOẠCH VÀ ĐẦU TƯ<br>{place}<br><b>PHÒNG ĐĂNG KÝ KINH DOANH</b>"


def _business(chance: Random, one: Company) -> str:
    capital = chance.choice((("1.800.000.000", "Một tỷ tám trăm triệu"), ("5.000.000.000", "Năm tỷ"),
                             ("20.000.000.000", "Hai mươi tỷ")))  # fmt: skip
    shares = "<p>Mệnh giá cổ phần: 10.000 đồng. Tổng số cổ phần: 500.000</p>" if one.form == "ctcp" else ""
    return (
        f"<p><b>1. Tên công ty</b></p><p>Tên công ty viết bằng tiếng Việt: {escape(one.name)}</p>"
        f"<p>Tên công ty viết bằng tiếng nước ngoài: {one.latin}</p>"
        f"<p><b>2. Địa chỉ trụ sở chính</b></p><p><i>{escape(one.address)}, Việt Nam</i></p>"
        f"<p>Điện thoại: {one.phone} &emsp; Email: {one.email}</p>"
        f"<p><b>3. Vốn điều lệ</b>: {capital[0]} đồng. <i>Bằng chữ: {capital[1]} đồng</i></p>{shares}"
    )


def _owners(one: Company) -> str:
    if one.form == "ctcp":
        return ""
    if one.form == "mtv":
        return f"<p><b>4. Thông tin về chủ sở hữu</b></p>{rows([('Họ và tên', one.head.name.upper())])}"
    names = (one.head.name, "Tạ Mẫu Một")
    lines = "".join(f"<tr><td>{index}</td><td>{name.upper()}</td><td>Việt Nam</td><td>50%</td></tr>"
                    for index, name in enumerate(names, start=1))  # fmt: skip
    return ("<p><b>4. Danh sách thành viên góp vốn</b></p><table class=data style='font-size:.85em'><tr><th>STT</th>"
            f"<th>Tên thành viên</th><th>Quốc tịch</th><th>Tỷ lệ</th></tr>{lines}</table>")  # fmt: skip


def _head(one: Company, *, is_new: bool) -> str:
    holder = one.head
    paper = papers_name(holder.number)
    kind, number, home, stay = (
        ("Loại giấy tờ pháp lý của cá nhân", "Số giấy tờ pháp lý của cá nhân", "Địa chỉ thường trú",
         "Địa chỉ liên lạc")
        if is_new
        else ("Loại giấy chứng thực cá nhân", "Số giấy chứng thực cá nhân", "Nơi đăng ký hộ khẩu thường trú",
              "Chỗ ở hiện tại")
    )  # fmt: skip
    return (
        f"<p>* Họ và tên: <b>{holder.name.upper()}</b> &emsp; Giới tính: {holder.sex}</p>"
        f"<p>Chức danh: {one.title}</p>"
        f"<p>Sinh ngày: {holder.born:%d/%m/%Y} &emsp; Dân tộc: Kinh &emsp; Quốc tịch: Việt Nam</p>"
        f"<p>{kind}: {paper}</p><p>{number}: {holder.number}</p>"
        f"<p>Ngày cấp: {holder.issued:%d/%m/%Y} &emsp; Nơi cấp: {issuer(holder.number)}</p>"
        f"<p>{home}: {escape(holder.home)}, Việt Nam</p><p>{stay}: {escape(holder.home)}, Việt Nam</p>"
    )


def papers_name(number: str) -> str:
    """Return what kind of paper bears a number."""
    if number[0].isalpha():
        return "Hộ chiếu"
    return "Giấy chứng minh nhân dân" if len(number) == 9 else "Thẻ căn cước công dân"


def issuer(number: str) -> str:
    """Return who gave out the paper with a number."""
    return {8: "Cục Quản lý xuất nhập cảnh", 9: "Công an tỉnh"}.get(
        len(number), "Cục Cảnh sát quản lý hành chính về trật tự xã hội"
    )


def _registrar(chance: Random, title: str = "TRƯỞNG PHÒNG") -> str:
    name = chance.choice(("Tống Mẫu Hai", "Mạc Mẫu Ba", "Quách Mẫu Tư"))
    return (f"<table class=sign><tr><td><div id=certification></div></td><td><b>{title}</b>"
            f"<div class=gap id=seal></div>{name}</td></tr></table>")  # fmt: skip


def _household(chance: Random, one: Company, received: date) -> str:
    ward = one.address.split(", ")[-2].upper()
    first = max(one.founded, date(2025, 7, 15)) if received > date(2025, 8, 1) else one.founded
    return (
        f"{head(f'ỦY BAN NHÂN DÂN {ward}<br><b>PHÒNG KINH TẾ</b>')}"
        "<h1>GIẤY CHỨNG NHẬN ĐĂNG KÝ HỘ KINH DOANH</h1>"
        f"<p class=center>Mã số hộ kinh doanh: <b>{one.tax_code}</b></p>"
        f"<p class=center><i>Đăng ký lần đầu: {long_date(first)}</i></p>"
        f"<p><b>1. Tên hộ kinh doanh</b>: {escape(one.name)}</p>"
        f"<p><b>2. Địa chỉ trụ sở</b>: {escape(one.address)}</p><p>Điện thoại: {one.phone}</p>"
        "<p><b>3. Ngành, nghề kinh doanh</b>: Bán buôn hàng tiêu dùng (mã 4649)</p>"
        "<p><b>4. Vốn kinh doanh</b>: 300.000.000 đồng. <i>Bằng chữ: Ba trăm triệu đồng</i></p>"
        f"<p><b>5. Thông tin về chủ hộ</b></p>{_head(one, is_new=True)}{_registrar(chance)}"
    )


def _old(chance: Random, one: Company) -> str:
    number = f"{chance.randint(1, 60):02} 0{chance.randint(2, 4)} {chance.randint(1, 999999):06}"
    return (
        f"{head(_office(one, one.founded))}<h1>GIẤY CHỨNG NHẬN ĐĂNG KÝ KINH DOANH<br>{TITLES['old']}</h1>"
        f"<p class=center>Số: {number}</p><p class=center><i>Đăng ký lần đầu: {long_date(one.founded)}</i></p>"
        f"{_business(chance, one)}{_owners(one)}<p><b>5. Người đại diện theo pháp luật của công ty</b></p>"
        f"{_head(one, is_new=False)}{_registrar(chance)}"
    )


def tax_certificate(chance: Random, one: Company) -> tuple[str, Fields]:
    """Return the HTML of a tax certificate and what it says."""
    place = f"{'THÀNH PHỐ' if one.is_city else 'TỈNH'} {one.city.upper()}"
    day = one.founded + timedelta(days=chance.randint(10, 40))
    html = (
        f"{head(f'TỔNG CỤC THUẾ<br><b>CỤC THUẾ {place}</b>')}<h1>GIẤY CHỨNG NHẬN ĐĂNG KÝ THUẾ</h1>"
        f"<table class=data><tr><td><p>Mã số thuế:</p><p class=center>{boxed(one.tax_code)}</p></td></tr>"
        f"<tr><td><p>Tên người nộp thuế:</p><p><b>{escape(one.name)}</b></p></td></tr>"
        "<tr><td><p>Số, ngày, tháng, năm của giấy chứng nhận đăng ký kinh doanh:</p>"
        f"<p>Ngày {one.founded:%d/%m/%Y}</p></td></tr>"
        f"<tr><td><p>Cơ quan thuế quản lý trực tiếp: Cục Thuế {escape(one.city)}</p></td></tr></table>"
        f"<p class=right><i>{escape(one.city)}, {long_date(day)}</i></p>{_registrar(chance, 'CỤC TRƯỞNG')}"
    )
    return html, {"tax_code": one.tax_code, "company_name": one.name}
