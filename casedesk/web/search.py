"""Search: one box; the cases found, by company, each with the place that was found in its context."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from casedesk import access, search
from casedesk.access import Act as Right
from casedesk.models import REQUEST_LABELS, Act, State
from casedesk.search import Found, FoundCase, Hit
from casedesk.templatetags.desk import listed
from casedesk.web import looks, parameters
from casedesk.web.rows import address
from casedesk.web.screen import StaffRequest, screen
from intake.facts import Request

PER_PAGE = 25


_ROW = """<tr class="row" data-row="{0}">
<td><a href="{1}" class="number" data-test="found-{0}">{0}</a><br><span class="quiet">{2}</span></td>
<td><ul class="hits">{3}</ul></td>
<td class="request">{4}</td>
<td>{5}</td>
</tr>"""
"""The markup of a case: 25 of them took a template half of the page's time."""


@dataclass(frozen=True, slots=True)
class Company:
    """The cases of one company on a page of results."""

    name: str
    tax_code: str
    cases: Sequence[tuple[FoundCase, Sequence[Hit]]]

    @property
    def rows(self) -> SafeString:
        """The cases as rows of a table."""
        return format_html_join("\n", _ROW, (_row(case, hits) for case, hits in self.cases))


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


def _row(case: FoundCase, hits: Sequence[Hit]) -> tuple[str, ...]:
    request, state = _labels(case.request, case.state, get_language())
    arrived, url = f"{case.arrived_on:%d/%m/%Y}", address("web:case", case.number)
    return case.number, url, arrived, listed(hits), request or "…", state


@cache
def _labels(request: str, state: str, _language: str | None) -> tuple[str, str]:
    return str(REQUEST_LABELS[Request(request)]) if request else "", str(State(state).label)


def _key(case: FoundCase) -> str:
    return case.tax_code or case.company_name or case.number
