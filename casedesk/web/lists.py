"""What is in each list of the inbox, in which order, and its cheap count."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache, reduce
from operator import or_
from typing import Any

from django.db.models import Count, Exists, F, Func, IntegerField, OuterRef, Q, QuerySet, Subquery, Value

from casedesk import access
from casedesk.access import Act as Right
from casedesk.access import Role
from casedesk.accounts.models import ByHand
from casedesk.lib.compiled import Compiled
from casedesk.models import (
    OPEN_STATES,
    AddressChange,
    Case,
    IncomingMail,
    LetterOrder,
    MailState,
    Mention,
    Question,
    State,
    User,
    Watch,
)
from casedesk.web.filters import Filters
from casedesk.web.listings import ALL_MINE as ALL_MINE
from casedesk.web.listings import LISTS as LISTS
from casedesk.web.listings import Listing as Listing
from intake.models import SetAside
from letters.models import Letter, Message, MessageState

Roles = frozenset[Role]
Names = tuple[str, ...]
_KEPT = 256
"""How many compiled queries of either kind are kept: of a person with their roles, on a day."""
_GIVEN_UP = (MessageState.REFUSED, MessageState.UNKNOWN)
_ON_THE_WAY = (MessageState.WAITING, MessageState.SENDING)
STUCK = Q(state__in=(*_GIVEN_UP, *_ON_THE_WAY)) & (Q(state__in=_GIVEN_UP) | Q(attempts__gt=0))
"""Messages that have not gone out although they should have."""
ELSEWHERE = frozenset({"asked", "mentioned", "watched", "mail", "letters", "closed"})
"""Lists whose cases may be closed: they are counted apart from the open ones."""


def seen_by(user: User) -> list[Listing]:
    """Return the lists that a person sees, in their order."""
    return [listing for listing in LISTS if access.may(user, listing.right)]


def chosen(user: User, code: str | None, counts: Mapping[str, int]) -> Listing | None:
    """Return the list of a code, or without one that with work in it, of several all work; None for an unknown."""
    seen = seen_by(user)
    if code:
        return next((listing for listing in seen if listing.code == code), None)
    busy = [listing for listing in seen if listing.is_work and counts.get(listing.code)]
    if len(busy) > 1:
        return seen[0]
    return next(iter(busy), _usual(seen))


def _usual(seen: list[Listing]) -> Listing:
    """Return the list of who has nothing to do now: their first own one; for who only reads, all that is open."""
    if seen[0].code == ALL_MINE:
        return seen[1]
    return next(listing for listing in seen if listing.code == "all")


def cases(listing: Listing, user: User, filters: Filters, today: date) -> QuerySet[Case]:
    """Return a list's cases that meet the filters, the most pressing first unless sorted otherwise."""
    rows = Case.objects.filter(_condition(listing.code, user), filters.condition(user, today))
    rows = rows.select_related("queue", "technician")
    if listing.code == "watched":
        rows = rows.annotate(watched_at=Subquery(_watched(user).filter(case=OuterRef("pk")).values("seen_state")))
    if listing.code == "closed" and not filters.sort:
        return rows.order_by("-closed_at", "-id")
    return rows.order_by(*filters.order())


def counts(user: User, saved: Mapping[str, tuple[str, Q]]) -> dict[str, int]:
    """Count everything in two queries: one over open cases (`saved` filters too), one for all that is elsewhere.

    `saved` are lists of open cases by a key, each with a further condition.
    """
    names, ask = _counted(user, user.roles, tuple(saved.items()))
    return dict(zip(names, ask()[0], strict=True)) | _elsewhere(user)


def page(listing: Listing, user: User, filters: Filters, today: date, numbers: tuple[int, int]) -> Sequence[Case]:
    """Return the rows of `cases` from one number up to and without another, the first being 0."""
    if filters.text:
        return list(cases(listing, user, filters, today)[slice(*numbers)])
    return _page(listing, user, user.roles, filters, today, numbers)()


@lru_cache(maxsize=_KEPT)
def _page(
    listing: Listing, user: User, _roles: Roles, filters: Filters, today: date, numbers: tuple[int, int]
) -> Compiled[Case]:
    return Compiled(lambda: cases(listing, user, filters, today)[slice(*numbers)])


@lru_cache(maxsize=_KEPT)
def _counted(user: User, _roles: Roles, saved: Iterable[tuple[str, tuple[str, Q]]]) -> tuple[Names, Compiled[Any]]:
    codes = [listing.code for listing in seen_by(user) if listing.code not in ELSEWHERE]
    counted = {code: Count("pk", filter=_condition(code, user)) for code in codes}
    counted |= {key: Count("pk", filter=_condition(code, user) & more) for key, (code, more) in saved}
    together = Case.objects.filter(state__in=OPEN_STATES).order_by().annotate(open=Value(1)).values("open")
    return tuple(counted), Compiled(lambda: together.annotate(**counted).values_list(*counted))


def _elsewhere(user: User) -> dict[str, int]:
    names, ask = _counted_elsewhere(user, user.roles)
    return {name: int(count) for name, count in zip(names, ask()[0], strict=True)}


@lru_cache(maxsize=_KEPT)
def _counted_elsewhere(user: User, _roles: Roles) -> tuple[Names, Compiled[Any]]:
    counted = {
        "asked": _how_many(Question.objects.filter(asked_of=user, answered_at=None), "case"),
        "mentioned": _how_many(_mentions(user), "note__case"),
        "watched": _how_many(_watched(user).exclude(seen_state=F("case__state"))),
        "mail": _how_many(_unopened(), "case"),
        "letters": _how_many(Case.objects.filter(_condition("letters", user))),
    }
    if access.may(user, Right.RECEIVE):
        counted["questions"] = _how_many(IncomingMail.objects.filter(state=MailState.QUESTION))
        counted["set_aside"] = _how_many(SetAside.objects.filter(dismissed_at=None))
    return tuple(counted), Compiled(lambda: User.objects.filter(pk=user.pk).values_list(*counted.values()))


def _how_many(rows: QuerySet[Any], column: str = "pk") -> Subquery:
    """Count the different values of a column within another query."""
    count = Func(F(column), template="COUNT(DISTINCT %(expressions)s)", output_field=IntegerField())
    return Subquery(rows.order_by().values(how_many=count), output_field=IntegerField())


def _mentions(user: User) -> QuerySet[Mention]:
    return Mention.objects.filter(person=user, seen_at=None)


def _unopened() -> QuerySet[IncomingMail]:
    """Return mails in cases that nobody who works on them has opened."""
    return IncomingMail.objects.filter(state=MailState.JOINED, opened_at=None)


def _watched(user: User) -> QuerySet[Watch]:
    return Watch.objects.filter(person=user)


def _all_work(user: User) -> Q:
    """Open cases of every list of work that a person sees: one order of the clock over them all."""
    work = [_condition(listing.code, user) for listing in seen_by(user) if listing.is_work]
    return Q(state__in=OPEN_STATES) & reduce(or_, work)


def _condition(code: str, user: User) -> Q:
    return _all_work(user) if code == ALL_MINE else _CONDITIONS[code](user)


_UNWRITTEN = Q(letter=None) & (~Q(problem="") | Q(is_held=True))
_UNSIGNED = Q(on_paper=True) & Q(Exists(Letter.objects.filter(pk=OuterRef("letter"), message=None)))


def _with_stuck_letters() -> QuerySet[Any, Any]:
    """Return the cases of letters that wait for a person: rows of one index each, however many letters there are.

    As one condition SQLite went through every letter that was ever ordered.
    """
    unsent = Message.objects.filter(STUCK).order_by().values("case")
    asked = AddressChange.objects.filter(decided_at=None).order_by().values("case")
    waiting = (LetterOrder.objects.filter(one).order_by().values("case") for one in (_UNWRITTEN, _UNSIGNED))
    return unsent.union(*waiting, asked)


def waiting_orders() -> QuerySet[LetterOrder]:
    """Return the letters that wait for a person: not writable, to be looked at, or to be signed by hand."""
    return LetterOrder.objects.filter(_UNWRITTEN | _UNSIGNED)


def _by_hand() -> Q:
    waiting = ByHand.objects.filter(is_settled=False).values("change__case")
    return Q(state=State.APPROVED, pk__in=waiting) & ~Q(halted_because="")


def visible(user: User) -> QuerySet[Case]:
    """Return every case that a person may see, in the order of the clock."""
    rows = Case.objects.all() if access.may(user, Right.SEE) else Case.objects.none()
    return rows.select_related("queue", "technician").order_by(*Filters().order())


_CONDITIONS: Mapping[str, Callable[[User], Q]] = {
    "review": lambda user: Q(state=State.CHECKED),
    "mine": lambda user: Q(technician=user) & (Q(state=State.ASSIGNED) | _by_hand()),
    "approve": lambda user: Q(state=State.PROPOSED) & ~Q(technician=user),
    "asked": lambda user: Q(pk__in=Question.objects.filter(asked_of=user, answered_at=None).values("case")),
    "mentioned": lambda user: Q(pk__in=_mentions(user).values("note__case")),
    "watched": lambda user: Q(pk__in=_watched(user).values("case")),
    "mail": lambda user: Q(pk__in=_unopened().order_by().values("case")),
    "reading": lambda user: Q(state=State.RECEIVED),
    "supplement": lambda user: Q(state=State.SUPPLEMENT_REQUESTED),
    "letters": lambda user: Q(pk__in=_with_stuck_letters()),
    "halted": lambda user: Q(state__in=OPEN_STATES) & ~Q(halted_because=""),
    "all": lambda user: Q(state__in=OPEN_STATES),
    "closed": lambda user: ~Q(state__in=OPEN_STATES),  # said so, SQLite goes by the index of the order
}
