"""Who follows which case, and in which state they last saw it."""

from django.db import models


class Watch(models.Model):
    """A person follows a case; one that has another state than `seen_state` is unread."""

    case = models.ForeignKey("casedesk.Case", models.CASCADE, related_name="watches")
    person = models.ForeignKey("casedesk.User", models.CASCADE, related_name="+")
    seen_state = models.CharField(max_length=50)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "case"], name="watch_once")]

    def __str__(self) -> str:
        return f"{self.person_id} → {self.case_id}"
