"""Finding the change of a case: the one that waits, the one that was approved, the one that was done."""

from django.utils.translation import gettext as _

from casedesk.accounts.gateway import Answer
from casedesk.accounts.models import Change
from casedesk.lib.outcomes import NeedsPerson


def proposed(case_id: int) -> Change | None:
    """Return the change that waits for its second person."""
    waiting = Change.objects.filter(case_id=case_id, returned_because="", approved_by=None, answer="")
    return waiting.select_related("proposed_by").first()


def approved(case_id: int) -> Change:
    """Return the change that was approved and is not refused. Raises `NeedsPerson` when there is none."""
    found = Change.objects.filter(case_id=case_id, returned_because="").exclude(approved_by=None)
    return _needed(found.exclude(answer=Answer.REFUSED).first())


def carried_out(case_id: int) -> Change:
    """Return the change that was done last. Raises `NeedsPerson` when there is none."""
    return _needed(Change.objects.filter(case_id=case_id, answer=Answer.DONE).first())


def _needed(change: Change | None) -> Change:
    if change is None:
        raise NeedsPerson(_("Không thấy đề xuất nào đã được duyệt."))
    return change
