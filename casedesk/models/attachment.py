"""Files kept with a case for colleagues: no papers of the dossier, nothing is read from them."""

from django.db import models


def _place(_instance: models.Model, name: str) -> str:
    return f"{name[:2]}/{name}"


class Attachment(models.Model):
    """One file, sealed as the scans are; `sha256` is of the original bytes, `why` says what it is here for."""

    case = models.ForeignKey("casedesk.Case", models.PROTECT, related_name="attachments")
    name = models.CharField(max_length=255)
    why = models.CharField(max_length=300)
    sha256 = models.CharField(max_length=64)
    media_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField()
    file = models.FileField(upload_to=_place, max_length=120)
    by = models.ForeignKey("casedesk.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["case", "sha256"], name="attachment_once")]

    def __str__(self) -> str:
        return self.name
