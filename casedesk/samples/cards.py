"""Copies of identity papers: cards of 2021 and 2024, a passport and the old nine-digit card."""

from html import escape

from casedesk.samples.letters import Fields
from casedesk.samples.machine import card_zone, passport_zone, qr_image, qr_text
from casedesk.samples.people import Person
from intake.facts import FOREVER

PAPERS = ("cccd", "cccd", "can_cuoc", "can_cuoc", "passport")
_CSS = """
.card { position: relative; width: 129mm; height: 81mm; margin: 6mm auto; border-radius: 4mm; border: .3mm solid #999;
  background: %(tint)s; font-family: 'Liberation Sans', Carlito; font-size: 9pt; line-height: 1.18; overflow: hidden }
.card div, .card img { position: absolute } .card small { font-size: .74em } .val { font-size: 1.16em; font-weight: bold }
.face { background: #b9bec4; border: .2mm solid #888 } .chip { background: #d9b65a; border-radius: 1.5mm }
.mrz { font-family: 'Liberation Mono'; white-space: pre; left: 5mm; bottom: 4mm; font-size: 16.3pt; line-height: 1.22 }
.passport { width: 160mm; height: 112mm } .passport .mrz { font-size: 14.2pt }
"""
_TINTS = {"cccd": "#e2eef0", "can_cuoc": "#eaf0e4", "passport": "#f0ece2", "cmnd": "#eef3ee"}


def css(paper: str) -> str:
    """Return the style of a paper."""
    return _CSS % {"tint": _TINTS[paper]}


def identity(paper: str, one: Person, *, one_page: bool) -> tuple[str, Fields]:
    """Return the HTML of both sides, on one page or on two, and what they say."""
    sides = {"cccd": _cccd, "can_cuoc": _can_cuoc, "passport": _passport, "cmnd": _cmnd}[paper](one)
    between = "" if one_page else "<div class=break></div>"
    fields = {"id_number": one.number, "full_name": one.name.upper(), "date_of_birth": one.born.isoformat(),
              "expiry": one.expires}  # fmt: skip
    if paper == "cmnd":
        fields.pop("expiry")
    return f"{between.join(sides)}<div id=certification style='height:50mm'></div>", fields


def _at(left: float, top: float, text: str, style: str = "") -> str:
    return f"<div style='left:{left}mm;top:{top}mm;{style}'>{text}</div>"


def _labelled(left: float, top: float, label: str, english: str, value: str, width: float = 90) -> str:
    text = f"<small>{label} / <i>{english}</i>:</small> <span class=val>{escape(value)}</span>"
    return _at(left, top, text, f"width:{width}mm")


def _state(left: float = 34, width: float = 70) -> str:
    return _at(left, 4, "<b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b><br><small>SOCIALIST REPUBLIC OF VIET NAM<br>"
               "Độc lập - Tự do - Hạnh phúc / Independence - Freedom - Happiness</small>",
               f"width:{width}mm;text-align:center;font-size:8pt")  # fmt: skip


def _shown(expires: str) -> str:
    return "KHÔNG THỜI HẠN" if expires == FOREVER else "/".join(reversed(expires.split("-")))


def _picture(left: float, top: float, width: float, height: float) -> str:
    head = f"<div style='left:{width * 0.28}mm;top:{height * 0.16}mm;width:{width * 0.44}mm;height:{height * 0.42}mm;" \
           "border-radius:50%;background:#7d858c'></div>"  # fmt: skip
    body = f"<div style='left:{width * 0.1}mm;top:{height * 0.64}mm;width:{width * 0.8}mm;height:{height * 0.36}mm;" \
           "border-radius:40% 40% 0 0;background:#69727a'></div>"  # fmt: skip
    size = f"left:{left}mm;top:{top}mm;width:{width}mm;height:{height}mm"
    return f"<div class=face style='{size}'>{head}{body}</div>"


def _code(left: float, top: float, size: float, text: str) -> str:
    return f"<img src='{qr_image(text)}' style='left:{left}mm;top:{top}mm;width:{size}mm;height:{size}mm'>"


def _cccd(one: Person) -> tuple[str, str]:
    front = "".join((
        _state(), _code(103, 3, 23, qr_text(one, is_new=False)), _picture(5, 27, 28, 38),
        _at(36, 18.5, "<b style='font-size:13pt;color:#b32424'>CĂN CƯỚC CÔNG DÂN</b><br>"
            "<small><i>Citizen Identity Card</i></small>", "width:66mm;text-align:center"),
        _at(37, 29.5, f"<small>Số / <i>No.</i>:</small> <b style='font-size:14pt'>{one.number}</b>"),
        _labelled(37, 36.5, "Họ và tên", "Full name", "", 60), _at(37, 40.5, one.name.upper(), "font-weight:bold"
                                                                   ";font-size:11pt"),
        _labelled(37, 46, "Ngày sinh", "Date of birth", f"{one.born:%d/%m/%Y}"),
        _labelled(37, 51, "Giới tính", "Sex", one.sex, 36),
        _labelled(72, 51, "Quốc tịch", "Nationality", "Việt Nam", 56),
        _labelled(37, 56, "Quê quán", "Place of origin", ""), _at(37, 60, f"Xã Mẫu, {one.province}"),
        _labelled(37, 65, "Nơi thường trú", "Place of residence", ""), _at(37, 69.5, escape(one.home)),
        _at(5, 68, f"<small>Có giá trị đến:<br><i>Date of expiry</i></small><br><b>{_shown(one.expires)}</b>",
            "width:31mm;font-size:8pt"),
    ))  # fmt: skip
    back = "".join((
        _at(6, 4, "<small>Đặc điểm nhận dạng / <i>Personal identification</i>:</small><br>"
            "Nốt ruồi cách 1 cm dưới mắt trái"),
        _at(6, 14, f"<small>Ngày, tháng, năm / <i>Date, month, year</i>:</small> {one.issued:%d/%m/%Y}"),
        _at(6, 20, "<b style='font-size:7.5pt'>CỤC TRƯỞNG CỤC CẢNH SÁT<br>QUẢN LÝ HÀNH CHÍNH VỀ TRẬT TỰ XÃ HỘI</b>",
            "width:66mm;text-align:center"),
        "<div class=chip style='left:8mm;top:31mm;width:15mm;height:13mm'></div>",
        _fingers(82, 8, ("Ngón trỏ trái", "Ngón trỏ phải")), _zone(card_zone(one)),
    ))  # fmt: skip
    return _card(front), _card(back)


def _can_cuoc(one: Person) -> tuple[str, str]:
    front = "".join((
        _state(36, 86), _picture(6, 26, 28, 42),
        _at(37, 19, "<b style='font-size:14pt;color:#b32424'>CĂN CƯỚC</b><br><small>IDENTITY CARD</small>",
            "width:86mm;text-align:center"),
        _at(38, 31, "<small>Số định danh cá nhân / <i>Personal identification number</i>:</small>"),
        _at(38, 35, f"<b style='font-size:14pt'>{one.number}</b>"),
        _at(38, 43, "<small>Họ, chữ đệm và tên khai sinh / <i>Full name</i>:</small>"),
        _at(38, 47, f"<b style='font-size:12pt'>{one.name.upper()}</b>"),
        _labelled(38, 54, "Ngày, tháng, năm sinh", "Date of birth", f"{one.born:%d/%m/%Y}"),
        _labelled(38, 60, "Giới tính", "Sex", one.sex, 36), _labelled(38, 66, "Quốc tịch", "Nationality", "Việt Nam"),
        "<div class=chip style='left:112mm;top:60mm;width:12mm;height:11mm'></div>",
    ))  # fmt: skip
    back = "".join((
        _at(6, 4, "<small>Nơi cư trú / <i>Place of residence</i>:</small>"), _at(6, 8, escape(one.home), "width:90mm"),
        _at(6, 14, "<small>Nơi đăng ký khai sinh / <i>Place of birth</i>:</small>"),
        _at(6, 18, f"Xã Mẫu, {one.province}"),
        _labelled(6, 24, "Ngày, tháng, năm cấp", "Date of issue", f"{one.issued:%d/%m/%Y}"),
        _labelled(6, 30, "Ngày, tháng, năm hết hạn", "Date of expiry", _shown(one.expires), 96),
        _at(24, 38, "<b>BỘ CÔNG AN</b><br><small>MINISTRY OF PUBLIC SECURITY</small>", "text-align:center"),
        _code(101, 4, 25, qr_text(one, is_new=True)), _zone(card_zone(one)),
    ))  # fmt: skip
    return _card(front), _card(back)


def _passport(one: Person) -> tuple[str, str]:
    lines = (
        ("Loại / Type", "P"), ("Mã số / Code", "VNM"), ("Số hộ chiếu / Passport No", one.number),
        ("Họ và tên / Full name", one.name.upper()), ("Quốc tịch / Nationality", "VIỆT NAM / VIETNAMESE"),
        ("Ngày sinh / Date of birth", f"{one.born:%d/%m/%Y}"), ("Nơi sinh / Place of birth", one.province.upper()),
        ("Giới tính / Sex", f"{one.sex.upper()} / {'M' if one.sex == 'Nam' else 'F'}"),
        ("Số ĐDCN/CMND / ID card No", one.personal_number), ("Ngày cấp / Date of issue", f"{one.issued:%d/%m/%Y}"),
        ("Có giá trị đến / Date of expiry", _shown(one.expires)),
        ("Nơi cấp / Place of issue", "Cục Quản lý xuất nhập cảnh"),
    )  # fmt: skip
    cover = _at(0, 25, "<b style='font-size:15pt'>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b><br>SOCIALIST REPUBLIC OF "
                "VIET NAM<br><br><br><b style='font-size:20pt'>HỘ CHIẾU</b><br>PASSPORT",
                "width:160mm;text-align:center")  # fmt: skip
    text = "".join(_at(53, 9.5 + 6.3 * index, f"<small>{label}:</small> <b>{escape(value)}</b>")
                   for index, (label, value) in enumerate(lines))  # fmt: skip
    title = _at(6, 3, "<b>HỘ CHIẾU / PASSPORT</b> &emsp; CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    page = f"{title}{_picture(7, 16, 38, 50)}{text}{_zone(passport_zone(one))}"
    return _card(cover, "passport"), _card(page, "passport")


def _cmnd(one: Person) -> tuple[str, str]:
    front = "".join((
        _at(38, 4, "<b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b><br>Độc lập - Tự do - Hạnh phúc",
            "width:86mm;text-align:center"),
        _at(38, 16, "<b style='font-size:13pt'>GIẤY CHỨNG MINH NHÂN DÂN</b>", "width:86mm;text-align:center"),
        _at(60, 25, f"<b style='font-size:14pt;color:#b32424'>SỐ {one.number}</b>"), _picture(6, 28, 30, 42),
        _at(40, 35, f"Họ tên: <b style='font-size:11pt'>{one.name.upper()}</b>"),
        _at(40, 43, f"Sinh ngày: <b>{one.born:%d-%m-%Y}</b>"), _at(40, 51, f"Nguyên quán: Xã Mẫu, {one.province}"),
        _at(40, 59, f"Nơi ĐKHK thường trú: {escape(one.home)}", "width:84mm"),
    ))  # fmt: skip
    back = "".join((
        _at(44, 5, "Dân tộc: Kinh &emsp; Tôn giáo: Không"), _at(44, 14, "<b>DẤU VẾT RIÊNG VÀ DỊ HÌNH</b><br>"
                                                             "Sẹo chấm C 2 cm trên sau đuôi mày trái"),
        _at(60, 34, f"Ngày {one.issued:%d} tháng {one.issued:%m} năm {one.issued:%Y}<br><b>GIÁM ĐỐC CA "
            f"{one.province.upper()}</b>", "text-align:center"), _fingers(5, 5, ("NGÓN TRỎ TRÁI", ""), down=True),
    ))  # fmt: skip
    return _card(front), _card(back)


def _fingers(left: float, top: float, labels: tuple[str, str], *, down: bool = False) -> str:
    made = []
    for index, label in enumerate(labels):
        x, y = (left, top + 36 * index) if down else (left + 22 * index, top)
        print_ = "background:repeating-radial-gradient(circle,#667 0,#667 .3mm,transparent .35mm,transparent .9mm)"
        made.append(f"<div style='left:{x}mm;top:{y}mm;width:19mm;height:26mm;border-radius:45%;{print_}'></div>")
        made.append(_at(x, y + 28, f"<small>{label}</small>"))
    return "".join(made)


def _zone(lines: tuple[str, ...]) -> str:
    return f"<div class=mrz>{escape(chr(10).join(lines))}</div>"


def _card(inside: str, extra: str = "") -> str:
    return f"<div class='card {extra}'>{inside}</div>"
