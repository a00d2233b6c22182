"""A person's filters of the inbox, kept under a name."""

from django.db import models


class SavedFilter(models.Model):
    """`query` is the inbox's address after the question mark; a shared one is seen by every colleague."""

    owner = models.ForeignKey("casedesk.User", models.CASCADE, related_name="saved_filters")
    name = models.CharField(max_length=60)
    query = models.CharField(max_length=1000)
    is_shared = models.BooleanField(default=False)

    class Meta:
        ordering = ["name", "id"]
        constraints = [models.UniqueConstraint(fields=["owner", "name"], name="saved_filter_once")]

    def __str__(self) -> str:
        return self.name
