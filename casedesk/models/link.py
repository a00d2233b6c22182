"""Two cases that belong together, whichever of them is asked."""

from django.db import models
from django.db.models import F, Q


class Link(models.Model):
    """A link between two cases; `first` is the older, so that a pair is kept once."""

    first = models.ForeignKey("casedesk.Case", models.PROTECT, related_name="+")
    second = models.ForeignKey("casedesk.Case", models.PROTECT, related_name="+")
    by = models.ForeignKey("casedesk.User", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="link_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="link_older_first"),
        ]

    def __str__(self) -> str:
        return f"{self.first_id} – {self.second_id}"
