"""Internal notes on a case, and who is named in them."""

from typing import Any, NoReturn

from django.db import models


class Kept(models.QuerySet["Note"]):
    """Refuses to change or delete: what colleagues told each other stays as it was said."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise TypeError("A note is never changed.")

    def delete(self) -> NoReturn:
        raise TypeError("A note is never deleted.")


class Note(models.Model):
    """What a person wrote on a case for colleagues; no company ever sees it."""

    case = models.ForeignKey("casedesk.Case", models.PROTECT, related_name="notes")
    by = models.ForeignKey("casedesk.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    text = models.TextField()

    objects = Kept.as_manager()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.case_id} {self.by_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk:
            raise TypeError("A note is never changed.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("A note is never deleted.")


class Mention(models.Model):
    """A person named in a note; `seen_at` is None until they open the case."""

    note = models.ForeignKey(Note, models.PROTECT, related_name="mentions")
    person = models.ForeignKey("casedesk.User", models.PROTECT, related_name="+")
    seen_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["note", "person"], name="mention_once")]
        indexes = [models.Index(fields=["person", "seen_at"], name="mention_open")]

    def __str__(self) -> str:
        return f"{self.note_id} → {self.person_id}"
