"""Made-up values to write a text with: marks that can be found again, and a whole letter to look at."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.safestring import mark_safe

from letters import language, variables
from letters.content import Certificate, Content, Defect, Enciphered, Enclosure, Paper, Reveal
from letters.forms import RESET, Form
from letters.texts import Text

COMPANY = "CÔNG TY TNHH THƯƠNG MẠI MẪU"
PERSON = "Nguyễn Văn Mẫu"


def mark(name: str) -> str:
    """Return the mark that stands for a value."""
    return f"|{name}|"


def written(form: Form, text: Text, part: str) -> list[str]:
    """Return a part of a text, written with marks: once with every yes, once with every no."""
    return [_written(form, text, part, answer) for answer in (True, False)]


def _written(form: Form, text: Text, part: str, answer: bool) -> str:
    source = getattr(text, part)
    values: dict[str, Any] = {one.name: _value(one, answer, part) for one in variables.of(form)}
    if part in {"title", "body"}:
        return strip_tags(language.paragraphs(source, values))
    return language.plain(source, values)


def _value(variable: variables.Variable, answer: bool, part: str) -> str | bool:
    if variable.is_yes_no:
        return answer
    is_table = variable.is_table and part == "body"
    return mark_safe(f"<table>{mark(variable.name)}</table>") if is_table else mark(variable.name)  # noqa: S308


def content(form: Form, today: date) -> Content:
    """Return the content of a made-up case, for a look at a form."""
    now = timezone.now()
    values: dict[str, Any] = {
        "case_number": f"G12.99.01-{today:%y%m%d}-0001",
        "received_on": today,
        "due_on": today + timedelta(days=7),
        "promised_on": today,
        "channel": "Bưu điện",
        "company_name": COMPANY,
        "tax_code": "0100000010",
        "address": "Số 1 phố Mẫu, phường Mẫu, Hà Nội",
        "phone": "024 3800 0000",
        "email": "ketoan@mau.example",
        "representative": PERSON,
        "request": "Cấp mật khẩu mới" if form == Form.PASSWORD else "Cập nhật chữ ký số mới",
        "request_kind": RESET if form == Form.PASSWORD else "rebind_lost",
        "documents": (Paper("Công văn đề nghị", "Bản chính"), Paper("Giấy phép kinh doanh", "Bản chứng thực")),
        "defects": (Defect("Giấy phép kinh doanh", "Chỉ là bản chụp", "Nộp bản chứng thực"),),
        "reason": "Lý do do người quyết định ghi.",
        "clerk": PERSON,
        "signer": PERSON,
        "is_granted": form != Form.NOT_GRANTED,
        "lookup_url": "https://mau.example/tra-cuu/mau/",
    }
    if form == Form.CERTIFICATE:
        values["certificate"] = Certificate("5401436C0A1B2C3D", "CA Mẫu", COMPANY, now, now + timedelta(days=730))
    if form == Form.PASSWORD:
        values["reveal"] = Reveal("https://mau.example/mat-khau/mau/", now + timedelta(days=3))
    return Content(**values)


def enciphered(serial: str = "5401436C0A1B2C3D", issuer: str = "CA Mẫu") -> Enciphered:
    """Return a made-up enciphered password, for a look at the answer that tells of one."""
    return Enciphered(serial, issuer, Enclosure("mat-khau.eml", "message/rfc822", b""))


def masked(real: Content) -> Content:
    """Return a real case's content for who may not see dossiers: its shape stays, whose it is does not."""
    hidden: Mapping[str, Any] = {
        name: _hidden(getattr(real, name))
        for name in ("company_name", "tax_code", "address", "phone", "email", "representative", "reason", "note")
    }
    shown: dict[str, Any] = {
        "documents": real.documents,
        "defects": tuple(Defect(one.what, _hidden(one.why), _hidden(one.remedy)) for one in real.defects),
        "account_tax_code": _hidden(real.account_tax_code),
        "account_name": _hidden(real.account_name),
        "case_number": _hidden(real.case_number),
    }
    if real.certificate:
        shown["certificate"] = content(Form.CERTIFICATE, real.received_on).certificate
    return replace(real, **hidden, **shown)


def _hidden(text: str) -> str:
    return "".join(_signs(text))


def _signs(text: str) -> Iterator[str]:
    for sign in text:
        if sign.isdigit():
            yield "0"
        elif sign.isalpha():
            yield "X" if sign.isupper() else "x"
        else:
            yield sign
