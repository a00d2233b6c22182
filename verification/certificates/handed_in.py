"""The certificate in whatever a company hands in. A PDF that it signed proves that it has the new key."""

from django.utils.translation import gettext as _

from verification.certificates import reading
from verification.certificates.reading import NotACertificate, Offered

MAX_BYTES = 20 * 2**20
"""Of a signed PDF."""


def offered(content: bytes) -> Offered:
    """Return the company's certificate in a file: of certificates, or a PDF that was signed with it.

    Raises `NotACertificate`; for a PDF whose signature does not hold too.
    """
    if content.lstrip()[:5] == b"%PDF-":
        if len(content) > MAX_BYTES:
            raise NotACertificate(
                "too_large", _("Tệp PDF lớn quá 20 MB. Hãy chọn tệp PDF nhỏ hơn do công ty ký số.")
            )
        from verification.certificates.signed_pdf import signer  # noqa: PLC0415 (pyHanko takes its time to load)

        who, others = signer(content)
        return Offered(reading.of(who), tuple(map(reading.of, others)), has_signed=True)
    return reading.chosen(reading.bundle(content))
