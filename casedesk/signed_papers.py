"""What signed PDFs among the papers say: the new certificate of the company, or a signature that does not hold."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.core.files import File

from casedesk import checking, history
from casedesk.models import Act, Attachment, Case, State
from intake.models import Scan
from verification import certificates
from verification.certificates import NotACertificate, kept
from verification.rules.certificate import REBINDS

PDF = "application/pdf"
SIGNED = b"/ByteRange"
"""Stands in every signed PDF: what a signature covers."""
Named = tuple[str, bytes]


def propose(case: Case, now: datetime) -> None:
    """Look for signed PDFs among a case's papers; the caller has run the checklist and holds the case."""
    if case.request in REBINDS:
        _look(case, _signable(case), now)


def propose_from(attachment: Attachment, content: bytes, now: datetime) -> None:
    """Look at one new attachment likewise, of a case under review that its caller holds."""
    case = Case.objects.get(pk=attachment.case_id)
    if case.state == State.CHECKED and attachment.media_type == PDF and case.request in REBINDS:
        _look(case, [(attachment.name, content)], now)


def _look(case: Case, files: Iterable[Named], now: datetime) -> None:
    """Keep what signed PDFs say, and run the checklist again where that is news."""
    news = [_keep(case, name, content, now) for name, content in files if SIGNED in content]
    if any(news):
        checking.run(case, now)


def _keep(case: Case, name: str, content: bytes, now: datetime) -> bool:
    """Keep the first certificate of the company's own, or that a signature does not hold; says whether it did.

    What others signed, a notary perhaps, is passed over.
    """
    try:
        offered = certificates.offered(content)
    except NotACertificate as wrong:
        return wrong.code != "unsigned" and kept.note_broken(case.pk, name, wrong.code, now)
    is_own = bool(case.tax_code) and offered.certificate.tax_code == case.tax_code.replace(" ", "")
    if not is_own or kept.row_of(case.pk):
        return False
    row = kept.keep(case.pk, offered, name, None, now)
    history.add(case, Act.CERTIFICATE_ADDED, now, note=row.source, serial=row.serial)
    return True


def _signable(case: Case) -> Iterator[Named]:
    found: list[Scan | Attachment] = [*case.scans.filter(media_type=PDF), *case.attachments.filter(media_type=PDF)]
    for one in found:
        if one.size <= certificates.MAX_BYTES:
            yield one.name, _content(one.file)


def _content(file: File) -> bytes:  # type: ignore[type-arg]
    with file.open() as sealed:
        return bytes(sealed.read())
