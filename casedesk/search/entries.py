"""What of a case can be searched, and keeping its entries up to date in the caller's transaction."""

from collections.abc import Iterator

from django.db import transaction
from django.utils import translation

from casedesk.accounts.models import Binding, Change
from casedesk.models import Case, IncomingMail, SearchEntry
from casedesk.search.folding import fold
from casedesk.values import written
from intake import records
from intake.models import Scan

NUMBER, COMPANY, TAX_CODE, REPLY_ADDRESS = "number", "company_name", "tax_code", "reply_address"
BEARER, BEARER_ID, SERIAL, BOUND, SCAN = "bearer_name", "bearer_id", "serial", "bound", "scan"
MAIL, MAIL_SENDER = "mail", "mail_sender"
_OF_CASE = (NUMBER, COMPANY, TAX_CODE, REPLY_ADDRESS, BEARER, BEARER_ID)
_OF_PAPERS = frozenset({BEARER_ID, SCAN})
_BATCH = 200

Value = tuple[str, bool, str]
"""A place, whether it is of the papers, and the text that stands there."""


def refresh(case: Case) -> None:
    """Bring a case's entries to what stands in it now, in the caller's transaction; what is unchanged stays."""
    wanted = dict.fromkeys(_values(case))
    kept = SearchEntry.objects.filter(case=case).values_list("place", "is_paper", "text", "pk")
    known = {(place, is_paper, text): pk for place, is_paper, text, pk in kept}
    gone = [pk for value, pk in known.items() if value not in wanted]
    if gone:
        SearchEntry.objects.filter(pk__in=gone).delete()
    SearchEntry.objects.bulk_create(entry(case.pk, value) for value in wanted if value not in known)


def entry(case_id: int, value: Value) -> SearchEntry:
    """Make the row of a value, not saved yet."""
    place, is_paper, text = value
    return SearchEntry(case_id=case_id, place=place, is_paper=is_paper, text=text, folded=fold(text))


def rebuild() -> int:
    """Bring the entries of every case up to date, a case a transaction; return how many cases there are."""
    count = 0
    for pk in Case.objects.order_by("pk").values_list("pk", flat=True).iterator(chunk_size=_BATCH):
        with transaction.atomic():
            refresh(Case.objects.select_for_update().get(pk=pk))
        count += 1
    return count


def _values(case: Case) -> Iterator[Value]:
    """Yield what stands in a case now; dates are written as people here do, whatever the reader's language."""
    with translation.override("vi"):
        for place, text in (*_of_case(case), *_of_papers(case)):
            if fold(text):
                yield place, place in _OF_PAPERS or "." in place, text


def _of_case(case: Case) -> Iterator[tuple[str, str]]:
    yield from ((name, getattr(case, name)) for name in _OF_CASE)
    for serial in Change.objects.filter(case=case).exclude(serial="").values_list("serial", flat=True):
        yield SERIAL, serial
    bound = Binding.objects.filter(account__tax_code=case.tax_code or None)
    yield from ((BOUND, serial) for serial in bound.values_list("serial", flat=True))
    for subject, sender in IncomingMail.objects.filter(case=case).values_list("subject", "sender"):
        yield from ((MAIL, subject), (MAIL_SENDER, sender))
    yield from ((SCAN, name) for name in Scan.objects.filter(case=case).values_list("name", flat=True))


def _of_papers(case: Case) -> Iterator[tuple[str, str]]:
    for document in records.documents_of(case.pk):
        for field in document.fields.all():
            if field.name != records.REQUEST:
                yield f"{document.kind}.{field.name}", written(field.name, field.value)
