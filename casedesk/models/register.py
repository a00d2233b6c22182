"""The register ("Sổ theo dõi hồ sơ"): one book a year, its rows, and what was done to it."""

from typing import NoReturn

from django.db import models
from django.utils.translation import gettext_lazy as _


class Register(models.Model):
    """The book of a year; its row is locked while a number is given, and `last` is the last one given.

    Once it is closed nothing more gets a number in it.
    """

    year = models.PositiveSmallIntegerField(unique=True)
    last = models.PositiveIntegerField(default=0)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey("casedesk.User", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-year"]

    def __str__(self) -> str:
        return str(self.year)


class RegisterRow(models.Model):
    """One dossier's line; numbers run from 1 without gaps. `note` says why it stands in a later year's book."""

    register = models.ForeignKey(Register, models.PROTECT, related_name="rows")
    number = models.PositiveIntegerField()
    case = models.OneToOneField("casedesk.Case", models.PROTECT, related_name="register_row")
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["register_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["register", "number"], name="register_number_once"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="register_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.register_id}/{self.number}"


class RegisterAct(models.TextChoices):
    """What is done to a book as a whole."""

    CLOSED = "closed", _("Khóa sổ")
    EXPORTED = "exported", _("Xuất sổ")


class _AppendOnly(models.QuerySet["RegisterEvent"]):
    def update(self, **kwargs: object) -> NoReturn:
        raise TypeError("An event is never changed.")

    def delete(self) -> NoReturn:
        raise TypeError("An event is never deleted.")


class RegisterEvent(models.Model):
    """Who closed or exported a book, when, and how many rows it was; the database refuses changes too."""

    register = models.ForeignKey(Register, models.PROTECT, related_name="events")
    at = models.DateTimeField()
    actor = models.ForeignKey("casedesk.User", models.PROTECT, related_name="+")
    act = models.CharField(max_length=20, choices=RegisterAct.choices)
    row_count = models.PositiveIntegerField()
    note = models.CharField(max_length=200, blank=True)

    objects = _AppendOnly.as_manager()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.register_id} {self.act}"
