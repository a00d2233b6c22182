"""An approved change carried out through the account gateway: once, and read back when it is unclear."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from casedesk import answering, history, search
from casedesk.accounts import changes, handover
from casedesk.accounts.gateway import Answer, BoundCertificate, Gateway, Result, gateway
from casedesk.accounts.models import Change, Operation
from casedesk.lib.outcomes import NeedsPerson
from casedesk.models import Act, Case, State
from letters.kinds import Kind as Letter
from verification import certificates


def carry_out(case: Case) -> None:
    """Carry out the approved change of a case. Raises `NeedsPerson` when nobody knows what became of it."""
    change = changes.approved(case.id)
    side = gateway()
    result = _known(side, change) or _send(side, change)
    if result.answer == Answer.UNKNOWN:
        result = _known(side, change) or result
    _record(case, change, result, timezone.now())


def bound_from(certificate: certificates.Certificate) -> BoundCertificate:
    """Return a certificate in the gateway's shape."""
    return BoundCertificate(
        serial=certificate.serial,
        issuer=certificate.issuer,
        subject=certificate.company,
        not_before=certificate.not_before,
        not_after=certificate.not_after,
    )


def _known(side: Gateway, change: Change) -> Result | None:
    known = side.outcome_of(str(change.key))
    return known if known and known.answer != Answer.UNKNOWN else None


def _send(side: Gateway, change: Change) -> Result:
    if change.operation == Operation.ISSUE_PASSWORD:
        password = handover.prepare(change, timezone.now())
        return side.issue_password(change.tax_code, password, str(change.key))
    certificate = certificates.parse(bytes(change.certificate or b""))
    return side.bind_certificate(change.tax_code, bound_from(certificate), str(change.key))


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
            history.add(case, Act.FULFILLED, now, operation=change.operation, serial=change.serial)
            answering.order(case, Letter.ANSWER, now, by=change.approved_by)
        else:
            case.give_back()
            history.add(case, Act.GATEWAY_REFUSED, now, note=result.reason)
        case.save()
        search.refresh(case)
