"""The control slip of a case ("Phiếu kiểm soát quá trình giải quyết hồ sơ", TT 01/2018) from its history."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.template.loader import render_to_string
from django.utils import timezone, translation

from casedesk import sla
from casedesk.models import LOOKS, Act, Case, Event
from letters.models import Letterhead
from letters.printing import print_pdf

COMPANY, COUNTER, CLERK = "Doanh nghiệp", "Bộ phận tiếp nhận và trả kết quả", "Văn thư"
TECHNICIAN, APPROVER, MACHINE, SUPERVISOR = "Kỹ thuật viên", "Người duyệt", "Hệ thống", "Lãnh đạo"
_CLERKS = frozenset(
    {Act.ACCEPTED, Act.REFUSED, Act.SUPPLEMENT_REQUESTED, Act.JUDGED, Act.CORRECTED, Act.CONFIRMED, Act.WITHDRAWN}
)
_APPROVERS = frozenset({Act.APPROVED, Act.RETURNED, Act.AGAIN_DROPPED})


@dataclass(frozen=True, slots=True)
class Route:
    """A hand-over that an event is: from whom to whom, and which later event says who took it in hand."""

    giver: str
    taker: str
    taken: frozenset[Act] = frozenset()


ROUTES: Mapping[str, Route] = {
    Act.RECEIVED: Route(COMPANY, COUNTER),
    Act.SUPPLEMENTED: Route(COMPANY, COUNTER),
    Act.CHECKED: Route(COUNTER, CLERK, _CLERKS),
    Act.UNREADABLE: Route(COUNTER, CLERK, _CLERKS),
    Act.SUPPLEMENT_REQUESTED: Route(CLERK, COMPANY),
    Act.REFUSED: Route(CLERK, COMPANY),
    Act.ASSIGNED: Route(CLERK, TECHNICIAN, frozenset({Act.PROPOSED})),
    Act.PROPOSED: Route(TECHNICIAN, APPROVER, _APPROVERS),
    Act.ASKED_AGAIN: Route(TECHNICIAN, APPROVER, _APPROVERS),
    Act.AGAIN_DROPPED: Route(APPROVER, TECHNICIAN),
    Act.RETURNED: Route(APPROVER, TECHNICIAN, frozenset({Act.PROPOSED})),
    Act.APPROVED: Route(APPROVER, MACHINE, frozenset({Act.FULFILLED})),
    Act.GATEWAY_REFUSED: Route(MACHINE, TECHNICIAN, frozenset({Act.PROPOSED})),
    Act.CLOSED: Route(MACHINE, COMPANY),
    Act.WITHDRAWN: Route(CLERK, COMPANY),
    Act.STOPPED: Route(SUPERVISOR, COMPANY),
    Act.REOPENED: Route(SUPERVISOR, CLERK, _CLERKS),
}
"""Every act by which a dossier changes hands."""
IN_ONE_PAIR_OF_HANDS = frozenset(
    {
        *(Act.READ, Act.CORRECTED, Act.CONFIRMED, Act.JUDGED, Act.ACCEPTED, Act.BEARER_NOTED),
        *LOOKS,
        *(Act.REGISTER_EXPORTED, Act.REGISTER_CLOSED, Act.TRAIL_EXPORTED),
        *(Act.REGISTRATION_ENTERED, Act.REGISTRATION_APPROVED, Act.REGISTRATION_REFUSED, Act.ACCESS_KEY_SEEN),
        *(Act.ACCOUNTS_EXPORTED, Act.LOAD_HANDED_IN, Act.LOAD_ACCEPTED, Act.LOAD_APPLIED),
        Act.LOAD_REFUSED,
        *(Act.SIGNED_IN, Act.SIGN_IN_FAILED, Act.SIGNED_OUT),
        *(Act.PAGE_CHANGED, Act.PAGE_MOVED, Act.PAGE_OUT, Act.PAGE_BACK),
        *(Act.QUESTION_ASKED, Act.QUESTION_ANSWERED, Act.NOTED, Act.ATTACHED, Act.PASSWORD_SEEN, Act.LINK_RENEWED),
        *(Act.BY_HAND_NOTED, Act.PASSWORD_TAKEN),
        *(Act.FULFILLED, Act.HALTED, Act.RESUMED, Act.CERTIFICATE_ADDED, Act.CERTIFICATE_REMOVED),
        *(Act.OVERDUE_EXPLAINED, Act.EXTENDED, Act.DUE_MOVED, Act.DUE_COUNTED),
        *(Act.LETTER_WRITTEN, Act.LETTER_SENT, Act.LETTER_DELAYED, Act.LETTER_REFUSED, Act.LETTER_UNKNOWN),
        *(Act.LETTER_RETRIED, Act.LETTER_SETTLED, Act.ADDRESS_ASKED, Act.ADDRESS_CHANGED, Act.ADDRESS_KEPT),
        *(Act.MAIL_ARRIVED, Act.MAIL_LINKED, Act.MAIL_SET_ASIDE),
        *(Act.LETTER_CHANGED, Act.LETTER_RELEASED, Act.COPY_FILED, Act.TEXT_SAVED, Act.HANDLING_SET),
        *(Act.JOINED, Act.SEPARATED, Act.LINKED, Act.UNLINKED),
    }
)
"""Every other act: work done where the dossier lies."""
_ENDS = frozenset({Act.CLOSED, Act.REFUSED, Act.WITHDRAWN, Act.STOPPED, Act.AGAIN_DROPPED})


@dataclass(frozen=True, slots=True)
class Side:
    """Who gives or takes, and when; `at` is None while nobody has taken it in hand yet."""

    office: str
    name: str
    at: datetime | None


@dataclass(frozen=True, slots=True)
class HandOver:
    """One row pair of the slip. `result` holds the end, and what is late before it, against the promised day."""

    given: Side
    taken: Side
    result: str
    note: str


def hand_overs(case: Case) -> list[HandOver]:
    """Return how a case went from hand to hand, in order."""
    events = list(case.events.select_related("actor").order_by("pk"))
    clock = case.clocks.last()
    return list(_hand_overs(events, clock.due_on if clock else None))


def render(case: Case, now: datetime) -> bytes:
    """Print the slip, always in Vietnamese. Raises `NeedsPerson` where no letterhead is in force."""
    today = sla.today(now)
    clock = case.clocks.last()
    with translation.override("vi"):
        values = {
            "subject": f"Phiếu kiểm soát {case.number}",
            "case": case,
            "request": str(case.get_request_display()),
            "due_on": clock.due_on if clock else None,
            "head": Letterhead.current(today),
            "today": today,
            "rows": hand_overs(case),
        }
        return print_pdf(render_to_string("letters/control_slip.html", values))


def _hand_overs(events: Sequence[Event], due_on: date | None) -> Iterator[HandOver]:
    for index, event in enumerate(events):
        route = ROUTES.get(event.act)
        if route:
            moved = any(before.act == Act.ASSIGNED for before in events[:index])
            given = Side(_office(event, moved=moved), _giver(event), event.at)
            yield HandOver(given, _taken(event, route, events[index + 1 :]), _result(event, due_on), _note(event))


def _office(event: Event, *, moved: bool) -> str:
    """Return who hands over: from the second assignment on it is a supervisor who moves the dossier."""
    is_move = moved and event.act == Act.ASSIGNED and event.actor is not None
    return SUPERVISOR if is_move else ROUTES[event.act].giver


def _giver(event: Event) -> str:
    """Name who hands over: a company has no name here, and what the machine hands over has no actor."""
    return "" if ROUTES[event.act].giver == COMPANY or event.actor is None else str(event.actor)


def _taken(event: Event, route: Route, later: Iterable[Event]) -> Side:
    """Return who took it: at once where the act itself is the taking, else who did the next thing with it."""
    if not route.taken:
        name = str(event.actor) if event.actor and route.taker != COMPANY else ""
        return Side(route.taker, name, event.at)
    for other in later:
        if other.act in route.taken:
            return Side(route.taker, str(other.actor or ""), other.at)
        if other.act == event.act:
            break
    return Side(route.taker, "", None)


def _result(event: Event, due_on: date | None) -> str:
    day = timezone.localtime(event.at).date()
    if due_on is None or event.act == Act.RECEIVED:
        return ""
    if day > due_on:
        return "Quá hạn"
    if event.act not in _ENDS:
        return ""
    return "Đúng hạn" if day == due_on else "Trước hạn"


def _note(event: Event) -> str:
    return f"{event.get_act_display()}{': ' if event.note else ''}{event.note}"
