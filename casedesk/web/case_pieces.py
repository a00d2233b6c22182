"""The pieces of a case page that are drawn once for what they say, and what they are drawn for."""

import secrets
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any, TypedDict

from django.middleware.csrf import get_token
from django.utils.encoding import escape_uri_path
from django.utils.html import escape
from django.utils.safestring import SafeString

from casedesk import access, attachments, notes
from casedesk.access import Rights
from casedesk.accounts.models import Operation
from casedesk.lib.drawn import filled, piece
from casedesk.models import Case, State
from casedesk.web.account import AccountView
from casedesk.web.clock_bar import Day, Stop
from casedesk.web.clocks import Chip, Notice
from casedesk.web.intake import BatchForm
from casedesk.web.notes import Kept
from casedesk.web.screen import StaffRequest
from casedesk.web.siblings import Beside
from casedesk.web.steps import Step

_COLUMNS = tuple(column.attname for column in Case._meta.concrete_fields)
_PEOPLE = secrets.token_hex(32)
"""The hole for who may be named in a note: everybody but the person themself."""
_NUMBER = secrets.token_hex(32)
"""The hole for the number of the case, in pieces that show nothing else of it."""


class Now(TypedDict):
    """What is shown of a case as it stands, for its person."""

    chip: Chip
    notice: Notice | None
    holder: str
    step: Step
    is_moving: bool


@dataclass(frozen=True, slots=True)
class _AnyCase:
    """A case of which nothing but its number is shown, and that as a hole."""

    number: str = _NUMBER


@dataclass(frozen=True, slots=True)
class Table:
    """What every piece of a case page is drawn for: the case and its row, what a person may do, their token."""

    case: Case
    may: Rights
    token: str
    row: Hashable

    def piece(self, name: str, *key: Hashable, **shown: Any) -> SafeString:
        """Return a piece; beside the case's row and the person's rights its key decides all that is shown."""
        mine = {"case": self.case, "may": self.may}
        return piece(f"web/{name}.html", (self.row, self.may, *key), lambda: mine | shown, self.token)

    def shared(self, name: str, *key: Hashable, **shown: Any) -> SafeString:
        """Return a piece that shows of the case its number alone: it is drawn once for all cases.

        Beside the person's rights its key decides all that is shown.
        """
        mine = {"case": _AnyCase(), "may": self.may}
        found = piece(f"web/{name}.html", (self.may, *key), lambda: mine | shown, self.token)
        return filled(found, _NUMBER, escape(escape_uri_path(self.case.number)))


def table_of(request: StaffRequest, case: Case) -> Table:
    """Return what a page of a case is drawn for."""
    row = tuple(getattr(case, name) for name in _COLUMNS)
    return Table(case, access.rights_of(request.user), get_token(request), row)


def now(table: Table, shown: Now) -> SafeString:
    """Draw what the case is, and what its person must do."""
    case = table.case
    technician = str(case.technician) if case.technician else ""
    return table.piece("_now", *shown.values(), technician, case.seen_state, **shown)


def clock(table: Table, days: Iterable[Day], stops: Iterable[Stop]) -> SafeString:
    """Draw the days of the clock, and when it stood still."""
    days, stops = tuple(days), tuple(stops)
    return table.shared("_clock", days, stops, clock_days=days, clock_stops=stops)


def kin(table: Table, shown: Beside) -> SafeString | str:
    """Draw the cases beside a case."""
    case = table.case
    if not case.joined_into and not any(shown.values()):
        return ""
    siblings = tuple((_shown(one.case), one.can_join, one.is_linked) for one in shown["siblings"])
    others = tuple(map(_shown, shown["linked"])), tuple(map(_shown, shown["joined"]))
    into = _shown(case.joined_into) if case.joined_into else None
    return table.piece("_siblings", siblings, others, into, case.seen_state, **shown)


def tabs(table: Table, kept: Kept, *, is_watched: bool) -> SafeString:
    """Draw the ways to the sections, and to following the case."""
    counts = {"notes": len(kept.notes), "attachments": len(kept.files)}
    return table.shared("_tabs", *counts.values(), is_watched, is_watched=is_watched, **counts)


def arrivals(table: Table, today: date) -> SafeString:
    """Draw the form for a supplement."""
    channel, is_asked = table.case.channel, table.case.state == State.SUPPLEMENT_REQUESTED
    form = partial(BatchForm, initial={"channel": channel, "arrived_on": today})
    return table.shared("_arrivals", channel, today, is_asked, arrivals=form, is_asked=is_asked)


def kept(table: Table, kept: Kept) -> SafeString:
    """Draw notes and files, and the forms for more."""
    written = tuple((one.pk, str(one.by), one.at, one.text) for one in kept.notes)
    files = tuple((one.pk, one.name, one.size, str(one.by), one.at, one.why) for one in kept.files)
    found = table.shared(
        "_kept",
        written,
        files,
        notes=kept.notes,
        attachments=kept.files,
        people=_PEOPLE,
        longest_note=notes.LONGEST,
        longest_why=attachments.LONGEST_WHY,
    )
    return filled(found, _PEOPLE, kept.people)


def account(table: Table, view: AccountView, again: Operation | None) -> SafeString:
    """Draw the account on record beside what the request letter says."""
    return table.shared("_case_account", view, again, account=view, again=again)


def address(table: Table, *, can_ask: bool) -> SafeString | str:
    """Draw the form that asks for another address, where none is asked for already."""
    return table.piece("_readdress", can_ask_address=True) if can_ask else ""


def endings(table: Table, can: Mapping[str, bool]) -> SafeString | str:
    """Draw the ways to end a case otherwise, or to open it again."""
    return table.shared("_endings", tuple(can.items()), **can) if any(can.values()) else ""


def _shown(case: Case) -> Hashable:
    """Return all that is shown of a case beside this one."""
    return case.number, case.state, case.request
