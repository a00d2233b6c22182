"""Why a case stands in a list: one line a row, gathered for a whole page in a few queries."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import Case as Choice
from django.db.models import (
    CharField,
    Count,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    TextField,
    Value,
    When,
    prefetch_related_objects,
)
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from casedesk import access, extensions
from casedesk.access import Act as Right
from casedesk.lib.compiled import Compiled, padded
from casedesk.models import Act, AddressChange, Case, Clock, Event, State, User
from casedesk.templatetags.desk import sign
from casedesk.web.clocks import Clocks
from casedesk.web.lists import STUCK, waiting_orders
from intake.models import Scan
from letters.kinds import LABELS, Kind
from letters.models import Message
from verification.findings import Outcome
from verification.models import Finding


def progress(case: Case) -> str:
    """Say how far the reading of a case's scans is; uses what was read with the case, or scans prefetched."""
    read_with: tuple[int, int] | None = _progress_of(case)
    if read_with:
        done, total = read_with
    else:
        scans = list(case.scans.all())
        done, total = sum(scan.pages_read for scan in scans), sum(scan.page_count for scan in scans)
    if not done:
        return ngettext("chờ đọc, %(count)d trang", "chờ đọc, %(count)d trang", total) % {"count": total}
    return _("đọc trang %(done)d/%(total)d") % {"done": done, "total": total}


def with_progress(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Read with each case how many pages it has, and how many of them are read."""
    scans = Scan.objects.filter(case=OuterRef("pk")).order_by().values("case")
    return cases.annotate(
        pages_read=Subquery(scans.values(sum=Sum("pages_read"))),
        page_count=Subquery(scans.values(sum=Sum("page_count"))),
    )


def _progress_of(case: Any) -> tuple[int, int] | None:
    return (case.pages_read or 0, case.page_count or 0) if hasattr(case, "pages_read") else None


class Reasons:
    """The reasons of one page, for the person who looks at it."""

    def __init__(self, cases: Sequence[Case], user: User, clocks: Clocks) -> None:
        self.user, self.clocks, self.today = user, clocks, clocks.today
        prefetch_related_objects([case for case in cases if case.state == State.RECEIVED], "scans")
        self.doubts, self.started = _doubts(cases)
        supervises = access.may(user, Right.SUPERVISE)
        near = [one for one in cases if supervises and extensions.is_last_day(one, self.today, clocks.calendar)]
        self.stuck, lines = _stuck(cases), _lines(cases, near)
        self.given = {line.case_id: line for line in lines if line.act != Act.EXTENDED}
        extended = {line.case_id for line in lines if line.act == Act.EXTENDED}
        self.extendable = {one.pk for one in near} - extended

    def why(self, case: Case) -> str:
        """Say why a case is here: what stopped it first, then what its step asks of whom."""
        if case.halted_because:
            return case.halted_because
        words = [word for word in (self.stuck.get(case.pk), self._step(case)) if word]
        if case.due_on == self.today and case.is_open:
            words.append(_("hẹn hôm nay"))
        if case.pk in self.extendable:
            words.append(_("hôm nay là ngày cuối để hẹn lại ngày trả"))
        return "; ".join(words)

    def _step(self, case: Case) -> str:
        if case.state == State.RECEIVED:
            return progress(case)
        if case.state == State.CHECKED:
            return self._checked(case)
        if case.state == State.ASSIGNED:
            return self._assigned(case)
        if case.state == State.PROPOSED:
            return self._proposed(case)
        return _("chờ doanh nghiệp nộp thêm") if case.state == State.SUPPLEMENT_REQUESTED else ""

    def _checked(self, case: Case) -> str:
        failed, unsure = self.doubts[case.pk, Outcome.FAIL], self.doubts[case.pk, Outcome.UNSURE]
        if not failed and not unsure:
            return _("đủ, chờ chấp nhận")
        words = [_("%(count)d điểm không đạt") % {"count": failed}] if failed else []
        words += [_("%(count)d điểm chưa chắc") % {"count": unsure}] if unsure else []
        return "; ".join([", ".join(words), *self._notice(case)])

    def _notice(self, case: Case) -> Sequence[str]:
        notice = self.clocks.notice(case, self.started.get(case.pk))
        if notice is None:
            return ()
        return (f"{sign(notice.tone)} {notice.words}".strip(),)

    def _assigned(self, case: Case) -> str:
        to = _("bạn") if case.technician_id == self.user.pk else str(case.technician or "")
        last = self.given.get(case.pk)
        if last and last.act == Act.RETURNED:
            return _("%(by)s trả lại: %(why)s") % {"by": last.actor, "why": last.note}
        if last and last.actor:
            return _("%(by)s giao cho %(to)s") % {"by": last.actor, "to": to}
        why = last.note.partition(_(" vì "))[2] if last else ""
        return (
            _("giao cho %(to)s vì %(why)s") % {"to": to, "why": why} if why else _("giao cho %(to)s") % {"to": to}
        )

    def _proposed(self, case: Case) -> str:
        if case.technician_id == self.user.pk:
            return _("bạn đề xuất, chờ người khác duyệt")
        if not access.may(self.user, Right.APPROVE):
            return _("chờ người thứ hai duyệt")
        return _("chờ bạn duyệt, %(by)s đề xuất") % {"by": case.technician}


def _doubts(cases: Iterable[Case]) -> tuple[Counter[tuple[int, str]], dict[int, date]]:
    """Return how many points of each case fail or are unsure, and day 0 of the running clock of those cases."""
    checked = [case.pk for case in cases if case.state == State.CHECKED]
    if not checked:
        return Counter(), {}
    counted = _OPEN_POINTS(*padded(checked))
    return (
        Counter({(case, outcome): count for case, outcome, _started, count in counted}),
        {case: started for case, _outcome, started, _count in counted if started},
    )


def _open_points(*cases: int) -> QuerySet[Finding, Any]:
    running = Clock.objects.filter(case=OuterRef("case"), stopped_at=None).order_by("-run")
    open_findings = Finding.objects.filter(case__in=cases, outcome__in=[Outcome.FAIL, Outcome.UNSURE])
    dated = open_findings.order_by().annotate(started=Subquery(running.values("started_on")[:1]))
    return dated.values_list("case_id", "outcome", "started").annotate(Count("pk"))


_OPEN_POINTS = Compiled(_open_points)


WAITS_FOR_A_LOOK, WAITS_FOR_A_COPY = "(look)", "(copy)"
"""What no problem reads."""
_WHY = Choice(
    When(problem="", letter=None, then=Value(WAITS_FOR_A_LOOK)),
    When(problem="", then=Value(WAITS_FOR_A_COPY)),
    default=F("problem"),
    output_field=TextField(),
)


def _waiting(*cases: int) -> QuerySet[Any, Any]:
    unwritten = waiting_orders().filter(case__in=cases).order_by()
    asked = AddressChange.objects.filter(case__in=cases, decided_at=None).order_by()
    return unwritten.values_list("case", "kind", _WHY).union(
        asked.values_list("case", Value("", CharField()), "reason")
    )


_WAITING = Compiled(_waiting)
_UNSENT = Compiled(lambda *cases: Message.objects.filter(STUCK, case__in=cases).select_related("letter"))
_GIVEN = Compiled(
    lambda *cases: (
        Event.objects.filter(case__in=cases, act__in=[Act.ASSIGNED, Act.RETURNED])
        .select_related("actor")
        .order_by("id")
    )
)


def _stuck(cases: Sequence[Case]) -> dict[int, str]:
    if not cases:
        return {}
    ids = padded([case.pk for case in cases])
    waiting, unsent = _WAITING(*ids), _UNSENT(*ids)
    why = {row.case_id: f"{row.letter.get_kind_display()}: {row.get_state_display()}" for row in unsent}
    told = _("chờ người thứ hai duyệt địa chỉ trả lời mới")
    return why | {
        case: f"{LABELS[Kind(kind)]}: {_spelt(problem)}" if kind else told for case, kind, problem in waiting
    }


def _spelt(problem: str) -> str:
    """Return why a letter waits: what went wrong, or what a person has to do with it."""
    if problem == WAITS_FOR_A_LOOK:
        return _("chờ người xem lại rồi gửi")
    return _("chờ bản ký tay") if problem == WAITS_FOR_A_COPY else problem


def _lines(cases: Iterable[Case], near: Iterable[Case]) -> Sequence[Event]:
    """Return how each case came to its technician, the last line last; of those near their day the extension."""
    assigned, due = [case.pk for case in cases if case.state == State.ASSIGNED], [case.pk for case in near]
    if not assigned and not due:
        return ()
    if not due:
        return _GIVEN(*padded(assigned))
    given = Q(case__in=assigned, act__in=[Act.ASSIGNED, Act.RETURNED])
    lines = Event.objects.filter(given | Q(case__in=due, act=Act.EXTENDED))
    return list(lines.select_related("actor").order_by("id"))
