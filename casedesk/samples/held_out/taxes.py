"""Held-out tax certificates: with the code on a line, and as a table of rows."""

from datetime import timedelta
from html import escape
from random import Random

from casedesk.samples.held_out import names
from casedesk.samples.held_out.names import Firm
from casedesk.samples.letters import Fields, long_date
from casedesk.samples.sheets import boxed, head


def tax_certificate(chance: Random, one: Firm) -> tuple[str, Fields]:
    """Return the HTML of a tax certificate and what it says."""
    place = f"{'THÀNH PHỐ' if one.is_city else 'TỈNH'} {one.city.upper()}"
    day = one.founded + timedelta(days=chance.randint(10, 60))
    office = chance.choice(
        (
            f"BỘ TÀI CHÍNH<br><b>CỤC THUẾ {place}</b>",
            f"CỤC THUẾ<br><b>THUẾ {place}</b>",
            f"TỔNG CỤC THUẾ<br><b>CỤC THUẾ {place}</b>",
        )
    )
    title = chance.choice(("CỤC TRƯỞNG", "KT. CỤC TRƯỞNG<br>PHÓ CỤC TRƯỞNG", "TRƯỞNG THUẾ"))
    licence = f"{chance.randint(1, 63):02}02{chance.randint(1, 999999):06}"
    body = chance.choice((_lines, _table))(one, licence)
    signer = names.full_name(chance, chance.choice(("Nam", "Nữ")))
    html = (
        f"{head(office)}<h1>GIẤY CHỨNG NHẬN<br>ĐĂNG KÝ THUẾ</h1>{body}<table class=sign><tr><td><div id=certification></div></td>"
        f"<td><i>{escape(one.city)}, {long_date(day)}</i><br><b>{title}</b><div class=gap id=seal></div><b>{signer}</b></td></tr></table>"
    )
    return html, {"tax_code": one.tax_code, "company_name": one.name}


def _lines(one: Firm, licence: str) -> str:
    return (
        f"<p class=center style='font-size:1.25em'>MÃ SỐ THUẾ: <b>{one.tax_code}</b></p>"
        f"<p>1. Tên người nộp thuế: <b>{escape(one.name)}</b></p><p>2. Quyết định thành lập/Giấy chứng nhận đăng ký kinh doanh số: "
        f"{licence}, ngày {one.founded:%d/%m/%Y}</p><p>3. Cơ quan thuế quản lý trực tiếp: Thuế {escape(one.city)}</p>"
        f"<p>4. Ngày cấp mã số thuế: {one.founded:%d/%m/%Y}</p>"
    )


def _table(one: Firm, licence: str) -> str:
    pairs = (
        ("Tên người nộp thuế", f"<b>{escape(one.name)}</b>"), ("Mã số thuế", boxed(one.tax_code)),
        ("Số giấy chứng nhận đăng ký kinh doanh", licence), ("Ngày cấp", f"{one.founded:%d/%m/%Y}"),
        ("Cơ quan thuế quản lý trực tiếp", f"Cục Thuế {escape(one.city)}"),
    )  # fmt: skip
    return f"<table class=data>{''.join(f'<tr><td class=narrow>{label}</td><td>{value}</td></tr>' for label, value in pairs)}</table>"
