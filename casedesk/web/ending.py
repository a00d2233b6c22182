"""The pages on which a case is withdrawn, stopped or opened again: one reason, one button."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from casedesk import endings, letter_drafts, linking
from casedesk.access import Act as Right
from casedesk.models import User
from casedesk.web.letter_drafts import look_at
from casedesk.web.screen import StaffRequest, attempt, found, screen, seen_state_of, status_of
from letters.forms import KIND_OF, Form

Act = Callable[[int, str, User, datetime, str | None], None]


@dataclass(frozen=True, slots=True)
class Decision:
    """What such a page says."""

    title: str | Promise
    label: str | Promise
    hint: str | Promise
    done: str | Promise


WITHDRAWAL = Decision(
    _("Doanh nghiệp rút hồ sơ"),
    _("Lý do rút, và ai báo (chỉ ghi nhật ký)"),
    _("Hồ sơ kết thúc, đồng hồ dừng, không gửi thư nào. Lãnh đạo mở lại được."),
    _("Đã ghi %(number)s là rút."),
)
STOP = Decision(
    _("Dừng giải quyết"),
    _("Lý do dừng giải quyết (in trong thông báo gửi doanh nghiệp)"),
    _("Hồ sơ kết thúc, đồng hồ dừng; thông báo dừng giải quyết được gửi ngay. Lãnh đạo mở lại được."),
    _("Đã dừng giải quyết %(number)s."),
)
DENIAL = Decision(
    _("Không chấp thuận"),
    _("Lý do không chấp thuận (in trong công văn gửi doanh nghiệp)"),
    _("Hồ sơ kết thúc, tài khoản không thay đổi; công văn trả lời được gửi. Lãnh đạo mở lại được."),
    _("Đã ghi %(number)s là không được chấp thuận."),
)
REOPENING = Decision(
    _("Mở lại hồ sơ"),
    _("Lý do mở lại (chỉ ghi nhật ký)"),
    _("Hồ sơ về chờ kiểm tra, đồng hồ chạy lại từ đầu kể từ hôm nay."),
    _("Đã mở lại %(number)s."),
)
SEPARATION = Decision(
    _("Tách hồ sơ đã nhập"),
    _("Lý do tách (chỉ ghi nhật ký)"),
    _("Giấy tờ về lại hồ sơ này; máy kiểm tra lại, đồng hồ chạy lại từ đầu kể từ hôm nay."),
    _("Đã tách %(number)s ra."),
)


@screen(Right.REVIEW, "GET", "HEAD", "POST")
def withdraw(request: StaffRequest, number: str) -> HttpResponse:
    """Note that the company takes its request back."""
    return _decide(request, number, WITHDRAWAL, endings.withdraw)


@screen(Right.SUPERVISE, "GET", "HEAD", "POST")
def stop(request: StaffRequest, number: str) -> HttpResponse:
    """Stop a case."""
    return _decide(request, number, STOP, endings.stop, Form.STOP)


@screen(Right.SUPERVISE, "GET", "HEAD", "POST")
def decline(request: StaffRequest, number: str) -> HttpResponse:
    """Do not grant a request."""
    return _decide(request, number, DENIAL, endings.decline, Form.NOT_GRANTED)


@screen(Right.SUPERVISE, "GET", "HEAD", "POST")
def reopen(request: StaffRequest, number: str) -> HttpResponse:
    """Open an ended case again."""
    return _decide(request, number, REOPENING, endings.reopen)


@screen(Right.SUPERVISE, "GET", "HEAD", "POST")
def separate(request: StaffRequest, number: str) -> HttpResponse:
    """Take a case's papers back from the one that it was joined into."""
    return _decide(request, number, SEPARATION, linking.separate)


def _decide(
    request: StaffRequest, number: str, decision: Decision, act: Act, form: Form | None = None
) -> HttpResponse:
    """Make the decision; one that writes a letter can be looked at first."""
    case, reason = found(number), request.POST.get("reason", "")
    if form and "preview" in request.POST:
        is_granted = form != Form.NOT_GRANTED
        return look_at(
            letter_drafts.planned(case, KIND_OF[form], request.user, note=reason, is_granted=is_granted)
        )
    seen = request.POST.get("seen_state")
    if request.method == "POST" and attempt(
        request, lambda: act(case.pk, reason, request.user, timezone.now(), seen)
    ):
        messages.success(request, str(decision.done) % {"number": number})
        return redirect("web:case", number)
    context = {
        "case": case,
        "decision": decision,
        "reason": reason,
        "writes": form,
        "seen_state": seen_state_of(request, case),
    }
    return render(request, "web/ending.html", context, status=status_of(request))
