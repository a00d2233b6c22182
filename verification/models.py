"""The checklist's findings on a case, a clerk's judgements of its doubts, and the policy behind it."""

from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from intake.facts import Kind, Request
from verification.findings import Outcome, Policy
from verification.papers import NAMES
from verification.requirements import KINDS, Channel, Line, Need, Requirement

NEEDS = [
    (Need.ALWAYS.value, _("luôn cần")),
    (Need.WITHOUT_TAX_CODE.value, _("khi giấy phép không ghi mã số thuế")),
    (Need.NEVER.value, _("không cần")),
]


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


class GivenCertificate(models.Model):
    """The new certificate that came with a case (PEM, with those above it), from the file `source`.

    `has_signed`: it signed that file, which proves that the company has its key. `added_by` is empty where the
    machine found it.
    """

    case = models.OneToOneField("casedesk.Case", models.CASCADE, related_name="given_certificate")
    pem = models.BinaryField()
    serial = models.CharField(max_length=64)
    has_signed = models.BooleanField()
    source = models.CharField(max_length=255)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.serial


class BrokenSignature(models.Model):
    """A PDF among a case's papers whose signature does not hold; `code` is that of `NotACertificate`."""

    case = models.ForeignKey("casedesk.Case", models.CASCADE, related_name="broken_signatures")
    source = models.CharField(max_length=255)
    code = models.CharField(max_length=30)
    found_at = models.DateTimeField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["case", "source"], name="broken_signature_once")]

    def __str__(self) -> str:
        return self.source


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
        return row.as_policy() if row else Policy()

    def as_policy(self) -> Policy:
        """Return the row with its papers as the rules take it."""
        return Policy(self.cmnd_ended_on, tuple(paper.line for paper in self.papers.all()))


class RequiredPaper(models.Model):
    """What a policy asks of one kind of paper; empty `request` and `channel` stand for every one."""

    policy = models.ForeignKey(ChecklistPolicy, models.CASCADE, related_name="papers")
    kind = models.CharField(_("giấy tờ"), max_length=30, choices=[(kind.value, NAMES[kind]) for kind in KINDS])
    request = models.CharField(_("yêu cầu"), max_length=20, blank=True)
    channel = models.CharField(_("kênh nộp"), max_length=10, blank=True)
    need = models.CharField(_("khi nào cần"), max_length=20, choices=NEEDS)
    certified = models.BooleanField(_("phải là bản sao chứng thực"), default=True)

    class Meta:
        ordering = ["kind", "request", "channel"]
        constraints = [
            models.UniqueConstraint(
                fields=["policy", "kind", "request", "channel"],
                name="paper_required_once",
                violation_error_message=_("Mỗi giấy tờ chỉ một dòng cho cùng yêu cầu và kênh nộp."),
            )
        ]
        verbose_name = _("giấy tờ cần có")
        verbose_name_plural = _("giấy tờ cần có")

    def __str__(self) -> str:
        return str(self.get_kind_display())

    def clean(self) -> None:
        """Refuse what means nothing: only a tax certificate can take the place of a code on the licence."""
        if self.need == Need.WITHOUT_TAX_CODE and self.kind != Kind.TAX_CERTIFICATE:
            raise ValidationError(
                {"need": _("Chỉ giấy chứng nhận đăng ký thuế mới có thể cần tùy theo mã số thuế trên giấy phép.")}
            )

    @property
    def line(self) -> Line:
        """Return the row as the rules take it."""
        request = Request(self.request) if self.request else None
        channel = Channel(self.channel) if self.channel else None
        return Line(Kind(self.kind), Requirement(Need(self.need), self.certified), request, channel)


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
