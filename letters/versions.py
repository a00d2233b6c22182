"""Versions of the texts: each save is a row of its own, and a letter names the one that it was written from."""

from datetime import datetime

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import IntegrityError, models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from letters import texts
from letters.forms import LABELS, Form
from letters.texts import PARTS, Text

FORMS = [(form.value, label) for form, label in LABELS.items()]


class LetterText(models.Model):
    """One version of a form's words, never changed; the newest is in force.

    `by` None: the words that the house brought along, kept when the first letter was written from them.
    """

    form = models.CharField(_("mẫu"), max_length=24, choices=FORMS)
    version = models.PositiveIntegerField(_("lần"))
    title = models.TextField()
    body = models.TextField()
    subject = models.TextField()
    mail = models.TextField()
    digest = models.CharField(max_length=64)
    why = models.CharField(_("vì sao sửa"), max_length=200, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["form", "-version"]
        constraints = [models.UniqueConstraint(fields=["form", "version"], name="letter_text_version_once")]

    def __str__(self) -> str:
        return f"{self.get_form_display()} {self.version}"

    @property
    def words(self) -> Text:
        """The words themselves."""
        return Text(**{part: getattr(self, part) for part in PARTS})


class Handling(models.TextChoices):
    """What happens to a letter once it is owed."""

    SEND = "send", _("Lập và gửi ngay")
    REVIEW = "review", _("Chờ người xem lại rồi gửi")
    PAPER = "paper", _("In ra, ký tay, quét lại rồi gửi")


class FormHandling(models.Model):
    """How letters of a form are handled; a form without a row is sent at once."""

    form = models.CharField(max_length=24, choices=FORMS, unique=True)
    handling = models.CharField(max_length=10, choices=Handling.choices, default=Handling.SEND)

    def __str__(self) -> str:
        return f"{self.form}: {self.handling}"


def handling_of(form: Form) -> Handling:
    """Return how letters of a form are handled."""
    row = FormHandling.objects.filter(form=form).first()
    return Handling(row.handling) if row else Handling.SEND


def newest(form: Form) -> LetterText | None:
    """Return the version in force; None where no letter and no administrator has made one."""
    return LetterText.objects.filter(form=form).order_by("-version").first()


def current(form: Form) -> Text:
    """Return the words in force: an administrator's, else those that this release brings along."""
    row = newest(form)
    return row.words if row and row.by_id is not None else texts.built_in(form)


def kept(form: Form, words: Text) -> LetterText:
    """Return the row of the words that a letter was written from, adding it for the house's own."""
    same = LetterText.objects.filter(form=form, digest=words.digest).order_by("-version")
    known = same.first()
    if known:
        return known
    try:
        return save(form, words, None, timezone.now())
    except IntegrityError:  # another letter was quicker
        return same.get()


def save(form: Form, words: Text, by: AbstractBaseUser | None, now: datetime, why: str = "") -> LetterText:
    """Add a version. Nothing is checked here: `checking.problems` comes first."""
    with transaction.atomic():
        rows = LetterText.objects.select_for_update().filter(form=form).order_by("-version")
        last = rows.first()
        row = LetterText(form=form, version=(last.version if last else 0) + 1, digest=words.digest)
        for part in PARTS:
            setattr(row, part, getattr(words, part))
        row.why, row.at, row.by_id = why[:200], now, by.pk if by else None
        row.save(force_insert=True)
    return row
