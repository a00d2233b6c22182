"""What a company has declared beside its administrator account: User IDs, terminals, and the requests for them.

As the portal has it (seeds 001 and 004): a company sends its declaration (OE4001), Customs approve it, the company
looks up the outcome (OE4002), and a change takes effect some hours later.
"""

from datetime import date, timedelta

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.core.validators import MaxValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

USER_ID = RegexValidator(r"^[A-Z0-9]{5,13}$", _("User ID gồm 5 đến 13 chữ hoa không dấu và chữ số."))
TERMINAL_ID = RegexValidator(r"^[A-Z0-9]{5,10}$", _("Mã máy trạm gồm 5 đến 10 chữ hoa không dấu và chữ số."))
EFFECT = timedelta(hours=24)
UNDO_WITHIN = timedelta(days=30)
"""Where no policy says otherwise (24 hours: seed 001)."""


class RegistryPolicy(models.Model):
    """After how many hours an approved declaration takes effect, from a day on."""

    effective_from = models.DateField(_("áp dụng từ"), unique=True)
    hours = models.PositiveSmallIntegerField(
        _("có hiệu lực sau khi duyệt (giờ)"), default=24, validators=[MaxValueValidator(720)]
    )

    undo_days = models.PositiveSmallIntegerField(
        _("gắn lại được chứng thư trước trong (ngày)"), default=30, validators=[MaxValueValidator(365)]
    )

    class Meta:
        ordering = ["-effective_from"]
        verbose_name = _("quy tắc đăng ký")
        verbose_name_plural = _("quy tắc đăng ký")

    def __str__(self) -> str:
        return self.effective_from.isoformat()

    @classmethod
    def delay_on(cls, day: date) -> timedelta:
        """Return how long after its approval a declaration takes effect."""
        row = cls.objects.filter(effective_from__lte=day).first()
        return timedelta(hours=row.hours) if row else EFFECT

    @classmethod
    def undo_within(cls, day: date) -> timedelta:
        """Return how long after it was bound a certificate can be taken back for the former one."""
        row = cls.objects.filter(effective_from__lte=day).first()
        return timedelta(days=row.undo_days) if row else UNDO_WITHIN


class Declarant(models.Model):
    """A User ID: who declares for a company. The newest of its `certificates` that has begun is in force."""

    account = models.ForeignKey("accounts.Account", models.PROTECT, related_name="declarants")
    user_id = models.CharField(max_length=13, unique=True, validators=[USER_ID])
    full_name = models.CharField(max_length=200)
    effective_from = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["user_id"]

    def __str__(self) -> str:
        return self.user_id


class DeclarantCertificate(models.Model):
    """The certificate by which a User ID signs, from a moment on."""

    declarant = models.ForeignKey(Declarant, models.PROTECT, related_name="certificates")
    serial = models.CharField(max_length=64)
    issuer = models.CharField(max_length=300)
    subject = models.CharField(max_length=500)
    not_before = models.DateTimeField()
    not_after = models.DateTimeField()
    effective_from = models.DateTimeField()

    class Meta:
        ordering = ["-effective_from", "-id"]

    def __str__(self) -> str:
        return self.serial


class Terminal(models.Model):
    """A computer that may declare; its access key is sealed and shown only on purpose."""

    account = models.ForeignKey("accounts.Account", models.PROTECT, related_name="terminals")
    terminal_id = models.CharField(max_length=10, unique=True, validators=[TERMINAL_ID])
    sealed_access_key = models.BinaryField(null=True)
    effective_from = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["terminal_id"]

    def __str__(self) -> str:
        return self.terminal_id


class RegistrationKind(models.TextChoices):
    """What a company asks for."""

    NEW = "new", _("Đăng ký mới")
    CHANGE = "change", _("Sửa sau phê duyệt")


class RegistrationState(models.TextChoices):
    """Where a company's request is."""

    SENT = "sent", _("Chờ duyệt")
    APPROVED = "approved", _("Đã duyệt")
    REFUSED = "refused", _("Không duyệt")


class Registration(models.Model):
    """A company's request (OE4001) and what became of it (OE4002): entered by one person, decided by another.

    `content` is what it declares, as `registering.Declared` has it. `effective_from` is set where it is approved.
    """

    account = models.ForeignKey("accounts.Account", models.PROTECT, related_name="registrations")
    kind = models.CharField(max_length=10, choices=RegistrationKind.choices)
    state = models.CharField(max_length=10, choices=RegistrationState.choices, default=RegistrationState.SENT)
    content = models.JSONField(encoder=DjangoJSONEncoder)
    note = models.TextField()
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = models.TextField(blank=True)
    effective_from = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(decided_by=None) | ~models.Q(decided_by=models.F("entered_by")),
                name="registration_two_persons",
            ),
            models.UniqueConstraint(
                fields=["account"], condition=models.Q(state="sent"), name="registration_one_waits"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.kind}"


class LoadState(models.TextChoices):
    """Where a registry file is."""

    ARRIVED = "arrived", _("Đang xem từng dòng")
    BROKEN = "broken", _("Có dòng sai, không nhập")
    READY = "ready", _("Chờ người thứ hai")
    ACCEPTED = "accepted", _("Đang nhập")
    APPLIED = "applied", _("Đã nhập")
    REFUSED = "refused", _("Đã bỏ")


class Load(models.Model):
    """A registry file handed in by one person, to be applied by another; sealed until then.

    The machine looks at it line by line and writes its `report`; it applies it too, all or nothing.
    """

    name = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=LoadState.choices, default=LoadState.ARRIVED)
    sealed = models.BinaryField(null=True)
    sha256 = models.CharField(max_length=64)
    report = models.JSONField(default=dict)
    reason = models.TextField()
    handed_in_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    handed_in_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    applied_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["id"], name="load_for_machine", condition=models.Q(state__in=("arrived", "accepted"))
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state__in=("accepted", "applied"))
                | ~models.Q(decided_by=models.F("handed_in_by")),
                name="load_two_persons",
            )
        ]

    def __str__(self) -> str:
        return self.name
