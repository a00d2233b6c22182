"""What a clerk does to a page on the review screen: turn it, name it, move it, leave it out."""

from collections.abc import Callable

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from casedesk import pages
from casedesk.access import Act as Right
from casedesk.actions import CannotDo
from casedesk.models import Case
from casedesk.places import MOST_DIGITS
from casedesk.web.screen import StaffRequest, found, screen
from intake.facts import DOCUMENT_KINDS, Kind
from intake.models import KIND_LABELS


@screen(Right.REVIEW, "POST")
def set_page(request: StaffRequest, number: str, page: int) -> HttpResponse:
    """Say what a page is and which way up."""
    kind, rotation = request.POST.get("kind", ""), request.POST.get("rotation", "")
    if kind not in KIND_LABELS or not rotation.isdecimal():
        raise CannotDo(_("Hãy chọn loại giấy tờ và chiều của trang."))
    chosen, turn, seen = Kind(kind), int(rotation), request.POST.get("seen")
    return _done(
        number, page, lambda case: pages.set_page(case.pk, page, chosen, turn, request.user, timezone.now(), seen)
    )


@screen(Right.REVIEW, "POST")
def move(request: StaffRequest, number: str, page: int) -> HttpResponse:
    """Bring a page to another document, or let it found a new one."""
    to, seen = _target(request.POST.get("to", "")), request.POST.get("seen")
    return _done(number, page, lambda case: pages.move(case.pk, page, to, request.user, timezone.now(), seen))


@screen(Right.REVIEW, "POST")
def throw_out(request: StaffRequest, number: str, page: int) -> HttpResponse:
    """Leave a page out of the dossier."""
    seen = request.POST.get("seen")
    return _done(number, page, lambda case: pages.throw_out(case.pk, page, request.user, timezone.now(), seen))


@screen(Right.REVIEW, "POST")
def take_back(request: StaffRequest, number: str, page: int) -> HttpResponse:
    """Let a page that was left out count again."""
    seen = request.POST.get("seen")
    return _done(number, page, lambda case: pages.take_back(case.pk, page, request.user, timezone.now(), seen))


def _target(to: str) -> int | Kind:
    """Read a choice of the list: a document's number, or the kind of a new one."""
    if to.isdecimal() and len(to) <= MOST_DIGITS:
        return int(to)
    if to in DOCUMENT_KINDS:
        return Kind(to)
    raise CannotDo(_("Hãy chọn giấy tờ mà trang này thuộc về."))


def _done(number: str, page: int, act: Callable[[Case], None]) -> HttpResponse:
    act(found(number))
    return redirect(f"{reverse('web:review', args=[number])}#page-{page}")
