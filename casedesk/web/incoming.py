"""Mail that came in, on screen: the list, a mail with its files, its HTML in a frame that can do nothing."""

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from csp.decorators import csp_exempt
from django.conf import settings
from django.contrib import messages
from django.db.models import Count, Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.html import format_html
from django.utils.http import content_disposition_header
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin

from casedesk.access import Act as Right
from casedesk.incoming import deciding, joining
from casedesk.incoming.gathering import mails_of
from casedesk.models import (
    SUPPLEMENTABLE_STATES,
    Act,
    Case,
    IncomingFile,
    IncomingMail,
    MailFolder,
    MailState,
)
from casedesk.web import looks, parameters
from casedesk.web.letters import LetterView
from casedesk.web.screen import StaffRequest, attempt, screen
from letters.incoming import harmless, parsing

PER_PAGE = 50
MOST_QUESTIONS = 100
_MOST_DIGITS = 12
_STYLE = "body{margin:.5rem;font:15px/1.5 sans-serif;color:#1b2226;background:#fff;overflow-wrap:anywhere}"
_STYLE += "table{border-collapse:collapse}td,th{border:1px solid #d8d5cc;padding:.2rem .4rem;vertical-align:top}"
_HASH = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
FRAME_POLICY = f"default-src 'none'; style-src 'sha256-{_HASH}'; frame-ancestors 'self'; sandbox"
"""Of the address that gives a mail's HTML: nothing runs, loads, is sent or leads anywhere."""


@dataclass(frozen=True, slots=True)
class MailLine:
    """One mail in a list: what is known of its sender, and how many files it has."""

    row: IncomingMail
    words: str
    tone: str

    @property
    def is_new(self) -> bool:
        """Whether nobody who works on cases has opened it."""
        return self.row.opened_at is None and self.row.state in (MailState.JOINED, MailState.QUESTION)


@screen(Right.SEE)
def show(request: StaffRequest) -> HttpResponse:
    """List the mail that came in: first what waits for a person, then the rest, the newest first."""
    parameters.only(request, {"muc", "truoc"})
    state = parameters.choice(request, "muc", list(MailState))
    before = parameters.number(request, "truoc", 0) if request.GET.get("truoc") else 0
    rest = _counted().filter(state=state) if state else _counted().exclude(state=MailState.QUESTION)
    rows = list((rest.filter(pk__lt=before) if before else rest)[: PER_PAGE + 1])
    is_short = bool(before) or state == MailState.QUESTION
    questions = [] if is_short else list(_counted().filter(state=MailState.QUESTION)[:MOST_QUESTIONS])
    context = {
        "place": "incoming",
        "questions": [_line(row) for row in questions],
        "mails": [_line(row) for row in rows[:PER_PAGE]],
        "following": rows[PER_PAGE - 1].pk if len(rows) > PER_PAGE else 0,
        "before": before,
        "is_short": is_short,
        "has_more": len(questions) == MOST_QUESTIONS,
        "state": state,
        "states": [(one.value, one.label) for one in MailState],
        "folder": MailFolder.objects.filter(name=settings.INCOMING_MAIL["folder"]).first(),
        "is_fetched": bool(settings.INCOMING_MAIL["host"]),
    }
    return render(request, "web/incoming.html", context)


@screen(Right.SEE_PAPERS)
def mail(request: StaffRequest, pk: int) -> HttpResponse:
    """Show a mail: who sent it and whether that is sure, what it says, its files, and what can be done."""
    row = _found(pk)
    looks.log(row.case, request.user, timezone.now(), act=Act.MAIL_SEEN, subject=_subject(row))
    deciding.opened(row, request.user, timezone.now())
    return _page(request, row)


@csp_exempt()
@xframe_options_sameorigin
@screen(Right.SEE_PAPERS)
def frame(request: StaffRequest, pk: int) -> HttpResponse:
    """Give a mail's HTML, made harmless, under a policy of its own; the page shows it in a sandbox."""
    row = _found(pk)
    looks.log(row.case, request.user, timezone.now(), act=Act.MAIL_SEEN, subject=_subject(row))
    body = mark_safe(harmless.clean(row.texts["html"]))  # noqa: S308 (made harmless)
    page = format_html(
        '<!doctype html><html lang="vi"><meta charset="utf-8"><title>{}</title><style>{}</style><body>{}',
        _("Nội dung thư"),
        mark_safe(_STYLE),  # noqa: S308 (ours)
        body,
    )
    response = HttpResponse(page)
    response["Content-Security-Policy"] = FRAME_POLICY
    response["Cache-Control"], response["Referrer-Policy"] = "private, no-store", "no-referrer"
    return response


@screen(Right.SEE_PAPERS)
def file(request: StaffRequest, pk: int, file_id: int) -> HttpResponse:
    """Give a file of a mail; it is saved, never shown as a page."""
    kept = get_object_or_404(IncomingFile.objects.select_related("mail__case"), pk=file_id, mail=pk)
    content = parsing.file_of(kept.mail.read_raw(), kept.sha256)
    if content is None:
        raise Http404(_("Không lấy lại được tệp này từ thư gốc."))
    looks.log(kept.mail.case, request.user, timezone.now(), act=Act.FILE_SEEN, subject=kept.name)
    response = HttpResponse(content, content_type="application/octet-stream")
    response["Content-Disposition"] = content_disposition_header(True, kept.name) or "attachment"
    response["Cache-Control"] = "private, no-store"
    return response


@screen(Right.RECEIVE, "POST")
def link(request: StaffRequest, pk: int) -> HttpResponse:
    """Say which case a mail is of."""
    row, now = _found(pk), timezone.now()
    if attempt(request, lambda: deciding.link(row.pk, request.POST.get("number", ""), request.user, now)):
        messages.success(request, _("Đã xếp thư vào hồ sơ."))
    return redirect("web:incoming_mail", pk)


@screen(Right.RECEIVE, "POST")
def bring(request: StaffRequest, pk: int) -> HttpResponse:
    """Make files of a mail papers of its case."""
    row = _found(pk)

    def act() -> None:
        for brought in deciding.bring(row.pk, _chosen(request), request.user, timezone.now()):
            if brought.why_not:
                messages.error(request, f"{brought.file.name}: {brought.why_not}")
            else:
                messages.success(request, _("Đã nhận %(name)s; máy đang đọc.") % {"name": brought.file.name})

    attempt(request, act)
    return redirect("web:incoming_mail", pk)


@screen(Right.RECEIVE, "POST")
def open_case(request: StaffRequest, pk: int) -> HttpResponse:
    """Open a case with files of a mail."""
    row = _found(pk)

    def act() -> None:
        case = deciding.open_case(row.pk, _chosen(request), request.user, timezone.now())
        messages.success(request, _("Đã mở hồ sơ %(number)s; máy đang đọc.") % {"number": case.number})

    attempt(request, act)
    return redirect("web:incoming_mail", pk)


@screen(Right.RECEIVE, "POST")
def set_aside(request: StaffRequest, pk: int) -> HttpResponse:
    """Set a mail aside with a reason."""
    row, reason = _found(pk), request.POST.get("reason", "")
    if attempt(request, lambda: deciding.set_aside(row.pk, reason, request.user, timezone.now())):
        messages.success(request, _("Đã để riêng thư này; vẫn tìm lại được ở mục «Để riêng»."))
        return redirect("web:incoming")
    return redirect("web:incoming_mail", pk)


def mails_among(case: Case, letters: Sequence[LetterView]) -> dict[int, list[MailLine]]:
    """Return a case's mails by the order of the letter before which they stand, newest first; 0: at the end."""
    found: dict[int, list[MailLine]] = {}
    for row in mails_of(case):
        after = next((item.order.pk for item in letters if item.order.ordered_at <= row.arrived_at), 0)
        found.setdefault(after, []).append(_line(row, case))
    return found


def _page(request: StaffRequest, row: IncomingMail) -> HttpResponse:
    files = list(row.files.select_related("scan__case"))
    open_files = [one for one in files if one.scan_id is None and not one.problem]
    html = row.texts["html"]
    context = {
        "place": "incoming",
        "mail": _line(row, row.case),
        "row": row,
        "text": row.texts["text"],
        "has_html": bool(html.strip()),
        "has_pictures": harmless.has_pictures(html),
        "files": files,
        "can_bring": bool(open_files) and row.case is not None and row.case.state in SUPPLEMENTABLE_STATES,
        "can_open_case": bool(open_files) and row.case is None,
        "is_taken": any(one.scan_id for one in files),
        "longest_reason": deciding.LONGEST_REASON,
    }
    return render(request, "web/incoming_mail.html", context)


def _counted() -> QuerySet[IncomingMail]:
    """Return mails with how many files of each are no ornaments, and how many are papers."""
    return (
        IncomingMail.objects.select_related("case", "letter")
        .annotate(
            files_count=Count("files", filter=Q(files__is_ornament=False)), papers_count=Count("files__scan")
        )
        .order_by("-pk")
    )


def _found(pk: int) -> IncomingMail:
    rows = IncomingMail.objects.select_related("case", "letter", "decided_by", "opened_by")
    return get_object_or_404(rows, pk=pk)


def _line(row: IncomingMail, case: Case | None = None) -> MailLine:
    words, tone = _trust(row, case or row.case)
    return MailLine(row, words, tone)


def _trust(row: IncomingMail, case: Case | None) -> tuple[str, str]:
    """Say what is known of who sent a mail: that an address stands in it proves nothing."""
    if row.is_refuted:
        return _("máy chủ thư cho biết người gửi là giả"), "failed"
    if not row.is_verified:
        words = _("chưa xác minh người gửi")
        if case and not joining.is_reply_address(row.sender, case):
            words = _("chưa xác minh người gửi; không phải địa chỉ nhận trả lời của hồ sơ")
        return words, "unsure"
    if case and not joining.is_reply_address(row.sender, case):
        return _("tên miền đã xác minh, nhưng không phải địa chỉ nhận trả lời của hồ sơ"), "unsure"
    return (_("đã xác minh, đúng địa chỉ nhận trả lời") if case else _("tên miền người gửi đã xác minh")), "done"


def _chosen(request: StaffRequest) -> set[int]:
    named = request.POST.getlist("file")
    return {int(text) for text in named if text.isascii() and text.isdecimal() and len(text) < _MOST_DIGITS}


def _subject(row: IncomingMail) -> str:
    return f"{row.pk}: {row.subject}"
