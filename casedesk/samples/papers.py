"""Letters, licences and certificates as HTML pages, in several layouts and typefaces."""

from dataclasses import dataclass
from datetime import date
from random import Random

from casedesk.samples.companies import Company
from casedesk.samples.people import Person
from casedesk.samples.seals import as_source, round_seal
from intake.facts import Request

CENTRE = "Trung tâm Quản lý vận hành hệ thống CNTT Hải quan"
FACES = (
    "Liberation Serif",
    "Liberation Serif",
    "Liberation Sans",
    "DejaVu Serif",
    "Noto Serif",
    "Carlito",
    "Caladea",
)
SUBJECTS = {
    Request.RESET_PASSWORD: "V/v đề nghị cấp mật khẩu mới tài khoản quản trị VNACCS",
    Request.REBIND_LOST: "V/v đề nghị cập nhật lại thông tin chữ ký số tài khoản quản trị VNACCS",
    Request.REBIND_RENEWED: "V/v đề nghị cập nhật thông tin chữ ký số gia hạn vào tài khoản quản trị VNACCS",
}
REASONS = {
    Request.RESET_PASSWORD: "Công ty quên mật khẩu đăng nhập tài khoản quản trị, chức năng lấy lại mật khẩu không thực hiện được.",
    Request.REBIND_LOST: "Chữ ký số cũ của công ty bị mất, hỏng nên công ty đã phải mua chữ ký số mới.",
    Request.REBIND_RENEWED: "Chữ ký số của công ty hết hạn hiệu lực, công ty đã gia hạn chữ ký số sau thời điểm hết hạn.",
}
STYLE = """
@page { size: A4; margin: 20mm 17mm 18mm 25mm }
body { font-size: 12.5pt; line-height: 1.35; margin: 0 } p { margin: 1.6mm 0 }
.page { page-break-after: always; position: relative; height: 256mm } .page:last-child { page-break-after: auto }
.head { display: flex; justify-content: space-between; text-align: center; font-size: 11.5pt } .head div { width: 47% } .head div + div { width: 52%; white-space: nowrap; font-size: 11pt }
h1 { font-size: 15pt; text-align: center; margin: 6mm 0 2mm } .mid { text-align: center } .red { color: #c01825 }
.sign { margin-left: 52%; text-align: center; margin-top: 5mm } .gap { height: 24mm }
.over { position: absolute } table.info { border-collapse: collapse; width: 100% }
table.info td { border: .3mm solid #222; padding: 1mm 2mm } .box { border: .3mm solid #222; padding: .6mm 1.6mm; margin: 0 }
.stamp { position: absolute; color: #b01522; border: .5mm solid #b01522; padding: 2mm 3mm; font-size: 11pt; width: 88mm }
.plainstamp { color: #111; border-color: #111 } .ground { position: absolute; left: -25mm; top: -20mm; width: 210mm; height: 297mm; z-index: -1 }
.card { position: relative; border: .3mm solid #999; border-radius: 3mm; width: 150mm; min-height: 86mm; padding: 4mm; margin: 4mm auto;
  background: #eef3ee; font-size: 11pt } .card p { margin: .7mm 0 } .small { font-size: 9.5pt } .motto { text-align: center }
.title { font-size: 14pt; font-weight: bold; text-align: center } .photo { position: absolute; left: 4mm; top: 30mm; width: 30mm; height: 40mm; background: #c9cfd4 }
.rows { margin-left: 36mm } .name { font-weight: bold; font-size: 13pt } .number { font-size: 13pt } .qr { position: absolute; right: 4mm; top: 4mm; width: 24mm }
.expiry { position: absolute; left: 4mm; bottom: 2mm; font-size: 9pt } .right { margin-left: 60mm } .narrow { margin-right: 30mm !important }
.mrz { font-family: 'DejaVu Sans Mono'; font-size: 12pt; letter-spacing: .4mm; margin: 3mm 0 0; line-height: 1.25 } .mrz.wide { font-size: 10.4pt; letter-spacing: .1mm }
.card.wide { min-height: 105mm }
"""


@dataclass(frozen=True, slots=True)
class Stamp:
    """How a copy is marked: `certified`, `own` ("sao y" by the company), or not at all."""

    kind: str
    number: int = 0
    on: date = date(2026, 1, 1)
    office: str = "PHƯỜNG YÊN HÒA"


def page(body: str, face: str, extra: str = "") -> str:
    """Return one page."""
    return f'<div class="page" style="font-family: \'{face}\'">{extra}{body}</div>'


def letter(
    company: Company,
    signer: Person,
    request: Request,
    on: date,
    chance: Random,
    *,
    sealed: bool,
    leave_out: str = "",
) -> str:
    """Return a request letter as list, table or prose; `leave_out` names a contact that it lacks."""
    contact = {
        "address": ("Địa chỉ", company.address),
        "phone": ("Điện thoại", company.phone),
        "email": ("Thư điện tử nhận kết quả", company.email),
    }
    contact.pop(leave_out, None)
    rows = [("Tên công ty", company.name), ("Mã số thuế", company.tax_code), *contact.values()]
    rows.append(("Người đại diện theo pháp luật", signer.name))
    body = chance.choice((_list, _list, _table, _prose))(rows)
    head = f"""<div class="head"><div><b>{company.name}</b><br>Số: {chance.randint(1, 99):02d}/CV-{chance.randint(2024, 2026)}<br>
      <i>{SUBJECTS[request]}</i></div><div><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b><br><b>Độc lập - Tự do - Hạnh phúc</b><br><br>
      <i>Hà Nội, ngày {on:%d} tháng {on:%m} năm {on:%Y}</i></div></div>"""
    return (
        head
        + f"""<p class="mid" style="margin-top:8mm"><b>Kính gửi: {CENTRE}</b></p>{body}
      <p>Lý do: {REASONS[request]}</p><p>Công ty đề nghị Quý Trung tâm hỗ trợ và cam kết các thông tin trên là đúng sự thật,
      chịu trách nhiệm trước pháp luật về nội dung đề nghị này.</p><p>Trân trọng cảm ơn./.</p>{_signature(company, signer, chance, sealed=sealed)}"""
    )


def licence(
    company: Company,
    owner: Person,
    authority: str,
    on: date,
    chance: Random,
    *,
    number_label: str,
    with_code: bool,
) -> list[str]:
    """Return a licence of one or two pages; an old one carries its own number and no tax code."""
    household = company.form == "household"
    title = "GIẤY CHỨNG NHẬN ĐĂNG KÝ DOANH NGHIỆP" if with_code else "GIẤY CHỨNG NHẬN ĐĂNG KÝ KINH DOANH"
    title = "GIẤY CHỨNG NHẬN ĐĂNG KÝ HỘ KINH DOANH" if household else title
    code = (
        f"Mã số doanh nghiệp: <b>{company.tax_code}</b>"
        if with_code
        else f"Số: {chance.randint(10, 49)} {chance.randint(1, 9):02d} {chance.randint(1, 999999):06d}"
    )
    code = f"Mã số hộ kinh doanh: <b>{company.tax_code}</b>" if household else code
    what = "hộ kinh doanh" if household else "công ty"
    first = chance.randint(2008, 2022)
    kinds = {"mtv": "CÔNG TY TRÁCH NHIỆM HỮU HẠN MỘT THÀNH VIÊN", "2tv": "CÔNG TY TRÁCH NHIỆM HỮU HẠN HAI THÀNH VIÊN TRỞ LÊN",
             "tnhh": "CÔNG TY TRÁCH NHIỆM HỮU HẠN HAI THÀNH VIÊN TRỞ LÊN", "ctcp": "CÔNG TY CỔ PHẦN", "household": ""}  # fmt: skip
    ground = _guilloche(chance) if chance.random() < 0.7 else ""
    start = f"""{ground}<div class="head"><div>{authority}</div><div><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b><br><b>Độc lập - Tự do - Hạnh phúc</b></div></div>
      <h1 class="red">{title}</h1><p class="mid"><b>{kinds[company.form]}</b></p><p class="mid">{code}</p>
      <p class="mid"><i>Đăng ký lần đầu: ngày {chance.randint(1, 28):02d} tháng {chance.randint(1, 12):02d} năm {first}</i></p>
      <p class="mid"><i>Đăng ký thay đổi lần thứ: {chance.randint(1, 9)}, ngày {on:%d} tháng {on:%m} năm {on:%Y}</i></p>
      <p><b>1. Tên {what}</b></p><p>Tên {what} viết bằng tiếng Việt: {company.name}</p>
      <p><b>2. Địa chỉ trụ sở chính</b></p><p>{company.address}, Việt Nam</p><p>Điện thoại: {company.phone} &nbsp; Fax:</p>
      <p><b>3. Vốn {"kinh doanh" if household else "điều lệ"}: {chance.randint(1, 90)}.000.000.000 đồng</b></p>"""
    heading = "4. Thông tin về chủ hộ kinh doanh" if household else "4. Người đại diện theo pháp luật của công ty"
    end = f"""<p><b>{heading}</b></p><p>* Họ và tên: <b>{owner.shouted}</b> &nbsp;&nbsp; Giới tính: {"Nam" if owner.is_male else "Nữ"}</p>
      <p>Chức danh: Giám đốc</p><p>Sinh ngày: {owner.born:%d/%m/%Y} &nbsp; Dân tộc: Kinh &nbsp; Quốc tịch: Việt Nam</p>
      <p>{number_label.replace("Số", "Loại")}: Thẻ căn cước công dân</p><p>{number_label}: {owner.number}</p>
      <p>Ngày cấp: {owner.issued:%d/%m/%Y} &nbsp; Nơi cấp: Cục Cảnh sát quản lý hành chính về trật tự xã hội</p>
      <p>Địa chỉ thường trú: {company.address}, Việt Nam</p><p>Địa chỉ liên lạc: {company.address}, Việt Nam</p>
      <div class="sign"><b>TRƯỞNG PHÒNG</b><div class="gap"></div><b>{chance.choice(("Lê Quang Tâm", "Trần Bích Liên", "Phạm Đình Cường"))}</b></div>"""
    return [start, ground + end] if chance.random() < 0.25 else [start + end]


def tax_certificate(company: Company, on: date) -> str:
    """Return a tax certificate with one digit a box."""
    boxes = "".join(f'<span class="box">{sign}</span>' for sign in company.tax_code)
    return f"""<div class="head"><div>TỔNG CỤC THUẾ<br><b>CỤC THUẾ THÀNH PHỐ HÀ NỘI</b></div><div><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b><br>
      <b>Độc lập - Tự do - Hạnh phúc</b></div></div><h1>GIẤY CHỨNG NHẬN ĐĂNG KÝ THUẾ</h1>
      <p style="margin-top:9mm">Tên người nộp thuế: <b>{company.name}</b></p><p style="margin:5mm 0">Mã số thuế: &nbsp; {boxes}</p>
      <p>Số, ngày, tháng, năm của giấy chứng nhận đăng ký kinh doanh: ngày {on:%d/%m/%Y}</p>
      <p>Cơ quan thuế quản lý trực tiếp: Chi cục Thuế khu vực</p>
      <div class="sign">Ngày {on:%d} tháng {on:%m} năm {on:%Y}<br><b>CỤC TRƯỞNG</b><div class="gap"></div></div>"""


def introduction(company: Company, signer: Person, bearer: Person, on: date, until: date, chance: Random) -> str:
    """Return the letter of who brings the dossier."""
    return f"""<div class="head"><div><b>{company.name}</b><br>Số: {chance.randint(1, 99):02d}/GGT</div><div><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b><br>
      <b>Độc lập - Tự do - Hạnh phúc</b></div></div><h1>GIẤY GIỚI THIỆU</h1><p class="mid">Kính gửi: {CENTRE}</p>
      <p>{company.name} trân trọng giới thiệu:</p><p>Ông/Bà: <b>{bearer.name}</b></p><p>Chức vụ: Nhân viên</p>
      <p>CCCD số: {bearer.number} &nbsp; cấp ngày {bearer.issued:%d/%m/%Y}</p><p>Được cử đến: {CENTRE}</p>
      <p>Về việc: Nộp hồ sơ đề nghị hỗ trợ tài khoản VNACCS</p>
      <p>Đề nghị Quý cơ quan tạo điều kiện để Ông/Bà có tên trên hoàn thành nhiệm vụ.</p>
      <p>Giấy này có giá trị đến hết ngày {until:%d/%m/%Y}./.</p>{_signature(company, signer, chance, sealed=True, on=on)}"""


def stamped(mark: Stamp, chance: Random, *, top: int = 205, grey: bool = False) -> str:
    """Return the stamp and seal that lie over a page; nothing for a plain copy."""
    if mark.kind == "certified":
        seal = as_source(round_seal(f"ỦY BAN NHÂN DÂN {mark.office}", "ỦY BAN NHÂN DÂN", chance))
        words = f"""CHỨNG THỰC BẢN SAO ĐÚNG VỚI BẢN CHÍNH<br>Số chứng thực: {mark.number} &nbsp; quyển số: 01/{mark.on:%Y} - SCT/BS<br>
          Ngày {mark.on:%d} tháng {mark.on:%m} năm {mark.on:%Y}<br>Người thực hiện chứng thực"""
        colour = "plainstamp" if grey else ""
        return f"""<div class="stamp {colour}" style="left:0;top:{top}mm">{words}</div>
          <img class="over" style="left:{chance.randint(62, 78)}mm;top:{top + 9}mm;width:36mm" src="{seal}">"""
    if mark.kind == "own":
        return f'<div class="stamp" style="left:0;top:{top}mm;width:52mm">SAO Y BẢN CHÍNH</div>'
    return ""


def _signature(company: Company, signer: Person, chance: Random, *, sealed: bool, on: date | None = None) -> str:
    seal = (
        as_source(
            round_seal(f"{company.name}", company.name.rsplit(" ", 2)[-2] + " " + company.name.split()[-1], chance)
        )
        if sealed
        else ""
    )
    mark = f'<img class="over" style="left:-10mm;top:7mm;width:36mm" src="{seal}">' if sealed else ""
    return f'<div class="sign" style="position:relative"><b>GIÁM ĐỐC</b><br><i>(Ký, đóng dấu)</i>{mark}<div class="gap"></div><b>{signer.name}</b></div>'


def _list(rows: list[tuple[str, str]]) -> str:
    return "".join(f"<p>- {label}: {value}</p>" for label, value in rows)


def _table(rows: list[tuple[str, str]]) -> str:
    return (
        '<table class="info">'
        + "".join(f"<tr><td>{label}</td><td>{value}</td></tr>" for label, value in rows)
        + "</table>"
    )


def _prose(rows: list[tuple[str, str]]) -> str:
    values = dict(rows)
    parts = [f"{values['Tên công ty']}, mã số thuế {values['Mã số thuế']}"]
    parts += [f"địa chỉ: {values['Địa chỉ']}"] if "Địa chỉ" in values else []
    parts += [f"điện thoại: {values['Điện thoại']}"] if "Điện thoại" in values else []
    parts += (
        [f"thư điện tử nhận kết quả: {values['Thư điện tử nhận kết quả']}"]
        if "Thư điện tử nhận kết quả" in values
        else []
    )
    return f"<p>{'; '.join(parts)}; người đại diện theo pháp luật: {values['Người đại diện theo pháp luật']}, trình bày như sau.</p>"


def _guilloche(chance: Random) -> str:
    hue = chance.choice(("#cfe3c8", "#f0d9c0", "#cfdcf0"))
    waves = "".join(
        f'<path d="M0 {y} Q 105 {y + chance.randint(-40, 40)} 210 {y} T 420 {y}" stroke="{hue}" fill="none" stroke-width="0.35"/>'
        for y in range(5, 297, 5)
    )
    return f'<svg class="ground" viewBox="0 0 210 297">{waves}</svg>'
