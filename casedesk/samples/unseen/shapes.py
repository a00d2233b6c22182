"""Parts that unseen papers share: the heads of a page, the block of the signature, and turns of phrase."""

import re
from html import escape
from random import Random

from casedesk.samples.held_out import names
from casedesk.samples.held_out.names import Firm

_STATE, _MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập – Tự do – Hạnh phúc"
_FORM = re.compile(
    r"(CONG TY )?(TNHH|TRACH NHIEM HUU HAN|CO PHAN|TU NHAN|DOANH)?( MTV| MOT THANH VIEN| TAP DOAN)? "
)
_VERBS = ("xin ", "đề nghị ", "hỗ trợ ")


def motto() -> str:
    """Return the state's name and motto in the middle of a page, as applications have them."""
    return f"<p class=mid><b>{_STATE}</b><br><b>{_MOTTO}</b></p><div class=line style='width:52mm;margin:-1mm auto 3mm'></div>"


def two_heads(left: str, day: str = "") -> str:
    """Return the two columns at the top of a letter or an official paper."""
    when = f"<div style='margin-top:3mm'><i>{day}</i></div>" if day else ""
    right = f"<b style='font-size:.96em'>{_STATE}</b><br><b>{_MOTTO}</b><div class=line style='width:44mm'></div>{when}"
    return f"<table class=head><tr><td style='width:42%'>{left}</td><td>{right}</td></tr></table>"


def signature(chance: Random, one: Firm, when: str = "", *, english: bool = False) -> str:
    """Return the block of the signature, whose anchor is where the seal goes."""
    copies = chance.choice(("<b><i>Nơi nhận:</i></b><br>- Như kính gửi;<br>- Lưu: VP.", "<i>Nơi nhận:</i><br>- Như trên;<br>- BGĐ (để b/c);<br>- Lưu KT.",
                            "", ""))  # fmt: skip
    title = one.title.upper()
    what = "HỘ KINH DOANH" if one.form == "household" else "CHI NHÁNH" if one.form == "branch" else "CÔNG TY"
    head = chance.choice(
        (
            title,
            f"TM. {what}<br>{title}",
            f"ĐẠI DIỆN ĐƠN VỊ<br>{one.title}",
            f"T/M {what}<br>Người đại diện pháp luật",
        )
    )
    if english:
        head = f"ĐẠI DIỆN {what}<br><span class=en>For and on behalf of the company</span><br>{one.title}"
    note = chance.choice(("", "<i class=tiny>(Ký tên, đóng dấu)</i>", "<i class=tiny>(Ký, họ tên, đóng dấu)</i>"))
    return (f"<table class=ends><tr><td class=tiny style='text-align:left'>{copies}</td><td>{when}<b>{head}</b><br>{note}"
            f"<div class=gap id=seal></div><b>{one.head.name}</b></td></tr></table>")  # fmt: skip


def phone(chance: Random, digits: str) -> str:
    """Return a telephone number as writers of letters group it."""
    cut = 4 if len(digits) == 10 or digits[:3] not in ("024", "028") else 3
    rest = digits[cut:]
    half = 4 if len(rest) > 7 else 3
    return chance.choice((
        digits, f"{digits[:cut]} {rest[:half]} {rest[half:]}", f"{digits[:cut]}.{rest[:-3]}.{rest[-3:]}", f"(+84) {digits[1:cut]} {rest[:half]} {rest[half:]}",
        f"{digits[:cut]}-{rest}", f"{digits[:cut]} {rest}",
    ))  # fmt: skip


def clerk(chance: Random, one: Firm) -> str:
    """Return whom to ask, never the head of the company."""
    sex = chance.choice(("Nam", "Nữ"))
    name = names.full_name(chance, sex)
    while name == one.head.name:
        name = names.full_name(chance, sex)
    return f"{'anh' if sex == 'Nam' else 'chị'} {name} ({chance.choice(('Phòng Kế toán', 'Phòng XNK', 'nhân viên chứng từ'))})"


def latin(one: Firm) -> str:
    """Return the foreign name of a company, without the Vietnamese words for its form."""
    name = _FORM.sub("", one.latin + " ", count=1).strip()
    return escape(name if len(name.split()) > 2 else one.latin)


def we(one: Firm) -> str:
    """Return how a company speaks of itself."""
    return (
        "hộ kinh doanh chúng tôi"
        if one.form == "household"
        else "chi nhánh chúng tôi"
        if one.form == "branch"
        else "công ty chúng tôi"
    )


def capital(text: str) -> str:
    """Return a text with a capital first."""
    return text[:1].upper() + text[1:]


def asking(subject: str) -> str:
    """Return a subject as what an application asks for."""
    return subject if subject.startswith(_VERBS[:2]) else f"xin được {subject}"


def helping(subject: str) -> str:
    """Return a subject as what an office is asked to do."""
    bare = subject
    for verb in _VERBS:
        bare = bare.removeprefix(verb)
    return f"hỗ trợ {bare}"
