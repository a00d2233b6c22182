"""What every screen shares: the right to open it, the case it is about, and an act that may be refused."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django_htmx.middleware import HtmxDetails

from casedesk import access
from casedesk.access import Act as Right
from casedesk.actions import CannotDo, Overtaken
from casedesk.lib.outcomes import NeedsPerson, TryAgain
from casedesk.models import Case, User
from verification.certificates import NotACertificate

REFUSALS = (CannotDo, NotACertificate, NeedsPerson, TryAgain)
"""What the driver says in a sentence when an act cannot be done; nothing was changed."""

P = ParamSpec("P")
View = Callable[Concatenate["StaffRequest", P], HttpResponseBase]
_NOT_TYPED = {"csrfmiddlewaretoken", "seen_state", "act", "back", "chon", "query", "technician"}


@dataclass(frozen=True, slots=True)
class Entry:
    """What a person typed in vain and why it was refused; `can_insist` where the same again would be taken.

    `drawn_page` and `drawn_box` say where they have drawn that it stands, as their form said it; `code` is that
    of a certificate's file that was refused.
    """

    text: str = ""
    problem: str = ""
    can_insist: bool = False
    drawn_page: str = ""
    drawn_box: str = ""
    code: str = ""


class StaffRequest(HttpRequest):
    """A request of a person who is signed in."""

    user: User
    htmx: HtmxDetails


def screen(right: Right, *methods: str) -> Callable[[View[P]], Callable[..., HttpResponseBase]]:
    """Open a view to those who have a right, for the given methods (GET unless told).

    A refused act is answered with 409, its sentence, and the text that was typed.
    """
    allowed = methods or ("GET", "HEAD")

    def decorate(view: View[P]) -> Callable[..., HttpResponseBase]:
        @wraps(view)
        def guarded(request: StaffRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not access.may(request.user, right):
                raise PermissionDenied
            if request.method not in allowed:
                return HttpResponseNotAllowed(allowed)
            try:
                return view(request, *args, **kwargs)
            except REFUSALS as refusal:
                return _refused(request, str(refusal))

        return guarded

    return decorate


def attempt(request: StaffRequest, act: Callable[[], object]) -> bool:
    """Do an act; when it is refused, keep its sentence for the page and return False.

    A form that is stale has no page to go back to: `Overtaken` is answered by `screen`.
    """
    try:
        act()
    except Overtaken:
        raise
    except REFUSALS as refusal:
        messages.error(request, str(refusal))
        return False
    return True


def found(number: str) -> Case:
    """Return the case of a number, or answer 404."""
    return get_object_or_404(Case.objects.select_related("queue", "technician", "received_by"), number=number)


def seen_state_of(request: StaffRequest, case: Case) -> str:
    """Return what a form shall remember of where the case is: what its person saw first, if it comes back."""
    return request.POST.get("seen_state") or case.seen_state


def status_of(request: StaffRequest) -> int:
    """Return the status of a form that is shown: 409 when it comes back after an act was refused."""
    return 409 if request.method == "POST" else 200


def _refused(request: StaffRequest, sentence: str) -> HttpResponse:
    typed = [text for name, text in request.POST.items() if name not in _NOT_TYPED and len(str(text)) > 3]
    response = render(request, "web/refused.html", {"sentence": sentence, "typed": typed}, status=409)
    if request.htmx:
        response["HX-Retarget"], response["HX-Reswap"] = "body", "innerHTML"
    return response
