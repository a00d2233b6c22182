"""The unseen tax certificate: numbered boxes with headings in capitals, the code in cells of a row."""

from datetime import timedelta
from html import escape
from random import Random

from casedesk.samples.held_out import names
from casedesk.samples.held_out.names import Firm
from casedesk.samples.letters import Fields, long_date
from casedesk.samples.unseen import shapes


def tax_certificate(chance: Random, one: Firm) -> tuple[str, Fields]:
    """Return the HTML of a tax certificate and what it says."""
    place = f"{'THÀNH PHỐ' if one.is_city else 'TỈNH'} {one.city.upper()}"
    given = one.founded + timedelta(days=chance.randint(8, 45))
    number = f"{chance.randint(1, 63):02}02{chance.randint(1, 999999):06}"
    code = f"<b style='font-size:1.2em;letter-spacing:.6mm'>{one.tax_code}</b>"
    if chance.random() < 0.5:
        code = "".join(f"<span class=cell>{digit}</span>" if digit.isdigit() else " - " for digit in one.tax_code)
    boxes = (
        ("1. MÃ SỐ THUẾ", code), ("2. TÊN NGƯỜI NỘP THUẾ", f"<b>{escape(one.name)}</b>"),
        ("3. SỐ, NGÀY, THÁNG, NĂM CỦA GIẤY CHỨNG NHẬN ĐĂNG KÝ KINH DOANH HOẶC GIẤY PHÉP THÀNH LẬP", f"Số {number}, {long_date(one.founded)}"),
        ("4. CƠ QUAN THUẾ QUẢN LÝ TRỰC TIẾP", f"Cục Thuế {'thành phố' if one.is_city else 'tỉnh'} {escape(one.city)}"),
    )  # fmt: skip
    lines = "".join(
        f"<tr><td style='width:40%;font-size:.82em'>{label}</td><td>{value}</td></tr>" for label, value in boxes
    )
    title = chance.choice(
        ("CỤC TRƯỞNG", "KT. CỤC TRƯỞNG<br>PHÓ CỤC TRƯỞNG", "TL. CỤC TRƯỞNG<br>TRƯỞNG PHÒNG KÊ KHAI")
    )
    html = (
        f"{shapes.two_heads(f'TỔNG CỤC THUẾ<br><b>CỤC THUẾ {place}</b>')}<p class=tiny style='text-align:right'>Mẫu số: 10-MST</p>"
        f"<h1 style='font-size:1.4em'>GIẤY CHỨNG NHẬN ĐĂNG KÝ THUẾ</h1><table class=form>{lines}</table>"
        f"<p class=mid><i>Ngày cấp giấy chứng nhận: {given:%d/%m/%Y}</i></p><table class=ends><tr><td><div id=certification></div></td>"
        f"<td><i>{escape(one.city)}, {long_date(given)}</i><br><b>{title}</b><div class=gap id=seal></div>"
        f"<b>{names.full_name(chance, chance.choice(('Nam', 'Nữ')))}</b></td></tr></table>"
    )
    return html, {"tax_code": one.tax_code, "company_name": one.name}
