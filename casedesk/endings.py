"""How a case ends before its request is answered, and how a supervisor opens an ended case again."""

from datetime import datetime

from django.utils.translation import gettext as _

from casedesk import answering, checking, history, pipeline, sla
from casedesk.access import Act as Right
from casedesk.accounts import changes
from casedesk.accounts.gateway import Answer
from casedesk.actions import CannotDo, locked, move
from casedesk.models import REOPENABLE_STATES, UNDECIDED_STATES, Act, Case, State, User
from letters.kinds import Kind as Letter


def withdraw(case_id: int, reason: str, by: User, now: datetime, seen_state: str | None = None) -> None:
    """Note that the company takes its request back; possible until a second person has approved the change."""
    reason = _reason(reason, _("Hãy ghi doanh nghiệp rút hồ sơ vì sao, và ai báo."))
    with locked(case_id, by, Right.REVIEW, *UNDECIDED_STATES, seen_state=seen_state) as case:
        _drop_proposal(case, reason)
        move(case, by, case.withdraw)
        end(case, now)
        history.add(case, Act.WITHDRAWN, now, by=by, note=reason)


def stop(case_id: int, reason: str, by: User, now: datetime, seen_state: str | None = None) -> None:
    """Stop a case ("dừng giải quyết") and tell the company; possible until the change is approved."""
    reason = _reason(reason, _("Hãy ghi lý do dừng giải quyết."))
    with locked(case_id, by, Right.SUPERVISE, *UNDECIDED_STATES, seen_state=seen_state) as case:
        _drop_proposal(case, reason)
        move(case, by, case.stop)
        end(case, now)
        history.add(case, Act.STOPPED, now, by=by, note=reason)
        answering.order(case, Letter.STOP, now, by=by, note=reason)
        pipeline.wake()


def decline(case_id: int, reason: str, by: User, now: datetime, seen_state: str | None = None) -> None:
    """Do not grant a request whose dossier was accepted; the company gets an official letter with the reason."""
    reason = _reason(reason, _("Hãy ghi lý do không chấp thuận."))
    with locked(case_id, by, Right.SUPERVISE, State.ASSIGNED, seen_state=seen_state) as case:
        move(case, by, case.decline)
        end(case, now)
        history.add(case, Act.REFUSED, now, by=by, note=reason)
        answering.order(case, Letter.ANSWER, now, by=by, note=reason, is_granted=False)
        pipeline.wake()


def reopen(case_id: int, reason: str, by: User, now: datetime, seen_state: str | None = None) -> None:
    """Open an ended case again, with a new run of its clock: to be reviewed, or to be read where that is not done.

    A case whose account was changed stays closed: its change would be carried out twice.
    """
    reason = _reason(reason, _("Hãy ghi lý do mở lại hồ sơ."))
    with locked(case_id, by, Right.SUPERVISE, *REOPENABLE_STATES, seen_state=seen_state) as case:
        _expect_unchanged(case)
        is_read = not case.scans.filter(read_at=None).exists()
        move(case, by, case.reopen if is_read else case.reopen_unread)
        begin_again(case, now)
        history.add(case, Act.REOPENED, now, by=by, note=reason)
        if is_read:
            checking.run(case, now)


def end(case: Case, now: datetime) -> None:
    """Take an ended case out of everybody's hands; its clock stops. The caller holds the case."""
    sla.stop_clock(case, now)
    case.closed_at, case.halted_because, case.leased_until = now, "", None
    case.save()


def begin_again(case: Case, now: datetime) -> None:
    """Start a case anew: nobody has it, and its clock runs from today. The caller holds the case."""
    case.closed_at, case.halted_because, case.leased_until, case.attempts = None, "", None, 0
    case.queue, case.technician, case.assigned_because = None, None, ""
    sla.start_clock(case, sla.today(now))
    case.save()
    if case.state == State.RECEIVED:
        pipeline.wake()


def _expect_unchanged(case: Case) -> None:
    """Refuse where a change was carried out, or may have been."""
    approved = case.changes.filter(returned_because="").exclude(approved_by=None)
    if approved.exclude(answer=Answer.REFUSED).exists():
        raise CannotDo(
            _("Tài khoản đã được thay đổi theo hồ sơ %(number)s; mở lại thì thay đổi hai lần. Hãy nhận hồ sơ mới.")
            % {"number": case.number}
        )


def _drop_proposal(case: Case, reason: str) -> None:
    """A proposal that nobody has approved yet goes with its case."""
    change = changes.proposed(case.pk)
    if change:
        change.returned_because = reason
        change.save(update_fields=["returned_because"])


def _reason(text: str, missing: str) -> str:
    if not text.strip():
        raise CannotDo(missing)
    return text.strip()
