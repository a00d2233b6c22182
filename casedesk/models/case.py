"""The case and its states; only `pipeline.py` and `actions.py` call its transitions."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, ClassVar

import django_fsm as fsm
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from casedesk.access import MACHINE, Act, allows
from casedesk.accounts.gateway import Answer
from casedesk.lib.labels import label
from casedesk.models.event import MOVES
from casedesk.models.event import Act as Line
from casedesk.models.state import OPEN_STATES, REOPENABLE_STATES, UNDECIDED_STATES, State
from intake.facts import Request
from verification.findings import Channel, Verdict

CHANNEL_LABELS = {Channel.POST: _("Bưu điện"), Channel.WALK_IN: _("Trực tiếp")}
REQUEST_LABELS = {
    Request.RESET_PASSWORD: _("Cấp mật khẩu mới"),
    Request.REBIND_LOST: _("Cập nhật chữ ký số mới (mất, hỏng)"),
    Request.REBIND_RENEWED: _("Cập nhật chữ ký số gia hạn sau khi hết hạn"),
}


def _is_complete(case: models.Model) -> bool:
    return isinstance(case, Case) and case.is_complete()


def _has_technician(case: models.Model) -> bool:
    return isinstance(case, Case) and case.queue_id is not None and case.technician_id is not None


def _is_read(case: models.Model) -> bool:
    return isinstance(case, Case) and not case.scans.filter(read_at=None).exists()


def _is_unread(case: models.Model) -> bool:
    return not _is_read(case)


def _is_joined(case: models.Model) -> bool:
    return isinstance(case, Case) and case.joined_into_id is not None


def _is_changed(case: models.Model) -> bool:
    return isinstance(case, Case) and case.changes.filter(answer=Answer.DONE).exists()


def _is_unchanged(case: models.Model) -> bool:
    return not _is_changed(case)


if TYPE_CHECKING:

    class _Concurrent:
        """What mypy sees: its Django plugin loses every class behind the real mixin."""

else:
    _Concurrent = fsm.ConcurrentTransitionMixin


class Case(_Concurrent, models.Model):
    """One dossier's case.

    Company, tax code and reply address repeat what the papers say, for lists; `checking.py` keeps them so.
    `assigned_because` tells why this technician has it; `halted_because` is the sentence that tells why a case
    cannot go on by itself, empty when it can.
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
    assigned_because = models.CharField(_("lý do giao"), max_length=400, blank=True)
    joined_into = models.ForeignKey("self", models.PROTECT, null=True, related_name="joined")

    objects: ClassVar[models.Manager["Case"]] = models.Manager()
    _get_FIELD_display = label  # noqa: N815 (Django asks it by this name)

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

    @cached_property
    def seen_state(self) -> str:
        """What a form remembers of where the case was: its state, and the line that brought it there."""
        line = self.events.filter(act__in=MOVES).order_by("-id").values_list("pk", flat=True).first()
        return f"{self.state}.{line or 0}"

    def remember(self, lines: Iterable[int]) -> None:
        """Take `seen_state` from lines that were read already, the last first, and ask no more."""
        self.seen_state = f"{self.state}.{next(iter(lines), 0)}"

    def is_as_seen(self, seen_state: str | None) -> bool:
        """Whether it is where a form's person saw it; a bare state is taken too, None is not asked about."""
        return seen_state in (None, self.seen_state, str(self.state))

    @fsm.transition(
        state, source=State.RECEIVED, target=State.CHECKED, permission=MACHINE, custom={"line": Line.CHECKED}
    )
    def finish_check(self) -> None:
        """The machine has read the papers and run the checklist."""

    @fsm.transition(
        state,
        source=State.CHECKED,
        target=State.ACCEPTED,
        permission=allows(Act.REVIEW),
        conditions=[_is_complete],
        custom={"line": Line.ACCEPTED},
    )
    def accept(self) -> None:
        """A clerk accepts a complete dossier."""

    @fsm.transition(
        state,
        source=State.CHECKED,
        target=State.SUPPLEMENT_REQUESTED,
        permission=allows(Act.REVIEW),
        custom={"line": Line.SUPPLEMENT_REQUESTED},
    )
    def request_supplement(self) -> None:
        """A clerk asks once for everything that is missing (NĐ 61/2018 Art 15.3)."""

    @fsm.transition(
        state,
        source=[State.CHECKED, State.SUPPLEMENT_REQUESTED],
        target=State.RECEIVED,
        permission=allows(Act.RECEIVE),
        custom={"line": Line.SUPPLEMENTED, "by_machine": True},
    )
    def receive_supplement(self) -> None:
        """What was missing has come, by a person's hand or the scan folder; the dossier is read again."""

    @fsm.transition(
        state,
        source=[State.CHECKED, State.SUPPLEMENT_REQUESTED],
        target=State.REFUSED,
        permission=allows(Act.REVIEW),
        custom={"line": Line.REFUSED},
    )
    def refuse(self) -> None:
        """A clerk refuses the dossier, with a reason."""

    @fsm.transition(
        state,
        source=State.ACCEPTED,
        target=State.ASSIGNED,
        permission=MACHINE,
        conditions=[_has_technician],
        custom={"line": Line.ASSIGNED},
    )
    def assign(self) -> None:
        """The case has a queue and a technician."""

    @fsm.transition(
        state,
        source=State.ASSIGNED,
        target=State.PROPOSED,
        permission=allows(Act.FULFIL),
        conditions=[_is_unchanged],
        custom={"line": Line.PROPOSED},
    )
    def propose(self) -> None:
        """The technician has prepared the change of the account."""

    @fsm.transition(
        state,
        source=State.PROPOSED,
        target=State.ASSIGNED,
        permission=allows(Act.APPROVE),
        custom={"line": Line.RETURNED},
    )
    def return_proposal(self) -> None:
        """The second person sends the proposal back, with a reason."""

    @fsm.transition(
        state,
        source=State.PROPOSED,
        target=State.APPROVED,
        permission=allows(Act.APPROVE),
        conditions=[_is_unchanged],
        custom={"line": Line.APPROVED},
    )
    def approve(self) -> None:
        """A second person approves; who that may be is checked by `actions.approve`."""

    @fsm.transition(
        state,
        source=State.APPROVED,
        target=State.ASSIGNED,
        permission=MACHINE,
        custom={"line": Line.GATEWAY_REFUSED},
    )
    def give_back(self) -> None:
        """The account gateway refused the change; the technician decides anew."""

    @fsm.transition(
        state,
        source=State.APPROVED,
        target=State.FULFILLED,
        permission=MACHINE,
        conditions=[_is_changed],
        custom={"line": Line.FULFILLED},
    )
    def fulfil(self) -> None:
        """The account was changed."""

    @fsm.transition(
        state,
        source=State.FULFILLED,
        target=State.ANSWERED,
        permission=MACHINE,
        custom={"line": Line.LETTER_WRITTEN},
    )
    def answer(self) -> None:
        """The answer is in the outbox."""

    @fsm.transition(
        state, source=State.ANSWERED, target=State.CLOSED, permission=MACHINE, custom={"line": Line.CLOSED}
    )
    def close(self) -> None:
        """The answer has gone out."""

    @fsm.transition(
        state,
        source=UNDECIDED_STATES,
        target=State.WITHDRAWN,
        permission=allows(Act.REVIEW),
        custom={"line": Line.WITHDRAWN},
    )
    def withdraw(self) -> None:
        """The company takes its request back, with a reason."""

    @fsm.transition(
        state,
        source=UNDECIDED_STATES,
        target=State.STOPPED,
        permission=allows(Act.SUPERVISE),
        custom={"line": Line.STOPPED},
    )
    def stop(self) -> None:
        """A supervisor stops the case ("dừng giải quyết"), with a reason."""

    @fsm.transition(
        state,
        source=REOPENABLE_STATES,
        target=State.CHECKED,
        permission=allows(Act.SUPERVISE),
        conditions=[_is_read, _is_unchanged],
        custom={"line": Line.REOPENED},
    )
    def reopen(self) -> None:
        """A supervisor opens a case again whose papers have been read; its account was not changed yet."""

    @fsm.transition(
        state,
        source=REOPENABLE_STATES,
        target=State.RECEIVED,
        permission=allows(Act.SUPERVISE),
        conditions=[_is_unread, _is_unchanged],
        custom={"line": Line.REOPENED},
    )
    def reopen_unread(self) -> None:
        """A supervisor opens a case again whose papers the machine must still read."""

    @fsm.transition(
        state,
        source=[State.CHECKED, State.SUPPLEMENT_REQUESTED],
        target=State.JOINED,
        permission=allows(Act.REVIEW),
        conditions=[_is_joined],
        custom={"line": Line.JOINED},
    )
    def join(self) -> None:
        """Its papers have become a supplement of an older case of the same company."""

    @fsm.transition(
        state,
        source=State.JOINED,
        target=State.RECEIVED,
        permission=allows(Act.SUPERVISE),
        conditions=[_is_unchanged],
        custom={"line": Line.SEPARATED},
    )
    def separate(self) -> None:
        """A supervisor takes its papers back from the case that it was joined into."""
