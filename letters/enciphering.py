"""A text that only the holder of a certificate's key can read: an e-mail of its own, sealed by CMS (RFC 8551)."""

from datetime import datetime
from email import policy
from email.message import EmailMessage
from email.utils import format_datetime

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.ciphers import algorithms
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.hazmat.primitives.serialization.pkcs7 import PKCS7EnvelopeBuilder, PKCS7Options
from django.conf import settings
from django.utils import timezone

from letters.content import Enclosure

_MESSAGE = "message/rfc822"
_PARAMETERS = {"smime-type": "enveloped-data", "name": "smime.p7m"}


def can_encipher(certificate: x509.Certificate) -> bool:
    """Say whether a text can be enciphered to a certificate: an RSA key whose use is not kept to signing alone.

    A certificate that says nothing of its key's use allows any (RFC 5280, 4.2.1.3).
    """
    if not isinstance(certificate.public_key(), rsa.RSAPublicKey):
        return False
    try:
        return certificate.extensions.get_extension_for_class(x509.KeyUsage).value.key_encipherment
    except x509.ExtensionNotFound:
        return True


def encipher(
    text: str, subject: str, to: str, name: str, certificate: x509.Certificate, now: datetime
) -> Enclosure:
    """Return an e-mail, to be enclosed in another, whose text only the certificate's holder can read.

    The content key is AES-256 and goes under the certificate's RSA key, as mail programs and tokens know it.
    `subject` stays readable. `name` is the file's, without its ending.
    """
    inner = EmailMessage(policy=policy.SMTP)
    inner.set_content(text, cte="base64")
    builder = PKCS7EnvelopeBuilder().set_data(inner.as_bytes()).add_recipient(certificate)
    sealed = builder.set_content_encryption_algorithm(algorithms.AES256)
    content = sealed.encrypt(Encoding.DER, [PKCS7Options.Binary])
    mail = EmailMessage(policy=policy.SMTP)
    mail["From"], mail["To"], mail["Subject"] = settings.DEFAULT_FROM_EMAIL, to, subject
    mail["Date"] = format_datetime(timezone.localtime(now))
    mail.set_content(
        content, "application", "pkcs7-mime", disposition="attachment", filename="smime.p7m", params=_PARAMETERS
    )
    return Enclosure(f"{name}.eml", _MESSAGE, mail.as_bytes())
