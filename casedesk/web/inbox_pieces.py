"""Pieces of the inbox that are drawn once for what they say: the lists with their counts, the bar of filters."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from casedesk.lib.drawn import drawn
from casedesk.models import CHANNEL_LABELS, REQUEST_LABELS, User
from casedesk.web import filters
from casedesk.web.filters import Filters
from casedesk.web.lists import Listing

Choices = Iterable[tuple[str, str | Promise]]


@dataclass(frozen=True, slots=True)
class Line:
    """A list in the left column, or what stands between the lists; `count` is None where nothing is counted."""

    code: str
    url: str
    label: str
    count: int | None
    is_news: bool = False
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class Lists:
    """The lists that a person sees."""

    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """The bar over a list: what is chosen in it, and by whom cases can be held."""

    listing: str
    filters: Filters
    holders: tuple[tuple[str, str], ...]

    @property
    def requests(self) -> Choices:
        """The kinds of request."""
        return [(kind.value, label) for kind, label in REQUEST_LABELS.items()]

    @property
    def channels(self) -> Choices:
        """The ways in which a dossier comes."""
        return [(channel.value, label) for channel, label in CHANNEL_LABELS.items()]

    @property
    def dues(self) -> Choices:
        """The spans of due days."""
        return filters.DUE_LABELS.items()

    @property
    def sorts(self) -> Choices:
        """The orders."""
        return filters.SORT_LABELS.items()


def lists_drawn(listings: Iterable[Listing], counts: Mapping[str, int], chosen: Listing) -> SafeString:
    """Draw the lists with their counts, and after two of them what waits outside of cases."""
    return drawn("web/_lists.html", Lists(tuple(_lines(listings, counts, chosen))))


def bar_drawn(listing: Listing, chosen: Filters, people: Mapping[int, User]) -> SafeString:
    """Draw the bar of filters as it is set."""
    holders = tuple((str(pk), str(person)) for pk, person in people.items())
    return drawn("web/_filters.html", Bar(listing.code, chosen, holders))


def _lines(listings: Iterable[Listing], counts: Mapping[str, int], chosen: Listing) -> Iterator[Line]:
    inbox = reverse("web:inbox")
    for one in listings:
        count, url = counts.get(one.code), f"{inbox}?muc={one.code}"
        yield Line(one.code, url, str(one.label), count, one.is_news, one.code == chosen.code)
        if one.code == "mail" and "questions" in counts:
            yield Line("questions", reverse("web:incoming"), _("Thư chưa rõ hồ sơ"), counts["questions"])
        if one.code == "halted" and "set_aside" in counts:
            url = f"{reverse('web:intake')}#de-rieng"
            yield Line("set-aside", url, _("Tệp để riêng"), counts["set_aside"])
