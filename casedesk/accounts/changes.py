"""The change of a case: the one that waits, that was approved, that was done; and what it binds."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from casedesk.accounts.gateway import Answer, BoundCertificate
from casedesk.accounts.models import Change
from casedesk.lib.outcomes import NeedsPerson
from verification import certificates

MOST = 20


def proposed(case_id: int) -> Change | None:
    """Return the change that waits for its second person."""
    waiting = Change.objects.filter(case_id=case_id, returned_because="", approved_by=None, answer="")
    return waiting.select_related("proposed_by", "undoes").first()


def of(tax_code: str) -> list[Change]:
    """Return what was asked of an account so far, whatever the case, the newest first."""
    rows = Change.objects.filter(tax_code=tax_code).exclude(tax_code="")
    return list(rows.select_related("case", "proposed_by", "approved_by", "undoes")[:MOST])


def approved(case_id: int) -> Change:
    """Return the change that was approved and is not refused. Raises `NeedsPerson` when there is none."""
    found = Change.objects.filter(case_id=case_id, returned_because="").exclude(approved_by=None)
    return _needed(found.exclude(answer=Answer.REFUSED).select_related("undoes").first())


def carried_out(case_id: int) -> Change:
    """Return the change that was done last. Raises `NeedsPerson` when there is none."""
    return _needed(done(case_id))


def done(case_id: int) -> Change | None:
    """Return the change that was done last; None where none was."""
    return Change.objects.filter(case_id=case_id, answer=Answer.DONE).select_related("undoes").first()


def to_bind(change: Change) -> BoundCertificate:
    """Return the certificate that a `bind_certificate` binds: the new one, or the former one where it undoes."""
    if change.undoes and change.undoes.former:
        return from_kept(change.undoes.former)
    return bound_from(certificates.parse(bytes(change.certificate or b"")))


def from_kept(values: Mapping[str, str]) -> BoundCertificate:
    """Return a certificate from what a change keeps of it."""
    days = {name: datetime.fromisoformat(values[name]) for name in ("not_before", "not_after")}
    return BoundCertificate(values["serial"], values["issuer"], values["subject"], **days)


def bound_from(certificate: certificates.Certificate) -> BoundCertificate:
    """Return a certificate in the gateway's shape."""
    return BoundCertificate(
        serial=certificate.serial,
        issuer=certificate.issuer,
        subject=certificate.company,
        not_before=certificate.not_before,
        not_after=certificate.not_after,
    )


def _needed(change: Change | None) -> Change:
    if change is None:
        raise NeedsPerson(_("Không thấy đề xuất nào đã được duyệt."))
    return change
