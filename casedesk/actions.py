"""What a person may do to a case: each act checks the right, changes the case, and writes its history line.

Every act takes the case's id, the person and one `now`, and raises `PermissionDenied` (the person may not)
or `CannotDo` (the case is not where the person thinks it is; the message says what happened).
"""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from casedesk import access, answering, checking, history, pipeline, proposals, routing, sla, supplements, versions
from casedesk.access import Act as Right
from casedesk.holding import CannotDo as CannotDo
from casedesk.holding import Overtaken as Overtaken
from casedesk.holding import locked as locked
from casedesk.holding import move as move
from casedesk.lib.outcomes import NeedsPerson
from casedesk.models import Act, Case, State, User
from casedesk.proposals import approve as approve
from casedesk.proposals import proposal_of as proposal_of
from casedesk.proposals import propose as propose
from casedesk.proposals import return_proposal as return_proposal
from casedesk.supplements import Point
from letters.kinds import Kind as Letter
from verification.findings import Outcome
from verification.models import Judgement

MOST_OF_A_REASON = 400


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
        if case.state == State.PROPOSED and proposals.proposal_of(case).is_again:
            raise CannotDo(_("Việc làm lại trên tài khoản không giao lại được: hãy duyệt hoặc trả lại."))
        if case.state == State.PROPOSED:
            proposals.withdraw(case, _("Giao lại cho người khác"), by, now)
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
