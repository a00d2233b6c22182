"""The promise to the company: one clock a run, the days it counts, and the calendar that counts them."""

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class Clock(models.Model):
    """One run of a case's clock; a supplement ends the run and starts the next.

    A run starts from zero (Art 19.4) or, where `is_resumed`, with the days that the run before had left: none or
    fewer when its day had passed. `extended_to` is the day to which an extension put off this run's end.
    """

    case = models.ForeignKey("casedesk.Case", models.CASCADE, related_name="clocks")
    run = models.PositiveSmallIntegerField()
    started_on = models.DateField()
    days = models.SmallIntegerField()
    due_on = models.DateField()
    calendar_version = models.PositiveIntegerField()
    stopped_at = models.DateTimeField(null=True)
    is_resumed = models.BooleanField(default=False)
    extended_to = models.DateField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "run"], name="clock_run_once")]
        ordering = ["run"]

    def __str__(self) -> str:
        return f"{self.case_id} #{self.run}"


class CalendarDay(models.Model):
    """A correction of the calendar: a day off, or a Saturday worked, with its official notice."""

    day = models.DateField(_("ngày"), unique=True)
    is_worked = models.BooleanField(_("làm việc"))
    notice = models.CharField(_("văn bản"), max_length=200)

    class Meta:
        ordering = ["day"]
        verbose_name = _("ngày làm việc, ngày nghỉ")
        verbose_name_plural = _("ngày làm việc, ngày nghỉ")

    def __str__(self) -> str:
        return self.day.isoformat()


class OnSupplement(models.TextChoices):
    """What a supplement does to the clock."""

    RESTART = "restart", _("Tính lại từ đầu")
    PAUSE = "pause", _("Tính tiếp số ngày còn lại")


class CaseType(models.Model):
    """How a request is handled from a day on: its queue and its days."""

    request = models.CharField(_("yêu cầu"), max_length=20)
    effective_from = models.DateField(_("áp dụng từ"))
    days_to_resolve = models.PositiveSmallIntegerField(
        _("số ngày làm việc"), default=5, validators=[MinValueValidator(1)]
    )
    days_to_notify = models.PositiveSmallIntegerField(
        _("số ngày báo hồ sơ thiếu"), default=3, validators=[MinValueValidator(1)]
    )
    warn_days_left = models.PositiveSmallIntegerField(_("cảnh báo khi còn (ngày làm việc)"), default=2)
    on_supplement = models.CharField(
        _("khi bổ sung, thời hạn"), max_length=10, choices=OnSupplement.choices, default=OnSupplement.RESTART
    )
    queue = models.ForeignKey("casedesk.Queue", models.PROTECT, verbose_name=_("hàng đợi"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["request", "effective_from"], name="case_type_once")]
        ordering = ["request", "-effective_from"]
        verbose_name = _("loại hồ sơ")
        verbose_name_plural = _("loại hồ sơ")

    def __str__(self) -> str:
        return self.request


class Extension(models.Model):
    """The one time that a case's day was put off, by whom and why (NĐ 61/2018 Art 19.9)."""

    case = models.ForeignKey("casedesk.Case", models.PROTECT, related_name="extensions")
    by = models.ForeignKey("casedesk.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.TextField()
    from_on = models.DateField()
    to_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case"], name="extension_once"),
            models.CheckConstraint(condition=models.Q(to_on__gt=models.F("from_on")), name="extension_later"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.to_on}"


class DayCounter(models.Model):
    """The last running number given to a dossier of a day."""

    day = models.DateField(unique=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.day} {self.last}"
