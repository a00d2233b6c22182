"""The demo's mail catcher on screen: letters that would have left the house, kept on this machine."""

from io import BytesIO

from django.conf import settings
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from casedesk import mailcatcher
from casedesk.access import Act as Right
from casedesk.mailcatcher import Caught
from casedesk.web.screen import StaffRequest, screen


@screen(Right.SEE)
def inbox(request: StaffRequest) -> HttpResponse:
    """List the letters that were caught."""
    return render(request, "web/mail.html", {"caught": _messages()})


@screen(Right.SEE)
def message(request: StaffRequest, key: str) -> HttpResponse:
    """Show one caught letter as its reader would see it."""
    opened = next((caught for caught in _messages() if caught.key == key), None)
    if opened is None:
        raise Http404(_("Không có thư này."))
    return render(request, "web/mail_message.html", {"mail": opened})


@screen(Right.SEE)
def attachment(request: StaffRequest, key: str, index: int) -> FileResponse:
    """Show a caught letter's attachment."""
    _only_in_demo()
    try:
        name, media_type, content = mailcatcher.attachment(key, index)
    except LookupError as missing:
        raise Http404(_("Không có tệp này.")) from missing
    shown = media_type == "application/pdf"
    response = FileResponse(BytesIO(content), as_attachment=not shown, filename=name)
    response["Content-Type"] = media_type if shown else "application/octet-stream"
    response["Cache-Control"] = "private, no-store"
    return response


def _messages() -> list[Caught]:
    _only_in_demo()
    return mailcatcher.messages()


def _only_in_demo() -> None:
    if not settings.DEMO:
        raise Http404(_("Trang này chỉ có trong bản thử."))
