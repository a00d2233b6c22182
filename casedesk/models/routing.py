"""What routing goes by beside the kind of request: an administrator's rules, and who is away when."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Flag(models.TextChoices):
    """What is particular about a case."""

    WALK_IN = "walk_in", _("nộp trực tiếp")
    REPEATED = "repeated", _("đề nghị lặp lại trong 30 ngày")
    MANY_REPRESENTATIVES = "many_representatives", _("nhiều người đại diện")


class RoutingRule(models.Model):
    """From a day on, cases of a request, a flag or both go to a queue; the first rule that fits decides.

    An empty request or flag fits every case.
    """

    order = models.PositiveSmallIntegerField(_("thứ tự"))
    request = models.CharField(_("yêu cầu"), max_length=20, blank=True)
    flag = models.CharField(_("dấu hiệu"), max_length=30, blank=True, choices=Flag.choices)
    queue = models.ForeignKey("casedesk.Queue", models.PROTECT, verbose_name=_("hàng đợi"))
    effective_from = models.DateField(_("áp dụng từ"))

    class Meta:
        ordering = ["order", "id"]
        verbose_name = _("quy tắc chuyển hàng đợi")
        verbose_name_plural = _("quy tắc chuyển hàng đợi")

    def __str__(self) -> str:
        return f"{self.order}"


class Absence(models.Model):
    """The days on which a person is away, both included: no case is given to them then."""

    person = models.ForeignKey(
        "casedesk.User", models.CASCADE, related_name="absences", verbose_name=_("người vắng")
    )
    first_day = models.DateField(_("từ ngày"))
    last_day = models.DateField(_("đến ngày"))

    class Meta:
        ordering = ["first_day", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(first_day__lte=F("last_day")),
                name="absence_in_order",
                violation_error_message=_("Ngày cuối không thể trước ngày đầu."),
            )
        ]
        verbose_name = _("ngày vắng")
        verbose_name_plural = _("ngày vắng")

    def __str__(self) -> str:
        return f"{self.person_id} {self.first_day} – {self.last_day}"
