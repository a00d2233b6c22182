"""The new certificate taken from a PDF that the company signed with it: what the machine proposes to the clerk."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.core.files import File

from casedesk import checking, history
from casedesk.models import Act, Attachment, Case, State
from intake.models import Scan
from verification import certificates
from verification.certificates import NotACertificate, Offered, kept
from verification.rules.certificate import REBINDS

PDF = "application/pdf"
Named = tuple[str, bytes]


def propose(case: Case, now: datetime) -> None:
    """Look for a signed PDF among a case's papers; the caller has run the checklist and holds the case."""
    if _lacks_one(case):
        _take(case, _signable(case), now)


def propose_from(attachment: Attachment, content: bytes, now: datetime) -> None:
    """Look at one new attachment likewise, of a case under review that its caller holds."""
    case = Case.objects.get(pk=attachment.case_id)
    if case.state == State.CHECKED and attachment.media_type == PDF and _lacks_one(case):
        _take(case, [(attachment.name, content)], now)


def _lacks_one(case: Case) -> bool:
    return case.request in REBINDS and kept.row_of(case.pk) is None


def _take(case: Case, files: Iterable[Named], now: datetime) -> None:
    """Keep the first certificate of the company's own; what others signed, a notary perhaps, is passed over."""
    for name, content in files:
        offered = _signer(content)
        if offered and case.tax_code and offered.certificate.tax_code == case.tax_code.replace(" ", ""):
            row = kept.keep(case.pk, offered, name, None, now)
            history.add(case, Act.CERTIFICATE_ADDED, now, note=row.source, serial=row.serial)
            checking.run(case, now)
            return


def _signable(case: Case) -> Iterator[Named]:
    found: list[Scan | Attachment] = [*case.scans.filter(media_type=PDF), *case.attachments.filter(media_type=PDF)]
    for one in found:
        if one.size <= certificates.MAX_BYTES:
            yield one.name, _content(one.file)


def _content(file: File) -> bytes:  # type: ignore[type-arg]
    with file.open() as sealed:
        return bytes(sealed.read())


def _signer(content: bytes) -> Offered | None:
    """Return the certificate that signed a PDF; None where it is not signed, or its signature does not hold."""
    if b"/ByteRange" not in content:
        return None
    try:
        return certificates.offered(content)
    except NotACertificate:
        return None
