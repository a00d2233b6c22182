"""A born-digital PDF that a sample's company signed with its new certificate, beside its scan."""

import io
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from weasyprint import HTML

from casedesk.samples import certificates, people, sheets
from casedesk.samples.people import Company

VARIANTS: Mapping[str, tuple[str, ...]] = {"valid": (), "other_tax_code": ("tax_code",), "expired": ("expired",)}
"""How its certificate is, and the problems that `manage.py certificate` must name."""
AUTHORITY = "authority.pem"
"""The made-up authority of a folder's certificates, for `manage.py trust add` in an installation for trying out."""
_YEARS = 1095
_FACE = sheets.Look("Liberation Serif", 12.5, 1.4)


def planned(seed: int, variant: str, one: Company, received: date, serial: str = "") -> dict[str, Any]:
    """Return the truth about the PDF of a sample; `serial` is the one that its letter names."""
    chance = Random(f"signed/{seed}")
    ends = received - timedelta(days=1) if variant == "expired" else received + timedelta(days=_YEARS)
    return {
        "variant": variant, "company": one.name, "serial": serial or f"54{chance.getrandbits(72):018X}",
        "tax_code": people.tax_code(chance) if variant == "other_tax_code" else one.tax_code,
        "not_after": ends.isoformat(), "problems": list(VARIANTS[variant]),
    }  # fmt: skip


def save_beside(scan: Path, truth: dict[str, Any]) -> Path | None:
    """Write the signed PDF that a sample's truth tells of beside its scan, and name it there.

    Keys are made anew each time: the truth is the same for the same seed, the bytes are not.
    """
    told = truth["signed"]
    if told is None:
        return None
    path = scan.with_name(f"{scan.stem}-ky-so.pdf")
    ends = datetime.combine(date.fromisoformat(told["not_after"]), time(12), UTC)
    begins = ends - timedelta(days=_YEARS)
    path.write_bytes(sign(_letter(told), told["company"], told["tax_code"], begins, _YEARS, serial=told["serial"]))
    told["file"] = path.name
    return path


def sign(pdf: bytes, company: str, tax_code: str, now: datetime, days: int = _YEARS, *, serial: str = "") -> bytes:
    """Return a PDF signed with a certificate that the made-up authority gave a company, for so many days."""
    authority, key = certificates.authority(), rsa.generate_private_key(public_exponent=65537, key_size=2048)
    pem = certificates.make(company, tax_code, now, days, serial=serial, key=key)
    above = [authority.certificate]
    held = pkcs12.serialize_key_and_certificates(
        b"made up", key, x509.load_pem_x509_certificate(pem), above, BestAvailableEncryption(b"made up")
    )
    signer = signers.SimpleSigner.load_pkcs12_data(held, [], passphrase=b"made up")
    how = signers.PdfSignatureMetadata(field_name="ChuKySo")
    return bytes(signers.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), how, signer=signer).getvalue())


def _letter(told: Mapping[str, Any]) -> bytes:
    rows = [("Doanh nghiệp", told["company"]), ("Mã số thuế", told["tax_code"]), ("Số sê-ri", told["serial"]),
            ("Tổ chức cấp", "Demo CA (mẫu)")]  # fmt: skip
    body = (
        f"{sheets.MOTTO}<h1>CÔNG VĂN GỬI KÈM CHỨNG THƯ SỐ MỚI</h1>"
        "<p class=indent>Công văn này được ký số bằng chứng thư số mới mà doanh nghiệp đề nghị gắn với tài khoản "
        f"quản trị VNACCS:</p>{sheets.rows(rows)}"
        "<p class=center><i>(Văn bản mẫu, không phải của doanh nghiệp nào có thật)</i></p>"
    )
    return bytes(HTML(string=f"<style>{_FACE.css}</style>{body}").write_pdf())
