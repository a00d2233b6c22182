"""The inbox: what a person must do now, in the order of the clock."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import BadRequest
from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from casedesk import access, saved_filters, sla
from casedesk.access import Act as Right
from casedesk.lib.compiled import Compiled
from casedesk.models import Case, SavedFilter, User
from casedesk.unchanged import unchanged
from casedesk.web import filters, inbox_pieces, lists, rows
from casedesk.web.filters import Filters
from casedesk.web.lists import Listing
from casedesk.web.screen import StaffRequest, screen

PER_PAGE = 50
MOST_COUNTED = 10_000
"""A list longer than this says "more than": counting a million rows would cost more than showing them."""


class Bounded(Paginator[Case]):
    """Pages of a list that is counted only so far, unless it is `known` how many there are."""

    def __init__(self, found: QuerySet[Case], known: int | None) -> None:
        super().__init__(found, PER_PAGE)
        self.known = known

    @cached_property
    def count(self) -> int:
        """How many rows there are, at most one more than are counted."""
        if self.known is not None:
            return min(self.known, MOST_COUNTED + 1)
        found = self.object_list
        return found[: MOST_COUNTED + 1].count() if isinstance(found, QuerySet) else len(found)


@dataclass(frozen=True, slots=True)
class Kept:
    """A saved filter in the left column; `query` is empty where it fits nothing any more."""

    row: SavedFilter
    query: str
    listing: str
    filters: Filters
    is_mine: bool

    @property
    def is_cheap(self) -> bool:
        """Whether its cases are counted together with the open ones."""
        return bool(self.query) and self.listing not in lists.ELSEWHERE and not self.filters.text


_TECHNICIANS = Compiled(
    lambda: User.objects.filter(is_technician=True).order_by("-is_active", "is_away", "full_name", "pk")
)


def home(request: HttpRequest) -> HttpResponse:
    """Lead a person to where their work is: an administrator's is not the dossiers."""
    sees_cases = access.may(request.user, Right.SEE) or not access.may(request.user, Right.ADMINISTER)
    return redirect("web:inbox" if sees_cases else "admin:index")


@screen(Right.SEE)
def inbox(request: StaffRequest) -> HttpResponse:
    """Show one list, filtered and sorted as asked; it polls itself while something is being read."""
    now, user, query = timezone.now(), request.user, request.GET
    key = ("inbox", user.pk, query.urlencode(), sla.today(now), get_language())
    context = unchanged(key, lambda: _shown(user, query, now))
    return render(request, "web/_inbox.html" if request.htmx else "web/inbox.html", dict(context))


def _shown(user: User, query: QueryDict, now: datetime) -> Mapping[str, object]:
    """Return what a person is shown of the list that they ask for."""
    people = technicians()
    chosen, number = filters.parse(query, people), filters.page_of(query)
    saved = kept_by(user, people)
    counts = _counts(user, saved)
    listing = lists.chosen(user, query.get(filters.LIST), counts)
    if listing is None:
        raise BadRequest(_("Không có danh sách này trong hộp việc của bạn."))
    today = sla.today(now)
    found = lists.cases(listing, user, chosen, today)
    known = None if chosen.narrows or listing.code in lists.ELSEWHERE else counts.get(listing.code)
    page = Bounded(found, known).get_page(number)
    numbers = (page.number - 1) * PER_PAGE, page.number * PER_PAGE
    by_clock = chosen.is_by_clock and listing.code != "closed"
    seen = lists.seen_by(user)
    return {
        "place": "inbox",
        "listing": listing,
        "listings": [(shown, counts.get(shown.code)) for shown in seen],
        "lists": inbox_pieces.lists_drawn(seen, counts, listing),
        "bar": inbox_pieces.bar_drawn(listing, chosen, people),
        "saved": [(each, counts.get(f"saved_{each.row.pk}")) for each in saved],
        "page": page,
        "groups": rows.grouped(
            lists.page(listing, user, chosen, today, numbers), listing.code, user, now, by_clock=by_clock
        ),
        "is_reading": bool(counts.get("reading")),
        "technicians": people.values(),
        **_addresses(listing, chosen, page),
    }


def technicians() -> Mapping[int, User]:
    """Return everybody by whom cases can be held, those who are there first."""
    return {person.pk: person for person in unchanged(_TECHNICIANS, _TECHNICIANS, of_house=True)}


def kept_by(user: User, people: Mapping[int, User]) -> Sequence[Kept]:
    """Return the saved filters that a person sees; a colleague's only where the person has its list."""
    seen = {listing.code for listing in lists.seen_by(user)}
    kept = [_kept(row, user, people, seen) for row in saved_filters.seen_by(user)]
    return [each for each in kept if each.is_mine or each.query]


def _kept(row: SavedFilter, user: User, people: Mapping[int, User], seen: set[str]) -> Kept:
    is_mine, query = row.owner_id == user.pk, QueryDict(row.query)
    listing = query.get(filters.LIST, "")
    try:
        found = filters.parse(query, people)
    except BadRequest:
        return Kept(row, "", listing, Filters(), is_mine)
    return Kept(row, found.address(listing) if listing in seen else "", listing, found, is_mine)


def _counts(user: User, saved: Sequence[Kept]) -> dict[str, int]:
    today = sla.today(timezone.now())
    cheap: dict[str, tuple[str, Q]] = {
        f"saved_{each.row.pk}": (each.listing, each.filters.condition(user, today))
        for each in saved
        if each.is_cheap
    }
    return lists.counts(user, cheap)


def _addresses(listing: Listing, chosen: Filters, page: Page[Case]) -> dict[str, object]:
    """Return the addresses of this list as it is shown: every one keeps the filters."""
    return {
        "filters": chosen,
        "here": chosen.address(listing.code, page.number),
        "query": chosen.address(listing.code),
        "before": chosen.address(listing.code, page.number - 1),
        "after": chosen.address(listing.code, page.number + 1),
        "is_more": page.paginator.count > MOST_COUNTED,
        "most": MOST_COUNTED,
    }
