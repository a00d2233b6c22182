"""What a person may do to a case: each act checks the right, changes the case, and writes its history line.

Every act takes the case's id, the person and one `now`, and raises `PermissionDenied` (the person may not)
or `CannotDo` (the case is not where the person thinks it is; the message says what happened).
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

import django_fsm as fsm
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from casedesk import access, answering, checking, history, pipeline, routing, search, sla, supplements, versions
from casedesk.access import Act as Right
from casedesk.accounts import changes
from casedesk.accounts.gateway import gateway
from casedesk.accounts.models import Change, Operation
from casedesk.lib.outcomes import NeedsPerson, TryAgain
from casedesk.models import MOVES, Act, Case, State, User
from casedesk.supplements import Point
from intake.facts import Request
from letters.kinds import Kind as Letter
from verification import certificates
from verification.findings import Outcome
from verification.models import Judgement

MOST_OF_A_REASON = 400


class CannotDo(Exception):  # noqa: N818 (reads as a sentence where it is raised)
    """The act does not fit the case as it stands now; nothing was changed."""


class Overtaken(CannotDo):
    """Somebody else has changed the same thing since this person saw it; nothing was changed now."""


@contextmanager
def locked(case_id: int, by: User, right: Right, *states: State, seen_state: str | None = None) -> Iterator[Case]:
    """Hold a case for one act, in a transaction, after checking the right and the state.

    `seen_state` is what the person's form remembers (`Case.seen_state`). Raises `Overtaken` where the case is
    elsewhere by now, or where another's change gets in between.
    """
    if not access.may(by, right):
        raise PermissionDenied
    try:
        with transaction.atomic():
            case = Case.objects.select_for_update().get(pk=case_id)
            if case.state not in states or not case.is_as_seen(seen_state):
                raise Overtaken(told(case, by))
            yield case
    except fsm.ConcurrentTransition as late:
        raise Overtaken(told(Case.objects.get(pk=case_id), by)) from late


def told(case: Case, by: User) -> str:
    """Say who did what to a case, and when: what a person is told whose act came too late."""
    where = {"number": case.number, "state": case.get_state_display()}
    moves = case.events.filter(act__in=MOVES).select_related("actor")
    last = moves.last()
    if last is None:
        return _("Hồ sơ %(number)s nay đã ở bước «%(state)s», nên không làm việc này được nữa.") % where
    last = moves.filter(at=last.at).exclude(actor=None).last() or last
    name = _("Bạn") if last.actor_id == by.pk else str(last.actor or _("Máy"))
    when = localtime(last.at)
    what = {"name": name, "act": last.get_act_display(), "time": f"{when:%H:%M}", "day": f"{when:%d/%m}"}
    return _(
        "%(name)s đã làm «%(act)s» lúc %(time)s ngày %(day)s: hồ sơ %(number)s nay đã ở bước «%(state)s». "
        "Hãy xem lại; việc của bạn chưa được thực hiện."
    ) % (what | where)


def judge(case_id: int, rule: str, note: str, by: User, now: datetime, seen: str | None = None) -> None:
    """Decide a doubt of the checklist: the rule passes, with the clerk's reason.

    `seen` is the version of the doubt that the clerk saw: one that reads otherwise by now is looked at anew.
    """
    if not note.strip():
        raise CannotDo(_("Hãy ghi lý do kết luận đạt."))
    with locked(case_id, by, Right.REVIEW, State.CHECKED) as case:
        finding = case.findings.filter(rule=rule).first()
        if finding is None or finding.outcome != Outcome.UNSURE:
            raise CannotDo(_("Chỉ kết luận được điểm mà máy chưa chắc; điểm không đạt thì phải bổ sung hồ sơ."))
        if seen not in (None, versions.of(finding.why)):
            raise CannotDo(_("Điểm này vừa được kiểm tra lại và nay ghi khác. Hãy xem lại rồi kết luận."))
        if Judgement.objects.filter(case=case, rule=rule, why=finding.why, by=by).exists():
            raise CannotDo(_("Bạn đã kết luận điểm này; cần một người khác kết luận nữa."))
        Judgement.objects.create(case=case, rule=rule, why=finding.why, note=note.strip(), by=by, at=now)
        history.add(case, Act.JUDGED, now, by=by, note=note.strip(), rule=rule)
        checking.run(case, now)


def accept(case_id: int, by: User, now: datetime, seen_state: str | None = None) -> None:
    """Accept a complete dossier: it is routed and assigned, and the receipt goes out."""
    with locked(case_id, by, Right.REVIEW, State.CHECKED, seen_state=seen_state) as case:
        checking.run(case, now)
        if not case.is_complete():
            raise CannotDo(_("Hồ sơ còn điểm chưa đạt hoặc chưa chắc, nên chưa chấp nhận được."))
        move(case, by, case.accept)
        history.add(case, Act.ACCEPTED, now, by=by)
        _assign(case, now)
        case.save()
        answering.order(case, Letter.RECEIPT, now, by=by)
        pipeline.wake()


def request_supplement(
    case_id: int,
    note: str,
    by: User,
    now: datetime,
    points: Sequence[Point] | None = None,
    reason: str = "",
    seen_state: str | None = None,
) -> None:
    """Ask once for everything that is missing (NĐ 61/2018 Art 15.3); the clock stops.

    `points` is what the letter says, as the clerk left it; None: every failed rule. `reason` tells why a failed
    rule is not asked about; it stands in the history and not in the letter.
    """
    with locked(case_id, by, Right.REVIEW, State.CHECKED, seen_state=seen_state) as case:
        points = supplements.points_of(case) if points is None else points
        problem = supplements.problem(case, points, note, reason)
        if problem:
            raise CannotDo(problem)
        move(case, by, case.request_supplement)
        sla.stop_clock(case, now)
        case.save()
        asked = supplements.kept(points)
        history.add(
            case,
            Act.SUPPLEMENT_REQUESTED,
            now,
            by=by,
            note="\n".join(filter(None, (note.strip(), reason.strip()))),
            asked=[point.what for point in asked],
            left_out=[point.rule for point in supplements.left_out(points)],
        )
        defects = supplements.as_json(asked)
        answering.order(case, Letter.SUPPLEMENT, now, by=by, note=note.strip(), defects=defects)
        pipeline.wake()


def refuse(case_id: int, reason: str, by: User, now: datetime, seen_state: str | None = None) -> None:
    """Refuse the dossier with a reason; the clock stops and the refusal goes out."""
    if not reason.strip():
        raise CannotDo(_("Hãy ghi lý do từ chối: lý do được in trong phiếu gửi doanh nghiệp."))
    states = (State.CHECKED, State.SUPPLEMENT_REQUESTED)
    with locked(case_id, by, Right.REVIEW, *states, seen_state=seen_state) as case:
        move(case, by, case.refuse)
        sla.stop_clock(case, now)
        case.closed_at = now
        case.save()
        history.add(case, Act.REFUSED, now, by=by, note=reason.strip())
        answering.order(case, Letter.REFUSAL, now, by=by, note=reason.strip())
        pipeline.wake()


def reassign(case_id: int, technician: User, by: User, now: datetime, seen_state: str | None = None) -> None:
    """Give the case to another technician."""
    states = (State.ASSIGNED, State.PROPOSED)
    with locked(case_id, by, Right.SUPERVISE, *states, seen_state=seen_state) as case:
        if not technician.is_technician or not technician.is_active:
            raise CannotDo(_("%(name)s không phải kỹ thuật viên.") % {"name": technician})
        if case.state == State.PROPOSED:
            _withdraw_proposal(case, _("Giao lại cho người khác"), by, now)
        is_own = technician.pk == by.pk
        give(case, technician, _("tự nhận xử lý") if is_own else _("%(name)s giao") % {"name": by}, now, by=by)
        case.save()


def take_over(case_id: int, by: User, now: datetime, seen_state: str | None = None) -> None:
    """Take a case into one's own hands: a supervisor who is a technician too."""
    if not access.may(by, Right.FULFIL):
        raise CannotDo(_("Bạn không phải kỹ thuật viên nên không tự xử lý được: hãy giao cho kỹ thuật viên."))
    reassign(case_id, by, by, now, seen_state)


def give(case: Case, technician: User, why: str, now: datetime, by: User | None = None) -> None:
    """Put a case into a technician's hands, with the line that says why; the caller saves it."""
    case.technician = technician
    told_why = {"name": technician, "why": why}
    case.assigned_because = (_("giao cho %(name)s vì %(why)s") % told_why)[:MOST_OF_A_REASON]
    history.add(case, Act.ASSIGNED, now, by=by, note=case.assigned_because, technician=technician.pk)


def resume(case_id: int, by: User, now: datetime, seen_state: str | None = None) -> None:
    """Let a case that stands still go on by itself again."""
    states = (State.ACCEPTED, State.APPROVED)
    with locked(case_id, by, Right.APPROVE, *states, seen_state=seen_state) as case:
        if not case.halted_because:
            raise CannotDo(_("Hồ sơ không bị dừng."))
        case.halted_because, case.attempts, case.leased_until = "", 0, None
        if case.state == State.ACCEPTED:
            _assign(case, now)
        case.save()
        history.add(case, Act.RESUMED, now, by=by)
        pipeline.wake()


def propose(
    case_id: int, certificate: bytes | None, note: str, by: User, now: datetime, seen_state: str | None = None
) -> None:
    """Prepare the change of the account; it waits for a second person.

    `certificate` is the new one's file for a rebind, None for a password. Raises `NotACertificate`.
    """
    with locked(case_id, by, Right.FULFIL, State.ASSIGNED, seen_state=seen_state) as case:
        if case.technician_id != by.pk:
            raise CannotDo(_("Hồ sơ này đang giao cho %(name)s.") % {"name": case.technician})
        change = Change(case=case, tax_code=case.tax_code, note=note.strip(), proposed_by=by, proposed_at=now)
        _plan(case, change, certificate, now)
        change.save()
        move(case, by, case.propose)
        case.save()
        search.refresh(case)
        history.add(case, Act.PROPOSED, now, by=by, note=note.strip(), serial=change.serial)


def approve(case_id: int, by: User, now: datetime, seen_state: str | None = None) -> None:
    """Approve the proposed change as the second person; the machine then carries it out."""
    with locked(case_id, by, Right.APPROVE, State.PROPOSED, seen_state=seen_state) as case:
        change = proposal_of(case)
        if change.proposed_by_id == by.pk:
            raise PermissionDenied(_("Người đề xuất không được tự duyệt: cần người thứ hai."))
        change.approved_by, change.approved_at = by, now
        change.save(update_fields=["approved_by", "approved_at"])
        move(case, by, case.approve)
        case.save()
        history.add(case, Act.APPROVED, now, by=by, operation=change.operation)
        pipeline.wake()


def return_proposal(case_id: int, reason: str, by: User, now: datetime, seen_state: str | None = None) -> None:
    """Send the proposal back to its technician, with a reason."""
    if not reason.strip():
        raise CannotDo(_("Hãy ghi lý do trả lại."))
    with locked(case_id, by, Right.APPROVE, State.PROPOSED, seen_state=seen_state) as case:
        _withdraw_proposal(case, reason.strip(), by, now)
        case.save()


def proposal_of(case: Case) -> Change:
    """Return the proposal that waits for the second person. Raises `CannotDo`."""
    found = changes.proposed(case.id)
    if found is None:
        raise CannotDo(_("Hồ sơ không có đề xuất nào đang chờ duyệt."))
    return found


def _withdraw_proposal(case: Case, reason: str, by: User, now: datetime) -> None:
    change = proposal_of(case)
    change.returned_because = reason
    change.save(update_fields=["returned_because"])
    move(case, by, case.return_proposal)
    history.add(case, Act.RETURNED, now, by=by, note=reason)


def _plan(case: Case, change: Change, content: bytes | None, now: datetime) -> None:
    try:
        account = gateway().find(case.tax_code)
    except TryAgain as away:
        raise CannotDo(_("Chưa tra được tài khoản: %(why)s. Hãy thử lại sau.") % {"why": away}) from away
    if account is None:
        raise CannotDo(_("Không có tài khoản VNACCS nào của mã số thuế %(code)s.") % {"code": case.tax_code})
    if case.request == Request.RESET_PASSWORD:
        change.operation = Operation.ISSUE_PASSWORD
        return
    offered = certificates.offered(content or b"")
    certificate = offered.certificate
    against, _link = checking.certificate_on(case, offered, account.certificate, now)
    if against:
        raise CannotDo(" ".join(problem.why for problem in against))
    change.operation = Operation.BIND_CERTIFICATE
    change.certificate = certificates.as_pem([certificate, *offered.others])
    change.serial = certificate.serial


def _assign(case: Case, now: datetime) -> None:
    """Route an accepted case; one that nobody can take stands still visibly, with its reason."""
    try:
        chosen = routing.assign(case, sla.today(now))
    except NeedsPerson as stop:
        case.halted_because = str(stop)
        history.add(case, Act.HALTED, now, note=str(stop))
        return
    case.queue = chosen.queue
    give(case, chosen.technician, chosen.why, now)
    case.assign()


def move(case: Case, by: User, transition: Callable[[], object]) -> None:
    """Make a transition that the person has the right to make and whose guard lets it pass."""
    if not fsm.can_proceed(transition):
        raise CannotDo(_("Hồ sơ %(number)s chưa đủ điều kiện cho bước này.") % {"number": case.number})
    if not fsm.has_transition_perm(transition, by):
        raise PermissionDenied
    transition()
