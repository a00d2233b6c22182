"""The registry as a table taken away: CSV and XLSX, row by row, without a password and without an access key."""

import csv
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from casedesk import register_workbook
from casedesk.accounts.columns import ACCOUNT, COLUMNS, TERMINAL, USER
from casedesk.accounts.declared import Declarant, DeclarantCertificate, Terminal
from casedesk.accounts.models import Account, Binding
from casedesk.register_lines import harmless

HEADINGS = tuple(COLUMNS.values())
_CHUNK = 2_000
_OF_CERTIFICATE = ("serial", "issuer", "subject", "not_before", "not_after")
_BOM = "\ufeff"
_WIDTHS = (8, 16, 44, 28, 16, 10, 18, 36, 30, 44, 20, 20, 20, 20)

Cells = list[str]


def rows() -> Iterator[Cells]:
    """Yield the registry's lines as the import reads them: accounts, then User IDs, then terminals."""
    bindings = Binding.objects.filter(account=OuterRef("pk")).order_by("-id")
    columns = ("tax_code", "company_name", "email", "phone", "is_locked")
    for row in _with(Account.objects.order_by("pk"), bindings, columns):
        tax_code, name, email, phone, is_locked, *certificate = row
        locked = "x" if is_locked else "không"
        yield _cells(ACCOUNT, tax_code, name, email, phone, locked, "", certificate)
    signing = DeclarantCertificate.objects.filter(declarant=OuterRef("pk")).order_by("-effective_from", "-id")
    columns = ("account__tax_code", "full_name", "user_id", "effective_from", "ends_at")
    for row in _with(Declarant.objects.order_by("pk"), signing, columns):
        tax_code, name, user_id, begins, ends, *certificate = row
        yield _cells(USER, tax_code, name, "", "", "", user_id, certificate, begins, ends)
    found = Terminal.objects.order_by("pk").values_list(
        "account__tax_code", "terminal_id", "effective_from", "ends_at"
    )
    for tax_code, terminal_id, begins, ends in found.iterator(_CHUNK):
        yield _cells(TERMINAL, tax_code, "", "", "", "", terminal_id, [None] * 5, begins, ends)


def as_csv() -> Iterator[str]:
    """Yield the table as CSV that Excel opens: UTF-8 with its mark, and no cell that could be a formula."""
    writer = csv.writer(_Echo())
    yield _BOM + writer.writerow(HEADINGS)
    for cells in rows():
        yield writer.writerow(cells)


def as_xlsx() -> Iterator[bytes]:
    """Yield the table as a workbook; every cell is text."""
    return register_workbook.sheets(rows(), HEADINGS, _WIDTHS, "Tài khoản")


def _with(found: Any, certificates: Any, columns: tuple[str, ...]) -> Iterator[tuple[Any, ...]]:
    """Yield rows with the certificate that is the first of each."""
    named = {f"c_{name}": Subquery(certificates.values(name)[:1]) for name in _OF_CERTIFICATE}
    return iter(found.annotate(**named).values_list(*columns, *named).iterator(_CHUNK))


def _cells(
    what: str, tax_code: str, name: str, email: str, phone: str, locked: str, code: str,
    certificate: list[Any], begins: datetime | None = None, ends: datetime | None = None,
) -> Cells:  # fmt: skip
    serial, issuer, subject, not_before, not_after = certificate
    texts = (name, email, phone, locked, code, serial or "", issuer or "", subject or "")
    moments = (not_before, not_after, begins, ends)
    return [what, tax_code, *map(harmless, texts), *map(_moment, moments)]


def _moment(at: datetime | None) -> str:
    return f"{timezone.localtime(at):%d/%m/%Y %H:%M:%S}" if at else ""


class _Echo:
    """A file that hands back what is written, so that a row is sent and not kept."""

    def write(self, text: str) -> str:
        return text
