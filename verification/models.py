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
    persons = models.PositiveSmallIntegerField(default=1)
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


class TrustedAuthority(models.Model):
    """A certification authority that the centre trusts; one that vouches for itself is a root."""

    sha256 = models.CharField(_("vân tay SHA-256"), max_length=64, unique=True)
    der = models.BinaryField()
    name = models.CharField(_("tổ chức cấp"), max_length=300)
    issuer = models.CharField(_("cấp bởi"), max_length=300)
    not_before = models.DateTimeField(_("hiệu lực từ"))
    not_after = models.DateTimeField(_("hiệu lực đến"))
    is_root = models.BooleanField(_("chứng thư gốc"))
    added_at = models.DateTimeField(_("thêm lúc"))

    class Meta:
        ordering = ["-is_root", "name", "sha256"]
        verbose_name = _("tổ chức cấp chữ ký số tin cậy")
        verbose_name_plural = _("tổ chức cấp chữ ký số tin cậy")

    def __str__(self) -> str:
        return self.name


class RevocationList(models.Model):
    """The newest list of certificates that an authority has taken back; `count` of them."""

    issuer = models.CharField(_("tổ chức cấp"), max_length=500, unique=True)
    der = models.BinaryField()
    last_update = models.DateTimeField(_("lập lúc"))
    next_update = models.DateTimeField(_("bản sau lúc"), null=True)
    count = models.PositiveIntegerField(_("số chứng thư bị thu hồi"))
    added_at = models.DateTimeField(_("thêm lúc"))

    class Meta:
        ordering = ["issuer"]
        verbose_name = _("danh sách chứng thư bị thu hồi")
        verbose_name_plural = _("danh sách chứng thư bị thu hồi")

    def __str__(self) -> str:
        return self.issuer
