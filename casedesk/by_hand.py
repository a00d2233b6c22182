"""A change made by hand: who may make it, the password while it is needed, and what the console answered."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_variables

from casedesk import access, fulfilment, history, pipeline
from casedesk.access import Act as Right
from casedesk.accounts import changes, handover
from casedesk.accounts.gateway import Answer, Result, gateway
from casedesk.accounts.models import AppliedKey, ByHand, Change, Operation
from casedesk.accounts.registry import EmbeddedRegistry
from casedesk.holding import CannotDo, locked
from casedesk.models import Act, Case, State, User
from verification.certificates.reading import same_serial

BY_HAND = "casedesk.accounts.by_hand.ByHandGateway"


@dataclass(frozen=True, slots=True)
class Said:
    """What a person records: the outcome, the console's words, and the serial that it shows when read back."""

    answer: Answer
    words: str
    serial: str = ""


def waiting(case: Case) -> ByHand | None:
    """Return the change of a case that waits for a person's hands; None where none does."""
    if settings.ACCOUNT_GATEWAY != BY_HAND or case.state != State.APPROVED:
        return None
    rows = ByHand.objects.filter(change__case=case, is_settled=False)
    return rows.select_related("change__undoes", "change__proposed_by", "change__approved_by").last()


def why_not(task: ByHand, by: User) -> str:
    """Say why a person may not make a change by hand; empty where they may."""
    if not access.may(by, Right.FULFIL):
        return _("Chỉ kỹ thuật viên làm tay trên hệ thống tài khoản.")
    if task.change.approved_by_id == by.pk:
        return _("Bạn đã duyệt việc này nên không tự làm tay: cần người khác.")
    return ""


def obstacle(task: ByHand, case: Case, now: datetime) -> str:
    """Say what speaks against the change by now: a person who lost the right, a certificate, the account."""
    change = task.change
    gone = fulfilment.gone(change)
    if gone or change.operation != Operation.BIND_CERTIFICATE:
        return gone
    return fulfilment.against(case, change, gateway().find(change.tax_code), now)


@sensitive_variables()
def password(case_id: int, by: User, now: datetime) -> str:
    """Return the password that has to be typed into the console; who took it is written down, it is not."""
    with locked(case_id, by, Right.FULFIL, State.APPROVED) as case:
        task = _task(case, by)
        wrong = obstacle(task, case, now)
        if task.is_unclear or wrong:
            raise CannotDo(wrong or _("Hãy tra lại trên hệ thống trước khi làm tiếp."))
        if task.change.operation != Operation.ISSUE_PASSWORD:
            raise CannotDo(_("Việc này không cần mật khẩu."))
        history.add(case, Act.PASSWORD_TAKEN, now, by=by)
        return handover.prepare(task.change, now)


def record(case_id: int, said: Said, by: User, now: datetime, seen_state: str | None = None) -> None:
    """Write down what the console answered; a change that is done is written into our registry too."""
    if not said.words.strip():
        raise CannotDo(_("Hãy ghi hệ thống đã báo gì."))
    with locked(case_id, by, Right.FULFIL, State.APPROVED, seen_state=seen_state) as case:
        task = _task(case, by)
        _expect_no_password(task, said)
        if said.answer == Answer.UNKNOWN:
            task.is_unclear = True
        else:
            _settle(task, case, said, now)
        task.save(update_fields=["is_unclear", "is_settled"])
        _note(case, said, by, now)
        if task.is_settled:
            case.halted_because, case.attempts, case.leased_until = "", 0, None
            case.save()
            pipeline.wake()


def look_again(case_id: int, said: Said, by: User, now: datetime, seen_state: str | None = None) -> None:
    """After an unclear outcome: the console shows that nothing was changed, so that it may be tried again."""
    with locked(case_id, by, Right.FULFIL, State.APPROVED, seen_state=seen_state) as case:
        task = _task(case, by)
        _expect_no_password(task, said)
        if not task.is_unclear:
            raise CannotDo(_("Kết quả không phải là chưa rõ, nên không cần tra lại."))
        if not said.words.strip():
            raise CannotDo(_("Hãy ghi tra lại thấy gì."))
        if task.change.operation == Operation.BIND_CERTIFICATE and same_serial(said.serial, task.change.serial):
            raise CannotDo(_("Hệ thống đang gắn đúng chứng thư mới: hãy ghi là đã xong."))
        task.is_unclear = False
        task.save(update_fields=["is_unclear"])
        _note(case, said, by, now)


def _task(case: Case, by: User) -> ByHand:
    task = waiting(case)
    if task is None:
        raise CannotDo(_("Hồ sơ không có việc nào chờ làm tay."))
    wrong = why_not(task, by)
    if wrong:
        raise PermissionDenied(wrong)
    return task


@sensitive_variables()
def _expect_no_password(task: ByHand, said: Said) -> None:
    """Refuse words that hold the password: what a person records stays in the history for good."""
    if task.change.operation != Operation.ISSUE_PASSWORD:
        return
    if handover.password_of(task.change) in said.words:
        raise CannotDo(_("Đừng ghi mật khẩu vào đây: hãy bỏ mật khẩu khỏi lời ghi rồi ghi lại."))


def _settle(task: ByHand, case: Case, said: Said, now: datetime) -> None:
    """Put the outcome where the gateway reads it back."""
    change = task.change
    task.is_settled, task.is_unclear = True, False
    if said.answer == Answer.REFUSED:
        AppliedKey.objects.create(key=str(change.key), answer=Answer.REFUSED, reason=said.words.strip())
        return
    if change.operation == Operation.BIND_CERTIFICATE and not same_serial(said.serial, change.serial):
        told = {"serial": _plain(said.serial) or "–", "wanted": change.serial}
        raise CannotDo(
            _("Hệ thống đang hiển thị số sê-ri %(serial)s, khác số phải gắn %(wanted)s. Hãy ghi «chưa rõ».") % told
        )
    result = _written(change, now)
    if result.answer != Answer.DONE:
        raise CannotDo(_("Sổ tài khoản ở đây không ghi được: %(why)s") % {"why": result.reason})


def _written(change: Change, now: datetime) -> Result:
    """Write a change that was made into our own registry, all or nothing; it may be there by the centre's file."""
    registry = EmbeddedRegistry()
    account = registry.find(change.tax_code)
    if change.serial and account and account.certificate and account.certificate.serial == change.serial:
        AppliedKey.objects.create(key=str(change.key), answer=Answer.DONE)
        return Result(Answer.DONE)
    with transaction.atomic():
        if change.operation == Operation.ISSUE_PASSWORD:
            return registry.issue_password(change.tax_code, handover.prepare(change, now), str(change.key))
        return registry.bind_certificate(change.tax_code, changes.to_bind(change), str(change.key))


def _note(case: Case, said: Said, by: User, now: datetime) -> None:
    words = " · ".join(filter(None, (said.words.strip(), _plain(said.serial))))
    history.add(case, Act.BY_HAND_NOTED, now, by=by, note=words, outcome=said.answer.value)


def _plain(serial: str) -> str:
    return "".join(filter(str.isalnum, serial)).upper()
