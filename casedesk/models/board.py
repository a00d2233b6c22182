"""What the supervisor's board keeps: figures of finished days, reasons for delay, and whom the digest went to."""

from django.db import models


class DayFigures(models.Model):
    """What a finished day came to. History is never changed, so a finished day's figures are final.

    `minutes` are the working minutes of every stay in a step that ended on the day: `{step: [minutes, …]}`;
    `closed_by` is how many cases each technician closed, by their key; `steps` the median
    and the number of stays in each step over the last days up to this one, kept with the newest day alone.
    """

    day = models.DateField(unique=True)
    received = models.PositiveIntegerField()
    ended = models.PositiveIntegerField()
    in_time = models.PositiveIntegerField()
    minutes = models.JSONField(default=dict)
    closed_by = models.JSONField(default=dict)
    steps = models.JSONField(null=True)

    class Meta:
        ordering = ["day"]

    def __str__(self) -> str:
        return self.day.isoformat()


class OverdueReason(models.Model):
    """Why a case was not answered by its due day; asked once for each run of its clock."""

    case = models.ForeignKey("casedesk.Case", models.PROTECT, related_name="overdue_reasons")
    run = models.PositiveSmallIntegerField()
    reason = models.TextField()
    by = models.ForeignKey("casedesk.User", models.PROTECT, related_name="+")
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "run"], name="overdue_reason_once")]
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.case_id} #{self.run}"


class DigestSent(models.Model):
    """A person's digest of a day is done; `cases` is 0 where there was nothing to say and no mail went out."""

    person = models.ForeignKey("casedesk.User", models.CASCADE, related_name="+")
    day = models.DateField()
    at = models.DateTimeField()
    cases = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "day"], name="digest_once")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.day}"
