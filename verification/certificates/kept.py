"""The new certificate that was handed in with a case: kept as it was read, with whether it signed its file."""

from dataclasses import replace
from datetime import datetime

from verification.certificates import reading
from verification.certificates.reading import Offered
from verification.models import GivenCertificate


def row_of(case_id: int) -> GivenCertificate | None:
    """Return the row of a case's new certificate."""
    return GivenCertificate.objects.filter(case_id=case_id).select_related("added_by").first()


def offered_by(row: GivenCertificate) -> Offered:
    """Return what a row keeps, as it was handed in."""
    return replace(reading.chosen(reading.bundle(bytes(row.pem))), has_signed=row.has_signed)


def keep(case_id: int, offered: Offered, name: str, by_id: int | None, now: datetime) -> GivenCertificate:
    """Keep a certificate with a case, in the place of the one before; `by_id` is None for the machine."""
    row, _is_new = GivenCertificate.objects.update_or_create(
        case_id=case_id,
        defaults={
            "pem": reading.as_pem([offered.certificate, *offered.others]), "serial": offered.certificate.serial,
            "has_signed": offered.has_signed, "source": name[:255], "added_by_id": by_id, "added_at": now,
        },
    )  # fmt: skip
    return row
