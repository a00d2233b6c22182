"""A letter made from its kind, its values and a letterhead: subject, text, HTML and PDF."""

import logging
import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any, cast

import segno
import weasyprint
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.html import escape, format_html, linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from weasyprint.urls import FatalURLFetchingError

from casedesk.lib.outcomes import NeedsPerson
from letters.content import Content, Enclosure, cleaned
from letters.fetching import OwnFiles
from letters.kinds import TITLES, Kind
from letters.models import Letterhead
from letters.templatetags.wording import day, moment, reference

logging.getLogger("weasyprint.progress").setLevel(logging.WARNING)


@dataclass(frozen=True, slots=True)
class Rendered:
    """A letter ready to be posted, and what it was made from. Text and HTML may hold a one-time link."""

    kind: Kind
    content: Content
    letterhead: Letterhead
    number: int
    on: date
    reference: str
    subject: str
    text: str = field(repr=False)
    html: str = field(repr=False)
    pdf: bytes = field(repr=False)

    @property
    def enclosures(self) -> tuple[Enclosure, ...]:
        """What goes with the mail beside the PDF."""
        return (self.content.enciphered.enclosure,) if self.content.enciphered else ()


def render(kind: Kind, content: Content, letterhead: Letterhead, number: int, today: date) -> Rendered:
    """Render a letter, always in Vietnamese. Raises `NeedsPerson` when a part that it needs is missing."""
    content = cleaned(content)
    missing = what_is_missing(kind, content, letterhead)
    if missing:
        raise NeedsPerson(_("Chưa soạn được thư: thiếu %(what)s.") % {"what": missing})
    values = _values(kind, content, letterhead, number, today)
    with translation.override("vi"):
        values["subject"] = _one_line(render_to_string(f"letters/{kind}.subject.txt", values))
        text = _tidy(render_to_string(f"letters/{kind}.txt", values))
        html = render_to_string("letters/mail.html", values | {"body": _as_html(text, content)})
        pdf = print_pdf(render_to_string(f"letters/{kind}.html", values))
    named = reference(number, letterhead.symbols.get(kind, ""))
    return Rendered(kind, content, letterhead, number, today, named, values["subject"], text, html, pdf)


def what_is_missing(kind: Kind, content: Content, letterhead: Letterhead) -> str:
    """Return what a letter of this kind lacks, in words; empty when it can be written."""
    if kind == Kind.SUPPLEMENT and not content.defects and not content.note:
        return _("điều cần bổ sung")
    if kind == Kind.REFUSAL and not content.reason:
        return _("lý do từ chối")
    if kind == Kind.STOP and not content.reason:
        return _("lý do dừng giải quyết")
    if kind == Kind.EXTENSION:
        return _missing_in_extension(content)
    return _missing_in_answer(content, letterhead) if kind == Kind.ANSWER else ""


def print_pdf(html: str) -> bytes:
    """Print HTML to PDF/A with embedded fonts. Raises `NeedsPerson` when it names a file that is not ours."""
    page = weasyprint.HTML(string=html, base_url="house:", url_fetcher=OwnFiles())
    try:
        return cast(bytes, page.write_pdf(pdf_variant="pdf/a-2a", pdf_tags=True))
    except FatalURLFetchingError as refused:
        raise NeedsPerson(_("Mẫu thư gọi tới tệp không được phép: %(what)s.") % {"what": refused}) from refused


def _missing_in_extension(content: Content) -> str:
    needed = {_("lý do hẹn lại"): content.reason, _("ngày hẹn mới"): content.due_on}
    return ", ".join(name for name, value in needed.items() if not value)


def _missing_in_answer(content: Content, letterhead: Letterhead) -> str:
    is_password = content.request_kind == "reset_password"
    needed = {
        _("tên doanh nghiệp"): content.company_name,
        _("họ tên người ký"): content.signer or letterhead.signer,
        _("liên kết xem mật khẩu"): content.reveal or content.enciphered or not is_password,
        _("chữ ký số đã cập nhật"): content.certificate or is_password,
    }
    return ", ".join(name for name, value in needed.items() if not value)


def _values(kind: Kind, content: Content, letterhead: Letterhead, number: int, today: date) -> dict[str, Any]:
    return {
        "c": content,
        "head": letterhead,
        "title": TITLES[kind],
        "reference": reference(number, letterhead.symbols.get(kind, "")),
        "today": today,
        "received": _received(content),
        "signer": content.signer or letterhead.signer,
        "qr": _qr(content),
    }


def _received(content: Content) -> str:
    """Return the hour too where the dossier came in on the day that is stamped on it."""
    at = content.received_at
    return moment(at) if at and timezone.localdate(at) == content.received_on else day(content.received_on)


def _qr(content: Content) -> SafeString:
    code = segno.make(content.lookup_url or content.case_number, error="m", micro=False)
    return mark_safe(code.svg_inline(border=1, omitsize=True))  # noqa: S308 (drawn by us: it holds no text)


def _as_html(text: str, content: Content) -> SafeString:
    """Return the text as paragraphs; of all addresses in it only our own become links."""
    html = linebreaks(text, autoescape=True)
    for url in (content.reveal.url if content.reveal else "", content.lookup_url):
        if url:
            html = html.replace(escape(url), format_html('<a href="{}">{}</a>', url, url))
    return mark_safe(html)  # noqa: S308 (escaped above)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _tidy(text: str) -> str:
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t]+\n", "\n", text)).strip() + "\n"
