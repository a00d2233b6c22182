"""Asking a colleague from the review, and answering from the case page."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from casedesk import questions
from casedesk.access import Act as Right
from casedesk.models import Question, User
from casedesk.places import MOST_DIGITS
from casedesk.web.screen import StaffRequest, attempt, found, screen, status_of


@screen(Right.REVIEW, "GET", "HEAD", "POST")
def ask(request: StaffRequest, number: str) -> HttpResponse:
    """Ask one colleague about a case under review."""
    case, text, chosen = found(number), request.POST.get("text", ""), request.POST.get("colleague", "")
    known = chosen.isdecimal() and len(chosen) <= MOST_DIGITS
    of = User.objects.filter(pk=int(chosen) if known else 0).first()
    if request.method == "POST" and attempt(
        request, lambda: questions.ask(case.pk, of, text, request.user, timezone.now())
    ):
        messages.success(request, _("Đã hỏi %(name)s.") % {"name": of})
        return redirect("web:review", number)
    context = {"case": case, "text": text, "of": of, "colleagues": questions.colleagues_of(request.user)}
    return render(request, "web/ask.html", context, status=status_of(request))


@screen(Right.TAKE_PART, "POST")
def answer(request: StaffRequest, number: str, question: int) -> HttpResponse:
    """Answer a question that was put to this person."""
    asked = get_object_or_404(Question, pk=question, case__number=number)
    questions.answer(asked.pk, request.POST.get("answer", ""), request.user, timezone.now())
    messages.success(request, _("Đã gửi câu trả lời."))
    return redirect(f"{reverse('web:case', args=[number])}#hoi-dap")
