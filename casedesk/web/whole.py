"""A case read once for a page of its own, with what several parts of the page ask about it."""

from django.db.models import QuerySet
from django.http import Http404

from casedesk import again, attachments, handing_over, linking, notes, questions, sla, watching
from casedesk.incoming.gathering import with_mails
from casedesk.lib.compiled import Compiled
from casedesk.models import Case, User
from casedesk.web.reasons import with_progress


def found_whole(number: str, user: User) -> Case:
    """Return the case of a number with all that its page says of it and its person, or answer 404."""
    found = _WHOLE(number, user.pk)
    if not found:
        raise Http404
    return found[0]


def _whole(number: str, person: int) -> QuerySet[Case]:
    rows = Case.objects.filter(number=number).select_related("queue", "technician", "received_by", "joined_into")
    rows = handing_over.with_standing(watching.with_watch(sla.with_terms(rows), person))
    for with_any in (questions.with_any, notes.with_any, attachments.with_any, linking.with_any):
        rows = with_any(rows)
    return with_mails(with_progress(again.with_done(rows)))


_WHOLE = Compiled(_whole)
