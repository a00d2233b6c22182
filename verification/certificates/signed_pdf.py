"""Who signed a PDF, and whether the signature holds; loaded with the first one, for pyHanko takes its time."""

import io

from cryptography import x509
from django.utils.translation import gettext as _
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from verification.certificates.reading import NotACertificate

_HARMLESS = (ModificationLevel.NONE, ModificationLevel.LTA_UPDATES)


def signer(content: bytes) -> tuple[x509.Certificate, list[x509.Certificate]]:
    """Return the certificate of who signed a PDF last, and those that came with the signature.

    Raises `NotACertificate` where the file is no PDF, is not signed, or was changed after it was signed.
    """
    try:
        signatures = PdfFileReader(io.BytesIO(content)).embedded_regular_signatures
    except Exception as broken:
        raise NotACertificate("unreadable", _("Tệp PDF bị hỏng nên không đọc được chữ ký số.")) from broken
    if not signatures:
        raise NotACertificate(
            "unsigned", _("Tệp PDF chưa được ký số. Hãy chọn tệp PDF do công ty ký bằng chữ ký số mới.")
        )
    last = signatures[-1]
    try:
        status = validate_pdf_signature(last, ValidationContext(trust_roots=[], allow_fetching=False))
        _hold(last, status)
        others = [x509.load_der_x509_certificate(one.dump()) for one in last.other_embedded_certs]
        return x509.load_der_x509_certificate(last.signer_cert.dump()), others
    except NotACertificate:
        raise
    except Exception as broken:
        raise NotACertificate(
            "signature_broken", _("Chữ ký số trên tệp PDF bị hỏng nên không kiểm tra được.")
        ) from broken


def _hold(signature: EmbeddedPdfSignature, status: PdfSignatureStatus) -> None:
    """Raise `NotACertificate` where a signature does not hold over the whole of its file."""
    if not (status.intact and status.valid):
        raise NotACertificate(
            "signature_broken", _("Chữ ký số trên tệp PDF không đúng: nội dung không còn như khi ký.")
        )
    if signature.coverage != SignatureCoverageLevel.ENTIRE_FILE and status.modification_level not in _HARMLESS:
        raise NotACertificate(
            "changed_after_signing", _("Tệp PDF đã bị sửa sau khi ký số. Hãy yêu cầu công ty gửi lại tệp gốc.")
        )
