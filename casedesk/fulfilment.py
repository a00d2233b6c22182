"""An approved change carried out through the account gateway: once, and read back when it is unclear."""

from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from casedesk import access, answering, checking, history, search, sla
from casedesk.access import Act as Right
from casedesk.accounts import changes, handover
from casedesk.accounts.gateway import AccountRecord, Answer, Gateway, Result, gateway
from casedesk.accounts.models import Change, Operation
from casedesk.lib.outcomes import NeedsPerson
from casedesk.models import Act, Case, State
from letters.kinds import Kind as Letter
from verification import certificates


def carry_out(case: Case) -> None:
    """Carry out the approved change of a case, once.

    What the other side knows of the change is read first: only one that it has never seen is sent. Raises
    `NeedsPerson` when nobody knows what became of it, or when the account is not as it must be afterwards.
    """
    change = changes.approved(case.id)
    side = gateway()
    result = side.outcome_of(str(change.key)) or _sent(side, change, case)
    if result.answer == Answer.UNKNOWN:
        result = side.outcome_of(str(change.key)) or result
    if result.answer == Answer.DONE:
        _read_back(side, change)
    _record(case, change, result, timezone.now())


def _sent(side: Gateway, change: Change, case: Case) -> Result:
    """Send a change, unless what it rests on no longer holds: its two persons, its certificate."""
    now = timezone.now()
    lost = gone(change)
    if lost:
        return Result(Answer.REFUSED, lost)
    if change.operation == Operation.ISSUE_PASSWORD:
        return side.issue_password(change.tax_code, handover.prepare(change, now), str(change.key))
    account = side.find(change.tax_code)
    bound = account.certificate if account else None
    wrong = against(case, change, account, now)
    if wrong:
        return Result(Answer.REFUSED, wrong)
    if change.former is None and bound:
        change.former = asdict(bound)
        change.save(update_fields=["former"])
    return side.bind_certificate(change.tax_code, changes.to_bind(change), str(change.key))


def against(case: Case, change: Change, account: AccountRecord | None, now: datetime) -> str:
    """Say what speaks against binding by now; empty where nothing does, or where there is no such account."""
    if account is None:
        return ""
    bound = account.certificate
    if change.undoes:
        if bound and bound.serial == change.undoes.serial:
            return ""
        text = _("Tài khoản nay không còn gắn chứng thư %(serial)s, nên không gắn lại chứng thư trước được.")
        return text % {"serial": change.undoes.serial}
    offered = certificates.offered(bytes(change.certificate or b""))
    problems, _link = checking.certificate_on(case, offered, bound, now)
    return " ".join(problem.why for problem in problems)


def gone(change: Change) -> str:
    """Say which of the two persons lost the right since; empty where both have it."""
    for person, right in ((change.proposed_by, Right.FULFIL), (change.approved_by, Right.APPROVE)):
        if not access.may(person, right):
            return _("%(name)s không còn quyền làm việc này: cần đề xuất và duyệt lại.") % {"name": person}
    return ""


def _read_back(side: Gateway, change: Change) -> None:
    """Look whether the account has the certificate that it must have now."""
    if change.operation != Operation.BIND_CERTIFICATE:
        return
    account = side.find(change.tax_code)
    bound = account.certificate.serial if account and account.certificate else ""
    if bound != change.serial:
        told = {"serial": change.serial, "bound": bound or "–"}
        text = _(
            "Hệ thống tài khoản báo đã gắn chứng thư %(serial)s, nhưng tra lại thì thấy %(bound)s. Hãy kiểm tra."
        )
        raise NeedsPerson(text % told)


def _record(case: Case, change: Change, result: Result, now: datetime) -> None:
    if result.answer == Answer.UNKNOWN:
        raise NeedsPerson(
            _("Chưa rõ hệ thống tài khoản đã thực hiện hay chưa. Hãy tra tài khoản trước khi cho chạy tiếp.")
        )
    with transaction.atomic():
        case = Case.objects.select_for_update().get(pk=case.pk)
        if case.state != State.APPROVED:
            return
        change.answer, change.reason, change.answered_at = result.answer, result.reason, now
        change.save(update_fields=["answer", "reason", "answered_at"])
        case.leased_until, case.attempts = None, 0
        if result.answer == Answer.DONE:
            case.fulfil()
            if change.operation == Operation.ISSUE_PASSWORD:
                handover.supersede(change, now)
            history.add(case, Act.FULFILLED, now, operation=change.operation, serial=change.serial)
            answering.order(case, Letter.ANSWER, now, by=change.approved_by)
        elif change.is_again:
            case.give_up()
            sla.stop_clock(case, now)
            case.closed_at = now
            history.add(case, Act.AGAIN_DROPPED, now, note=result.reason)
        else:
            case.give_back()
            history.add(case, Act.GATEWAY_REFUSED, now, note=result.reason)
        case.save()
        search.refresh(case)
