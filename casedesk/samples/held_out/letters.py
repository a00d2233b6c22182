"""Held-out request letters: prose without labels, two columns, a numbered list, a left letterhead, and letterhead alone."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from html import escape
from random import Random

from casedesk.samples.held_out import wording
from casedesk.samples.held_out.names import Firm
from casedesk.samples.letters import Fields, long_date, named_serial
from casedesk.samples.sheets import MOTTO
from intake.facts import Request


@dataclass(frozen=True, slots=True)
class _Letter:
    """What a layout sets on its page; a value that is to be left out is not among `values`."""

    chance: Random
    one: Firm
    values: Fields
    phone: str
    about: str
    reason: str
    asides: str
    """Sentences that are beside the point: the broker, the dead address, the certificates."""
    written: date
    centre: str

    def shown(self, name: str) -> str:
        """Return a value as HTML, or an empty string."""
        return escape(self.phone if name == "phone" and name in self.values else self.values.get(name, ""))

    @property
    def day(self) -> str:
        """Return the place and the day."""
        return f"<i>{escape(self.one.city)}, {long_date(self.written)}</i>"

    @property
    def ending(self) -> str:
        """Return the last sentence."""
        return f"<p class=indent>{self.chance.choice(wording.ENDINGS)}</p>"


def request_letter(
    chance: Random, one: Firm, request: Request, received: date, *, layout: str, omit: str | None = None
) -> tuple[str, Fields]:
    """Return the HTML of a request letter and what it says; `omit` leaves out one field."""
    values = {"tax_code": one.tax_code, "company_name": one.name, "address": one.address, "email": one.email,
              "phone": one.phone, "representative": one.head.name}  # fmt: skip
    values.pop(omit or "", None)
    asides = [wording.token(chance, request, received)]
    asides += [wording.broker(one)] if chance.random() < 0.3 else []
    asides += [wording.dead_mail(chance, one)] if chance.random() < 0.35 and omit != "email" else []
    chance.shuffle(asides)
    letter = _Letter(
        chance, one, values, _phone(chance, one.phone), chance.choice(wording.ABOUT[request]),
        wording.reason(chance, request, received), "".join(f"<p class=indent>{aside}</p>" for aside in asides if aside),
        received - timedelta(days=chance.randint(1, 12)), chance.choice(wording.CENTRES),
    )  # fmt: skip
    html = _LAYOUTS[layout](letter)
    return html, values | named_serial(html)


def _phone(chance: Random, phone: str) -> str:
    """Return a telephone number as letters write it."""
    cut = 4 if len(phone) == 10 else 3 if phone.startswith(("024", "028")) else 4
    return chance.choice((
        phone, f"({phone[:cut]}) {phone[cut:-4]} {phone[-4:]}", f"{phone[:cut]}-{phone[cut:-3]}-{phone[-3:]}",
        f"+84 {phone[1:cut]} {phone[cut:-3]} {phone[-3:]}", f"{phone[:4]}.{phone[4:7]}.{phone[7:]}",
    ))  # fmt: skip


def _top(letter: _Letter, left: str) -> str:
    return (f"<table class=head><tr><td>{left}</td><td>{MOTTO}</td></tr>"
            f"<tr><td></td><td style='padding-top:2mm'>{letter.day}</td></tr></table>")  # fmt: skip


def _number(letter: _Letter) -> str:
    mark = letter.chance.choice(("CV", "CV-XNK", "ĐN", "CVHQ"))
    return f"Số: {letter.chance.randint(1, 320)}/{letter.written.year}/{mark}"


def _prose(letter: _Letter) -> str:
    """Sentences alone: no label stands before any value."""
    one = letter.one
    seat = f", đóng tại {letter.shown('address')}" if "address" in letter.values else ""
    reach = [f"gửi thư về {letter.shown('email')}" if "email" in letter.values else "",
             f"gọi {letter.shown('phone')}" if "phone" in letter.values else ""]  # fmt: skip
    told = " hoặc ".join(part for part in reach if part)
    return (
        f"{_top(letter, f'<b>{escape(one.name)}</b><div class=rule></div>{_number(letter)}')}"
        f"<h1>CÔNG VĂN ĐỀ NGHỊ</h1><p class=center><i>(V/v xin {letter.about})</i></p>"
        f"<p class=center><b>Kính gửi: {letter.centre}</b></p>"
        f"<p class=indent>Lời đầu tiên, {escape(one.name)} ({one.tax_code}){seat} xin gửi tới Quý cơ quan lời chào trân trọng.</p>"
        f"<p class=indent>{letter.reason} Vì vậy chúng tôi làm công văn này xin được {letter.about}.</p>{letter.asides}"
        f"<p class=indent>Khi có kết quả, xin Quý cơ quan {told}.</p>{letter.ending}{_signed(letter)}"
    )


def _columns(letter: _Letter) -> str:
    """Two columns with other words for the labels, some in English too."""
    words = letter.chance.choice((
        ("Đơn vị đề nghị", "MST/Mã DN", "Trụ sở chính", "Hộp thư nhận trả lời", "Số máy liên hệ", "Người đứng đầu"),
        ("Tên doanh nghiệp / Company", "Mã số thuế / Tax code", "Địa chỉ / Address", "Thư điện tử / E-mail", "ĐT / Tel",
         "Đại diện pháp luật / Representative"),
        ("Tên người khai hải quan", "Mã số người khai", "Nơi đặt trụ sở", "Email nhận mật khẩu", "Di động", "Đại diện bởi"),
    ))  # fmt: skip
    names = ("company_name", "tax_code", "address", "email", "phone", "representative")
    pairs = [(word, letter.shown(name)) for word, name in zip(words, names, strict=True) if name in letter.values]
    lines = "".join(f"<tr><td style='width:34%'><b>{word}</b></td><td>{value}</td></tr>" for word, value in pairs)
    return (
        f"{_top(letter, f'<b>{escape(letter.one.name)}</b><br>{_number(letter)}')}<h1>GIẤY ĐỀ NGHỊ</h1>"
        f"<p class=center>Về việc xin {letter.about}</p><p class=center>Kính gửi: <b>{letter.centre}</b></p>"
        f"<table class=data>{lines}<tr><td><b>Nguyên nhân</b></td><td>{letter.reason}</td></tr></table>"
        f"{letter.asides}{letter.ending}{_signed(letter)}"
    )


def _numbered(letter: _Letter) -> str:
    """A numbered list below the letterhead."""
    labels = (("company_name", "Tên đơn vị"), ("tax_code", "Mã số doanh nghiệp"), ("address", "Địa chỉ đăng ký kinh doanh"),
              ("representative", f"Người đại diện ({letter.one.title.lower()})"), ("phone", "Điện thoại liên lạc"),
              ("email", "Địa chỉ thư điện tử nhận kết quả"))  # fmt: skip
    said = [f"{label}: {letter.shown(name)}" for name, label in labels if name in letter.values]
    said += [f"Nội dung đề nghị: {letter.about}.", f"Lý do: {letter.reason}"]
    style = letter.chance.choice(("{}.", "{})", "({})", "{}/"))
    lines = "".join(f"<p class=just>{style.format(index)} {text}</p>" for index, text in enumerate(said, start=1))
    return (
        f"{_top(letter, f'<b>{escape(letter.one.name)}</b><br>-----------<br>{_number(letter)}')}"
        f"<p class=center style='margin-top:4mm'><b>Kính gửi: {letter.centre}</b></p>"
        f"<p class=indent>Chúng tôi xin trình bày và đề nghị như sau:</p>{lines}{letter.asides}{letter.ending}{_signed(letter)}"
    )


def _left_head(letter: _Letter) -> str:
    """A letterhead at left with the details, the subject under the number; the company again in the text."""
    details = [
        (name, label)
        for name, label in (("address", "Đ/c"), ("phone", "ĐT"), ("email", "Email"))
        if name in letter.values
    ]
    lines = "".join(f"<br>{label}: {letter.shown(name)}" for name, label in details)
    left = (f"<div class='left'><b>{escape(letter.one.name)}</b><span class=small>{lines}</span></div>"
            f"<div style='margin-top:2mm'>{_number(letter)}<br><i>V/v: {letter.about}</i></div>")  # fmt: skip
    one = letter.one
    return (
        f"{_top(letter, left)}<p style='margin:3mm 0 3mm 20mm'>Kính gửi: {letter.centre}</p>"
        f"<p class=indent>{escape(one.name)}, MST {one.tax_code}, đại diện là {one.head.honorific.lower()} {one.head.name} - "
        f"{one.title}, kính trình Quý cơ quan sự việc như sau:</p><p class=indent>{letter.reason}</p>{letter.asides}"
        f"<p class=indent>Bằng công văn này chúng tôi đề nghị được {letter.about}.</p>{letter.ending}{_signed(letter)}"
    )


def _letterhead(letter: _Letter) -> str:
    """Details in the letterhead and in the block of the signature alone."""
    one, chance = letter.one, letter.chance
    parts = [f"MST: {one.tax_code}", f"Tel: {letter.shown('phone')}" if "phone" in letter.values else ""]
    seat = (
        f"{chance.choice(('Trụ sở', 'Add', 'Địa chỉ'))}: {letter.shown('address')}<br>"
        if "address" in letter.values
        else ""
    )
    mail = f"<br>Email nhận kết quả:<br>{letter.shown('email')}" if "email" in letter.values else ""
    line = " &nbsp;|&nbsp; ".join(part for part in parts if part)
    return (
        f"<div class='center letterhead'><b style='font-size:1.15em'>{escape(one.name)}</b><br><span class=small>{seat}"
        f"{line}</span></div><table class=plain><tr><td>{_number(letter)}</td>"
        f"<td style='text-align:right'>{letter.day}</td></tr></table><h1>CÔNG VĂN</h1>"
        f"<p class=center><i>V/v {letter.about}</i></p><p class=indent><b>Kính gửi:</b> {letter.centre}</p>"
        f"<p class=indent>{letter.reason}</p><p class=indent>Chúng tôi xin được {letter.about}.</p>{letter.asides}"
        f"{letter.ending}{_signed(letter, mail)}"
    )


def _signed(letter: _Letter, left: str = "") -> str:
    return signature(letter.chance, letter.one, left)


def signature(chance: Random, one: Firm, left: str = "") -> str:
    """Return the block of the signature, whose anchor is where the seal goes."""
    copies = chance.choice(
        (
            "<i><b>Nơi nhận:</b></i><br>- Như trên;<br>- Lưu VT.",
            "<b>Nơi nhận:</b><br>- Như kính gửi;<br>- Lưu HC, XNK.",
            "",
        )
    )
    title = chance.choice((f"{one.title.upper()}", f"ĐẠI DIỆN {'HỘ KINH DOANH' if one.form == 'household' else 'CÔNG TY'}<br>{one.title}",
                           f"NGƯỜI ĐẠI DIỆN THEO PHÁP LUẬT<br>{one.title.upper()}"))  # fmt: skip
    how = chance.choice(("<i>(Ký, ghi rõ họ tên và đóng dấu)</i>", "<i>(đã ký và đóng dấu)</i>", ""))
    return (f"<table class=sign><tr><td style='text-align:left;font-size:.85em'>{copies}{left}</td>"
            f"<td><b>{title}</b><br>{how}<div class=gap id=seal></div><b>{one.head.name}</b></td></tr></table>")  # fmt: skip


_LAYOUTS: dict[str, Callable[[_Letter], str]] = {
    "unlabelled": _prose, "columns": _columns, "numbered": _numbered, "left_head": _left_head, "letterhead": _letterhead,
}  # fmt: skip
LAYOUTS = tuple(_LAYOUTS)
