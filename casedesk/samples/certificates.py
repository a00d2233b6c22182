"""Made-up certificates of made-up companies, and a made-up authority that stands behind them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

_NOT_BEFORE = datetime(2020, 1, 1)
_NOT_AFTER = datetime(2049, 12, 31)


@dataclass(frozen=True, slots=True)
class Authority:
    """A made-up certification authority: its self-signed certificate (PEM), and its key."""

    pem: bytes
    certificate: x509.Certificate
    key: rsa.RSAPrivateKey


@cache
def authority(name: str = "Demo CA", until: datetime = _NOT_AFTER) -> Authority:
    """Return an authority, the same in one process for the same name; nobody else trusts it."""
    key = _key()
    return _authority(name, until, key, _name(name), key)


def issuing(name: str, by: Authority) -> Authority:
    """Return an authority for which another stands."""
    return _authority(name, _NOT_AFTER, _key(), by.certificate.subject, by.key)


def _authority(
    name: str, until: datetime, key: rsa.RSAPrivateKey, issuer: x509.Name, issuer_key: rsa.RSAPrivateKey
) -> Authority:
    builder = _builder(_name(name), issuer, key).not_valid_before(_NOT_BEFORE).not_valid_after(until)
    builder = builder.serial_number(x509.random_serial_number())
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    made = builder.add_extension(_usage(is_authority=True), critical=True).sign(issuer_key, hashes.SHA256())
    return Authority(made.public_bytes(Encoding.PEM), made, key)


def make(
    company: str,
    tax_code: str,
    now: datetime,
    days: int = 1095,
    *,
    by: Authority | None = None,
    serial: str = "",
    key: rsa.RSAPrivateKey | None = None,
) -> bytes:
    """Return a certificate (PEM) as a public CA gives it to a company, by an authority or the demo's.

    `serial` is hexadecimal; a random one where it is empty. `key` is the company's, where it shall sign with it.
    """
    by, key = by or authority(), key or _key()
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
            x509.NameAttribute(NameOID.COMMON_NAME, company.encode()[:64].decode(errors="ignore")),
            x509.NameAttribute(NameOID.USER_ID, f"MST:{tax_code}"),
        ]
    )
    builder = _builder(subject, by.certificate.subject, key)
    builder = builder.not_valid_before(now - timedelta(days=1)).not_valid_after(now + timedelta(days=days))
    builder = builder.add_extension(_usage(is_authority=False), critical=True)
    builder = builder.serial_number(int(serial, 16) if serial else x509.random_serial_number())
    return builder.sign(by.key, hashes.SHA256()).public_bytes(Encoding.PEM)


def _key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def _name(common: str) -> x509.Name:
    return x509.Name(
        [x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"), x509.NameAttribute(NameOID.COMMON_NAME, common)]
    )


def _builder(subject: x509.Name, issuer: x509.Name, key: rsa.RSAPrivateKey) -> x509.CertificateBuilder:
    return x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key.public_key())


def _usage(*, is_authority: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not is_authority, content_commitment=not is_authority, key_encipherment=not is_authority,
        data_encipherment=False, key_agreement=False, key_cert_sign=is_authority, crl_sign=is_authority,
        encipher_only=False, decipher_only=False,
    )  # fmt: skip
