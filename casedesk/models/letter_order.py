"""A letter that a decision owes the company: ordered with the decision, written by the machine."""

from django.db import models

from letters.kinds import LABELS


class LetterOrder(models.Model):
    """Rendering is slow and may fail, so it happens after the decision's transaction; the order is never lost.

    `defects` are the points of a supplement request as the clerk left them: `{"what", "why", "remedy"}` each.
    `problem` is the sentence that tells why it could not be written; a person then lets it go on.
    `form` names the text where the kind and the request do not ("answer_not_granted"). `extra` is what a person
    adds to it; one that `is_held` waits for that person, one `on_paper` is signed by hand before it is sent.
    """

    case = models.ForeignKey("casedesk.Case", models.PROTECT, related_name="letter_orders")
    kind = models.CharField(max_length=20, choices=[(kind.value, label) for kind, label in LABELS.items()])
    note = models.TextField(blank=True)
    defects = models.JSONField(null=True)
    form = models.CharField(max_length=24, blank=True)
    extra = models.TextField(blank=True)
    is_held = models.BooleanField(default=False)
    on_paper = models.BooleanField(default=False)
    ordered_at = models.DateTimeField()
    ordered_by = models.ForeignKey("casedesk.User", models.PROTECT, null=True, related_name="+")
    leased_until = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    problem = models.TextField(blank=True)
    letter = models.OneToOneField("letters.Letter", models.PROTECT, null=True, related_name="order")

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(fields=["case"], name="letter_order_on_paper", condition=models.Q(on_paper=True)),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.kind}"
