"""To which certificate a password letter can be enciphered: the bound one, where Casedesk has it whole."""

from datetime import datetime

from casedesk.accounts.gateway import AccountRecord, Answer
from casedesk.accounts.models import Change, Operation
from letters import enciphering
from verification import certificates
from verification.certificates import Certificate, Expected, authorities, chains


def recipient(account: AccountRecord, now: datetime) -> Certificate | None:
    """Return the account's bound certificate, where a password can be enciphered to it; None where it cannot.

    An account system tells the serial of what is bound; the certificate itself is known where Casedesk bound it.
    It has to be in time, not revoked, of this company, and its RSA key must be allowed to open what is enciphered.
    """
    found = _bound(account)
    if found is None or not enciphering.can_encipher(found.certificate.x509):
        return None
    link = chains.link(found.certificate, authorities.trust(), now, found.others)
    against = certificates.problems(found.certificate, Expected(account.tax_code, now), link)
    return None if against else found.certificate


def _bound(account: AccountRecord) -> certificates.Offered | None:
    if account.certificate is None:
        return None
    bound = Change.objects.filter(
        tax_code=account.tax_code,
        operation=Operation.BIND_CERTIFICATE,
        answer=Answer.DONE,
        serial=account.certificate.serial,
    )
    change = bound.exclude(certificate=None).order_by("-id").first()
    return certificates.offered(bytes(change.certificate or b"")) if change else None
