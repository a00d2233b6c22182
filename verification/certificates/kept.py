"""The new certificate that was handed in with a case, and signed PDFs among its papers that do not hold."""

from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext as _

from verification.certificates import reading
from verification.certificates.reading import Offered
from verification.models import BrokenSignature, GivenCertificate


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


def note_broken(case_id: int, name: str, code: str, now: datetime) -> bool:
    """Keep that the signature on a PDF does not hold; returns whether that is new."""
    values = {"code": code, "found_at": now}
    _row, is_new = BrokenSignature.objects.get_or_create(case_id=case_id, source=name[:255], defaults=values)
    return is_new


def broken(case_id: int) -> tuple[str, ...]:
    """Return a sentence for each signed PDF of a case that does not hold, with what to do."""
    return tuple(_sentence(row) for row in BrokenSignature.objects.filter(case_id=case_id))


def _sentence(row: BrokenSignature) -> str:
    wrong = _("Chữ ký số trên tệp «%(file)s» không còn nguyên vẹn.")
    if row.code == "unreadable":
        wrong = _("Không kiểm tra được chữ ký số trên tệp «%(file)s».")
    to_do = _("Hãy yêu cầu doanh nghiệp gửi lại tệp gốc đã ký số, hoặc ghi rõ đã xác minh thế nào.")
    return f"{wrong % {'file': row.source}} {to_do}"
