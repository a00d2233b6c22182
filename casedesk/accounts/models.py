"""Accounts of the embedded registry, the changes asked of a gateway, and the hand-over of a password."""

import uuid
from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from casedesk.accounts.declared import Declarant as Declarant
from casedesk.accounts.declared import DeclarantCertificate as DeclarantCertificate
from casedesk.accounts.declared import Load as Load
from casedesk.accounts.declared import LoadState as LoadState
from casedesk.accounts.declared import Registration as Registration
from casedesk.accounts.declared import RegistryPolicy as RegistryPolicy
from casedesk.accounts.declared import Terminal as Terminal
from casedesk.accounts.gateway import Answer
from casedesk.accounts.passwords import DEFAULTS, Rules, flaws


class Account(models.Model):
    """One company's administrator account in the embedded registry."""

    tax_code = models.CharField(_("mã số thuế"), max_length=20, unique=True)
    company_name = models.CharField(_("công ty"), max_length=300)
    folded = models.CharField(max_length=700, blank=True, default="")
    """The company's name as it is searched (`search.folding`)."""
    email = models.EmailField(_("thư điện tử"), blank=True)
    phone = models.CharField(_("điện thoại"), max_length=30, blank=True)
    password_hash = models.CharField(max_length=200, blank=True)
    password_changed_at = models.DateTimeField(null=True)
    is_locked = models.BooleanField(_("bị khóa"), default=False)

    def __str__(self) -> str:
        return self.tax_code


class Binding(models.Model):
    """A certificate bound to an account; the newest is in force, the older are its history."""

    account = models.ForeignKey(Account, models.PROTECT, related_name="bindings")
    serial = models.CharField(max_length=64)
    issuer = models.CharField(max_length=300)
    subject = models.CharField(max_length=500)
    not_before = models.DateTimeField()
    not_after = models.DateTimeField()
    bound_at = models.DateTimeField()
    origin = models.CharField(max_length=64, blank=True, default="")
    """By what it was bound: the key of a change, or a load."""

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.serial


class AppliedKey(models.Model):
    """An idempotency key that the registry has answered, so that it answers the same again."""

    key = models.CharField(max_length=64, unique=True)
    digest = models.CharField(max_length=64, blank=True)
    """Of what was asked, with a secret key: the same key for another change is refused."""
    answer = models.CharField(max_length=10, choices=[(answer.value, answer.value) for answer in Answer])
    reason = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.key


class Operation(models.TextChoices):
    """What a change does to the account."""

    BIND_CERTIFICATE = "bind_certificate", _("Cập nhật chữ ký số")
    ISSUE_PASSWORD = "issue_password", _("Cấp mật khẩu mới")


class Change(models.Model):
    """A change of one account for one case: proposed by one person, approved by another, carried out once."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    case = models.ForeignKey("casedesk.Case", models.PROTECT, related_name="changes")
    operation = models.CharField(max_length=20, choices=Operation.choices)
    tax_code = models.CharField(max_length=20)
    certificate = models.BinaryField(null=True)
    """The new certificate (PEM, with those that came along) of a `bind_certificate`."""
    serial = models.CharField(max_length=64, blank=True)
    enciphered_for = models.BinaryField(null=True)
    """The certificate (DER) to which the letter of an `issue_password` is enciphered; None: a one-time link."""
    is_again = models.BooleanField(default=False)
    """Asked for after its case had ended: a password anew, or the former certificate."""
    undoes = models.ForeignKey("self", models.PROTECT, null=True, related_name="undone_by")
    former = models.JSONField(null=True, encoder=DjangoJSONEncoder)
    """The certificate that the account had before a `bind_certificate`, kept before it is sent."""
    note = models.TextField(blank=True)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    returned_because = models.TextField(blank=True)
    answer = models.CharField(
        max_length=10, blank=True, choices=[(answer.value, answer.value) for answer in Answer]
    )
    reason = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(approved_by=None) | ~models.Q(approved_by=models.F("proposed_by")),
                name="two_persons",
            )
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.operation}"

    @property
    def waits(self) -> bool:
        """Whether it waits for its second person."""
        return not (self.approved_by_id or self.returned_because or self.answer)


class ByHand(models.Model):
    """A change that a technician makes on a console that has no interface, until its outcome is recorded.

    `is_unclear`: somebody tried and does not know what came of it; it is read back before anyone tries again.
    """

    change = models.OneToOneField(Change, models.PROTECT, related_name="by_hand")
    asked_at = models.DateTimeField()
    is_unclear = models.BooleanField(default=False)
    is_settled = models.BooleanField(default=False)

    def __str__(self) -> str:
        return f"{self.change_id}"


class Handover(models.Model):
    """A new password on its way to the company: sealed until it is shown once, then destroyed.

    Only the hash of the link's token is kept. `destroyed_at`: nobody saw it in time.
    """

    change = models.OneToOneField(Change, models.PROTECT, related_name="handover")
    token_hash = models.CharField(max_length=64, unique=True, null=True)
    sealed_password = models.BinaryField(null=True)
    expires_at = models.DateTimeField()
    seen_at = models.DateTimeField(null=True)
    destroyed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["expires_at"], name="handover_kept", condition=~models.Q(sealed_password=None))
        ]

    def __str__(self) -> str:
        return f"{self.change_id}"


class Guess(models.Model):
    """A wrong answer on a link's page, whether there is such a link or not; kept for a day.

    `address` is a keyed digest of where it came from.
    """

    token_hash = models.CharField(max_length=64, db_index=True)
    address = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["address", "at"], name="guess_from")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"


class PasswordPolicy(models.Model):
    """How passwords are made and handed over, from a day on. Look-alikes are never used, whatever stands here."""

    effective_from = models.DateField(_("áp dụng từ"), unique=True)
    length = models.PositiveSmallIntegerField(_("số ký tự"), default=DEFAULTS.length)
    signs = models.CharField(_("các dấu được dùng"), max_length=20, default=DEFAULTS.signs, blank=True)
    valid_hours = models.PositiveSmallIntegerField(_("đường dẫn có hiệu lực (giờ)"), default=DEFAULTS.valid_hours)
    keep_days = models.PositiveSmallIntegerField(
        _("giữ niêm phong sau khi hết hạn (ngày)"), default=DEFAULTS.keep_days
    )
    most_tries = models.PositiveSmallIntegerField(_("số lần nhập sai thì khóa"), default=DEFAULTS.most_tries)

    class Meta:
        ordering = ["-effective_from"]
        verbose_name = _("quy tắc mật khẩu")
        verbose_name_plural = _("quy tắc mật khẩu")

    def __str__(self) -> str:
        return self.effective_from.isoformat()

    @classmethod
    def on(cls, day: date) -> Rules:
        """Return the rules of a day; the defaults where no row reaches back that far."""
        row = cls.objects.filter(effective_from__lte=day).first()
        return row.rules if row else Rules()

    @property
    def rules(self) -> Rules:
        """The row as passwords are made by it."""
        return Rules(self.length, self.signs, self.valid_hours, self.keep_days, self.most_tries)

    def clean(self) -> None:
        """Refuse rules by which passwords could be guessed, or that no company could keep up with."""
        wrong = flaws(self.rules)
        if wrong:
            raise ValidationError(dict(wrong))
