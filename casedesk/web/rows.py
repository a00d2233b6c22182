"""A page of the inbox: each case with its due chip, its step and the reason, gathered in a few queries."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.db.models import Count, prefetch_related_objects
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from casedesk.models import Case, LetterOrder, State
from casedesk.web.clocks import GROUPS, Chip, Clocks
from casedesk.web.lists import STUCK
from letters.models import Message
from verification.findings import Outcome
from verification.models import Finding


@dataclass(frozen=True, slots=True)
class Row:
    """One case as a line of a list."""

    case: Case
    chip: Chip
    group: str
    why: str
    holder: str


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under one heading."""

    code: str
    label: str | Promise
    rows: Sequence[Row]


def grouped(cases: Sequence[Case], now: datetime) -> list[Group]:
    """Return the cases of a page as rows under headings, in the order given."""
    rows = _rows(cases, now)
    return [Group(code, GROUPS[code], list(found)) for code, found in groupby(rows, lambda row: row.group)]


def progress(case: Case) -> str:
    """Say how far the reading of a case's scans is; uses the scans that were prefetched."""
    scans = list(case.scans.all())
    done, total = sum(scan.pages_read for scan in scans), sum(scan.page_count for scan in scans)
    if not done:
        return ngettext("chờ đọc, %(count)d trang", "chờ đọc, %(count)d trang", total) % {"count": total}
    return _("đọc trang %(done)d/%(total)d") % {"done": done, "total": total}


def holder_of(case: Case) -> str:
    """Say who has a case in hand now."""
    if case.halted_because:
        return str(case.technician or case.queue or _("văn thư"))
    if case.state in {State.RECEIVED, State.APPROVED, State.FULFILLED, State.ANSWERED}:
        return _("máy")
    if case.state == State.SUPPLEMENT_REQUESTED:
        return _("doanh nghiệp")
    if case.state == State.CHECKED:
        return _("văn thư")
    return str(case.technician or case.queue or "")


def _rows(cases: Sequence[Case], now: datetime) -> Iterator[Row]:
    clocks = Clocks(now)
    prefetch_related_objects([case for case in cases if case.state == State.RECEIVED], "scans")
    doubts, stuck = _doubts(cases), _stuck(cases)
    for case in cases:
        why = case.halted_because or stuck.get(case.pk) or _why(case, doubts)
        yield Row(case, clocks.chip(case), clocks.group(case), why, holder_of(case))


def _why(case: Case, doubts: Counter[tuple[int, str]]) -> str:
    if case.state == State.RECEIVED:
        return progress(case)
    if case.state != State.CHECKED:
        return ""
    failed, unsure = doubts[case.pk, Outcome.FAIL], doubts[case.pk, Outcome.UNSURE]
    if not failed and not unsure:
        return _("đủ, chờ chấp nhận")
    words = [_("%(count)d điểm không đạt") % {"count": failed}] if failed else []
    words += [_("%(count)d điểm chưa chắc") % {"count": unsure}] if unsure else []
    return ", ".join(words)


def _doubts(cases: Iterable[Case]) -> Counter[tuple[int, str]]:
    checked = [case.pk for case in cases if case.state == State.CHECKED]
    if not checked:
        return Counter()
    open_findings = Finding.objects.filter(case__in=checked, outcome__in=[Outcome.FAIL, Outcome.UNSURE])
    counted = open_findings.order_by().values_list("case_id", "outcome").annotate(Count("pk"))
    return Counter({(case, outcome): count for case, outcome, count in counted})


def _stuck(cases: Iterable[Case]) -> dict[int, str]:
    ids = [case.pk for case in cases]
    unwritten = LetterOrder.objects.filter(case__in=ids).exclude(problem="")
    unsent = Message.objects.filter(STUCK, case__in=ids).select_related("letter")
    why = {row.case_id: f"{row.letter.get_kind_display()}: {row.get_state_display()}" for row in unsent}
    return why | {row.case_id: f"{row.get_kind_display()}: {row.problem}" for row in unwritten}
