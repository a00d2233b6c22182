"""Who has a case's review open: a heartbeat a person and case."""

from django.db import models


class Presence(models.Model):
    """When a person's review screen was last heard of; older ones say nothing and are swept away."""

    case = models.ForeignKey("casedesk.Case", models.CASCADE, related_name="+")
    user = models.ForeignKey("casedesk.User", models.CASCADE, related_name="+")
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["case", "user"], name="presence_once")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.user_id}"
