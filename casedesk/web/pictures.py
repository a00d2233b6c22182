"""Pictures of pages, drawn at the size that a screen needs; the whole scan is never sent."""

from django.http import Http404, HttpResponse, HttpResponseNotModified
from django.shortcuts import get_object_or_404
from django.utils import timezone

from casedesk.access import Act as Right
from casedesk.web import looks
from casedesk.web.screen import StaffRequest, screen
from intake import showing
from intake.files import Refused
from intake.models import Page

WIDTHS = frozenset({160, 900, 1800})
"""The strip, the page, the page enlarged."""


@screen(Right.SEE_PAPERS)
def picture(request: StaffRequest, page_id: int, width: int) -> HttpResponse:
    """Show one page upright as JPEG; kept by the person's own browser alone."""
    if width not in WIDTHS:
        raise Http404
    page = get_object_or_404(Page.objects.select_related("scan__case"), pk=page_id)
    looks.log(page.scan.case, request.user, timezone.now())
    tag = f'"{page.scan.sha256[:32]}-{page.number}-{page.rotation}-{width}"'
    if request.headers.get("If-None-Match") == tag:
        response: HttpResponse = HttpResponseNotModified()
    else:
        response = HttpResponse(_draw(page, width), content_type="image/jpeg")
    response["ETag"], response["Cache-Control"] = tag, "private, max-age=900"
    return response


def _draw(page: Page, width: int) -> bytes:
    with page.scan.file.open() as sealed:
        content = sealed.read()
    try:
        return showing.picture(content, page.number, rotation=page.rotation, width=width)
    except Refused as unreadable:
        raise Http404(str(unreadable)) from unreadable
