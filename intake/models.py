"""The papers of a case: scans, pages, documents and the fields read from them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from intake.facts import Kind, Source

KIND_LABELS = {
    Kind.REQUEST_LETTER: _("Công văn đề nghị"),
    Kind.BUSINESS_LICENCE: _("Giấy phép đăng ký kinh doanh"),
    Kind.TAX_CERTIFICATE: _("Giấy chứng nhận đăng ký thuế"),
    Kind.IDENTITY: _("Giấy tờ của người đại diện"),
    Kind.INTRODUCTION_LETTER: _("Giấy giới thiệu"),
    Kind.BLANK: _("Trang trắng"),
    Kind.SEPARATOR: _("Trang ngăn cách"),
    Kind.OTHER: _("Giấy tờ khác"),
}
FIELD_LABELS = {
    "tax_code": _("Mã số thuế"),
    "company_name": _("Tên công ty"),
    "address": _("Địa chỉ"),
    "email": _("Thư điện tử"),
    "phone": _("Điện thoại"),
    "representative": _("Người đại diện theo pháp luật"),
    "representative_id": _("Số giấy tờ của người đại diện"),
    "id_number": _("Số giấy tờ"),
    "full_name": _("Họ và tên"),
    "date_of_birth": _("Ngày sinh"),
    "expiry": _("Có giá trị đến"),
    "bearer": _("Người được giới thiệu"),
    "bearer_id": _("Số giấy tờ người được giới thiệu"),
    "valid_until": _("Giấy có giá trị đến"),
    "certificate_serial": _("Số sê-ri chứng thư mới"),
    "certification_number": _("Số chứng thực"),
    "certification_book": _("Quyển số chứng thực"),
    "certification_date": _("Ngày chứng thực"),
    "request": _("Yêu cầu"),
}
_KINDS = [(kind.value, label) for kind, label in KIND_LABELS.items()]


def _place(_instance: models.Model, name: str) -> str:
    return f"{name[:2]}/{name}"


class Scan(models.Model):
    """One file as it came in; its bytes are sealed and never changed. `sha256` is of the original bytes."""

    case = models.ForeignKey("casedesk.Case", models.PROTECT, related_name="scans")
    name = models.CharField(max_length=255)
    sha256 = models.CharField(max_length=64, unique=True)
    media_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField()
    file = models.FileField(upload_to=_place, max_length=120)
    page_count = models.PositiveSmallIntegerField()
    pages_read = models.PositiveSmallIntegerField(default=0)
    read_at = models.DateTimeField(null=True)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name


class Draft(models.Model):
    """One page that has been read, while others of its scan have not; `content` is JSON (`drafts.py`).

    A page whose reading has begun has no content yet; `attempts` counts how often it has begun.
    """

    scan = models.ForeignKey(Scan, models.CASCADE, related_name="drafts")
    number = models.PositiveSmallIntegerField()
    content = models.TextField(blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["scan", "number"], name="draft_once")]

    def __str__(self) -> str:
        return f"{self.scan_id}/{self.number}"


class Document(models.Model):
    """Pages that are one paper: read from one scan, until a clerk brings a page of another to it.

    A mark (`sealed`, `certified`) is null where it does not apply, else
    `{"found", "confidence", "certain", "page", "box"}`. `is_superseded`: a supplement brought a newer one.
    """

    case = models.ForeignKey("casedesk.Case", models.PROTECT, related_name="documents")
    scan = models.ForeignKey(Scan, models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=20, choices=_KINDS)
    sealed = models.JSONField(null=True)
    certified = models.JSONField(null=True)
    is_superseded = models.BooleanField(default=False)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return str(KIND_LABELS[Kind(self.kind)])


class Page(models.Model):
    """One page of a scan; `rotation` is the clockwise turn that makes it upright.

    `is_out`: a clerk threw it out; it keeps its document, so that it can be taken back.
    """

    scan = models.ForeignKey(Scan, models.PROTECT, related_name="pages")
    document = models.ForeignKey(Document, models.SET_NULL, null=True, related_name="pages")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=20, choices=_KINDS)
    rotation = models.PositiveSmallIntegerField(default=0)
    confidence = models.FloatField(default=1.0)
    problem = models.CharField(max_length=300, blank=True)
    is_out = models.BooleanField(default=False)

    class Meta:
        ordering = ["scan_id", "number"]
        constraints = [models.UniqueConstraint(fields=["scan", "number"], name="page_once")]

    def __str__(self) -> str:
        return f"{self.scan_id}/{self.number}"


class Field(models.Model):
    """One value of a document: as it stands now, and as the machine read it.

    `borne_out_by` says what besides the papers has a value as well that the machine was not sure of
    (`verification/evidence.py`), as it was when the checklist last ran.
    """

    document = models.ForeignKey(Document, models.CASCADE, related_name="fields")
    name = models.CharField(max_length=30)
    value = models.TextField(blank=True)
    read_value = models.TextField(blank=True)
    confidence = models.FloatField(default=0)
    certain = models.BooleanField(default=False)
    page = models.ForeignKey(Page, models.PROTECT, null=True, related_name="+")
    box = models.JSONField(null=True)
    source = models.CharField(max_length=12, choices=[(source.value, source.value) for source in Source])
    borne_out_by = models.CharField(max_length=10, blank=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["document", "name"], name="field_once")]

    def __str__(self) -> str:
        return self.name


class SetAside(models.Model):
    """A file that is no dossier, with the sentence that says why; its original is kept, sealed.

    `file` is empty for a file too large to seal: it then lies where `kept_at` says.
    """

    name = models.CharField(max_length=255)
    reason = models.TextField()
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    file = models.FileField(upload_to=_place, max_length=120, blank=True)
    kept_at = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    dismissed_at = models.DateTimeField(null=True)
    dismissed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.name
