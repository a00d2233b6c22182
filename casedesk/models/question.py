"""An internal question on a case: one person asks, one colleague answers."""

from django.db import models


class Question(models.Model):
    """A question stands in the colleague's inbox until it is answered; `answered_at` is None till then."""

    case = models.ForeignKey("casedesk.Case", models.PROTECT, related_name="questions")
    asked_by = models.ForeignKey("casedesk.User", models.PROTECT, related_name="+")
    asked_of = models.ForeignKey("casedesk.User", models.PROTECT, related_name="questions")
    text = models.TextField()
    asked_at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["asked_of", "answered_at"], name="question_open")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.asked_by_id} → {self.asked_of_id}"
