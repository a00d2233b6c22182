"""The case and its states; only `pipeline.py` and `actions.py` call its transitions."""

from datetime import date
from typing import TYPE_CHECKING, ClassVar

import django_fsm as fsm
from django.db import models
from django.utils.translation import gettext_lazy as _

from casedesk.access import Act, allows
from intake.facts import Request
from verification.findings import Channel, Verdict


class State(models.TextChoices):
    """Where a case is: the participle says what was done last, the label what a person sees."""

    RECEIVED = "received", _("Đang đọc")
    CHECKED = "checked", _("Chờ kiểm tra")
    SUPPLEMENT_REQUESTED = "supplement_requested", _("Chờ bổ sung")
    ACCEPTED = "accepted", _("Đã tiếp nhận")
    ASSIGNED = "assigned", _("Chờ xử lý")
    PROPOSED = "proposed", _("Chờ duyệt")
    APPROVED = "approved", _("Đang thực hiện")
    FULFILLED = "fulfilled", _("Đã thực hiện")
    ANSWERED = "answered", _("Đang gửi trả lời")
    CLOSED = "closed", _("Đã kết thúc")
    REFUSED = "refused", _("Đã từ chối")


OPEN_STATES = tuple(state for state in State if state not in {State.CLOSED, State.REFUSED})
SUPPLEMENTABLE_STATES = (State.RECEIVED, State.CHECKED, State.SUPPLEMENT_REQUESTED)
TECHNICIANS_STATES = (State.ASSIGNED, State.PROPOSED, State.APPROVED, State.FULFILLED)

CHANNEL_LABELS = {Channel.POST: _("Bưu điện"), Channel.WALK_IN: _("Trực tiếp")}
REQUEST_LABELS = {
    Request.RESET_PASSWORD: _("Cấp mật khẩu mới"),
    Request.REBIND_LOST: _("Cập nhật chữ ký số mới (mất, hỏng)"),
    Request.REBIND_RENEWED: _("Cập nhật chữ ký số gia hạn sau khi hết hạn"),
}


def _is_complete(case: models.Model) -> bool:
    return isinstance(case, Case) and case.is_complete()


if TYPE_CHECKING:

    class _Concurrent:
        """What mypy sees: its Django plugin loses every class behind the real mixin."""

else:
    _Concurrent = fsm.ConcurrentTransitionMixin


class Case(_Concurrent, models.Model):
    """One dossier's case.

    Company, tax code and reply address repeat what the papers say, for lists; `actions.py` keeps them so.
    `halted_because` is the sentence that tells why a case cannot go on by itself, empty when it can.
    """

    number = models.CharField(_("mã hồ sơ"), max_length=60, unique=True)
    channel = models.CharField(
        _("kênh nộp"), max_length=10, choices=[(c.value, CHANNEL_LABELS[c]) for c in Channel]
    )
    arrived_on = models.DateField(_("ngày đến"))
    received_at = models.DateTimeField(_("thời điểm tiếp nhận"))
    received_by = models.ForeignKey("casedesk.User", models.PROTECT, null=True, related_name="+")
    state = fsm.FSMField(_("trạng thái"), default=State.RECEIVED, choices=State.choices, protected=True)
    request = models.CharField(
        _("yêu cầu"), max_length=20, blank=True, choices=[(r.value, REQUEST_LABELS[r]) for r in Request]
    )
    company_name = models.CharField(_("công ty"), max_length=300, blank=True)
    tax_code = models.CharField(_("mã số thuế"), max_length=20, blank=True, db_index=True)
    reply_address = models.CharField(_("thư điện tử nhận trả lời"), max_length=254, blank=True)
    bearer_name = models.CharField(_("người nộp tại quầy"), max_length=100, blank=True)
    bearer_id = models.CharField(_("số giấy tờ của người nộp"), max_length=20, blank=True)
    verdict = models.CharField(max_length=12, blank=True, choices=[(v.value, v.value) for v in Verdict])
    due_on = models.DateField(_("hẹn trả"), null=True, db_index=True)
    queue = models.ForeignKey("casedesk.Queue", models.PROTECT, null=True, related_name="cases")
    technician = models.ForeignKey("casedesk.User", models.PROTECT, null=True, related_name="cases")
    halted_because = models.TextField(blank=True)
    leased_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    closed_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["Case"]] = models.Manager()

    class Meta:
        indexes = [
            models.Index(fields=["state", "due_on"], name="case_state_due"),
            models.Index(fields=["technician", "state"], name="case_technician_state"),
        ]
        verbose_name = _("hồ sơ")

    def __str__(self) -> str:
        return self.number

    @property
    def is_open(self) -> bool:
        """Whether the case still waits for anything."""
        return self.state in OPEN_STATES

    def is_overdue(self, today: date) -> bool:
        """Whether the promised day has passed; a case whose clock is stopped is never overdue."""
        return self.due_on is not None and self.is_open and today > self.due_on

    def is_complete(self) -> bool:
        """Whether the checklist passed as a whole."""
        return self.verdict == Verdict.COMPLETE

    @fsm.transition(state, source=State.RECEIVED, target=State.CHECKED)
    def finish_check(self) -> None:
        """The machine has read the papers and run the checklist."""

    @fsm.transition(
        state,
        source=State.CHECKED,
        target=State.ACCEPTED,
        permission=allows(Act.REVIEW),
        conditions=[_is_complete],
    )
    def accept(self) -> None:
        """A clerk accepts a complete dossier."""

    @fsm.transition(state, source=State.CHECKED, target=State.SUPPLEMENT_REQUESTED, permission=allows(Act.REVIEW))
    def request_supplement(self) -> None:
        """A clerk asks once for everything that is missing (NĐ 61/2018 Art 15.3)."""

    @fsm.transition(state, source=[State.CHECKED, State.SUPPLEMENT_REQUESTED], target=State.RECEIVED)
    def receive_supplement(self) -> None:
        """What was missing has come; the dossier is read again."""

    @fsm.transition(
        state,
        source=[State.CHECKED, State.SUPPLEMENT_REQUESTED],
        target=State.REFUSED,
        permission=allows(Act.REVIEW),
    )
    def refuse(self) -> None:
        """A clerk refuses the dossier, with a reason."""

    @fsm.transition(state, source=State.ACCEPTED, target=State.ASSIGNED)
    def assign(self) -> None:
        """The case has a queue and a technician."""

    @fsm.transition(state, source=State.ASSIGNED, target=State.PROPOSED, permission=allows(Act.FULFIL))
    def propose(self) -> None:
        """The technician has prepared the change of the account."""

    @fsm.transition(state, source=State.PROPOSED, target=State.ASSIGNED, permission=allows(Act.APPROVE))
    def return_proposal(self) -> None:
        """The second person sends the proposal back, with a reason."""

    @fsm.transition(state, source=State.PROPOSED, target=State.APPROVED, permission=allows(Act.APPROVE))
    def approve(self) -> None:
        """A second person approves; who that may be is checked by `actions.approve`."""

    @fsm.transition(state, source=State.APPROVED, target=State.ASSIGNED)
    def give_back(self) -> None:
        """The account gateway refused the change; the technician decides anew."""

    @fsm.transition(state, source=State.APPROVED, target=State.FULFILLED)
    def fulfil(self) -> None:
        """The account was changed."""

    @fsm.transition(state, source=State.FULFILLED, target=State.ANSWERED)
    def answer(self) -> None:
        """The answer is in the outbox."""

    @fsm.transition(state, source=State.ANSWERED, target=State.CLOSED)
    def close(self) -> None:
        """The answer has gone out."""
