"""Unseen request letters: a filled form, a list with dashes, one paragraph, two languages, a report, printed stationery."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from html import escape
from random import Random

from casedesk.samples.held_out.names import Firm
from casedesk.samples.letters import Fields, long_date, named_serial
from casedesk.samples.unseen import shapes, wording
from casedesk.samples.unseen.saying import Letter
from intake.facts import Request


def request_letter(
    chance: Random, one: Firm, request: Request, received: date, *, layout: str, omit: str | None = None
) -> tuple[str, Fields]:
    """Return the HTML of a request letter and what it says; `omit` leaves out one field."""
    values = {"tax_code": one.tax_code, "company_name": one.name, "address": one.address, "email": one.email,
              "phone": one.phone, "representative": one.head.name}  # fmt: skip
    values.pop(omit or "", None)
    letter = Letter(
        chance, one, values, shapes.phone(chance, one.phone), request, chance.choice(wording.SUBJECTS[request]),
        wording.reason(chance, request, received), wording.asides(chance, one, request, received, omit),
        received - timedelta(days=chance.randint(1, 10)), chance.choice(wording.CENTRES), shapes.clerk(chance, one),
        chance.random() < 0.5,
    )  # fmt: skip
    html = _LAYOUTS[layout](letter)
    return html, values | named_serial(html)


def _number(letter: Letter) -> str:
    mark = letter.chance.choice(("CV", "CVĐN", "HQ", "XNK", "KT"))
    return letter.chance.choice((f"Số: {letter.chance.randint(1, 99):02}/{mark}-{letter.written:%y}",
                                 f"Số: {letter.written:%d%m}/{mark}/{letter.written.year}"))  # fmt: skip


def _top(letter: Letter, *, with_subject: bool) -> str:
    about = f"<div class=tiny style='margin-top:1mm'>V/v: {letter.subject}</div>" if with_subject else ""
    left = f"<b>{letter.name.upper()}</b><div class=line style='width:24mm'></div>{_number(letter)}{about}"
    return shapes.two_heads(left, f"{escape(letter.one.city)}, {long_date(letter.written)}")


def _filled(letter: Letter) -> str:
    """A form in a table whose cells are filled in."""

    def row(label: str, name: str) -> str:
        return (
            f"<tr><td style='width:36%'>{label}</td><td colspan=3>{letter.shown(name)}</td></tr>"
            if letter.has(name)
            else ""
        )

    shown = {
        label: letter.shown(name)
        for label, name in (("Điện thoại", "phone"), ("Email", "email"))
        if letter.has(name)
    }
    reach = "".join(f"<tr><td>{label}</td><td colspan=3>{value}</td></tr>" for label, value in shown.items())
    if len(shown) == 2 and len(letter.values["email"]) < 25:
        reach = f"<tr>{''.join(f'<td>{label}</td><td style=white-space:nowrap>{value}</td>' for label, value in shown.items())}</tr>"
    reach += f"<tr><td>Fax</td><td colspan=3>{letter.asides.fax}</td></tr>" if letter.asides.fax else ""
    said = "".join(f"<br>{text}" for text in letter.asides.sentences)
    return (
        f"{shapes.motto()}<h1>GIẤY ĐỀ NGHỊ HỖ TRỢ</h1><p class=mid><i>({letter.subject})</i></p><p class=mid>Kính gửi: {letter.centre}</p>"
        f"<table class=form><tr><td class=bar colspan=4>I. THÔNG TIN ĐƠN VỊ</td></tr>{row('Tên người nộp hồ sơ (đơn vị)', 'company_name')}"
        f"{row('Mã số thuế', 'tax_code')}{row('Địa chỉ trụ sở', 'address')}{reach}{row('Người đại diện pháp luật', 'representative')}"
        f"<tr><td>Chức vụ người đại diện</td><td colspan=3>{letter.one.title}</td></tr><tr><td class=bar colspan=4>II. NỘI DUNG</td></tr>"
        f"<tr><td>Nội dung đề nghị</td><td colspan=3>{shapes.capital(letter.subject)}</td></tr>"
        f"<tr><td>Lý do, diễn biến</td><td colspan=3>{letter.reason}{said}</td></tr></table>"
        f"<p class=first>{letter.chance.choice(wording.ENDINGS)}</p>{_ends(letter, day=True)}"
    )


def _dashes(letter: Letter) -> str:
    """An application whose details are a list with dashes."""
    mark = letter.chance.choice(("-", "-", "+", "•"))
    household = letter.one.form == "household"
    rows = [(f"Tên {'hộ' if household else 'công ty'}", "company_name"), ("MST", "tax_code"), ("Người đại diện", "representative"),
            ("Địa chỉ", "address"), ("Số điện thoại", "phone"), ("Email", "email")]  # fmt: skip
    said = [f"{label}: {letter.shown(name)}" for label, name in rows if letter.has(name)]
    if letter.asides.fax:
        said = [f"{text} - Fax: {letter.asides.fax}" if text.startswith("Số điện") else text for text in said]
    return (
        f"{shapes.motto()}<h1>ĐƠN ĐỀ NGHỊ</h1><p class=mid>V/v {letter.subject}</p><p style='margin:3mm 0 2mm 14mm'><b>Kính gửi:</b> {letter.centre}</p>"
        f"<p class=first>Chúng tôi là {letter.name}. Sau đây là thông tin của đơn vị:</p>"
        f"{''.join(f'<p style=margin-left:8mm>{mark} {text}</p>' for text in said)}"
        f"<p class=first>Chúng tôi xin trình bày: {letter.reason} Nay làm đơn này {shapes.asking(letter.subject)}.</p>{letter.rest}{_ends(letter, day=True)}"
    )


def _paragraph(letter: Letter) -> str:
    """The details in one paragraph, with short labels between commas."""
    one = letter.one
    said = [f"{letter.name} - MST: {one.tax_code}"]
    said += [f"địa chỉ: {letter.shown('address')}"] if letter.has("address") else []
    said += [f"số ĐT: {letter.shown('phone')}"] if letter.has("phone") else []
    said += [f"fax: {letter.asides.fax}"] if letter.asides.fax else []
    said += [f"hòm thư điện tử: {letter.shown('email')}"] if letter.has("email") else []
    said += [f"người đại diện theo pháp luật: {one.head.honorific.lower()} {one.head.name}, chức vụ: {one.title}"]
    return (
        f"{_top(letter, with_subject=True)}<p class=mid style='margin:4mm 0'>Kính gửi: {letter.centre}</p>"
        f"<p class=first>{'; '.join(said)}.</p><p class=first>{letter.reason}</p>"
        f"<p class=first>Để thuận tiện cho công việc, {shapes.we(one)} kính đề nghị Quý cơ quan {shapes.helping(letter.subject)}.</p>"
        f"{letter.rest}{_ends(letter)}"
    )


def _bilingual(letter: Letter) -> str:
    """A letter in Vietnamese and English, below the letterhead of a foreign-owned company."""
    one, (english, why) = letter.one, wording.ENGLISH[letter.request]
    rows = (("Tên công ty / Company name", "company_name"), ("Mã số thuế / Tax code", "tax_code"), ("Địa chỉ / Address", "address"),
            ("Điện thoại / Phone", "phone"), ("Email nhận kết quả / Email for reply", "email"),
            ("Người đại diện pháp luật / Legal representative", "representative"))  # fmt: skip
    lines = "".join(
        f"<tr><td style='width:43%'>{label}</td><td>: {letter.shown(name)}</td></tr>"
        for label, name in rows
        if letter.has(name)
    )
    fax = f"<tr><td>Fax</td><td>: {letter.asides.fax}</td></tr>" if letter.asides.fax else ""
    asides = "".join(f"<p class=fill>{text}</p>" for text in letter.asides.sentences)
    return (
        f"<p style='font-size:1.15em;color:#1f5c99;margin:0'><b>{letter.name.upper()}</b></p><p class=en style='border-bottom:.4mm solid #1f5c99'>"
        f"{shapes.latin(one)}</p><table class=bare><tr><td>{_number(letter)}</td><td style='text-align:right'>{escape(one.city)}, "
        f"{letter.written:%d/%m/%Y}</td></tr></table><h1>CÔNG VĂN / OFFICIAL LETTER</h1><p class=mid>V/v: {letter.subject}<br><span class=en>"
        f"Re: {english}</span></p><p><b>Kính gửi / To:</b> {letter.centre}</p><table class=bare>{lines}{fax}</table><p class='fill grow'>{letter.reason}"
        f"<br><span class=en>{why}</span></p><p class=fill>Bằng văn bản này, {shapes.we(one)} kính đề nghị Quý cơ quan {shapes.helping(letter.subject)}.<br>"
        f"<span class=en>We hereby submit our {english}.</span></p>{asides}<p>Trân trọng / <i>Yours faithfully,</i></p>{_ends(letter, english=True)}"
    )


def _report(letter: Letter) -> str:
    """A report with Roman chapters, which names someone else for questions."""
    one = letter.one
    rows = (
        ("Tên đơn vị", "company_name"),
        ("Mã số doanh nghiệp/MST", "tax_code"),
        ("Trụ sở", "address"),
        ("Đại diện", "representative"),
    )
    lines = "".join(f"<p>{index}. {label}: {letter.shown(name)}</p>" for index, (label, name) in
                    enumerate(((label, name) for label, name in rows if letter.has(name)), start=1))  # fmt: skip
    reach = [
        f"{label} {letter.shown(name)}"
        for label, name in (("điện thoại", "phone"), ("thư điện tử", "email"))
        if letter.has(name)
    ]
    return (
        f"{_top(letter, with_subject=False)}<h1>TỜ TRÌNH</h1><p class=mid><b>Về việc {letter.subject}</b></p><p class=mid>Kính gửi: {letter.centre}</p>"
        f"<p class=sub>I. THÔNG TIN CHUNG</p>{lines}<p class=sub>II. NỘI DUNG SỰ VIỆC</p><p class=first>{letter.reason}</p>"
        f"<p class=sub>III. KIẾN NGHỊ</p><p class=first>{shapes.capital(shapes.we(one))} kính đề nghị Quý cơ quan {shapes.helping(letter.subject)}. "
        f"Mọi trao đổi xin liên hệ {letter.contact}, {', '.join(reach)}.</p>{letter.rest}{_ends(letter)}"
    )


def _stationery(letter: Letter) -> str:
    """A company's printed paper: seat, telephone and code stand small at the foot of the page."""
    one = letter.one
    foot = [f"Trụ sở: {letter.shown('address')}"] if letter.has("address") else []
    line = [f"Tel: {letter.shown('phone')}"] if letter.has("phone") else []
    line += [f"Fax: {letter.asides.fax}"] if letter.asides.fax else []
    foot.append(" - ".join((*line, f"MST: {one.tax_code}", f"Website: www.{one.email.split('@')[1]}")))
    mail = f" Kết quả xin gửi về địa chỉ {letter.shown('email')}." if letter.has("email") else ""
    return (
        f"<div class=foot><b>{letter.name}</b><br>{'<br>'.join(foot)}</div><table class=bare><tr><td><b style='color:#1f5c99;font-size:1.2em'>"
        f"{letter.name.upper()}</b></td></tr></table><p class=grow style='text-align:right'><i>{escape(one.city)}, {long_date(letter.written)}</i></p>"
        f"<p>{_number(letter)}<br>V/v {letter.subject}</p><p class=mid style='margin:4mm 0'><b>Kính gửi: {letter.centre}</b></p><p class=first>"
        f"{letter.name} xin gửi tới Quý cơ quan lời chào trân trọng và xin báo cáo như sau: {letter.reason}</p><p class=first>Vì lý do trên, {shapes.we(one)} "
        f"kính đề nghị Quý cơ quan {shapes.helping(letter.subject)}.{mail}</p>{letter.rest}{_ends(letter)}"
    )


def _ends(letter: Letter, *, day: bool = False, english: bool = False) -> str:
    when = f"<i>{escape(letter.one.city)}, {long_date(letter.written)}</i><br>" if day else ""
    return shapes.signature(letter.chance, letter.one, when, english=english)


_LAYOUTS: Mapping[str, Callable[[Letter], str]] = {
    "filled": _filled, "dashes": _dashes, "paragraph": _paragraph, "bilingual": _bilingual, "report": _report, "stationery": _stationery,
}  # fmt: skip
LAYOUTS = tuple(_LAYOUTS)
