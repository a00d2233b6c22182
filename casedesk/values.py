"""How values are written for people, and read back as they were typed."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casedesk.models import REQUEST_LABELS
from intake import records
from intake.facts import FOREVER, Request

DATES = frozenset({"date_of_birth", "expiry", "valid_until", "certification_date"})
NO_END = gettext_lazy("Không thời hạn")


def written(name: str, value: str) -> str:
    """Write a value for its input: a date as people do."""
    if value == FOREVER:
        return str(NO_END)
    if name in DATES and value.count("-") == 2:
        year, month, day = value.split("-")
        return f"{day}/{month}/{year}"
    return value


def said(name: str, value: str) -> str:
    """Write a value for a sentence."""
    if not value:
        return _("giấy không ghi")
    if name == records.REQUEST and value in set(Request):
        return str(REQUEST_LABELS[Request(value)])
    return written(name, value)


def entered(value: str) -> str:
    """Read back what `written` wrote for people; the form of dates is known to `verification.formats`."""
    return FOREVER if value.strip().casefold() == str(NO_END).casefold() else value
