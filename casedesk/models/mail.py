"""Mail that came in: where the fetching is, each mail with its raw bytes sealed, and the files of each."""

import json
from functools import cached_property

from django.core.files.base import ContentFile
from django.db import models
from django.utils.translation import gettext_lazy as _

from casedesk.lib.labels import label


class MailState(models.TextChoices):
    """Where a mail is: waiting for a person to say what it is about, in a case, filed, or set aside."""

    QUESTION = "question", _("Chưa rõ hồ sơ")
    JOINED = "joined", _("Trong hồ sơ")
    FILED = "filed", _("Thư tự động")
    SET_ASIDE = "set_aside", _("Để riêng")


class MailKind(models.TextChoices):
    """What a mail is."""

    REPLY = "reply", _("Thư trả lời")
    OTHER = "other", _("Thư đến")
    AUTOMATIC = "automatic", _("Trả lời tự động")
    REPORT = "report", _("Báo của máy chủ thư")


class JoinedBy(models.TextChoices):
    """What says that a mail belongs to its case."""

    REFERENCE = "reference", _("trả lời một thư của hồ sơ")
    TOKEN = "token", _("gửi tới địa chỉ trả lời của hồ sơ")
    SUBJECT = "subject", _("tiêu đề ghi mã hồ sơ, từ địa chỉ nhận trả lời")
    PERSON = "person", _("văn thư xếp")


class MailFolder(models.Model):
    """How far a folder of the mailbox is taken: `last_uid` is taken, `trying_uid` was begun `tries` times."""

    name = models.CharField(max_length=200, unique=True)
    uid_validity = models.BigIntegerField(default=0)
    last_uid = models.BigIntegerField(default=0)
    trying_uid = models.BigIntegerField(default=0)
    tries = models.PositiveSmallIntegerField(default=0)
    seen_at = models.DateTimeField(null=True)
    problem = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.name} {self.last_uid}"


def _place(_instance: models.Model, name: str) -> str:
    return f"mail/{name[:2]}/{name}"


class IncomingMail(models.Model):
    """One mail as it came; `raw` and `body` (its texts) are sealed. The same mail twice has one `digest`.

    `is_verified`: our mail server vouches for the sender's domain; `is_refuted`: it says it is forged.
    `is_whole`: false where it was too large to fetch, so that `raw` is its headers. `owes_papers`: its files are
    still to become papers of the case. `marked_at`: when it was marked in the mailbox, after it was kept here.
    """

    digest = models.CharField(max_length=64, unique=True)
    folder = models.CharField(max_length=200)
    uid_validity = models.BigIntegerField()
    uid = models.BigIntegerField()
    size = models.PositiveBigIntegerField()
    is_whole = models.BooleanField(default=True)
    raw = models.FileField(upload_to=_place, max_length=120)
    body = models.FileField(upload_to=_place, max_length=120)
    message_id = models.CharField(max_length=255, blank=True, db_index=True)
    kind = models.CharField(max_length=10, choices=MailKind.choices)
    state = models.CharField(max_length=10, choices=MailState.choices)
    sender = models.CharField(max_length=320, blank=True)
    sender_name = models.CharField(max_length=200, blank=True)
    subject = models.CharField(max_length=255, blank=True)
    is_verified = models.BooleanField(default=False)
    is_refuted = models.BooleanField(default=False)
    problems = models.JSONField(default=list)
    case = models.ForeignKey("casedesk.Case", models.PROTECT, null=True, related_name="incoming")
    joined_by = models.CharField(max_length=10, choices=JoinedBy.choices, blank=True)
    letter = models.ForeignKey("letters.Letter", models.PROTECT, null=True, related_name="answers")
    owes_papers = models.BooleanField(default=False)
    tries = models.PositiveSmallIntegerField(default=0)
    arrived_at = models.DateTimeField()
    kept_at = models.DateTimeField()
    marked_at = models.DateTimeField(null=True)
    opened_by = models.ForeignKey("casedesk.User", models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey("casedesk.User", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=400, blank=True)

    _get_FIELD_display = label  # noqa: N815 (Django asks it by this name)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["state", "-id"], name="mail_state"),
            models.Index(fields=["folder", "uid"], name="mail_unmarked", condition=models.Q(marked_at=None)),
            models.Index(fields=["id"], name="mail_owing", condition=models.Q(owes_papers=True)),
            models.Index(
                fields=["case"], name="mail_unopened", condition=models.Q(opened_at=None, state="joined")
            ),
        ]

    def __str__(self) -> str:
        return self.subject or self.sender

    @cached_property
    def texts(self) -> dict[str, str]:
        """The plain text and the HTML as they came, unsealed. Raises `BrokenSeal`."""
        with self.body.storage.open(str(self.body.name)) as sealed:
            kept: dict[str, str] = json.loads(sealed.read())
        return kept

    def keep_texts(self, name: str, text: str, html: str) -> None:
        """Seal the texts into `body`; the row is not saved."""
        parts = json.dumps({"text": text, "html": html}, ensure_ascii=False)
        self.body.save(name, ContentFile(parts.encode("utf-8", "replace")), save=False)

    def read_raw(self) -> bytes:
        """Return the mail as it came, unsealed. Raises `BrokenSeal`."""
        with self.raw.storage.open(str(self.raw.name)) as sealed:
            content: bytes = sealed.read()
        return content


class IncomingFile(models.Model):
    """A file of a mail: its bytes are in the raw mail, found by `sha256`; `scan` is what it became.

    `problem` says why it is no paper; `is_ornament`: a small picture within the text.
    """

    mail = models.ForeignKey(IncomingMail, models.CASCADE, related_name="files")
    name = models.CharField(max_length=255)
    media_type = models.CharField(max_length=100, blank=True)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    is_ornament = models.BooleanField(default=False)
    problem = models.CharField(max_length=400, blank=True)
    scan = models.ForeignKey("intake.Scan", models.PROTECT, null=True, related_name="mailed")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["mail", "sha256"], name="incoming_file_once")]

    def __str__(self) -> str:
        return self.name
