"""Search: one box; the cases found, by company, each with the place that was found in its context."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from itertools import groupby

from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from casedesk import access, search
from casedesk.access import Act as Right
from casedesk.models import REQUEST_LABELS, Act, State
from casedesk.search import Found, FoundCase, Hit
from casedesk.templatetags.desk import listed, spaced
from casedesk.web import looks, parameters
from casedesk.web.rows import address
from casedesk.web.screen import StaffRequest, screen
from intake.facts import Request

PER_PAGE = 25


@dataclass(frozen=True, slots=True)
class Company:
    """The cases of one company on a page of results."""

    name: str
    tax_code: str
    cases: Sequence[tuple[FoundCase, Sequence[Hit]]]

    @property
    def rows(self) -> SafeString:
        """The name and the cases as rows of a table; a template took half of the page's time for them."""
        name, code = escape(self.name or _("chưa rõ công ty")), escape(spaced(self.tax_code))
        code = f' <span class="quiet tabular">{code}</span>' if code else ""
        head = f'<tr class="group"><th colspan="4" scope="rowgroup">{name}{code}</th></tr>'
        rows = "\n".join([head, *(_row(case, hits) for case, hits in self.cases)])
        return mark_safe(rows)  # noqa: S308 (each piece is escaped)


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


def _row(case: FoundCase, hits: Sequence[Hit]) -> str:
    """Write a case as a row; all that stands in it is escaped."""
    request, state = _labels(case.request, case.state, get_language())
    number, url = escape(case.number), escape(address("web:case", case.number))
    return f"""<tr class="row" data-row="{number}">
<td><a href="{url}" class="number" data-test="found-{number}">{number}</a><br>\
<span class="quiet">{case.arrived_on:%d/%m/%Y}</span></td>
<td><ul class="hits">{listed(hits)}</ul></td>
<td class="request">{request or "…"}</td>
<td>{state}</td>
</tr>"""


@cache
def _labels(request: str, state: str, _language: str | None) -> tuple[str, str]:
    """Return what a request and a state are called, escaped."""
    return escape(str(REQUEST_LABELS[Request(request)])) if request else "", escape(str(State(state).label))


def _key(case: FoundCase) -> str:
    return case.tax_code or case.company_name or case.number
