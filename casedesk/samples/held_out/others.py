"""Pages that lie among a dossier's papers and are none of them: an invoice, a declaration, a receipt of a token."""

from collections.abc import Callable
from datetime import date, timedelta
from html import escape
from random import Random

from casedesk.samples.held_out import names
from casedesk.samples.held_out.names import Firm
from casedesk.samples.letters import long_date
from casedesk.samples.people import plain, tax_code
from casedesk.samples.sheets import MOTTO


def stray(chance: Random, one: Firm, received: date) -> str:
    """Return the HTML of a page that is of no kind that a dossier needs."""
    day = received - timedelta(days=chance.randint(5, 90))
    options: tuple[Callable[[Random, Firm, date], str], ...] = (_invoice, _declaration, _receipt)
    return chance.choice(options)(chance, one, day)


def _invoice(chance: Random, one: Firm, day: date) -> str:
    goods = "".join(
        f"<tr><td>{index}</td><td>{what}</td><td>Cái</td><td>{count}</td><td>{count * price:,}</td></tr>".replace(",", ".")
        for index, (what, count, price) in enumerate(
            ((f"Gói gia hạn chữ ký số {chance.randint(1, 3)} năm", 1, 1_826_000), ("USB Token", 1, 550_000)), start=1)
    )  # fmt: skip
    return (
        f"<table class=plain><tr><td><h1>HÓA ĐƠN GIÁ TRỊ GIA TĂNG</h1></td><td>Ký hiệu: 1C{day:%y}T{chance.choice('ABKY')}{chance.choice('ABKY')}<br>"
        f"Số: {chance.randint(1, 99999):08}</td></tr></table><p class=center><i>{long_date(day).capitalize()}</i></p>"
        f"<p>Đơn vị bán hàng: <b>CÔNG TY CỔ PHẦN CHỮ KÝ SỐ {names.own_name(chance)}</b></p><p>Mã số thuế: {tax_code(chance)}</p>"
        f"<p>Địa chỉ: {escape(names.address(chance, 'thành phố', 'Hà Nội'))}</p><hr><p>Đơn vị mua hàng: {escape(one.name)}</p>"
        f"<p>Mã số thuế: {one.tax_code}</p><p>Hình thức thanh toán: TM/CK</p><table class=data><tr><th>STT</th>"
        f"<th>Tên hàng hóa, dịch vụ</th><th>ĐVT</th><th>SL</th><th>Thành tiền</th></tr>{goods}</table>"
        "<p>Thuế suất GTGT: 8%. Tổng cộng tiền thanh toán: 2.566.080 đồng</p><table class=sign><tr><td><b>Người mua hàng</b></td>"
        "<td><b>Người bán hàng</b><br><i>(Chữ ký điện tử)</i></td></tr></table>"
    )


def _declaration(chance: Random, one: Firm, day: date) -> str:
    number = f"10{chance.randint(5, 8)}{chance.randint(0, 999999999):09}"
    pairs = (
        ("Số tờ khai", number), ("Mã phân loại kiểm tra", str(chance.randint(1, 3))), ("Mã loại hình", "A11"),
        ("Cơ quan Hải quan tiếp nhận tờ khai", f"HQCK{plain(one.city).upper().replace(' ', '')[:8]}"),
        ("Ngày đăng ký", f"{day:%d/%m/%Y} 09:{chance.randint(10, 59)}:12"), ("Người nhập khẩu - Mã", one.tax_code), ("Tên", one.name),
        ("Địa chỉ", one.address.upper()), ("Số điện thoại", one.phone), ("Người xuất khẩu - Tên", "MADE UP TRADING LTD"),
        ("Đại lý hải quan", one.broker[0]), ("Mã nhân viên hải quan", f"{chance.randint(1000, 9999)}"),
        ("Tổng trị giá tính thuế", f"{chance.randint(100, 999)}.{chance.randint(100, 999)}.000 VND"),
    )  # fmt: skip
    lines = "".join(f"<tr><td class=narrow>{label}</td><td>{escape(value)}</td></tr>" for label, value in pairs)
    return f"<h1>TỜ KHAI HÀNG HÓA NHẬP KHẨU (THÔNG QUAN)</h1><table class='data small'>{lines}</table><p class=right>1/3</p>"


def _receipt(chance: Random, one: Firm, day: date) -> str:
    giver, taker = (names.full_name(chance, chance.choice(("Nam", "Nữ"))) for _ in range(2))
    return (
        f"{MOTTO.replace('class=motto', 'class=center')}<h1>BIÊN BẢN BÀN GIAO THIẾT BỊ CHỮ KÝ SỐ</h1><p><i>Hôm nay, {long_date(day)}, chúng tôi gồm:</i></p>"
        f"<p><b>Bên giao (Bên A)</b>: CÔNG TY CỔ PHẦN CÔNG NGHỆ {names.own_name(chance)}</p><p>Người giao: {giver}</p>"
        f"<p><b>Bên nhận (Bên B)</b>: {escape(one.name)}</p><p>Người nhận: {taker}</p><p>Bên A bàn giao cho Bên B 01 (một) USB Token, "
        f"số sê-ri thiết bị {chance.randint(10**9, 10**10 - 1)}, kèm gói chứng thư số 36 tháng.</p><p>Biên bản lập thành 02 bản, mỗi bên giữ 01 bản.</p>"
        f"<table class=sign><tr><td><b>BÊN GIAO</b><div class=gap></div>{giver}</td><td><b>BÊN NHẬN</b><div class=gap></div>{taker}</td></tr></table>"
    )
