"""A page of the inbox: each case with its due chip, its step, the reason, and where its work is done."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import groupby

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from casedesk import access
from casedesk.access import Act as Right
from casedesk.lib.drawn import drawn
from casedesk.models import CHANNEL_LABELS, REQUEST_LABELS, Case, State, User
from casedesk.web.clocks import GROUPS, Chip, Clocks
from casedesk.web.reasons import Reasons
from intake.facts import Request
from verification.findings import Channel

_ANCHORS = {"asked": "#hoi-dap", "mentioned": "#ghi-chu"}


@dataclass(frozen=True, slots=True)
class Row:
    """One case as a line of a list; `was` is the state that a follower has seen, where it is another now."""

    case: Case
    chip: Chip
    group: str
    why: str
    holder: str
    url: str
    was: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """Everything that a row of the inbox shows."""

    pk: int
    number: str
    url: str
    chip: Chip
    channel: str
    company_name: str
    tax_code: str
    request: str
    was: str
    state: str
    why: str
    holder: str
    can_choose: bool

    @property
    def channel_label(self) -> str:
        """How the dossier came."""
        return str(CHANNEL_LABELS[Channel(self.channel)])

    @property
    def request_label(self) -> str:
        """What the company asks for; empty where that is not known yet."""
        return str(REQUEST_LABELS[Request(self.request)]) if self.request else ""

    @property
    def state_label(self) -> str:
        """Where the case is."""
        return str(State(self.state).label)


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under one heading, each with its line as it is drawn."""

    code: str
    label: str | Promise
    rows: Sequence[Row]
    lines: Sequence[SafeString]


def grouped(cases: Sequence[Case], code: str, user: User, now: datetime, *, by_clock: bool = True) -> list[Group]:
    """Return a page of a list as rows in the order given, under the headings of the clock if they are by it."""
    can_choose = access.may(user, Right.TAKE_PART)
    found = list(rows_of(cases, code, user, now))
    parts = [(name, list(rows)) for name, rows in groupby(found, lambda row: row.group)]
    if not by_clock:
        parts = [("", found)] if found else []
    return [
        Group(name, GROUPS.get(name, ""), rows, [drawn("web/_line.html", _line(row, can_choose)) for row in rows])
        for name, rows in parts
    ]


def _line(row: Row, can_choose: bool) -> Line:
    case = row.case
    return Line(
        case.pk,
        case.number,
        row.url,
        row.chip,
        case.channel,
        case.company_name,
        case.tax_code,
        case.request,
        row.was,
        case.state,
        row.why,
        row.holder,
        can_choose,
    )


def rows_of(cases: Sequence[Case], code: str, user: User, now: datetime) -> Iterator[Row]:
    """Yield the cases of a list as rows."""
    clocks = Clocks(now)
    reasons = Reasons(cases, user, clocks)
    for case in cases:
        yield Row(
            case,
            clocks.chip(case),
            clocks.group(case),
            reasons.why(case),
            holder_of(case),
            _url(case, code, user),
            _was(case),
        )


def holder_of(case: Case) -> str:
    """Say who has a case in hand now."""
    if case.halted_because:
        return str(case.technician or case.queue or _("văn thư"))
    if case.state in {State.RECEIVED, State.APPROVED, State.FULFILLED, State.ANSWERED}:
        return _("máy")
    if case.state == State.SUPPLEMENT_REQUESTED:
        return _("doanh nghiệp")
    if case.state == State.CHECKED:
        return _("văn thư")
    return str(case.technician or case.queue or "")


def _url(case: Case, code: str, user: User) -> str:
    """Return where a row leads: in a list of work to the work itself, elsewhere to the case."""
    work = (
        _work(case, user)
        if code == "now"
        else {"review": "review", "mine": "fulfil", "approve": "approve"}.get(code)
    )
    return address(f"web:{work or 'case'}", case.number) + _ANCHORS.get(code, "")


@lru_cache(maxsize=4096)
def address(name: str, number: str) -> str:
    """Return the address of a page of a case, which lists ask for again and again."""
    return reverse(name, args=[number])


def _work(case: Case, user: User) -> str:
    if case.state == State.CHECKED and access.may(user, Right.REVIEW):
        return "review"
    if case.state == State.ASSIGNED and case.technician_id == user.pk:
        return "fulfil"
    is_for_me = case.state == State.PROPOSED and case.technician_id != user.pk
    return "approve" if is_for_me and access.may(user, Right.APPROVE) else ""


def _was(case: Case) -> str:
    seen = getattr(case, "watched_at", None)
    return str(State(seen).label) if seen in set(State) and seen != case.state else ""
