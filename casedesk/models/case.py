"""The case: what it is; `moves.py` holds its states and how it goes from one to another."""

from collections.abc import Iterable
from datetime import date
from typing import ClassVar

from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from casedesk.lib.labels import label
from casedesk.models.event import MOVES
from casedesk.models.moves import Moving
from casedesk.models.state import OPEN_STATES
from intake.facts import Request
from verification.findings import Channel, Verdict

CHANNEL_LABELS = {Channel.POST: _("Bưu điện"), Channel.WALK_IN: _("Trực tiếp")}
REQUEST_LABELS = {
    Request.RESET_PASSWORD: _("Cấp mật khẩu mới"),
    Request.REBIND_LOST: _("Cập nhật chữ ký số mới (mất, hỏng)"),
    Request.REBIND_RENEWED: _("Cập nhật chữ ký số gia hạn sau khi hết hạn"),
}


class Case(Moving):
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
            models.Index(fields=["closed_at", "id"], name="case_closed_at"),
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
