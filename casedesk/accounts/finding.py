"""Accounts found by tax code, company, User ID or terminal; and what has happened on one of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from casedesk.accounts import registering
from casedesk.accounts.declared import Declarant, Registration, Terminal
from casedesk.accounts.gateway import AccountRecord, gateway
from casedesk.accounts.models import Account, Binding, Change
from casedesk.accounts.registering import UserStanding
from casedesk.lib.outcomes import NeedsPerson, TryAgain
from casedesk.models import LOOKS, Event
from casedesk.search.folding import words_of

MOST = 50
LEAST = 2
MOST_LINES = 60


@dataclass(frozen=True, slots=True)
class History:
    """What has happened on an account, the newest first: bindings with the case of each, changes, lines, looks."""

    bindings: Sequence[tuple[Binding, Change | None]]
    changes: Sequence[Change]
    registrations: Sequence[Registration]
    lines: Sequence[Event]
    looks: Sequence[Event]


@dataclass(frozen=True, slots=True)
class Whole:
    """One account: as the gateway tells it (`problem`: why it tells nothing), and what we keep of it."""

    tax_code: str
    record: AccountRecord | None
    problem: str
    kept: Account | None
    users: Sequence[UserStanding]
    terminals: Sequence[Terminal]
    history: History


def find(query: str) -> QuerySet[Account]:
    """Return the accounts that a query may mean; none for one that is too short."""
    words = words_of(query)
    code = "".join(words).upper()
    if len(code) < LEAST:
        return Account.objects.none()
    by_name = Q(*(Q(folded__contains=f" {word}") for word in words))
    users = Declarant.objects.filter(user_id__startswith=code).values("account")
    terminals = Terminal.objects.filter(terminal_id__startswith=code).values("account")
    tax_code = f"{code[:10]}-{code[10:]}" if code.isdecimal() and len(code) > 12 else code
    by_code = Q(tax_code__startswith=tax_code) | Q(pk__in=users) | Q(pk__in=terminals)
    found = Account.objects.filter(by_name | by_code).order_by("tax_code")
    return found.annotate(users=Count("declarants", distinct=True))


def whole(tax_code: str, now: datetime) -> Whole | None:
    """Return everything that is known of an account; None where nothing is."""
    kept, record, problem = Account.objects.filter(tax_code=tax_code).first(), None, ""
    try:
        record = gateway().find(tax_code)
    except (TryAgain, NeedsPerson) as silent:
        problem = str(silent)
    if record is None and kept is None and not problem:
        return None
    terminals = list(kept.terminals.all()) if kept else []
    return Whole(
        tax_code,
        record,
        problem or ("" if record else _("Hệ thống tài khoản không có tài khoản này.")),
        kept,
        registering.users_of(kept, now) if kept else [],
        terminals,
        _history(tax_code, kept, [one.terminal_id for one in terminals]),
    )


def _history(tax_code: str, kept: Account | None, terminals: Sequence[str]) -> History:
    changes = Change.objects.filter(tax_code=tax_code).select_related("case", "proposed_by", "approved_by")
    rows = list(changes[:MOST_LINES])
    by_key: Mapping[str, Change] = {str(row.key): row for row in rows}
    bindings = list(kept.bindings.all()[:MOST_LINES]) if kept else []
    asked = kept.registrations.select_related("entered_by", "decided_by")[:MOST_LINES] if kept else []
    events = Event.objects.filter(subject__in=[tax_code, *terminals]).select_related("actor", "case")
    return History(
        [(row, by_key.get(row.origin)) for row in bindings],
        rows,
        list(asked),
        list(events.exclude(act__in=LOOKS).order_by("-id")[:MOST_LINES]),
        list(events.filter(act__in=LOOKS).order_by("-id")[:MOST_LINES]),
    )
