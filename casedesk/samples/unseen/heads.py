"""How unseen licences state the people who represent a company: in the forms of 2015, 2021 and 2025, and before."""

from datetime import date, timedelta
from html import escape
from random import Random

from casedesk.samples.held_out.names import Firm
from casedesk.samples.licences import papers_name
from casedesk.samples.people import Person


def titled(chance: Random, one: Firm) -> list[tuple[Person, str]]:
    """Return the representatives, each with a title of its own."""
    board = "quản trị" if one.form == "ctcp" else "thành viên"
    titles = [
        title
        for title in ("Phó Tổng giám đốc", "Phó giám đốc", f"Chủ tịch Hội đồng {board}")
        if title != one.title
    ]
    return list(zip((one.head, *one.others), (one.title, *chance.sample(titles, len(one.others))), strict=True))


def person(form: str, one: Person, title: str, day: date) -> str:
    """Return one representative as the form states them on the day of a licence."""
    return {"2015": _of_2015, "2021": _of_2021, "2025": _of_2025}[form](one, title, day)


def _issued(one: Person, day: date) -> tuple[date, str]:
    """Return when and by whom a paper was given out: one of before with the same number, where this one is later."""
    if one.number[0].isalpha():
        return one.issued, "Cục Quản lý xuất nhập cảnh"
    if len(one.number) == 9:
        return one.issued, f"Công an {one.province}"
    if one.issued < day and one.issued > date(2018, 10, 10):
        return one.issued, "Cục Cảnh sát quản lý hành chính về trật tự xã hội"
    before = day - timedelta(days=100 + one.born.day * 7)
    office = (
        "Cục Cảnh sát QLHC về TTXH"
        if before > date(2018, 10, 10)
        else "Cục Cảnh sát ĐKQL cư trú và DLQG về dân cư"
    )
    return before, office


def _of_2015(one: Person, title: str, day: date) -> str:
    when, where = _issued(one, day)
    return (
        f"<table class=bare><tr><td style='width:62%'>* Họ và tên: <b>{one.name.upper()}</b></td><td>Giới tính: <i>{one.sex}</i></td></tr></table><p>Chức danh: <i>{title}</i></p>"
        f"<table class=bare><tr><td>Sinh ngày: <i>{one.born:%d/%m/%Y}</i></td><td>Dân tộc: <i>Kinh</i></td><td>Quốc tịch: <i>Việt Nam</i></td></tr></table>"
        f"<p>Loại giấy tờ chứng thực cá nhân: <i>{papers_name(one.number)}</i></p><p>Số giấy chứng thực cá nhân: <i>{one.number}</i></p><table class=bare><tr>"
        f"<td style='width:40%'>Ngày cấp: <i>{when:%d/%m/%Y}</i></td><td>Nơi cấp: <i>{where}</i></td></tr></table><p>Nơi đăng ký hộ khẩu thường trú: <i>{escape(one.home)}, "
        f"Việt Nam</i></p><p>Chỗ ở hiện tại: <i>{escape(one.home)}, Việt Nam</i></p>"
    )


def _of_2021(one: Person, title: str, day: date) -> str:
    when, where = _issued(one, day)
    post = f"<p>Chức danh: {title}</p>" if title else ""
    return (
        f"<p>* Họ và tên: <b>{one.name.upper()}</b> &emsp;&emsp; Giới tính: {one.sex}</p>{post}<p>Sinh ngày: {one.born:%d/%m/%Y} &emsp;&emsp; Dân tộc: Kinh &emsp;&emsp; "
        f"Quốc tịch: Việt Nam</p><p>Loại giấy tờ pháp lý của cá nhân: {papers_name(one.number)}</p><p>Số giấy tờ pháp lý của cá nhân: <b>{one.number}</b></p>"
        f"<p>Ngày cấp: {when:%d/%m/%Y} &emsp;&emsp; Nơi cấp: {where}</p><p>Địa chỉ thường trú: <i>{escape(one.home)}, Việt Nam</i></p>"
        f"<p>Địa chỉ liên lạc: <i>{escape(one.home)}, Việt Nam</i></p>"
    )


def _of_2025(one: Person, title: str, day: date) -> str:
    """Label and value in two columns; who has no personal number on the licence has the number of a passport."""
    number = "Số Hộ chiếu" if one.number[0].isalpha() else "Số định danh cá nhân"
    pairs = [("Họ, chữ đệm và tên", f"<b>{one.name.upper()}</b>"), ("Giới tính", one.sex), ("Chức danh", title),
             ("Ngày, tháng, năm sinh", f"{one.born:%d/%m/%Y}"), ("Dân tộc", "Kinh"), ("Quốc tịch", "Việt Nam"), (number, one.number),
             ("Địa chỉ liên lạc", f"{escape(one.home)}, Việt Nam")]  # fmt: skip
    if day.day % 2:
        return "".join(f"<p>{label}: {value}</p>" for label, value in pairs if value)
    lines = "".join(
        f"<tr><td style='width:34%'>{label}:</td><td>{value}</td></tr>" for label, value in pairs if value
    )
    return f"<table class=bare>{lines}</table>"


def old(one: Person, title: str, day: date) -> str:
    """Return the representative on a licence of before 2010."""
    kind = "Hộ chiếu" if one.number[0].isalpha() else "Chứng minh nhân dân/Căn cước công dân"
    when = day - timedelta(days=800 + one.born.day * 9)
    return (
        f"<p>Họ và tên: <b>{one.name.upper()}</b> &emsp; Giới tính: {one.sex}</p><p>Chức danh: {title}</p><p>Sinh ngày: {one.born:%d/%m/%Y} &emsp; Dân tộc: Kinh &emsp; "
        f"Quốc tịch: Việt Nam</p><p>{kind} số: {one.number}</p><p>Ngày cấp: {when:%d/%m/%Y} &emsp; Nơi cấp: Công an {one.province}</p>"
        f"<p>Nơi đăng ký hộ khẩu thường trú: {escape(one.home)}</p><p>Chỗ ở hiện tại: {escape(one.home)}</p>"
    )
