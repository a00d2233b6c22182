"""The centre's S/MIME signature on a mail (RFC 8551), in a part apart; key and certificate are PEM files."""

import base64
import secrets
from datetime import datetime
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, load_pem_private_key
from cryptography.hazmat.primitives.serialization.pkcs7 import PKCS7Options, PKCS7SignatureBuilder
from django.conf import settings
from django.utils.translation import gettext as _

_OPTIONS = [PKCS7Options.DetachedSignature, PKCS7Options.Binary]
_LINE = 76


class CannotSign(Exception):  # noqa: N818 (reads as a sentence where it is raised)
    """The settings ask for a signature that cannot be made: a fault of ours, never of the letter's."""


def is_wanted() -> bool:
    """Say whether the settings ask for a signature."""
    return bool(settings.SMIME_CERTIFICATE or settings.SMIME_KEY)


def signed(entity: bytes, now: datetime) -> bytes:
    """Return a `multipart/signed` entity around another, whose lines end in CRLF and whose bytes are all ASCII.

    Raises `CannotSign`, with a sentence for the administrator.
    """
    certificate, others, key = _loaded(now)
    builder = PKCS7SignatureBuilder().set_data(entity).add_signer(certificate, key, hashes.SHA256())
    for other in others:
        builder = builder.add_certificate(other)
    signature = builder.sign(Encoding.DER, _OPTIONS)
    mark = f"=_{secrets.token_hex(16)}".encode()
    head = (
        b'Content-Type: multipart/signed; protocol="application/pkcs7-signature"; micalg="sha-256";\r\n'
        b' boundary="' + mark + b'"\r\n\r\n'
    )
    signature_part = (
        b'Content-Type: application/pkcs7-signature; name="smime.p7s"\r\n'
        b"Content-Transfer-Encoding: base64\r\n"
        b'Content-Disposition: attachment; filename="smime.p7s"\r\n\r\n'
    ) + _lines(signature)
    edge = b"--" + mark
    return head + edge + b"\r\n" + entity + b"\r\n" + edge + b"\r\n" + signature_part + edge + b"--\r\n"


def _loaded(
    now: datetime,
) -> tuple[x509.Certificate, list[x509.Certificate], rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey]:
    try:
        own, *others = x509.load_pem_x509_certificates(Path(settings.SMIME_CERTIFICATE).read_bytes())
        key = load_pem_private_key(Path(settings.SMIME_KEY).read_bytes(), password=None)
    except (OSError, ValueError, TypeError) as broken:
        raise CannotSign(_("Chưa ký được thư (S/MIME): khóa hoặc chứng thư không đọc được.")) from broken
    if not isinstance(key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
        raise CannotSign(_("Chưa ký được thư (S/MIME): khóa phải là RSA hoặc ECDSA."))
    if key.public_key() != own.public_key():
        raise CannotSign(_("Chưa ký được thư (S/MIME): khóa không khớp với chứng thư."))
    if not own.not_valid_before_utc <= now <= own.not_valid_after_utc:
        raise CannotSign(_("Chưa ký được thư (S/MIME): chứng thư chưa có hoặc đã hết hiệu lực."))
    return own, others, key


def _lines(content: bytes) -> bytes:
    text = base64.b64encode(content)
    return b"".join(text[at : at + _LINE] + b"\r\n" for at in range(0, len(text), _LINE))
