"""Unseen licences: enterprise certificates of 2015, 2021 and 2025, branches, households, and those of before 2010."""

from collections.abc import Callable
from datetime import date, timedelta
from html import escape
from random import Random

from casedesk.samples.held_out import names
from casedesk.samples.held_out.names import Firm
from casedesk.samples.letters import Fields, long_date
from casedesk.samples.people import tax_code
from casedesk.samples.unseen import heads, shapes

_KINDS = {
    "mtv": "CÔNG TY TRÁCH NHIỆM HỮU HẠN MỘT THÀNH VIÊN", "ctcp": "CÔNG TY CỔ PHẦN",
    "2tv": "CÔNG TY TRÁCH NHIỆM HỮU HẠN HAI THÀNH VIÊN TRỞ LÊN",
}  # fmt: skip
_CAPITAL = (
    ("3.000.000.000", "Ba tỷ"),
    ("9.900.000.000", "Chín tỷ chín trăm triệu"),
    ("68.500.000.000", "Sáu mươi tám tỷ năm trăm triệu"),
)
_TRADES = (("4663", "Bán buôn vật liệu, thiết bị lắp đặt khác trong xây dựng"), ("4632", "Bán buôn thực phẩm"), ("1410", "May trang phục"),
           ("4933", "Vận tải hàng hóa bằng đường bộ"), ("4773", "Bán lẻ hàng hóa mới khác trong các cửa hàng chuyên doanh"))  # fmt: skip


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
    }.get(one.form, _company)  # fmt: skip
    return make(chance, one, received), fields


def _changed(chance: Random, one: Firm, received: date) -> tuple[str, date]:
    """Draw the form that a licence has, and a day of its last change at which that form and the papers in it were there."""
    last = received - timedelta(days=30)
    passports = [each.issued for each in (one.head, *one.others) if each.number[0].isalpha()]
    spans = {
        "2015": (date(2016, 7, 1), date(2020, 12, 31)),
        "2021": (date(2021, 5, 1), date(2025, 6, 20)),
        "2025": (date(2025, 7, 5), last),
    }
    if len(one.head.number) == 9:
        spans.pop("2025")
    fitting = [(form, max(start, one.founded, *passports), min(end, last)) for form, (start, end) in spans.items()]
    form, start, end = chance.choice(
        [span for span in fitting if span[1] < span[2]] or [("2021", last - timedelta(days=9), last)]
    )
    return form, start + timedelta(days=int((end - start).days * chance.random()))


def _place(one: Firm) -> str:
    return f"{'THÀNH PHỐ' if one.is_city else 'TỈNH'} {one.city.upper()}"


def _office(one: Firm, day: date) -> str:
    """Return the head of the office that registered on a day: planning until February 2025, then finance."""
    if day < date(2025, 3, 1):
        return f"SỞ KẾ HOẠCH VÀ ĐẦU TƯ {_place(one)}<br><b>PHÒNG ĐĂNG KÝ KINH DOANH</b>"
    return f"SỞ TÀI CHÍNH {_place(one)}<br><b>PHÒNG ĐĂNG KÝ KINH DOANH VÀ<br>TÀI CHÍNH DOANH NGHIỆP</b>"


def _dates(chance: Random, one: Firm, day: date) -> str:
    if day - one.founded < timedelta(days=60):
        return f"<p class=mid><i>Đăng ký lần đầu: {long_date(one.founded)}</i></p>"
    return (f"<p class=mid><i>Đăng ký lần đầu: {long_date(one.founded)}</i></p><p class=mid><i>Đăng ký thay đổi lần thứ: "
            f"{chance.randint(1, 11)}, {long_date(day)}</i></p>")  # fmt: skip


def _company(chance: Random, one: Firm, received: date) -> str:
    form, day = _changed(chance, one, received)
    short = "".join(word[0] for word in shapes.latin(one).removesuffix(" CO., LTD").split() if word[0].isalpha())[
        :6
    ]
    capital, words = chance.choice(_CAPITAL)
    shares = "<p>Mệnh giá cổ phần: 10.000 đồng</p><p>Tổng số cổ phần: 990.000</p>" if one.form == "ctcp" else ""
    owners, number = (_owners(chance, one, received, form), 5) if one.form != "ctcp" else ("", 4)
    break_ = "<div class=break></div>" if one.others and one.form != "ctcp" else ""
    people = "".join(heads.person(form, each, title, day) for each, title in heads.titled(chance, one))
    code = f"<p class=mid style='font-size:1.08em'><b>Mã số doanh nghiệp: {one.tax_code}</b></p>"
    web = "<table class=bare><tr><td style='width:50%'>Điện thoại: {}</td><td>Fax:</td></tr><tr><td>Email: {}</td><td>Website:</td></tr></table>"
    return (
        f"{shapes.two_heads(_office(one, day))}<h1>GIẤY CHỨNG NHẬN ĐĂNG KÝ DOANH NGHIỆP<br><span style='font-size:.86em'>{_KINDS[one.form]}</span></h1>"
        f"{code}{_dates(chance, one, day)}<p class=sub>1. Tên công ty</p><p>Tên công ty viết bằng tiếng Việt: <b>{escape(one.name)}</b></p>"
        f"<p>Tên công ty viết bằng tiếng nước ngoài: {shapes.latin(one)}</p><p>Tên công ty viết tắt: {short}</p><p class=sub>2. Địa chỉ trụ sở chính</p>"
        f"<p><i>{escape(one.address)}, Việt Nam</i></p>{web.format(one.phone if chance.random() < 0.6 else '', one.old_email if chance.random() < 0.5 else '')}"
        f"<p><b>3. Vốn điều lệ</b> &emsp; {capital} đồng</p><p>Bằng chữ: <i>{words} đồng</i></p>{shares}{owners}{break_}"
        f"<p class=sub>{number}. Người đại diện theo pháp luật của công ty</p>{people}{_signer(chance)}"
    )


def _owners(chance: Random, one: Firm, received: date, form: str) -> str:
    """Return who owns a limited company: people and companies with numbers of their own."""
    if one.form == "mtv":
        if chance.random() < 0.5:
            return (f"<p class=sub>4. Thông tin về chủ sở hữu</p><p>Tên tổ chức: <b>{escape(names.company_name(chance, 'ctcp'))}</b></p>"
                    f"<p>Mã số doanh nghiệp/Quyết định thành lập số: {tax_code(chance)}</p><p>Ngày cấp: {one.founded - timedelta(days=900):%d/%m/%Y} &emsp; "
                    f"Nơi cấp: Sở Kế hoạch và Đầu tư</p>")  # fmt: skip
        name = "Họ, chữ đệm và tên" if form == "2025" else "Họ và tên"
        return (f"<p class=sub>4. Thông tin về chủ sở hữu</p><p>{name}: <b>{one.head.name.upper()}</b> &emsp; Giới tính: {one.head.sex}</p>"
                f"<p>Sinh ngày: {one.head.born:%d/%m/%Y} &emsp; Quốc tịch: <i>Việt Nam</i></p>")  # fmt: skip
    partners = [one.head, *(names.person(chance, received) for _ in range(chance.randint(1, 2)))]
    parts = (60, 40) if len(partners) == 2 else (50, 30, 20)
    rows = "".join(
        f"<tr><td>{index}</td><td>{each.name.upper()}</td><td>Việt Nam</td><td>{escape(each.home)}, Việt Nam</td><td>{f'{part * 99_000_000:,}'.replace(',', '.')}</td>"
        f"<td>{part},000</td><td>{each.number}</td></tr>"
        for index, (each, part) in enumerate(zip(partners, parts, strict=True), start=1)
    )
    return ("<p class=sub>4. Danh sách thành viên góp vốn</p><table class=form style='font-size:.74em'><tr><th>STT</th><th>Tên thành viên</th><th>Quốc tịch</th>"
            "<th>Địa chỉ liên lạc</th><th>Phần vốn góp (VNĐ)</th><th>Tỷ lệ (%)</th><th>Số giấy tờ pháp lý</th></tr>"
            f"{rows}</table>")  # fmt: skip


def _signer(
    chance: Random,
    titles: tuple[str, ...] = ("TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG", "KT. TRƯỞNG PHÒNG<br>PHÓ TRƯỞNG PHÒNG"),
) -> str:
    name = names.full_name(chance, chance.choice(("Nam", "Nữ")))
    return (f"<table class=ends><tr><td><div id=certification></div></td><td><b>{chance.choice(titles)}</b>"
            f"<div class=gap id=seal></div><b>{name}</b></td></tr></table>")  # fmt: skip


def _branch(chance: Random, one: Firm, received: date) -> str:
    form, day = _changed(chance, one, received)
    seat = names.address(chance, "thành phố", "Hải Phòng")
    return (
        f"{shapes.two_heads(_office(one, day))}<h1>GIẤY CHỨNG NHẬN ĐĂNG KÝ<br>HOẠT ĐỘNG CHI NHÁNH</h1><p class=mid><b>Mã số chi nhánh: {one.tax_code}</b></p>"
        f"{_dates(chance, one, day)}<p class=sub>1. Tên chi nhánh</p><p>Tên chi nhánh viết bằng tiếng Việt: <b>{escape(one.name)}</b></p>"
        f"<p class=sub>2. Địa chỉ</p><p><i>{escape(one.address)}, Việt Nam</i></p><table class=bare><tr><td style='width:50%'>Điện thoại: {one.phone}</td><td>Fax:</td></tr>"
        f"</table><p class=sub>3. Thông tin về người đứng đầu chi nhánh</p>{heads.person(form, one.head, one.title, day)}"
        f"<p class=sub>4. Hoạt động theo ủy quyền của doanh nghiệp</p><p>Tên doanh nghiệp: {escape(one.parent[0])}</p><p>Mã số doanh nghiệp: {one.parent[1]}</p>"
        f"<p>Địa chỉ trụ sở chính: <i>{escape(seat)}, Việt Nam</i></p>{_signer(chance)}"
    )


def _household(chance: Random, one: Firm, received: date) -> str:
    ward = next(part for part in one.address.split(", ") if part.startswith(("Phường", "Xã", "Đặc khu"))).upper()
    first = min(max(one.founded, date(2025, 7, 10)), received - timedelta(days=30))
    code, trade = chance.choice(_TRADES)
    return (
        f"{shapes.two_heads(f'ỦY BAN NHÂN DÂN {ward}<br><b>PHÒNG KINH TẾ</b>')}<h1>GIẤY CHỨNG NHẬN<br>ĐĂNG KÝ HỘ KINH DOANH</h1>"
        f"<p class=mid><b>Mã số hộ kinh doanh: {one.tax_code}</b></p><p class=mid><i>Đăng ký lần đầu: {long_date(first)}</i></p>"
        f"<p><b>1. Tên hộ kinh doanh:</b> {escape(one.name)}</p><p><b>2. Địa chỉ trụ sở:</b> <i>{escape(one.address)}</i></p><p>Điện thoại: {one.phone} &emsp; Email:</p>"
        f"<p><b>3. Ngành, nghề kinh doanh:</b></p><table class=form><tr><th>STT</th><th>Tên ngành</th><th>Mã ngành</th></tr><tr><td>1</td><td>{trade}</td>"
        f"<td>{code}</td></tr></table><p><b>4. Vốn kinh doanh:</b> 600.000.000 đồng</p><p><b>5. Thông tin về chủ hộ kinh doanh:</b></p>"
        f"{heads.person('2021' if len(one.head.number) == 9 else '2025', one.head, '', first)}{_signer(chance, ('TRƯỞNG PHÒNG', 'KT. TRƯỞNG PHÒNG<br>PHÓ TRƯỞNG PHÒNG'))}"
    )


def _old(chance: Random, one: Firm, received: date) -> str:
    """A licence of before 2010: with a number of its own, or with the tax code where it is also that of tax."""
    number = f"{chance.randint(1, 63):02}0{chance.choice('234')}{chance.randint(1, 99999):06}"
    both = one.form == "both"
    trades = "".join(f"<p style='margin-left:6mm'>- {trade};</p>" for _, trade in chance.sample(_TRADES, 3))
    return (
        f"{shapes.two_heads(f'SỞ KẾ HOẠCH VÀ ĐẦU TƯ<br>{_place(one)}<br><b>PHÒNG ĐĂNG KÝ KINH DOANH</b>')}<h1>GIẤY CHỨNG NHẬN ĐĂNG KÝ KINH DOANH"
        f"{'<br>VÀ ĐĂNG KÝ THUẾ' if both else ''}</h1><p class=mid><b>{f'Mã số doanh nghiệp: {one.tax_code}' if both else f'Số: {number}'}</b></p>"
        f"<p class=mid><i>Đăng ký lần đầu, {long_date(one.founded)}</i></p><p><b>1. Tên công ty:</b> <b>{escape(one.name)}</b></p><p>Tên giao dịch: {shapes.latin(one)}</p>"
        f"<p><b>2. Địa chỉ trụ sở chính:</b> {escape(one.address)}</p><p>Điện thoại: {one.phone}</p><p><b>3. Ngành, nghề kinh doanh:</b></p>{trades}"
        f"<p><b>4. Vốn điều lệ:</b> 4.800.000.000 đồng <i>(Bốn tỷ tám trăm triệu đồng)</i></p><p><b>5. Vốn pháp định:</b></p>"
        f"<p><b>6. Người đại diện theo pháp luật của công ty</b></p>{heads.old(one.head, one.title, one.founded)}{_signer(chance)}"
    )
