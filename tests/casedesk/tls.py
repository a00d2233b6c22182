"""Certificates for TLS between two processes of a test, made on the spot."""

import ipaddress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID


@dataclass(frozen=True, slots=True)
class Files:
    """PEM files: an authority, and by it a server on 127.0.0.1 and a client."""

    authority: Path
    server: Path
    server_key: Path
    client: Path
    client_key: Path


def files_for(folder: Path) -> Files:
    """Make an authority of its own with a server and a client."""
    key = ec.generate_private_key(ec.SECP256R1())
    authority = _signed("CA", key, "CA", key, is_authority=True)
    found = {"authority": folder / "ca.pem"}
    found["authority"].write_bytes(authority.public_bytes(Encoding.PEM))
    for name in ("server", "client"):
        own = ec.generate_private_key(ec.SECP256R1())
        found[name], found[f"{name}_key"] = folder / f"{name}.pem", folder / f"{name}.key"
        found[name].write_bytes(_signed(name, own, "CA", key).public_bytes(Encoding.PEM))
        plain = own.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        found[f"{name}_key"].write_bytes(plain)
    return Files(**found)


def _signed(
    name: str,
    key: ec.EllipticCurvePrivateKey,
    issuer: str,
    issuer_key: ec.EllipticCurvePrivateKey,
    *,
    is_authority: bool = False,
) -> x509.Certificate:
    now = datetime.now(UTC)
    subject, by = (x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, one)]) for one in (name, issuer))
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(by).public_key(key.public_key())
    builder = builder.serial_number(x509.random_serial_number()).not_valid_before(now - timedelta(days=1))
    builder = builder.not_valid_after(now + timedelta(days=1))
    builder = builder.add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
    address = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    return builder.add_extension(address, critical=False).sign(issuer_key, hashes.SHA256())
