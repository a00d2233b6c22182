"""A letter made from its kind, its values, a text and a letterhead: subject, text, HTML and PDF."""

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import segno
from django.template import TemplateSyntaxError
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.html import escape, format_html, linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from casedesk.lib.outcomes import NeedsPerson
from letters import glyphs, language, seals, texts, variables
from letters.content import Content, Enclosure, Signature, cleaned
from letters.forms import ANSWERS, SIGNED_FOR_THE_BODY, Form, form_of_content
from letters.kinds import TITLES, Kind
from letters.models import Letterhead
from letters.printing import print_pdf
from letters.templatetags.wording import reference
from letters.texts import Text
from letters.variables import Setting

DRAFT = 0
"""The number of a preview: it has none, and says so."""
_NO_NUMBER = "……"


@dataclass(frozen=True, slots=True)
class Rendered:
    """A letter ready to be posted, and what it was made from. Text and HTML may hold a one-time link."""

    kind: Kind
    content: Content
    letterhead: Letterhead
    number: int
    on: date
    words: Text
    reference: str
    subject: str
    text: str = field(repr=False)
    html: str = field(repr=False)
    pdf: bytes = field(repr=False)
    is_signed: bool = False

    @property
    def form(self) -> Form:
        """The form that it is written from."""
        return form_of_content(self.kind, self.content)

    @property
    def enclosures(self) -> tuple[Enclosure, ...]:
        """What goes with the mail beside the PDF."""
        return (self.content.enciphered.enclosure,) if self.content.enciphered else ()


def render(
    kind: Kind, content: Content, letterhead: Letterhead, number: int, today: date, words: Text | None = None
) -> Rendered:
    """Render a letter, always in Vietnamese; `words` None: those that the house brings along.

    Number 0 makes a preview. Raises `NeedsPerson` when a part that it needs is missing, or cannot be printed.
    """
    content = cleaned(content)
    missing = what_is_missing(kind, content, letterhead)
    if missing:
        raise NeedsPerson(_("Chưa soạn được thư: thiếu %(what)s.") % {"what": missing})
    glyphs.expect_all(content)
    form = form_of_content(kind, content)
    words = words or texts.built_in(form)
    with translation.override("vi"):
        return _written(kind, form, content, letterhead, number, today, words)


def _written(
    kind: Kind, form: Form, content: Content, letterhead: Letterhead, number: int, today: date, words: Text
) -> Rendered:
    named = _reference(number, letterhead.symbols.get(kind, ""))
    setting = Setting(content, letterhead, named, "", today)
    try:
        title = language.heading(words.title, variables.printed(form, setting))
        setting = Setting(content, letterhead, named, _one_line(words.title), today)
        printed, mailed = variables.printed(form, setting), variables.mailed(form, setting)
        subject = _one_line(language.plain(words.subject, mailed))
        told = language.plain(words.mail, mailed)
        body = language.paragraphs(words.body, printed)
    except TemplateSyntaxError as broken:
        raise NeedsPerson(_("Mẫu thư bị lỗi, người quản trị cần sửa: %(what)s") % {"what": broken}) from broken
    seal = seals.seal(letterhead.body, timezone.now()) if number != DRAFT else None
    values = {
        "c": content,
        "head": letterhead,
        "form": str(form),
        "title": title,
        "body": body,
        "subject": subject,
        "reference": named,
        "today": today,
        "signature": signature_of(content, letterhead),
        "seal": seal,
        "is_draft": number == DRAFT,
        "qr": _qr(content) if form == Form.RECEIPT else "",
        "told": told,
        "name": TITLES[kind],
    }
    text = _tidy(render_to_string("letters/base.txt", values))
    html = render_to_string("letters/mail.html", values | {"body": _as_html(text, content)})
    layout = "letters/official.html" if form in ANSWERS else "letters/form.html"
    pdf = print_pdf(render_to_string(layout, values), seal)
    return Rendered(
        kind, content, letterhead, number, today, words, named, subject, text, html, pdf, is_signed=bool(seal)
    )


def signature_of(content: Content, letterhead: Letterhead) -> Signature:
    """Return who signs a letter: whom the content names, else the letterhead's own signer."""
    if content.signature:
        return content.signature
    authority = (letterhead.authority,) if letterhead.authority else ()
    return Signature(authority, letterhead.signer_title, content.signer or letterhead.signer)


def what_is_missing(kind: Kind, content: Content, letterhead: Letterhead) -> str:
    """Return what a letter of this kind lacks, in words; empty when it can be written."""
    form = form_of_content(kind, content)
    needed: dict[str, Any] = {}
    if form == Form.SUPPLEMENT:
        needed[_("điều cần bổ sung")] = content.defects or content.note
    if form in _REASONS:
        needed[str(_REASONS[form]())] = content.reason
    if form == Form.EXTENSION:
        needed[_("ngày hẹn mới")] = content.due_on
    if form in ANSWERS:
        needed[_("tên doanh nghiệp")] = content.company_name
    if form in SIGNED_FOR_THE_BODY:
        needed[_("họ tên người ký")] = signature_of(content, letterhead).name
    if form == Form.PASSWORD:
        needed[_("liên kết xem mật khẩu")] = content.reveal or content.enciphered
    if form == Form.CERTIFICATE:
        needed[_("chữ ký số đã cập nhật")] = content.certificate
    return ", ".join(name for name, value in needed.items() if not value)


_REASONS = {
    Form.REFUSAL: lambda: _("lý do từ chối"),
    Form.STOP: lambda: _("lý do dừng giải quyết"),
    Form.EXTENSION: lambda: _("lý do hẹn lại"),
    Form.NOT_GRANTED: lambda: _("lý do không chấp thuận"),
}


def _reference(number: int, symbol: str) -> str:
    if number != DRAFT:
        return reference(number, symbol)
    return f"{_NO_NUMBER}/{symbol}" if symbol else _NO_NUMBER


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
