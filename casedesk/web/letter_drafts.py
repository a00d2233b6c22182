"""A case's letters before they go: a look, the free part, letting go; and the scan of a signed one."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from casedesk import envelope_label, letter_drafts
from casedesk.access import Act as Right
from casedesk.actions import CannotDo
from casedesk.models import Act, LetterOrder
from casedesk.web import looks
from casedesk.web.screen import StaffRequest, found, screen
from intake.files import MAX_BYTES
from letters.models import Letter, SignedCopy


def as_pdf(content: bytes, name: str) -> HttpResponse:
    """Answer with a PDF to look at, kept nowhere on the way."""
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


def look_at(order: LetterOrder, **known: Any) -> HttpResponse:
    """Answer with a letter as it would go; `known` is content that only the decision will set."""
    return as_pdf(letter_drafts.preview(order, timezone.now(), **known), "xem-truoc")


@screen(Right.SEE_PAPERS)
def preview(request: StaffRequest, pk: int) -> HttpResponse:
    """Show a letter that is not written yet, as it would go."""
    order = get_object_or_404(LetterOrder.objects.select_related("case", "ordered_by"), pk=pk, letter=None)
    looks.log(order.case, request.user, timezone.now(), act=Act.LETTER_SEEN, subject=str(order.get_kind_display()))
    return look_at(order)


@screen(Right.REVIEW, "POST")
def change(request: StaffRequest, pk: int) -> HttpResponse:
    """Keep the free part; with the other button, let the letter go."""
    order = get_object_or_404(LetterOrder.objects.select_related("case"), pk=pk)
    extra = request.POST.get("extra", "")
    if extra.strip() != order.extra:
        letter_drafts.change(pk, extra, request.user, timezone.now())
    if request.POST.get("act") == "release":
        letter_drafts.release(pk, request.user, timezone.now())
        messages.success(request, _("Đã cho phát hành; văn bản được lập ngay."))
    else:
        messages.success(request, _("Đã lưu phần ghi thêm."))
    return redirect(f"{reverse('web:case', args=[order.case.number])}#thu-tu")


@screen(Right.REVIEW, "POST")
def file_copy(request: StaffRequest, pk: int) -> HttpResponse:
    """Keep the scan of a letter that was signed by hand."""
    letter, file = get_object_or_404(Letter.objects.select_related("case"), pk=pk), request.FILES.get("file")
    if file is None:
        raise CannotDo(_("Hãy chọn một tệp, nhiều nhất %(limit)d MB.") % {"limit": MAX_BYTES // 2**20})
    copy = letter_drafts.file_copy(letter.pk, file.name or "", file.read(), request.user, timezone.now())
    messages.success(request, _("Đã lưu bản đã ký %(name)s.") % {"name": copy.name})
    return redirect(f"{reverse('web:case', args=[letter.case.number])}#thu-tu")


@screen(Right.SEE_PAPERS)
def copy(request: StaffRequest, pk: int) -> FileResponse:
    """Give the scan of a signed letter; it is saved, never shown as a page."""
    kept = get_object_or_404(SignedCopy.objects.select_related("letter__case"), pk=pk)
    looks.log(kept.letter.case, request.user, timezone.now(), act=Act.FILE_SEEN, subject=kept.name)
    response = FileResponse(kept.file.open(), as_attachment=True, filename=kept.name)
    response["Content-Type"], response["Cache-Control"] = kept.media_type, "private, no-store"
    return response


@screen(Right.SEE_PAPERS)
def envelope(request: StaffRequest, number: str) -> HttpResponse:
    """Print the envelope that takes a case's letters to the company by post."""
    case = found(number)
    looks.log(case, request.user, timezone.now())
    return as_pdf(envelope_label.render(case, timezone.now()), f"phong-bi-{case.pk}")
