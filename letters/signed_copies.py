"""Letters that a person signed on paper: the scan of the signed sheet, kept with its letter."""

import hashlib
import uuid
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.files.base import ContentFile
from django.db import models
from django.utils.translation import gettext_lazy as _


def _place(_instance: models.Model, name: str) -> str:
    return f"letters/{name[:2]}/{name}"


@dataclass(frozen=True, slots=True)
class ScannedCopy:
    """A scan as it was handed in, already looked at: its kind of file is known."""

    name: str
    media_type: str
    content: bytes


class SignedCopy(models.Model):
    """A scan of a letter as it was signed by hand; sealed, and never taken away."""

    letter = models.ForeignKey("letters.Letter", models.PROTECT, related_name="signed_copies")
    name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=60)
    file = models.FileField(upload_to=_place, max_length=120)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]
        verbose_name = _("bản đã ký")
        constraints = [models.UniqueConstraint(fields=["letter", "sha256"], name="signed_copy_once")]

    def __str__(self) -> str:
        return self.name

    def read(self) -> bytes:
        """Return the scan, unsealed. Raises `BrokenSeal`."""
        with self.file.storage.open(str(self.file.name)) as sealed:
            content: bytes = sealed.read()
        return content


def digest_of(scan: ScannedCopy) -> str:
    """Return what names a scan's very bytes."""
    return hashlib.sha256(scan.content).hexdigest()


def keep(letter_id: int, scan: ScannedCopy, by: AbstractBaseUser, now: datetime) -> SignedCopy:
    """Keep a scan with its letter, sealed."""
    copy = SignedCopy(letter_id=letter_id, name=scan.name[:255], media_type=scan.media_type, at=now, by_id=by.pk)
    copy.size, copy.sha256 = len(scan.content), digest_of(scan)
    copy.file.save(f"{uuid.uuid4().hex}.scan", ContentFile(scan.content), save=False)
    copy.save(force_insert=True)
    return copy
