"""What speaks against binding a certificate to the account of a dossier's company."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from verification.certificates.chains import Chain, Link
from verification.certificates.reading import Certificate, same_serial

LEAST_RSA = 2048


@dataclass(frozen=True, slots=True)
class Expected:
    """What dossier and account say of the certificate that is to be bound; empty where they say nothing."""

    tax_code: str
    at: datetime
    serial: str = ""
    bound_serial: str | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """What speaks against a certificate: a stable code and a sentence for a person."""

    code: str
    why: str


def problems(certificate: Certificate, expected: Expected, link: Link) -> Sequence[Problem]:
    """Return all that speaks against binding a certificate."""
    return [
        *_subject(certificate, expected),
        *_time(certificate, expected),
        *_link(link, certificate),
        *_use(certificate, expected),
    ]


def _subject(certificate: Certificate, expected: Expected) -> list[Problem]:
    if certificate.is_authority:
        return [Problem("authority", _("Đây là chứng thư của tổ chức cấp chữ ký số, không phải của công ty."))]
    if not expected.tax_code or certificate.tax_code == expected.tax_code.replace(" ", ""):
        return [] if certificate.tax_code else [Problem("no_tax_code", _("Chứng thư không ghi mã số thuế."))]
    if not certificate.tax_code:
        text = _("Chứng thư của cá nhân (%(person)s), không ghi mã số thuế của công ty.") % {
            "person": certificate.person
        }
        return [Problem("no_tax_code", text if certificate.person else _("Chứng thư không ghi mã số thuế."))]
    text = _("Mã số thuế trên chứng thư (%(found)s) khác mã số thuế của hồ sơ (%(expected)s).")
    return [Problem("tax_code", text % {"found": certificate.tax_code, "expected": expected.tax_code})]


def _time(certificate: Certificate, expected: Expected) -> list[Problem]:
    if expected.at < certificate.not_before:
        return [Problem("not_yet_valid", _("Chứng thư chưa có hiệu lực."))]
    if expected.at > certificate.not_after:
        return [Problem("expired", _("Chứng thư đã hết hạn."))]
    return []


def _link(link: Link, certificate: Certificate) -> list[Problem]:
    found = []
    if link.chain is Chain.UNTRUSTED:
        found.append(
            Problem(
                "untrusted",
                _("Không có tổ chức cấp tin cậy nào đứng sau chứng thư này (nơi cấp ghi: %(issuer)s).")
                % {"issuer": certificate.issuer},
            )
        )
    if link.chain is Chain.INCOMPLETE:
        found.append(
            Problem(
                "incomplete",
                _("Chưa có chứng thư của nơi cấp (%(issuer)s) trong danh sách tin cậy. Hãy báo quản trị viên.")
                % {"issuer": certificate.issuer},
            )
        )
    if link.revoked:
        found.append(Problem("revoked", _("Chứng thư đã bị nơi cấp thu hồi.")))
    return found


def _use(certificate: Certificate, expected: Expected) -> list[Problem]:
    found = []
    if not certificate.is_signing:
        found.append(Problem("not_signing", _("Chứng thư này không dùng để ký số.")))
    kind, _gap, size = certificate.key.partition(" ")
    if kind == "RSA" and size.isdigit() and int(size) < LEAST_RSA:
        found.append(Problem("weak_key", _("Khóa của chứng thư quá ngắn (%(key)s).") % {"key": certificate.key}))
    if expected.serial and not same_serial(expected.serial, certificate.serial):
        text = _("Số sê-ri của chứng thư (%(found)s) khác số ghi trong công văn (%(expected)s).")
        found.append(Problem("serial", text % {"found": certificate.serial, "expected": expected.serial}))
    if expected.bound_serial and same_serial(expected.bound_serial, certificate.serial):
        found.append(Problem("already_bound", _("Chứng thư này đang được gắn với tài khoản.")))
    return found


def is_late_renewal(old_not_after: datetime, new_not_before: datetime) -> bool:
    """Say whether a certificate was renewed only after the one before it had expired."""
    return old_not_after < new_not_before
