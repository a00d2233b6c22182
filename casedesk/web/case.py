"""The case page: what it is, what this person must do, by when, and everything that happened."""

from collections.abc import Sequence
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from casedesk import (
    access,
    actions,
    again,
    extensions,
    handing_over,
    history,
    notes,
    overdue,
    questions,
    readdressing,
    watching,
)
from casedesk.access import Act as Right
from casedesk.history import Line
from casedesk.models import (
    LOOKS,
    REOPENABLE_STATES,
    SUPPLEMENTABLE_STATES,
    UNDECIDED_STATES,
    Case,
    State,
    User,
)
from casedesk.web import case_pieces, clock_bar, looks
from casedesk.web.account import account_of
from casedesk.web.case_parts import parts_of
from casedesk.web.case_pieces import Now, Table
from casedesk.web.clocks import Clocks
from casedesk.web.events import lines_drawn
from casedesk.web.notes import kept_with
from casedesk.web.rows import address, holder_of
from casedesk.web.screen import StaffRequest, attempt, found, screen
from casedesk.web.siblings import siblings_on
from casedesk.web.steps import next_step
from casedesk.web.whole import found_whole

MACHINES_STATES = frozenset({State.RECEIVED, State.APPROVED, State.FULFILLED, State.ANSWERED})
"""States that pass by themselves, while somebody may be looking on."""
_LOOKS = frozenset(LOOKS)


@screen(Right.SEE)
def show(request: StaffRequest, number: str) -> HttpResponse:
    """Show a case with its sections."""
    case, now = found_whole(number, request.user), timezone.now()
    clocks = Clocks(now)
    if request.htmx:
        return _progress(request, case, clocks)
    lines, table = _lines(case, request.user, now), case_pieces.table_of(request, case)
    return render(request, "web/case.html", _context(request, table, lines, clocks, now))


@screen(Right.APPROVE, "POST")
def resume(request: StaffRequest, number: str) -> HttpResponse:
    """Let a case that stands still go on."""
    case = found(number)
    seen = request.POST.get("seen_state")
    if attempt(request, lambda: actions.resume(case.pk, request.user, timezone.now(), seen)):
        messages.success(request, _("Đã cho hồ sơ chạy tiếp."))
    return redirect("web:case", number)


@screen(Right.SUPERVISE, "POST")
def reassign(request: StaffRequest, number: str) -> HttpResponse:
    """Give the case to another technician."""
    case = found(number)
    chosen = request.POST.get("technician", "")
    technician = get_object_or_404(User, pk=chosen if chosen.isdigit() else 0)
    seen = request.POST.get("seen_state")
    if attempt(request, lambda: actions.reassign(case.pk, technician, request.user, timezone.now(), seen)):
        messages.success(request, _("Đã giao hồ sơ cho %(name)s.") % {"name": technician})
    return redirect("web:case", number)


@screen(Right.SUPERVISE, "POST")
def take_over(request: StaffRequest, number: str) -> HttpResponse:
    """Take the case into one's own hands."""
    actions.take_over(found(number).pk, request.user, timezone.now(), request.POST.get("seen_state"))
    messages.success(request, _("Hồ sơ nay do bạn xử lý."))
    return redirect("web:case", number)


def _context(
    request: StaffRequest, table: Table, lines: Sequence[Line], clocks: Clocks, now: datetime
) -> dict[str, object]:
    """Return what the page shows: pieces that are drawn, and what is shown of few cases only."""
    case, user, may = table.case, request.user, table.may
    parts, people = parts_of(table, lines), notes.people(clocks.today)
    kept, is_watched = kept_with(case, user, people, now), watching.see(case, user)
    looked = [line for line in lines if line.act in _LOOKS]
    return {
        "case": case,
        "csrf_token": table.token,
        "now": case_pieces.now(table, _now(case, user, clocks)),
        "clock": case_pieces.clock(
            table, clock_bar.days_of(case, clocks), clock_bar.stops_of(lines) if case.is_open else ()
        ),
        "kin": case_pieces.kin(table, siblings_on(case)),
        "tabs": case_pieces.tabs(table, kept, is_watched=is_watched),
        "arrivals": case_pieces.arrivals(table, clocks.today) if _takes_papers(case, user) else "",
        "dossier": parts,
        "kept": case_pieces.kept(table, kept),
        "account": (account := account_of(case, parts.said)),
        "account_section": case_pieces.account(table, account, again.can(case)),
        "address_asked": readdressing.asked(lines),
        "address": case_pieces.address(table, can_ask=case.state in readdressing.STATES and Right.SEND in may),
        "handover": handing_over.standing(case, now),
        "asks_why_late": overdue.is_asked(case, user, now, lines),
        "questions": questions.of_case(case),
        "may_extend": extensions.is_proposed(case, user, clocks.today, clocks.calendar, lines),
        "technicians": _technicians(case, user, people),
        "endings": case_pieces.endings(table, _endings(case, user)),
        "slip_url": address("web:slip", case.number),
        "events": lines_drawn(line for line in lines if line.act not in _LOOKS),
        "looks": lines_drawn(looked),
        "looks_count": len(looked),
    }


def _now(case: Case, user: User, clocks: Clocks) -> Now:
    return {
        "chip": clocks.chip(case),
        "notice": clocks.notice(case),
        "holder": holder_of(case),
        "step": next_step(case, user),
        "is_moving": case.state in MACHINES_STATES and not case.halted_because,
    }


def _progress(request: StaffRequest, case: Case, clocks: Clocks) -> HttpResponse:
    """Show how far the machine is; once it has done its step, let the page load anew."""
    if request.GET.get("buoc") == case.state and not case.halted_because:
        return render(request, "web/_now.html", {"case": case, **_now(case, request.user, clocks)})
    response = HttpResponse()
    response["HX-Refresh"] = "true"
    return response


def _lines(case: Case, user: User, now: datetime) -> Sequence[Line]:
    """Return the case's history, this look at its papers included."""
    lines = history.of(case)
    if case.state == State.RECEIVED or not access.may(user, Right.SEE_PAPERS):
        return lines
    look = looks.log(case, user, now, lines)
    return [history.line_of(look), *lines] if look else lines


def _takes_papers(case: Case, user: User) -> bool:
    return case.state in SUPPLEMENTABLE_STATES and access.may(user, Right.RECEIVE)


def _endings(case: Case, user: User) -> dict[str, bool]:
    """Say which ends of the case this person may make, or undo."""
    supervises = access.may(user, Right.SUPERVISE)
    return {
        "can_withdraw": case.state in UNDECIDED_STATES and access.may(user, Right.REVIEW),
        "can_decline": case.state == State.ASSIGNED and supervises,
        "can_stop": case.state in UNDECIDED_STATES and supervises,
        "can_reopen": case.state in REOPENABLE_STATES and supervises,
    }


def _technicians(case: Case, user: User, people: Sequence[User]) -> list[User]:
    if case.state not in {State.ASSIGNED, State.PROPOSED} or not access.may(user, Right.SUPERVISE):
        return []
    others = [person for person in people if person.is_technician and person.pk != case.technician_id]
    return sorted(others, key=lambda person: person.is_away)
