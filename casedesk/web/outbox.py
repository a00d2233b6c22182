"""The letters of all cases on their way: which wait, were refused, may have arrived, are out."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from casedesk.access import Act as Right
from casedesk.models import LetterOrder
from casedesk.web import parameters
from casedesk.web.letters import LetterView, view_of
from casedesk.web.screen import StaffRequest, screen
from letters.decisions import FOR_A_PERSON
from letters.models import Message, MessageState

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class Filter:
    """One view of the outbox."""

    code: str
    label: str | Promise
    states: Sequence[MessageState]
    empty: str | Promise


FILTERS = (
    Filter(
        "can-xem",
        gettext_lazy("Cần người xem"),
        FOR_A_PERSON,
        gettext_lazy("Không có thư nào cần người xem. Thư bị từ chối hoặc chưa rõ đã tới sẽ hiện ở đây."),
    ),
    Filter(
        "cho-gui",
        gettext_lazy("Chờ gửi"),
        (MessageState.WAITING, MessageState.SENDING),
        gettext_lazy("Không có thư nào chờ gửi. Thư được gửi ngay khi lập xong."),
    ),
    Filter(
        "tu-choi",
        gettext_lazy("Bị từ chối"),
        (MessageState.REFUSED,),
        gettext_lazy("Không có thư nào bị từ chối."),
    ),
    Filter(
        "chua-ro",
        gettext_lazy("Chưa rõ đã tới"),
        (MessageState.UNKNOWN,),
        gettext_lazy("Không có thư nào chưa rõ đã tới."),
    ),
    Filter(
        "da-gui",
        gettext_lazy("Đã gửi"),
        (MessageState.SENT,),
        gettext_lazy("Chưa có thư nào gửi đi."),
    ),
)


@screen(Right.SEE)
def show(request: StaffRequest) -> HttpResponse:
    """Show a page of one view, the newest letters first."""
    parameters.only(request, ("xem", "trang"))
    code = parameters.choice(request, "xem", [one.code for one in FILTERS]) or FILTERS[0].code
    number = parameters.number(request, "trang", 1)
    shown = next(one for one in FILTERS if one.code == code)
    rows = _page(shown, number)
    counts = _counts()
    context = {
        "place": "outbox",
        "filters": [
            (one, sum(counts[state] for state in one.states) if _is_small(one) else None) for one in FILTERS
        ],
        "shown": shown,
        "letters": rows[:PER_PAGE],
        "page": number,
        "has_more": len(rows) > PER_PAGE,
        "server": _trouble(),
        "unwritten": LetterOrder.objects.filter(letter=None).exclude(problem="").count(),
        "here": request.get_full_path(),
    }
    return render(request, "web/outbox.html", context)


def _page(shown: Filter, number: int) -> list[LetterView]:
    """Return the letters of a page and one more, so that nobody counts a million sent ones."""
    start = (number - 1) * PER_PAGE
    found = Message.objects.filter(state__in=shown.states).order_by("-id")
    ids = list(found.values_list("letter", flat=True)[start : start + PER_PAGE + 1])
    orders = LetterOrder.objects.filter(letter__in=ids).select_related("case", "letter__message__settled_by")
    return [view_of(order) for order in orders.order_by("-letter__message__id")]


def _counts() -> dict[str, int]:
    found: QuerySet[Message] = Message.objects.exclude(state=MessageState.SENT).order_by()
    counted = dict(found.values_list("state").annotate(Count("pk")))
    return {state: counted.get(state, 0) for state in MessageState}


def _is_small(one: Filter) -> bool:
    return MessageState.SENT not in one.states


def _trouble() -> str:
    """Say what keeps every letter waiting, where our own mail server does."""
    held = Message.objects.filter(Q(is_held=True) & ~Q(last_error=""), state=MessageState.WAITING)
    last = held.order_by("-claimed_at").first()
    return " ".join(filter(None, (last.last_error, last.server_said and f"({last.server_said})"))) if last else ""
