"""A change of the address that a case is answered to, after its papers were decided on: two persons make it."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class AddressChange(models.Model):
    """Asked for by one person and decided by another; a thief wants nothing more than this.

    `in_papers` is what the request letter says: the change holds as long as it says that. `decided_at` is None
    while it waits; `answer` is why it was not made.
    """

    case = models.ForeignKey("casedesk.Case", models.PROTECT, related_name="address_changes")
    was = models.CharField(max_length=254, blank=True)
    to = models.CharField(max_length=254)
    in_papers = models.CharField(max_length=254, blank=True)
    reason = models.CharField(max_length=400)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    is_made = models.BooleanField(default=False)
    answer = models.CharField(max_length=400, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("asked_by")), name="address_change_two_persons"
            ),
            models.CheckConstraint(
                condition=Q(is_made=False) | Q(decided_by__isnull=False), name="address_change_decided"
            ),
            models.UniqueConstraint(fields=["case"], condition=Q(decided_at=None), name="address_change_one_open"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id}: {self.was} → {self.to}"

    @classmethod
    def holding(cls, case_id: int, in_papers: str) -> str:
        """Return the address that a case is answered to, where its request letter says the given one."""
        last = cls.objects.filter(case=case_id, is_made=True).order_by("-id").first()
        return last.to if last and last.in_papers == in_papers else in_papers
