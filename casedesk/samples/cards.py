"""Identity papers as HTML: CCCD 2021, Căn cước 2024, passport, CMND, with their QR and MRZ."""

import unicodedata
from datetime import date
from random import Random

import segno

from casedesk.samples.people import Person

FOREVER_PRINTED = "Không thời hạn"


def check_digit(text: str) -> str:
    """Return the ICAO 9303 check digit."""
    values = [0 if sign == "<" else int(sign) if sign.isdigit() else ord(sign) - 55 for sign in text]
    return str(sum(value * (7, 3, 1)[index % 3] for index, value in enumerate(values)) % 10)


def plain(name: str) -> str:
    """Return a name as a machine-readable zone writes it."""
    folded = unicodedata.normalize("NFD", name.replace("Đ", "D").replace("đ", "d"))
    return "".join(sign for sign in folded if not unicodedata.combining(sign)).upper()


def td1(person: Person, expiry: date) -> list[str]:
    """Return the three rows of a card's zone; row 1 in the Vietnamese way (domain §4.4)."""
    tail = person.number[3:]
    head = f"IDVNM{tail}{check_digit(tail)}{person.number}<<"
    first = head + check_digit(head[15:])
    birth, end = f"{person.born:%y%m%d}", f"{expiry:%y%m%d}"
    sex = "M" if person.is_male else "F"
    second = f"{birth}{check_digit(birth)}{sex}{end}{check_digit(end)}VNM".ljust(29, "<")
    composite = check_digit(first[5:30] + second[0:7] + second[8:15] + second[18:29])
    return [first, second + composite, _names(person.name, 30)]


def td3(person: Person, expiry: date) -> list[str]:
    """Return the two rows of a passport's zone."""
    number = person.passport.ljust(9, "<")
    birth, end = f"{person.born:%y%m%d}", f"{expiry:%y%m%d}"
    own = person.number.ljust(14, "<")
    sex = "M" if person.is_male else "F"
    start = f"{number}{check_digit(number)}VNM{birth}{check_digit(birth)}{sex}{end}{check_digit(end)}{own}{check_digit(own)}"
    composite = check_digit(start[0:10] + start[13:20] + start[21:43])
    return ["P<VNM" + _names(person.name, 39), start + composite]


def cccd_front(person: Person, residence: str) -> str:
    """Return the front of a CCCD of 2021."""
    qr = f"{person.number}|{person.old_number}|{person.name}|{person.born:%d%m%Y}|{_sex(person)}|{residence}|{person.issued:%d%m%Y}"
    return f"""<div class="card">{_motto()}
      <img class="qr" src="{_qr(qr)}"><p class="title red">CĂN CƯỚC CÔNG DÂN</p><p class="small">Citizen Identity Card</p>
      <div class="photo"></div><div class="rows">
      <p class="number">Số / No.: <b>{person.number}</b></p><p>Họ và tên / Full name:</p><p class="name">{person.shouted}</p>
      <p>Ngày sinh / Date of birth: {person.born:%d/%m/%Y}</p>
      <p>Giới tính / Sex: {_sex(person)} &nbsp; Quốc tịch / Nationality: Việt Nam</p>
      <p>Quê quán / Place of origin: {person.province}</p><p>Nơi thường trú / Place of residence: {residence}</p></div>
      <p class="expiry">Có giá trị đến: {_until(person)}<br>Date of expiry</p></div>"""


def cccd_back(person: Person) -> str:
    """Return the back of a CCCD of 2021, with its zone."""
    return f"""<div class="card"><p class="small">Đặc điểm nhận dạng / Personal identification: Sẹo chấm cách 1cm dưới mép trái</p>
      <p class="small">Ngày, tháng, năm / Date, month, year: {person.issued:%d/%m/%Y}</p>
      <p class="small">CỤC TRƯỞNG CỤC CẢNH SÁT<br>QUẢN LÝ HÀNH CHÍNH VỀ TRẬT TỰ XÃ HỘI</p>
      <p class="small right">Ngón trỏ trái / Left index finger &nbsp; Ngón trỏ phải / Right index finger</p>
      {_zone(td1(person, person.expiry))}</div>"""


def card_front(person: Person) -> str:
    """Return the front of a Căn cước of 2024."""
    return f"""<div class="card">{_motto()}<p class="title red">CĂN CƯỚC</p><p class="small">IDENTITY CARD</p>
      <div class="photo"></div><div class="rows"><p class="small">Số định danh cá nhân / Personal identification number:</p>
      <p class="number"><b>{person.number}</b></p><p class="small">Họ, chữ đệm và tên khai sinh / Full name:</p>
      <p class="name">{person.shouted}</p>
      <p>Ngày, tháng, năm sinh / Date of birth: {person.born:%d/%m/%Y}</p>
      <p>Giới tính / Sex: {_sex(person)} &nbsp; Quốc tịch / Nationality: Việt Nam</p></div></div>"""


def card_back(person: Person, residence: str) -> str:
    """Return the back of a Căn cước of 2024: residence, dates, QR and zone."""
    qr = f"{person.number}|{person.old_number}|{person.name}|{person.born:%d%m%Y}|{_sex(person)}|{residence}|{person.issued:%d%m%Y}||||"
    return f"""<div class="card"><img class="qr" src="{_qr(qr)}">
      <p class="small narrow">Nơi cư trú / Place of residence: {residence}</p>
      <p class="small">Nơi đăng ký khai sinh / Place of birth: {person.province}</p>
      <p class="small">Ngày, tháng, năm cấp / Date of issue: {person.issued:%d/%m/%Y}</p>
      <p class="small">Ngày, tháng, năm hết hạn / Date of expiry: {_until(person)}</p>
      <p class="small">BỘ CÔNG AN / MINISTRY OF PUBLIC SECURITY</p>{_zone(td1(person, person.expiry))}</div>"""


def passport(person: Person) -> str:
    """Return the data page of a passport."""
    return f"""<div class="card wide"><p class="title">HỘ CHIẾU / PASSPORT</p>
      <p class="small">Loại / Type: P &nbsp; Mã số / Code: VNM &nbsp; Số hộ chiếu / Passport No: <b>{person.passport}</b></p>
      <div class="photo"></div><div class="rows"><p>Họ và tên / Full name</p><p class="name">{person.shouted}</p>
      <p>Quốc tịch / Nationality: VIỆT NAM / VIETNAMESE</p><p>Ngày sinh / Date of birth: {person.born:%d/%m/%Y}</p>
      <p>Nơi sinh / Place of birth: {person.province.upper()}</p><p>Giới tính / Sex: {_sex(person)}</p>
      <p>Số ĐDCN / ID card No: {person.number}</p><p>Ngày cấp / Date of issue: {person.issued:%d/%m/%Y}</p>
      <p>Có giá trị đến / Date of expiry: {person.expiry:%d/%m/%Y}</p>
      <p class="small">Nơi cấp / Place of issue: Cục Quản lý xuất nhập cảnh</p></div>{_zone(td3(person, person.expiry), "wide")}</div>"""


def cmnd(person: Person, chance: Random) -> str:
    """Return both sides of a CMND of nine digits."""
    return f"""<div class="card">{_motto()}<p class="title">GIẤY CHỨNG MINH NHÂN DÂN</p><div class="photo"></div><div class="rows">
      <p class="number">SỐ <b>{person.old_number}</b></p><p>Họ tên: <b>{person.shouted}</b></p>
      <p>Sinh ngày: {person.born:%d-%m-%Y}</p><p>Nguyên quán: {person.province}</p>
      <p>Nơi ĐKHK thường trú: {person.province}</p></div></div>
      <div class="card"><p>Dân tộc: Kinh &nbsp; Tôn giáo: Không</p><p class="small">DẤU VẾT RIÊNG VÀ DỊ HÌNH</p>
      <p class="small">Nốt ruồi cách {chance.randint(1, 3)}cm trên sau mép trái</p>
      <p class="small right">GIÁM ĐỐC CA TỈNH {person.province.upper()}</p></div>"""


def _until(person: Person) -> str:
    return FOREVER_PRINTED if person.expiry.year == 9999 else f"{person.expiry:%d/%m/%Y}"


def _motto() -> str:
    return '<p class="small motto"><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b><br>Độc lập - Tự do - Hạnh phúc</p>'


def _zone(rows: list[str], kind: str = "") -> str:
    return f'<pre class="mrz {kind}">' + "\n".join(row.replace("<", "&lt;") for row in rows) + "</pre>"


def _names(name: str, length: int) -> str:
    family, _blank, given = plain(name).partition(" ")
    return f"{family}<<{given.replace(' ', '<')}"[:length].ljust(length, "<")


def _sex(person: Person) -> str:
    return "Nam" if person.is_male else "Nữ"


def _qr(text: str) -> str:
    return str(segno.make(text, error="m", micro=False).png_data_uri(scale=6, border=2))
