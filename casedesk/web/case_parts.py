"""The parts of a case page that its papers, checklist and letters make: drawn once while these are the same."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from types import MappingProxyType

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from casedesk import dossiers
from casedesk.access import Rights
from casedesk.history import Line
from casedesk.lib.drawn import TOKEN, filled
from casedesk.models import Act, Case
from casedesk.same import Same
from casedesk.web import checks, letters
from casedesk.web.account import said_in
from casedesk.web.case_pieces import Table
from casedesk.web.incoming import mails_among
from casedesk.web.papers import papers_of

_READ = Same(*dossiers.QUERIES, *checks.QUERIES, *letters.QUERIES)


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts as they are drawn, and what the request letter says, by field."""

    by_mail: SafeString
    papers: SafeString
    checks: SafeString
    letters: SafeString
    has_letters: bool
    said: Mapping[str, str]


def parts_of(table: Table, lines: Sequence[Line]) -> Parts:
    """Return the parts of a case that was read with its mails.

    What is drawn shows the rows of `_READ`, the case's own row, its mails, what a person may do, the language of
    the page, and nothing else. `lines` is the case's history: without a judgement in it none is asked for.
    """
    case, may = table.case, table.may
    judged = [line for line in lines if line.act == Act.JUDGED]
    key = (table.row, repr(getattr(case, "mails_read", None)), bool(judged), may, get_language())
    parts = _READ.built(case.pk, key, partial(_drawn, case, judged, may))
    return replace(parts, letters=filled(parts.letters, TOKEN, table.token))


def _drawn(case: Case, judged: Sequence[Line], may: Rights) -> Parts:
    dossier, orders = dossiers.gather(case), letters.letters_of(case)
    papers, mails = papers_of(case, dossier=dossier), mails_among(case, orders)
    found = checks.checks_of(case, documents=dossier.documents, lines=judged)
    shown = {
        "case": case,
        "may": may,
        "papers": papers,
        "checks": found,
        "settled": sum(not check.is_open for check in found),
        "letters": orders,
        "mails": mails,
        "signed_copies": letters.copies_of(case, orders),
        "csrf_token": TOKEN,
    }
    names = ("by_mail", "papers", "checks", "letters")
    drawn = {name: render_to_string(f"web/_{name}.html", shown) for name in names}
    said = MappingProxyType(said_in(dossier.documents))
    return Parts(**drawn, has_letters=bool(orders or mails), said=said)
