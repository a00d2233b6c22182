"""Other cases of the same company, as the case page and the review show them; joining and linking."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypedDict

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from casedesk import linking
from casedesk.access import Act as Right
from casedesk.models import Case
from casedesk.web.screen import StaffRequest, found, screen


@dataclass(frozen=True, slots=True)
class Sibling:
    """Another open case of the company: whether this one can be joined into it, and whether they are linked."""

    case: Case
    can_join: bool
    is_linked: bool


class Beside(TypedDict):
    """What a page shows of the cases beside a case."""

    siblings: Sequence[Sibling]
    linked: Sequence[Case]
    joined: Sequence[Case]


def siblings_on(case: Case) -> Beside:
    """Return what a page shows of the cases beside a case."""
    kin = linking.kin_of(case)
    known = {other.pk for other in kin.linked}
    beside = [Sibling(one, linking.can_join(case, one), one.pk in known) for one in kin.siblings]
    return {"siblings": beside, "linked": kin.linked, "joined": kin.joined}


@screen(Right.REVIEW, "POST")
def join(request: StaffRequest, number: str) -> HttpResponse:
    """Make the case's papers a supplement of an older one."""
    case, older = found(number), _other(request)
    linking.join(case.pk, older.pk, request.user, timezone.now(), request.POST.get("seen_state"))
    messages.success(request, _("Đã nhập %(number)s vào đây.") % {"number": number})
    return redirect("web:case", older.number)


@screen(Right.REVIEW, "POST")
def link(request: StaffRequest, number: str) -> HttpResponse:
    """Mark two cases as belonging together, or take the mark off."""
    case, other = found(number), _other(request)
    act = linking.unlink if request.POST.get("act") == "unlink" else linking.link
    act(case.pk, other.pk, request.user, timezone.now())
    return redirect("web:case", number)


def _other(request: StaffRequest) -> Case:
    number = request.POST.get("other", "")
    if not number.isprintable():
        raise Http404
    return found(number)
