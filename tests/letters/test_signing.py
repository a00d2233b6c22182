"""The digital signature: poppler's pdfsig calls it valid, a changed letter broken; a useless key is told of."""

import io
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from pypdf import PdfReader
from pytest_django.fixtures import Settings

from casedesk.lib.outcomes import NeedsPerson
from letters.forms import KIND_OF
from letters.rendering import DRAFT, Rendered, render
from tests.letters.letter import TODAY, letterhead
from tests.letters.test_looks import LETTERS

PASSPHRASE = "mat-khau-cua-tep"
needs_pdfsig = pytest.mark.skipif(shutil.which("pdfsig") is None, reason="needs poppler-utils")


@cache
def key(days: int) -> bytes:
    """Return a key with a made-up certificate that ends in some days, in a file with a passphrase."""
    private = rsa.generate_private_key(65537, 2048)
    name, now = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "TRUNG TÂM MẪU")]), datetime.now(UTC)
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(private.public_key())
    made = made.serial_number(5).not_valid_before(now - timedelta(days=30)).not_valid_after(now + timedelta(days))
    use = x509.KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    certificate = made.add_extension(use, critical=True).sign(private, hashes.SHA256())
    return pkcs12.serialize_key_and_certificates(
        b"ky", private, certificate, None, BestAvailableEncryption(PASSPHRASE.encode())
    )


@pytest.fixture
def set_up(settings: Settings, tmp_path: Path) -> Path:
    path = tmp_path / "ky.p12"
    path.write_bytes(key(365))
    settings.LETTER_SIGNING = {"file": str(path), "passphrase": PASSPHRASE}
    return path


def letter(name: str, number: int = 5) -> Rendered:
    form, values = LETTERS[name]
    return render(KIND_OF[form], values, letterhead(), number, TODAY)


def verified(pdf: bytes, folder: Path) -> str:
    path = folder / "thu.pdf"
    path.write_bytes(pdf)
    return subprocess.run(["pdfsig", "-nocert", path], capture_output=True, text=True).stdout


@needs_pdfsig
@pytest.mark.parametrize("name", ["receipt", "extension", "certificate"])
def test_a_signed_letter_is_valid(name: str, set_up: Path, tmp_path: Path) -> None:
    rendered = letter(name)
    said = verified(rendered.pdf, tmp_path)
    assert "Signature is Valid." in said and "ETSI.CAdES.detached" in said and "Total document signed" in said
    assert rendered.is_signed


@needs_pdfsig
def test_a_letter_that_was_changed_is_not(set_up: Path, tmp_path: Path) -> None:
    pdf = letter("stop").pdf
    place = pdf.index(b"/MediaBox")
    said = verified(pdf[:place] + b"/mediaBox" + pdf[place + 9 :], tmp_path)
    assert "Signature is Valid." not in said


def test_people_see_who_signed_and_when_over_the_field(set_up: Path) -> None:
    page = PdfReader(io.BytesIO(letter("certificate").pdf)).pages[-1]
    text = " ".join(page.extract_text().split())
    assert "Ký số bởi: Trung tâm Mẫu" in text and "Thời gian ký:" in text and "+07:00" in text
    field = page["/Annots"][0].get_object()  # type: ignore[index]
    assert field["/FT"] == "/Sig" and "/AP" in field
    left, low, right, high = (float(side) for side in field["/Rect"])
    assert right - left > 100 and 10 < high - low < 120 and left > 250


def test_a_preview_is_never_signed(set_up: Path) -> None:
    assert not letter("stop", DRAFT).is_signed
    assert b"/ByteRange" not in letter("stop", DRAFT).pdf


def test_without_a_key_letters_are_not_signed() -> None:
    assert not letter("stop").is_signed


@pytest.mark.parametrize("how", ["passphrase", "file", "expired"])
def test_a_key_that_cannot_be_used_is_told_of(how: str, set_up: Path, settings: Settings) -> None:
    if how == "passphrase":
        settings.LETTER_SIGNING = settings.LETTER_SIGNING | {"passphrase": "sai"}
    elif how == "file":
        set_up.unlink()
    else:
        set_up.write_bytes(key(-5))
    with pytest.raises(NeedsPerson, match="Chưa ký số được"):
        letter("stop")
