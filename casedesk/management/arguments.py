"""Values that several commands take on their command line."""

from argparse import ArgumentTypeError
from datetime import date

from django.utils.translation import gettext as _


def iso_date(text: str) -> date:
    """Read a date such as 2026-02-13; raises ArgumentTypeError with a sentence."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ArgumentTypeError(
            _("«%(text)s» không phải là ngày có dạng NĂM-THÁNG-NGÀY, ví dụ 2026-02-13.") % {"text": text}
        ) from None
