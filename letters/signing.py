"""The digital signature on a letter (PAdES, ISO 32000-2): by a key in a PKCS#12 file that only the settings name.

The seal that people see is printed with the letter, so that its typeface is embedded and it reads like other text;
the signature's field lies over it. Nothing is fetched, and nothing of the key is kept in the database.
"""

import io
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.signers import SimpleSigner
from pyhanko.stamp.noop import NoOpStampStyle

from casedesk.lib.outcomes import NeedsPerson
from letters.seals import Seal

_FIELD = "ChuKySo"


def sign(pdf: bytes, seal: Seal, page: int, box: tuple[int, int, int, int]) -> bytes:
    """Sign a PDF over its seal. Raises `NeedsPerson` when the key cannot be used."""
    signer = _signer(seal.moment)
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    about = signers.PdfSignatureMetadata(
        field_name=_FIELD, md_algorithm="sha256", subfilter=fields.SigSeedSubFilter.PADES, name=seal.name
    )
    # An empty appearance over the printed seal: PDF/A asks for one (ISO 19005-2, 6.3.3).
    fields.append_signature_field(writer, fields.SigFieldSpec(_FIELD, on_page=page, box=box))
    signing = signers.PdfSigner(about, signer, stamp_style=NoOpStampStyle())
    return bytes(signing.sign_pdf(writer, output=io.BytesIO()).getvalue())


def _signer(now: datetime) -> SimpleSigner:
    path, passphrase = Path(settings.LETTER_SIGNING["file"]), settings.LETTER_SIGNING["passphrase"]
    try:
        signer = _loaded(path, path.stat().st_mtime_ns, passphrase)
    except (OSError, ValueError) as broken:
        raise NeedsPerson(
            _("Chưa ký số được: không mở được tệp khóa, hoặc sai mật khẩu của tệp; người quản trị cần xem lại.")
        ) from broken
    held = signer.signing_cert
    if held is None or not held.not_valid_before <= now <= held.not_valid_after:
        raise NeedsPerson(_("Chưa ký số được: chứng thư của khóa ký chưa có hoặc đã hết hiệu lực."))
    return signer


@lru_cache(maxsize=2)
def _loaded(path: Path, _changed: int, passphrase: str) -> SimpleSigner:
    """Opening takes a tenth of a second, so the key is kept while its file stays the same."""
    found: SimpleSigner | None = SimpleSigner.load_pkcs12_data(path.read_bytes(), (), passphrase.encode() or None)
    if found is None:
        raise ValueError(path)
    return found
