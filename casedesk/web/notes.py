"""What colleagues keep with a case for each other: notes, files, and who follows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from casedesk import attachments, notes, watching
from casedesk.access import Act as Right
from casedesk.actions import CannotDo
from casedesk.attachments import Upload
from casedesk.lib.drawn import drawn
from casedesk.models import Act, Attachment, Case, Note, User
from casedesk.web import looks
from casedesk.web.screen import StaffRequest, found, screen
from intake.files import MAX_BYTES


@dataclass(frozen=True, slots=True)
class Named:
    """Who may be named in a note: each one's name for signing in, and their own."""

    people: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept with a case, and who may be named in a note, as it is drawn."""

    notes: Sequence[Note]
    files: Sequence[Attachment]
    people: SafeString


def kept_with(case: Case, user: User, people: Sequence[User], now: datetime) -> Kept:
    """Return a case's notes and files for its page; whoever sees them is reminded of them no more."""
    named = tuple((person.username, str(person)) for person in people if person.pk != user.pk)
    shown = drawn("web/_people.html", Named(named)) if named else SafeString()
    return Kept(notes.read(case, user, now), attachments.of_case(case), shown)


@screen(Right.TAKE_PART, "POST")
def add_note(request: StaffRequest, number: str) -> HttpResponse:
    """Keep a note, and say whom it reminds and which names nobody has."""
    noted = notes.add(found(number), request.POST.get("text", ""), request.user, timezone.now())
    if noted.reminded:
        names = ", ".join(str(person) for person in noted.reminded)
        messages.success(request, _("Đã lưu ghi chú và nhắc %(names)s.") % {"names": names})
    else:
        messages.success(request, _("Đã lưu ghi chú."))
    if noted.unknown:
        names = ", ".join(f"@{name}" for name in noted.unknown)
        messages.warning(request, _("Không có ai tên đăng nhập %(names)s nên không nhắc được.") % {"names": names})
    return redirect(f"{reverse('web:case', args=[number])}#ghi-chu")


@screen(Right.TAKE_PART, "POST")
def attach(request: StaffRequest, number: str) -> HttpResponse:
    """Keep a file with a case."""
    case, file = found(number), request.FILES.get("file")
    if file is None:
        raise CannotDo(_("Hãy chọn một tệp, nhiều nhất %(limit)d MB.") % {"limit": MAX_BYTES // 2**20})
    upload = Upload(file.name or "", file.read(), request.POST.get("why", ""))
    kept = attachments.add(case, upload, request.user, timezone.now())
    messages.success(request, _("Đã đính kèm %(name)s.") % {"name": kept.name})
    return redirect(f"{reverse('web:case', args=[number])}#dinh-kem")


@screen(Right.SEE_PAPERS)
def attachment(request: StaffRequest, number: str, pk: int) -> FileResponse:
    """Give a file that was kept with a case; it is saved, never shown as a page."""
    kept = get_object_or_404(Attachment.objects.select_related("case"), pk=pk, case__number=number)
    looks.log(kept.case, request.user, timezone.now(), act=Act.FILE_SEEN, subject=kept.name)
    response = FileResponse(kept.file.open(), as_attachment=True, filename=kept.name)
    response["Content-Type"], response["Cache-Control"] = kept.media_type, "private, no-store"
    return response


@screen(Right.TAKE_PART, "POST")
def watch(request: StaffRequest, number: str) -> HttpResponse:
    """Follow a case, or follow it no more."""
    case = found(number)
    if request.POST.get("act") == "unfollow":
        watching.unfollow(case, request.user)
        messages.success(request, _("Bạn thôi theo dõi hồ sơ này."))
    else:
        watching.follow(case, request.user)
        messages.success(
            request, _("Bạn theo dõi hồ sơ này: khi đổi bước, nó được đánh dấu mới ở «Tôi theo dõi».")
        )
    return redirect("web:case", number)
