"""Search: one box; the cases found, by company, each with the place that was found in its context."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from casedesk import access, search
from casedesk.access import Act as Right
from casedesk.models import REQUEST_LABELS, Act, State
from casedesk.search import Found, FoundCase, Hit
from casedesk.web import looks, parameters
from casedesk.web.rows import address
from casedesk.web.screen import StaffRequest, screen
from intake.facts import Request

PER_PAGE = 25


@dataclass(frozen=True, slots=True)
class Row:
    """A case that was found, in the words of the page."""

    number: str
    url: str
    arrived: str
    hits: Sequence[Hit]
    request: str
    state: str


@dataclass(frozen=True, slots=True)
class Company:
    """The cases of one company on a page of results."""

    name: str
    tax_code: str
    cases: Sequence[tuple[FoundCase, Sequence[Hit]]]

    @property
    def rows(self) -> Iterator[Row]:
        """The cases as lines."""
        return (_row(case, hits) for case, hits in self.cases)


@screen(Right.SEE)
def show(request: StaffRequest) -> HttpResponse:
    """Show the box, and what was found for what is in it."""
    parameters.only(request, ("q", "trang"))
    asked, number = request.GET.get("q", "").strip(), parameters.number(request, "trang", 1)
    if len(asked) > search.MOST_LETTERS:
        raise BadRequest(_("Nội dung cần tìm dài quá 200 chữ."))
    papers = access.may(request.user, Right.SEE_PAPERS)
    found = search.find(asked, papers=papers, limit=PER_PAGE, offset=PER_PAGE * (number - 1)) if asked else None
    if found is not None:
        looks.log(None, request.user, timezone.now(), act=Act.SEARCHED, subject=asked)
    context = {
        "place": "search",
        "asked": asked,
        "is_too_short": bool(asked) and found is None,
        "companies": _by_company(found or Found()),
        "found": found,
        "number": number,
        "most": search.MOST_LETTERS,
    }
    return render(request, "web/search.html", context)


def _by_company(found: Found) -> list[Company]:
    """Return the cases of a page under their companies, in the order of each company's newest case."""
    order: dict[str, int] = {}
    for case, _hits in found.cases:
        order.setdefault(_key(case), len(order))
    rows = sorted(found.cases, key=lambda row: order[_key(row[0])])
    groups = [list(group) for _name, group in groupby(rows, key=lambda row: _key(row[0]))]
    return [Company(group[0][0].company_name, group[0][0].tax_code, group) for group in groups]


def _row(case: FoundCase, hits: Sequence[Hit]) -> Row:
    arrived, url = f"{case.arrived_on:%d/%m/%Y}", address("web:case", case.number)
    return Row(case.number, url, arrived, hits, *_labels(case.request, case.state, get_language()))


@cache
def _labels(request: str, state: str, _language: str | None) -> tuple[str, str]:
    return str(REQUEST_LABELS[Request(request)]) if request else "", str(State(state).label)


def _key(case: FoundCase) -> str:
    return case.tax_code or case.company_name or case.number
