"""A case read once for a page of its own, with what several parts of the page ask about it."""

from django.shortcuts import get_object_or_404

from casedesk import again, handing_over, sla, watching
from casedesk.incoming.gathering import with_mails
from casedesk.models import Case, User
from casedesk.web.reasons import with_progress


def found_whole(number: str, user: User) -> Case:
    """Return the case of a number with all that its page says of it and its person, or answer 404."""
    rows = Case.objects.select_related("queue", "technician", "received_by", "joined_into")
    rows = handing_over.with_standing(watching.with_watch(sla.with_terms(rows), user))
    return get_object_or_404(with_mails(with_progress(again.with_done(rows))), number=number)
