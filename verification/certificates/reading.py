"""X.509 certificates of companies: read with `cryptography`, and held against the dossier."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID
from django.utils.translation import gettext as _

MAX_BYTES = 64 * 1024
_TAX_CODE = re.compile(r"(?:MST:)?\s*(\d{10}(?:-?\d{3})?|\d{12})$")


class NotACertificate(Exception):  # noqa: N818 (reads as a sentence where it is raised)
    """The bytes are no X.509 certificate; the message is a sentence for a person."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """One company's certificate; `serial` is upper-case hex, `tax_code` empty when the subject has none."""

    company: str
    tax_code: str
    serial: str
    issuer: str
    not_before: datetime
    not_after: datetime
    der: bytes


@dataclass(frozen=True, slots=True)
class Problem:
    """What speaks against a certificate: a stable code and a sentence for a person."""

    code: str
    why: str


def parse(content: bytes) -> Certificate:
    """Read a PEM or DER certificate. Raises `NotACertificate`."""
    if len(content) > MAX_BYTES:
        raise NotACertificate(_("Tệp lớn quá 64 KB, không phải một chứng thư số."))
    try:
        found = _load(content)
        return Certificate(
            company=_first(found.subject, NameOID.COMMON_NAME),
            tax_code=_tax_code(found.subject),
            serial=f"{found.serial_number:X}",
            issuer=_first(found.issuer, NameOID.COMMON_NAME) or found.issuer.rfc4514_string(),
            not_before=found.not_valid_before_utc,
            not_after=found.not_valid_after_utc,
            der=found.public_bytes(Encoding.DER),
        )
    except (ValueError, TypeError, x509.InvalidVersion, x509.DuplicateExtension) as broken:
        raise NotACertificate(_("Không đọc được chứng thư số: hãy chọn tệp .cer, .crt hoặc .pem.")) from broken


def problems(
    certificate: Certificate, *, tax_code: str, at: datetime, bound_serial: str | None
) -> Sequence[Problem]:
    """Return all that speaks against binding a certificate to the account of a tax code."""
    found = []
    if certificate.tax_code != tax_code.replace(" ", ""):
        found.append(Problem("tax_code", _mismatch(certificate.tax_code, tax_code)))
    if at < certificate.not_before:
        found.append(Problem("not_yet_valid", _("Chứng thư chưa có hiệu lực.")))
    if at > certificate.not_after:
        found.append(Problem("expired", _("Chứng thư đã hết hạn.")))
    if bound_serial == certificate.serial:
        found.append(Problem("already_bound", _("Chứng thư này đang được gắn với tài khoản.")))
    return found


def _load(content: bytes) -> x509.Certificate:
    if b"-----BEGIN" in content:
        return x509.load_pem_x509_certificate(content)
    return x509.load_der_x509_certificate(content)


def _first(name: x509.Name, oid: x509.ObjectIdentifier) -> str:
    values = name.get_attributes_for_oid(oid)
    return str(values[0].value) if values else ""


def _tax_code(subject: x509.Name) -> str:
    """Return the tax code in the subject's UID, `MST:0100112437` or `MST:0301519977-029`."""
    for attribute in subject.get_attributes_for_oid(NameOID.USER_ID):
        found = _TAX_CODE.match(str(attribute.value).strip())
        if found:
            return found.group(1)
    return ""


def _mismatch(found: str, expected: str) -> str:
    if not found:
        return _("Chứng thư không ghi mã số thuế.")
    return _("Mã số thuế trên chứng thư (%(found)s) khác mã số thuế của hồ sơ (%(expected)s).") % {
        "found": found,
        "expected": expected,
    }
