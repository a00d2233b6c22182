"""What may be asked for again when a case has ended: a password anew, or the certificate that was bound before.

Both are new changes, proposed by one person and approved by another, carried out and answered like the first.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from casedesk import history, proposals, search, sla
from casedesk.access import Act as Right
from casedesk.accounts import changes
from casedesk.accounts.declared import RegistryPolicy
from casedesk.accounts.gateway import Answer, BoundCertificate
from casedesk.accounts.models import Change, Operation
from casedesk.holding import CannotDo, locked, move
from casedesk.models import Act, Case, State, User


def undo(case_id: int, reason: str, by: User, now: datetime, seen_state: str | None = None) -> None:
    """Ask for the certificate that was bound before the case's own. Raises `CannotDo` outside the limits."""
    _ask(case_id, reason, by, now, seen_state, lambda case: _undoing(case, now))


def password(case_id: int, reason: str, by: User, now: datetime, seen_state: str | None = None) -> None:
    """Ask for a new password, where the last one was seen by somebody else, or by nobody in time."""
    _ask(case_id, reason, by, now, seen_state, _password)


def former(case: Case, now: datetime) -> BoundCertificate:
    """Return the certificate that can be bound again. Raises `CannotDo` with the limit that is in the way."""
    done = changes.done(case.pk)
    if done is None or done.operation != Operation.BIND_CERTIFICATE or done.undoes_id:
        raise CannotDo(_("Hồ sơ này không có lần gắn chứng thư nào để hoàn tác."))
    if not done.former:
        raise CannotDo(_("Trước đó tài khoản chưa gắn chứng thư nào, hoặc không còn giữ thông tin của nó."))
    within = RegistryPolicy.undo_within(timezone.localdate(now))
    if done.answered_at is None or now > done.answered_at + within:
        raise CannotDo(_("Chỉ hoàn tác được trong %(days)d ngày từ khi gắn.") % {"days": within.days})
    account = proposals.account_of(case)
    if account.certificate is None or account.certificate.serial != done.serial:
        raise CannotDo(
            _("Tài khoản nay không còn gắn chứng thư %(serial)s, nên không gắn lại chứng thư trước được.")
            % {"serial": done.serial}
        )
    return changes.from_kept(done.former)


def with_done(rows: QuerySet[Case]) -> QuerySet[Case]:
    """Annotate cases for `can`."""
    done = Change.objects.filter(case=OuterRef("pk"), answer=Answer.DONE, undoes=None).order_by("-id")
    latest = Change.objects.filter(case=OuterRef("pk"), answer=Answer.DONE).order_by("-id")
    return rows.annotate(
        done_operation=Subquery(done.values("operation")[:1]), undone=Subquery(latest.values("undoes")[:1])
    )


def can(case: Any) -> Operation | None:
    """Return what may be asked for again of an ended case that `with_done` annotates, as far as itself tells."""
    if case.state != State.CLOSED or not case.done_operation or case.undone:
        return None
    return Operation(case.done_operation)


def _ask(
    case_id: int,
    reason: str,
    by: User,
    now: datetime,
    seen_state: str | None,
    plan: Callable[[Case], Change],
) -> None:
    if not reason.strip():
        raise CannotDo(_("Hãy ghi vì sao làm lại."))
    with locked(case_id, by, Right.FULFIL, State.CLOSED, seen_state=seen_state) as case:
        change = plan(case)
        change.is_again, change.note, change.proposed_by, change.proposed_at = True, reason.strip(), by, now
        change.save()
        move(case, by, case.ask_again)
        case.technician, case.closed_at, case.attempts, case.leased_until = by, None, 0, None
        sla.start_clock(case, sla.today(now))
        case.save()
        search.refresh(case)
        history.add(case, Act.ASKED_AGAIN, now, by=by, note=reason.strip(), operation=change.operation)


def _undoing(case: Case, now: datetime) -> Change:
    bound = former(case, now)
    return Change(
        case=case,
        tax_code=case.tax_code,
        operation=Operation.BIND_CERTIFICATE,
        serial=bound.serial,
        undoes=changes.done(case.pk),
    )


def _password(case: Case) -> Change:
    done = changes.done(case.pk)
    if done is None or done.operation != Operation.ISSUE_PASSWORD:
        raise CannotDo(_("Hồ sơ này không cấp mật khẩu nào."))
    proposals.account_of(case)
    return Change(case=case, tax_code=case.tax_code, operation=Operation.ISSUE_PASSWORD)
