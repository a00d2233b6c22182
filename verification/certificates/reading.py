"""Certificates out of whatever file a company hands in: .cer, .crt, .pem, .p7b, or a PDF that it signed."""

import base64
import binascii
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from cryptography import x509
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, pkcs7
from cryptography.x509.oid import NameOID
from django.utils.translation import gettext as _

MAX_CERTIFICATE_BYTES = 512 * 1024
"""Of a certificate, or of a bundle of them."""
MOST = 20
"""Certificates in one file."""
_TAX_CODE = re.compile(r"(?:MST\s*:)?\s*(\d{10}(?:-?\d{3})?|\d{12})$", re.IGNORECASE)
_PERSON = re.compile(r"(CMND|CCCD|HC|HOCHIEU)\s*:\s*(\w{7,15})$", re.IGNORECASE)
_USAGES = ("digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
           "key_cert_sign", "crl_sign")  # fmt: skip
_BROKEN = (ValueError, TypeError, KeyError, x509.InvalidVersion, x509.DuplicateExtension, UnsupportedAlgorithm)


class NotACertificate(Exception):  # noqa: N818 (reads as a sentence where it is raised)
    """The bytes are no certificate that can be used; the message is a sentence for a person, `code` is stable."""

    def __init__(self, code: str, why: str) -> None:
        super().__init__(why)
        self.code = code


@dataclass(frozen=True, slots=True)
class Certificate:
    """One certificate; `serial` is upper-case hex, `tax_code` empty when the subject has none.

    `person` is the number of a person's paper where the subject is one ("CCCD:…"); `key` says kind and size;
    `usages` are the names of RFC 5280; `is_signing` says whether it may sign; `der` is the certificate itself.
    """

    company: str
    tax_code: str
    person: str
    serial: str
    issuer: str
    not_before: datetime
    not_after: datetime
    key: str
    usages: tuple[str, ...]
    is_signing: bool
    is_authority: bool
    der: bytes

    @property
    def x509(self) -> x509.Certificate:
        """Return the certificate as the library has it."""
        return x509.load_der_x509_certificate(self.der)

    @property
    def fingerprint(self) -> str:
        """Return the SHA-256 of the certificate, in upper-case hex."""
        return self.x509.fingerprint(hashes.SHA256()).hex().upper()


@dataclass(frozen=True, slots=True)
class Offered:
    """The company's certificate in a file, the others that came with it, and whether it signed the file itself."""

    certificate: Certificate
    others: tuple[Certificate, ...] = ()
    has_signed: bool = False


def parse(content: bytes) -> Certificate:
    """Return the company's certificate in a file of certificates. Raises `NotACertificate`."""
    return chosen(bundle(content)).certificate


def bundle(content: bytes) -> tuple[Certificate, ...]:
    """Return every certificate in a file: PEM, DER, bare Base64, PKCS #7. Raises `NotACertificate`."""
    if len(content) > MAX_CERTIFICATE_BYTES:
        raise NotACertificate("too_large", _("Tệp lớn quá 512 KB, không phải một chứng thư số."))
    for load in (_pem, _der, _pkcs7, _base64):
        try:
            found = load(content)
        except _BROKEN:
            continue
        if len(found) > MOST:
            raise NotACertificate(
                "too_many", _("Tệp có quá 20 chứng thư. Hãy chọn tệp chỉ có chứng thư của công ty.")
            )
        if found:
            return tuple(map(of, found))
    raise NotACertificate(
        "unreadable", _("Không đọc được chứng thư số: hãy chọn tệp .cer, .crt, .pem, .p7b hoặc tệp PDF đã ký số.")
    )


def of(found: x509.Certificate) -> Certificate:
    """Return what we need of a certificate. Raises `NotACertificate` where it is broken inside."""
    try:
        usages = _usages(found)
        return Certificate(
            company=_first(found.subject, NameOID.COMMON_NAME),
            tax_code=_in_subject(found.subject, _TAX_CODE),
            person=_in_subject(found.subject, _PERSON),
            serial=f"{found.serial_number:X}",
            issuer=_first(found.issuer, NameOID.COMMON_NAME) or found.issuer.rfc4514_string(),
            not_before=found.not_valid_before_utc,
            not_after=found.not_valid_after_utc,
            key=_key(found),
            usages=usages,
            is_signing=not usages or bool({"digital_signature", "content_commitment"} & set(usages)),
            is_authority=_is_authority(found),
            der=found.public_bytes(Encoding.DER),
        )
    except _BROKEN as broken:
        raise NotACertificate("unreadable", _("Chứng thư số bị hỏng bên trong nên không đọc được.")) from broken


def as_pem(certificates: Iterable[Certificate]) -> bytes:
    """Return certificates as one PEM file."""
    return b"".join(one.x509.public_bytes(Encoding.PEM) for one in certificates)


def same_serial(one: str, other: str) -> bool:
    """Say whether two serial numbers are one, however they are written: spaces, colons, leading zeros."""
    return _bare_serial(one) == _bare_serial(other)


def _bare_serial(text: str) -> str:
    return re.sub(r"[\s:.-]", "", text).upper().lstrip("0")


def chosen(found: Sequence[Certificate]) -> Offered:
    """Return the one certificate of a bundle that is a company's; a bundle may hold those above it."""
    own = [one for one in found if not one.is_authority] or list(found)
    if len({one.der for one in own}) > 1:
        raise NotACertificate(
            "several", _("Tệp có nhiều chứng thư. Hãy chọn tệp chỉ có chứng thư mới của công ty.")
        )
    return Offered(own[0], tuple(one for one in found if one.der != own[0].der))


def _pem(content: bytes) -> list[x509.Certificate]:
    return x509.load_pem_x509_certificates(content) if b"-----BEGIN CERTIFICATE" in content else []


def _der(content: bytes) -> list[x509.Certificate]:
    return [x509.load_der_x509_certificate(content)]


def _pkcs7(content: bytes) -> list[x509.Certificate]:
    load: Callable[[bytes], list[x509.Certificate]] = (
        pkcs7.load_pem_pkcs7_certificates if b"-----BEGIN PKCS7" in content else pkcs7.load_der_pkcs7_certificates
    )
    return load(content)


def _base64(content: bytes) -> list[x509.Certificate]:
    """Read Base64 that lost its frame, as some tools copy it."""
    try:
        return _der(base64.b64decode(b"".join(content.split()), validate=True))
    except binascii.Error as broken:
        raise ValueError("no Base64") from broken


def _first(name: x509.Name, oid: x509.ObjectIdentifier) -> str:
    values = name.get_attributes_for_oid(oid)
    return str(values[0].value) if values else ""


def _in_subject(subject: x509.Name, wanted: re.Pattern[str]) -> str:
    """Return what a subject's UID (0.9.2342.19200300.100.1.1) says: `MST:0301519977-029`, `CCCD:001080012345`."""
    for attribute in subject.get_attributes_for_oid(NameOID.USER_ID):
        found = wanted.match(str(attribute.value).strip())
        if found:
            return found[found.re.groups]
    return ""


def _key(found: x509.Certificate) -> str:
    key = found.public_key()
    if isinstance(key, rsa.RSAPublicKey):
        return f"RSA {key.key_size}"
    if isinstance(key, ec.EllipticCurvePublicKey):
        return f"ECDSA {key.curve.name}"
    return type(key).__name__.removesuffix("PublicKey").strip("_")


def _usages(found: x509.Certificate) -> tuple[str, ...]:
    """Return the key usages that are set; none where the certificate does not limit them."""
    try:
        usage = found.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return ()
    return tuple(name for name in _USAGES if getattr(usage, name))


def _is_authority(found: x509.Certificate) -> bool:
    try:
        return bool(found.extensions.get_extension_for_class(x509.BasicConstraints).value.ca)
    except x509.ExtensionNotFound:
        return False
