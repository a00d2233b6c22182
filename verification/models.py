"""The checklist's findings on a case, a clerk's judgements of its doubts, and the policy behind it."""

from datetime import date

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from verification.findings import Outcome, Policy


class Finding(models.Model):
    """One rule's present outcome on a case; `documents` are ids of the papers it looked at."""

    case = models.ForeignKey("casedesk.Case", models.CASCADE, related_name="findings")
    rule = models.CharField(max_length=40)
    outcome = models.CharField(max_length=10, choices=[(outcome.value, outcome.value) for outcome in Outcome])
    why = models.TextField()
    documents = models.JSONField(default=list)
    fields = models.JSONField(default=list)
    order = models.PositiveSmallIntegerField()
    checked_at = models.DateTimeField()

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["case", "rule"], name="finding_once")]

    def __str__(self) -> str:
        return f"{self.rule}: {self.outcome}"


class Judgement(models.Model):
    """A clerk's word on a doubt: the rule passes, as long as the doubt (`why`) stays the same."""

    case = models.ForeignKey("casedesk.Case", models.CASCADE, related_name="judgements")
    rule = models.CharField(max_length=40)
    why = models.TextField()
    note = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.rule


class ChecklistPolicy(models.Model):
    """What an administrator may change of the checklist, from a day on."""

    effective_from = models.DateField(_("áp dụng từ"), unique=True)
    cmnd_ended_on = models.DateField(_("CMND 9 số có giá trị đến hết ngày"))

    class Meta:
        ordering = ["-effective_from"]
        verbose_name = _("quy tắc kiểm tra")
        verbose_name_plural = _("quy tắc kiểm tra")

    def __str__(self) -> str:
        return self.effective_from.isoformat()

    @classmethod
    def on(cls, day: date) -> Policy:
        """Return the policy of a day; the defaults where no row reaches back that far."""
        row = cls.objects.filter(effective_from__lte=day).first()
        return Policy(cmnd_ended_on=row.cmnd_ended_on) if row else Policy()
