"""Letterheads, letters with the very bytes that were sent, and the outbox."""

import base64
import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import models
from django.db.models.fields.files import FieldFile
from django.utils.translation import gettext_lazy as _

from casedesk.lib.outcomes import NeedsPerson
from letters.content import Enclosure
from letters.kinds import LABELS
from letters.signed_copies import SignedCopy as SignedCopy
from letters.signers import Signer as Signer
from letters.signers import SignerAbsence as SignerAbsence
from letters.versions import FormHandling as FormHandling
from letters.versions import LetterText as LetterText

_KINDS = [(kind.value, label) for kind, label in LABELS.items()]


def _symbols() -> dict[str, str]:
    return {}


class Letterhead(models.Model):
    """How the centre presents itself from a day on; an older one stays for the letters of its time.

    `symbols` holds the symbol after the number by kind of letter: {"supplement": "HDHS"}.
    `authority` is the line above the title: "TL. GIÁM ĐỐC"; empty when the head signs.
    """

    effective_from = models.DateField(_("có hiệu lực từ"), unique=True)
    parent_body = models.CharField(_("cơ quan chủ quản"), max_length=200)
    body = models.CharField(_("cơ quan ban hành"), max_length=200)
    one_stop_unit = models.CharField(_("bộ phận tiếp nhận và trả kết quả"), max_length=200)
    place = models.CharField(_("địa danh"), max_length=60)
    address = models.CharField(_("địa chỉ"), max_length=200)
    phone = models.CharField(_("điện thoại"), max_length=40)
    symbols = models.JSONField(_("ký hiệu theo loại thư"), default=_symbols)
    archive = models.CharField(_("nơi lưu"), max_length=60, default="VT")
    authority = models.CharField(_("thẩm quyền ký"), max_length=100, blank=True)
    signer_title = models.CharField(_("chức vụ người ký"), max_length=100)
    signer = models.CharField(_("người ký"), max_length=100, blank=True)

    class Meta:
        ordering = ["-effective_from"]
        verbose_name = _("tiêu đề thư")
        verbose_name_plural = _("tiêu đề thư")

    def __str__(self) -> str:
        return f"{self.body} ({self.effective_from:%d/%m/%Y})"

    @classmethod
    def current(cls, on: date) -> "Letterhead":
        """Return the letterhead of a day. Raises `NeedsPerson` when none is in force yet."""
        found = cls.objects.filter(effective_from__lte=on).order_by("-effective_from").first()
        if found is None:
            raise NeedsPerson(str(_("Chưa có tiêu đề thư nào có hiệu lực: người quản trị cần khai báo.")))
        return found


class NumberBook(models.Model):
    """The last number given to a kind of letter in a year; its row is locked while a number is given."""

    year = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=_KINDS)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["year", "kind"], name="number_book_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.year}: {self.last}"


def _place(_instance: models.Model, name: str) -> str:
    return f"letters/{name[:2]}/{name}"


class Letter(models.Model):
    """One letter as it was written, numbered and stored; it is never changed.

    `pdf` and `body` (the mail's text and HTML, which may hold a one-time link) are sealed; `sha256` is the PDF's.
    `words` is the text that it was written from, None in letters from before texts had versions. One that is
    `on_paper` has no message until its signed copy is filed.
    """

    case = models.ForeignKey("casedesk.Case", models.PROTECT, related_name="letters")
    kind = models.CharField(max_length=20, choices=_KINDS)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    reference = models.CharField(max_length=80)
    subject = models.CharField(max_length=255)
    body = models.FileField(upload_to=_place, max_length=120)
    pdf = models.FileField(upload_to=_place, max_length=120)
    file_name = models.CharField(max_length=120)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    words = models.ForeignKey(LetterText, models.PROTECT, null=True, related_name="letters")
    is_signed = models.BooleanField(default=False)
    on_paper = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["kind", "year", "number"], name="letter_number_once")]

    def __str__(self) -> str:
        return self.reference

    def read_pdf(self) -> bytes:
        """Return the PDF, unsealed. Raises `BrokenSeal`."""
        return _read(self.pdf)

    @property
    def text(self) -> str:
        """The mail's plain text, secret link included: for the company's eyes."""
        return str(self._parts()["text"])

    @property
    def html(self) -> str:
        """The mail's HTML, secret link included."""
        return str(self._parts()["html"])

    @property
    def enclosures(self) -> tuple[Enclosure, ...]:
        """What goes with the mail beside the PDF: of a letter signed on paper its scans too."""
        kept = self._parts().get("enclosures", ())
        made = tuple(Enclosure(one["name"], one["type"], base64.b64decode(one["content"])) for one in kept)
        return made + (self._scans() if self.on_paper else ())

    def _scans(self) -> tuple[Enclosure, ...]:
        copies = enumerate(self.signed_copies.all(), start=1)
        return tuple(
            Enclosure(f"ban-da-ky-{number}.{copy.media_type.rpartition('/')[2]}", copy.media_type, copy.read())
            for number, copy in copies
        )

    def keep_body(self, text: str, html: str, name: str, enclosures: Iterable[Enclosure] = ()) -> None:
        """Seal the mail's two parts and its enclosures into `body`; the row is not saved."""
        kept = [
            {"name": one.name, "type": one.content_type, "content": base64.b64encode(one.content).decode()}
            for one in enclosures
        ]
        parts = json.dumps({"text": text, "html": html, "enclosures": kept}, ensure_ascii=False)
        self.body.save(name, ContentFile(parts.encode()), save=False)

    def _parts(self) -> dict[str, Any]:
        parts: dict[str, Any] = json.loads(_read(self.body))
        return parts


def _read(file: FieldFile) -> bytes:
    """Open anew: a field's file that was read and closed cannot be opened again."""
    with file.storage.open(str(file.name)) as sealed:
        content: bytes = sealed.read()
    return content


class MessageState(models.TextChoices):
    """Where a message is. In `refused` and `unknown` it waits for a person."""

    WAITING = "waiting", _("Chờ gửi")
    SENDING = "sending", _("Đang gửi")
    SENT = "sent", _("Đã gửi")
    REFUSED = "refused", _("Bị từ chối")
    UNKNOWN = "unknown", _("Chưa rõ đã đến hay chưa")


class Message(models.Model):
    """The outbox: one letter on its way to one address.

    `message_id` and `references` (the chain of its case until then, the last one answered) are headers, the same
    at every attempt. `claim` names the attempt that may record an outcome. `last_error` tells a clerk why it has
    not gone out, `server_said` in the server's words. `is_held`: it waits for our mail server, not the company's.
    `is_address_meant`: a person has said that a doubtful address is right. `settled_because`: how the company got
    the letter otherwise, on a person's word.
    """

    letter = models.OneToOneField(Letter, models.PROTECT, related_name="message")
    case = models.ForeignKey("casedesk.Case", models.PROTECT, related_name="messages")
    to = models.CharField(max_length=320)
    message_id = models.CharField(max_length=200, unique=True)
    references = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=MessageState.choices, default=MessageState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField()
    claim = models.UUIDField(null=True)
    claimed_at = models.DateTimeField(null=True)
    is_held = models.BooleanField(default=False)
    is_address_meant = models.BooleanField(default=False)
    last_error = models.TextField(blank=True)
    server_said = models.TextField(blank=True)
    sent_at = models.DateTimeField(null=True)
    retried_at = models.DateTimeField(null=True)
    retried_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    settled_because = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["state", "next_at"], name="message_due"),
            models.Index(fields=["state", "-id"], name="message_listed"),
            models.Index(fields=["case", "id"], name="message_order"),
        ]

    def __str__(self) -> str:
        return f"{self.letter_id} → {self.to}"
