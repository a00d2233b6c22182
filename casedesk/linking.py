"""Cases of one company: shown to each other, marked as belonging together, or joined into the older one."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from django.db import transaction
from django.db.models import Case as Case_
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Value, When
from django.utils.translation import gettext as _

from casedesk import checking, endings, history, pipeline, sla
from casedesk.access import Act as Right
from casedesk.actions import CannotDo, locked, move
from casedesk.lib.compiled import Compiled
from casedesk.models import OPEN_STATES, SUPPLEMENTABLE_STATES, Act, Case, Link, State, User
from intake.models import Document, Page, Scan

JOINABLE_STATES = (State.CHECKED, State.SUPPLEMENT_REQUESTED)
"""Where a newer case can still be joined into an older: its papers are read, and it is not accepted."""
_UNANSWERED = (*SUPPLEMENTABLE_STATES, State.REFUSED, State.WITHDRAWN, State.STOPPED)

_KINDS = ("sibling", "linked", "joined")


@dataclass(frozen=True, slots=True)
class Kin:
    """The cases around a case: open ones of its company, those marked as related, those joined into it."""

    siblings: Sequence[Case]
    linked: Sequence[Case]
    joined: Sequence[Case]


def with_any(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Read with each case whether there are cases around it, so that `kin_of` asks for none in vain."""
    of_company = Case.objects.filter(tax_code=OuterRef("tax_code"), state__in=OPEN_STATES).exclude(tax_code="")
    parts = (
        of_company.exclude(pk=OuterRef("pk")),
        Link.objects.filter(first=OuterRef("pk")),
        Link.objects.filter(second=OuterRef("pk")),
        Case.objects.filter(joined_into=OuterRef("pk")),
    )
    return cases.annotate(has_kin=reduce(or_, (Q(Exists(rows)) for rows in parts)))


def kin_of(case: Case) -> Kin:
    """Return the cases around a case, the oldest first, in one query of parts that each have their index."""
    around = _KIN(case.pk, case.tax_code) if getattr(case, "has_kin", True) else []
    found = sorted(around, key=lambda one: one.pk)
    return Kin(*([one for one in found if one.kin == name] for name in _KINDS))


def _kin(case: int, tax_code: str) -> QuerySet[Any]:
    others = Case.objects.exclude(pk=case)
    of_company = others.filter(tax_code=tax_code, state__in=OPEN_STATES).exclude(tax_code="")
    links = Link.objects.filter(Q(first=case) | Q(second=case)).annotate(
        other=Case_(When(first=case, then=F("second")), default=F("first"))
    )
    linked, joined = others.filter(pk__in=links.values("other")), others.filter(joined_into=case)
    parts = [
        rows.annotate(kin=Value(name)) for name, rows in zip(_KINDS, (of_company, linked, joined), strict=True)
    ]
    return parts[0].union(*parts[1:], all=True)


_KIN = Compiled(_kin)


def siblings_of(case: Case) -> Sequence[Case]:
    """Return the other open cases of the same company, the oldest first."""
    return kin_of(case).siblings


def siblings_among(cases: Sequence[Case]) -> Mapping[int, Sequence[Case]]:
    """Return by case the older open cases of its company, for a page of many cases in one query."""
    codes = {case.tax_code for case in cases if case.tax_code}
    found = list(Case.objects.filter(tax_code__in=codes, state__in=OPEN_STATES).order_by("pk")) if codes else []
    return {
        case.pk: [one for one in found if one.pk < case.pk and one.tax_code == case.tax_code] for case in cases
    }


def linked_to(case: Case) -> Sequence[Case]:
    """Return the cases that are marked as belonging to a case."""
    return kin_of(case).linked


def can_join(newer: Case, older: Case) -> bool:
    """Say whether a case can be joined into another as both stand."""
    return newer.pk > older.pk and newer.state in JOINABLE_STATES and older.state in SUPPLEMENTABLE_STATES


def link(case_id: int, other_id: int, by: User, now: datetime) -> None:
    """Mark two cases as belonging together; a second time changes nothing."""
    first, second = sorted((case_id, other_id))
    if first == second:
        raise CannotDo(_("Không liên kết một hồ sơ với chính nó."))
    with _both(first, second) as pair, locked(case_id, by, Right.REVIEW, *State) as case:
        _link, is_new = Link.objects.get_or_create(
            first_id=first, second_id=second, defaults={"by": by, "at": now}
        )
        if is_new:
            _note_both(case, pair, Act.LINKED, by, now)


def unlink(case_id: int, other_id: int, by: User, now: datetime) -> None:
    """Take the mark off two cases again."""
    first, second = sorted((case_id, other_id))
    with _both(first, second) as pair, locked(case_id, by, Right.REVIEW, *State) as case:
        gone, _rows = Link.objects.filter(first_id=first, second_id=second).delete()
        if gone:
            _note_both(case, pair, Act.UNLINKED, by, now)


def join(case_id: int, older_id: int, by: User, now: datetime, seen_state: str | None = None) -> None:
    """Make the papers of a case a supplement of an older one of the same company; the newer one ends."""
    with (
        _both(older_id, case_id) as pair,
        locked(case_id, by, Right.REVIEW, *JOINABLE_STATES, seen_state=seen_state) as case,
    ):
        older = _other(case, pair)
        _expect_joinable(case, older)
        scans = list(case.scans.values_list("pk", flat=True))
        superseded = _move_papers(case, older)
        case.joined_into = older
        move(case, by, case.join)
        endings.end(case, now)
        note = f"→ {older.number}"
        history.add(case, Act.JOINED, now, by=by, note=note, scans=scans, superseded=superseded)
        _supplement(older, case, by, now)


def separate(case_id: int, reason: str, by: User, now: datetime, seen_state: str | None = None) -> None:
    """Undo a joining: the papers go back, and the case is opened again with a new run of its clock."""
    if not reason.strip():
        raise CannotDo(_("Hãy ghi lý do tách hồ sơ."))
    older_id = Case.objects.values_list("joined_into", flat=True).get(pk=case_id) or case_id
    with (
        _both(older_id, case_id) as pair,
        locked(case_id, by, Right.SUPERVISE, State.JOINED, seen_state=seen_state) as case,
    ):
        older = _other(case, pair)
        if older.state not in _UNANSWERED:
            raise CannotDo(
                _("Hồ sơ %(number)s đã được giải quyết với các giấy tờ này.") % {"number": older.number}
            )
        _return_papers(case, older)
        case.joined_into = None
        move(case, by, case.separate)
        endings.begin_again(case, now)
        history.add(case, Act.SEPARATED, now, by=by, note=reason.strip())
        history.add(older, Act.SEPARATED, now, by=by, note=f"{case.number}: {reason.strip()}")
        if older.state == State.CHECKED:
            checking.run(older, now)


@contextmanager
def _both(*ids: int) -> Iterator[dict[int, Case]]:
    """Hold two cases in a transaction, the older first, so that two joinings never wait for each other."""
    with transaction.atomic():
        yield {row.pk: row for row in Case.objects.select_for_update().filter(pk__in=ids).order_by("pk")}


def _other(case: Case, pair: Mapping[int, Case]) -> Case:
    found = next((row for row in pair.values() if row.pk != case.pk), None)
    if found is None:
        raise CannotDo(_("Không có hồ sơ kia."))
    return found


def _expect_joinable(case: Case, older: Case) -> None:
    numbers = {"number": case.number, "older": older.number, "state": older.get_state_display()}
    if not case.tax_code or case.tax_code != older.tax_code:
        raise CannotDo(_("Hồ sơ %(number)s và %(older)s không cùng mã số thuế.") % numbers)
    if case.pk < older.pk:
        raise CannotDo(_("Chỉ nhập hồ sơ đến sau vào hồ sơ đến trước.") % numbers)
    if older.state not in SUPPLEMENTABLE_STATES:
        raise CannotDo(_("Hồ sơ %(older)s ở bước «%(state)s», không nhận thêm giấy tờ được.") % numbers)


def _move_papers(case: Case, older: Case) -> list[int]:
    """Bring every paper to the older case, where it supersedes those of its kind; return which it superseded."""
    kinds = set(case.documents.filter(is_superseded=False).values_list("kind", flat=True))
    known = Document.objects.filter(case=older, kind__in=kinds, is_superseded=False)
    superseded = list(known.values_list("pk", flat=True))
    known.update(is_superseded=True)
    case.documents.update(case=older)
    case.scans.update(case=older)
    return superseded


def _return_papers(case: Case, older: Case) -> None:
    """Bring back what the joining took; a page that was moved over since belongs to no paper then."""
    kept = case.events.filter(act=Act.JOINED).latest("pk").data
    scans = kept["scans"]
    Document.objects.filter(scan__in=scans).update(case=case)
    Scan.objects.filter(pk__in=scans).update(case=case)
    Document.objects.filter(pk__in=kept["superseded"]).update(is_superseded=False)
    Page.objects.filter(scan__in=scans, document__case=older).update(document=None)
    Page.objects.filter(scan__case=older, document__case=case).update(document=None)


def _supplement(older: Case, newer: Case, by: User, now: datetime) -> None:
    """Let the older case go on with what the newer one brought, as when papers come by post."""
    older.attempts = 0
    if older.state == State.SUPPLEMENT_REQUESTED:
        sla.start_clock(older, newer.arrived_on)
    if older.state != State.RECEIVED:
        move(older, by, older.receive_supplement)
    older.save()
    note = _("nhập hồ sơ %(number)s") % {"number": newer.number}
    history.add(older, Act.SUPPLEMENTED, now, by=by, note=note)
    pipeline.wake()


def _note_both(case: Case, pair: Mapping[int, Case], act: Act, by: User, now: datetime) -> None:
    other = _other(case, pair)
    history.add(case, act, now, by=by, note=other.number)
    history.add(other, act, now, by=by, note=case.number)
