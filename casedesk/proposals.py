"""The change of an account as a person proposes it and a second one approves it or sends it back."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from casedesk import checking, history, pipeline, search, sla
from casedesk.access import Act as Right
from casedesk.accounts import changes, recipients
from casedesk.accounts.gateway import AccountRecord, gateway
from casedesk.accounts.models import Change, Operation
from casedesk.holding import CannotDo, locked, move
from casedesk.lib.outcomes import TryAgain
from casedesk.models import Act, Case, State, User
from intake.facts import Request
from verification import certificates


def propose(
    case_id: int,
    certificate: bytes | None,
    note: str,
    by: User,
    now: datetime,
    seen_state: str | None = None,
    *,
    is_enciphered: bool = False,
) -> None:
    """Prepare the change of the account; it waits for a second person.

    `certificate` is the new one's file for a rebind, None for a password, which goes by a one-time link, or
    `is_enciphered` to the certificate that is bound. Raises `NotACertificate`.
    """
    with locked(case_id, by, Right.FULFIL, State.ASSIGNED, seen_state=seen_state) as case:
        if case.technician_id != by.pk:
            raise CannotDo(_("Hồ sơ này đang giao cho %(name)s.") % {"name": case.technician})
        change = Change(case=case, tax_code=case.tax_code, note=note.strip(), proposed_by=by, proposed_at=now)
        account = account_of(case)
        if case.request == Request.RESET_PASSWORD:
            _plan_password(change, account, now, is_enciphered=is_enciphered)
        else:
            _plan(case, change, account, certificate, now)
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
        withdraw(case, reason.strip(), by, now)
        case.save()


def proposal_of(case: Case) -> Change:
    """Return the proposal that waits for the second person. Raises `CannotDo`."""
    found = changes.proposed(case.id)
    if found is None:
        raise CannotDo(_("Hồ sơ không có đề xuất nào đang chờ duyệt."))
    return found


def withdraw(case: Case, reason: str, by: User, now: datetime) -> None:
    """Take a proposal back to its technician, with the line that says why; the caller saves the case."""
    change = proposal_of(case)
    change.returned_because = reason
    change.save(update_fields=["returned_because"])
    if change.is_again:
        move(case, by, case.return_again)
        sla.stop_clock(case, now)
        case.closed_at = now
    else:
        move(case, by, case.return_proposal)
    history.add(case, Act.AGAIN_DROPPED if change.is_again else Act.RETURNED, now, by=by, note=reason)


def account_of(case: Case) -> AccountRecord:
    """Return the account of a case. Raises `CannotDo` where it is not known or cannot be asked for."""
    try:
        account = gateway().find(case.tax_code)
    except TryAgain as away:
        raise CannotDo(_("Chưa tra được tài khoản: %(why)s. Hãy thử lại sau.") % {"why": away}) from away
    if account is None:
        raise CannotDo(_("Không có tài khoản VNACCS nào của mã số thuế %(code)s.") % {"code": case.tax_code})
    return account


def _plan_password(change: Change, account: AccountRecord, now: datetime, *, is_enciphered: bool) -> None:
    change.operation = Operation.ISSUE_PASSWORD
    if not is_enciphered:
        return
    to = recipients.recipient(account, now)
    if to is None:
        raise CannotDo(_("Không mã hóa được cho chứng thư đang gắn với tài khoản: hãy giao bằng đường dẫn."))
    change.enciphered_for = to.der


def _plan(case: Case, change: Change, account: AccountRecord, content: bytes | None, now: datetime) -> None:
    offered = certificates.offered(content or b"")
    certificate = offered.certificate
    against, _link = checking.certificate_on(case, offered, account.certificate, now)
    if against:
        raise CannotDo(" ".join(problem.why for problem in against))
    change.operation = Operation.BIND_CERTIFICATE
    change.certificate = certificates.as_pem([certificate, *offered.others])
    change.serial = certificate.serial
