"""Unseen pages that are none of a dossier's: a provider's certificate of a digital signature, and a printed screen."""

from collections.abc import Callable
from datetime import date, timedelta
from html import escape
from random import Random

from casedesk.samples.held_out import names
from casedesk.samples.held_out.names import Firm
from casedesk.samples.letters import long_date
from casedesk.samples.unseen import shapes


def stray(chance: Random, one: Firm, received: date) -> str:
    """Return the HTML of a page that is of no kind that a dossier needs."""
    options: tuple[Callable[[Random, Firm, date], str], ...] = (_provider, _screen)
    return chance.choice(options)(chance, one, received - timedelta(days=chance.randint(4, 60)))


def _provider(chance: Random, one: Firm, day: date) -> str:
    """What a provider of digital signatures sends with a token."""
    serial = "54" + "".join(chance.choice("0123456789abcdef") for _ in range(30))
    until = day.replace(year=day.year + 3, day=min(day.day, 28))
    rows = (("Tên thuê bao", escape(one.name)), ("Mã số thuế/Mã định danh", one.tax_code), ("Số hiệu chứng thư số (serial)", serial), ("Cặp khóa", "RSA 2048 bit"),
            ("Hiệu lực từ", f"{day:%d/%m/%Y} 08:30:00"), ("Hiệu lực đến", f"{until:%d/%m/%Y} 23:59:59"), ("Mục đích sử dụng", "Khai thuế, hải quan, bảo hiểm xã hội"))  # fmt: skip
    lines = "".join(f"<tr><td style='width:38%'>{label}</td><td>{value}</td></tr>" for label, value in rows)
    provider = f"CÔNG TY CỔ PHẦN DỊCH VỤ CHỨNG THỰC {names.own_name(chance)}"
    return (
        f"<table class=bare><tr><td><b style='color:#1f5c99;font-size:1.2em'>{escape(provider)}</b><br><span class=tiny>Hotline: 1900 {chance.randint(2000, 9899)} - Email: "
        f"hotro@chungthuso.example</span></td></tr></table><div class=line></div><h1>GIẤY CHỨNG NHẬN<br>SỬ DỤNG DỊCH VỤ CHỨNG THỰC CHỮ KÝ SỐ CÔNG CỘNG</h1>"
        f"<p class=fill>{escape(provider)} chứng nhận tổ chức dưới đây là thuê bao của dịch vụ chứng thực chữ ký số:</p><table class=form>{lines}</table>"
        f"<p class=fill>Thuê bao có trách nhiệm quản lý thiết bị và mã PIN theo hợp đồng đã ký.</p><table class=ends><tr><td></td><td><i>{long_date(day).capitalize()}</i><br>"
        f"<b>TRUNG TÂM CẤP PHÁT</b><div class=gap></div>{names.full_name(chance, 'Nam')}</td></tr></table>"
    )


def _screen(chance: Random, one: Firm, day: date) -> str:
    """A page of the portal as a browser prints it, with the message that sends people to the help desk."""
    told = chance.choice(("Thông tin đã cập nhật trước đó, không thể cập nhật lại.", "Chữ ký số không hợp lệ hoặc chưa được đăng ký.",
                          "Mật khẩu không đúng. Tài khoản sẽ bị khóa sau 5 lần đăng nhập sai."))  # fmt: skip
    rows = (
        ("Mã số thuế (*)", one.tax_code),
        ("Email (*)", one.old_email),
        ("Mật khẩu (*)", "••••••••"),
        ("Chứng thư số", "Đọc CKS"),
    )
    lines = "".join(f"<tr><td style='width:34%'>{label}</td><td>{value}</td></tr>" for label, value in rows)
    return (
        f"<table class='bare tiny'><tr><td>{day:%d/%m/%Y}, 10:{chance.randint(10, 59)}</td><td style='text-align:right'>Đăng ký/cập nhật tài khoản quản trị</td></tr></table>"
        f"<p style='background:#1f5c99;color:white;padding:2mm'><b>TỔNG CỤC HẢI QUAN - ĐĂNG KÝ NGƯỜI SỬ DỤNG HỆ THỐNG VNACCS</b></p><p class=sub>Cập nhật thông tin chữ kí số của tài khoản "
        f"quản trị</p><table class=form>{lines}</table><p style='border:.4mm solid #b02020;color:#b02020;padding:2mm'>{told}</p><p class=tiny>{shapes.capital(one.city)} - Bản quyền thuộc "
        "cơ quan hải quan &emsp; 1/1</p>"
    )
