"""Certificates are read from every file, traced to a trusted authority, and held against the dossier."""

import base64
import io
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, pkcs7, pkcs12
from cryptography.x509.oid import NameOID
from hypothesis import given, settings
from hypothesis import strategies as some
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pypdf import PdfReader, PdfWriter

from casedesk.samples import certificates as made_up
from tests import make
from verification import certificates
from verification.certificates import Chain, Expected, NotACertificate, Trust, authorities, chains

CODE = "0100000010-001"
CA = made_up.authority("CA Thử")
PEM = made_up.make(make.COMPANY, CODE, make.NOW, by=CA)
LEAF = x509.load_pem_x509_certificate(PEM)
TRUST = Trust((CA.certificate,))
_SIGNED_SHA256 = bytes.fromhex("2a864886f70d01010b")
SHARED = Path(__file__).resolve().parents[3] / "shared" / "certificates"


def codes(content: bytes = PEM, trust: Trust = TRUST, **changes: object) -> list[str]:
    """Return the codes of what speaks against a file, where the dossier expects something else."""
    expected = Expected(**({"tax_code": CODE, "at": make.NOW} | changes))  # type: ignore[arg-type]
    found = certificates.offered(content)
    link = chains.link(found.certificate, trust, expected.at, found.others)
    return [problem.code for problem in certificates.problems(found.certificate, expected, link)]


FORMS: dict[str, Callable[[], bytes]] = {
    "pem": lambda: PEM,
    "der": lambda: LEAF.public_bytes(Encoding.DER),
    "base64": lambda: base64.encodebytes(LEAF.public_bytes(Encoding.DER)),
    "p7b, DER": lambda: pkcs7.serialize_certificates([CA.certificate, LEAF], Encoding.DER),
    "p7b, PEM": lambda: pkcs7.serialize_certificates([LEAF, CA.certificate], Encoding.PEM),
    "pem with its authority": lambda: CA.pem + PEM,
    "signed PDF": lambda: signed(),
}


@pytest.mark.parametrize("form", FORMS)
def test_every_form_says_the_same(form: str) -> None:
    found = certificates.offered(FORMS[form]()).certificate
    if form != "signed PDF":
        assert found.der == LEAF.public_bytes(Encoding.DER)
    assert (found.company, found.tax_code, found.issuer) == (make.COMPANY, CODE, "CA Thử")
    assert (found.key, found.is_signing, found.is_authority) == ("RSA 2048", True, False)


def test_a_serial_is_hex_in_capitals_and_alike_however_it_is_written() -> None:
    found = certificates.parse(PEM)
    assert found.serial == f"{LEAF.serial_number:X}"
    spread = " ".join(found.serial[index : index + 2] for index in range(0, len(found.serial), 2)).lower()
    assert codes(serial=f"00 {spread}") == []
    assert codes(serial="54 01") == ["serial"]


@pytest.mark.parametrize(
    ("subject", "tax_code", "person"),
    [
        ("MST:0301519977-029", "0301519977-029", ""),
        ("mst: 0100112437", "0100112437", ""),
        ("0100112437", "0100112437", ""),
        ("CCCD:001080012345", "", "001080012345"),
        ("CMND:012345678", "", "012345678"),
        ("mã số thuế", "", ""),
    ],
)
def test_who_a_certificate_is_of(subject: str, tax_code: str, person: str) -> None:
    found = certificates.parse(issued(uid=subject))
    assert (found.tax_code, found.person) == (tax_code, person)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"tax_code": "0100000028"}, "tax_code"),
        ({"tax_code": "0100000010"}, "tax_code"),
        ({"tax_code": "không rõ"}, "tax_code"),
        ({"at": make.NOW - timedelta(days=30)}, "not_yet_valid"),
        ({"at": make.NOW + timedelta(days=2000)}, "expired"),
        ({"bound_serial": f"{LEAF.serial_number:x}"}, "already_bound"),
    ],
    ids=["other company", "its head office", "no tax code", "too early", "too late", "bound already"],
)
def test_each_problem_is_named(changes: dict[str, object], code: str) -> None:
    assert codes() == []
    assert codes(**changes) == [code]  # type: ignore[arg-type]


def test_a_person_s_certificate_and_a_weak_one_and_one_that_may_not_sign() -> None:
    assert codes(issued(uid="CCCD:001080012345")) == ["no_tax_code"]
    assert codes(issued(key=rsa.generate_private_key(65537, 1024))) == ["weak_key"]  # noqa: S505
    assert codes(issued(signs=False)) == ["not_signing"]
    assert codes(issued(key=ec.generate_private_key(ec.SECP256R1()))) == []
    assert "authority" in codes(CA.pem)


def test_a_chain_of_the_same_names_is_not_trusted() -> None:
    forged_ca = made_up.Authority(*forged("CA Thử"))
    forged_leaf = made_up.make(make.COMPANY, CODE, make.NOW, by=forged_ca)
    assert codes(forged_leaf) == ["untrusted"]
    assert codes(forged_leaf + forged_ca.pem) == ["untrusted"]


def test_an_unknown_authority_is_incomplete_and_an_untrusted_root_is_not_trusted() -> None:
    other = made_up.authority("CA Khác")
    content = made_up.make(make.COMPANY, CODE, make.NOW, by=other)
    assert codes(content) == ["incomplete"]
    assert codes(content + other.pem) == ["untrusted"]


def test_a_loop_of_authorities_ends() -> None:
    one, other = rsa.generate_private_key(65537, 2048), rsa.generate_private_key(65537, 2048)
    first = issued(name="A", by=("B", other), key=one, is_authority=True)
    second = issued(name="B", by=("A", one), key=other, is_authority=True)
    leaf = issued(by=("A", one))
    assert codes(leaf + first + second) in (["untrusted"], ["incomplete"])


def test_a_certificate_that_was_taken_back() -> None:
    def listed(serials: list[int], days: int) -> x509.CertificateRevocationList:
        builder = x509.CertificateRevocationListBuilder().issuer_name(CA.certificate.subject)
        builder = builder.last_update(make.NOW - timedelta(days=2)).next_update(make.NOW + timedelta(days=days))
        for serial in serials:
            revoked = x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(make.NOW)
            builder = builder.add_revoked_certificate(revoked.build())
        return builder.sign(CA.key, hashes.SHA256())

    def revoked(*lists: x509.CertificateRevocationList) -> bool | None:
        return chains.link(certificates.parse(PEM), Trust((CA.certificate,), lists), make.NOW).revoked

    assert revoked() is None
    assert revoked(listed([5], 5)) is False
    assert revoked(listed([5], -1)) is None
    stale = chains.link(certificates.parse(PEM), Trust((CA.certificate,), (listed([5], -1),)), make.NOW)
    assert (stale.revoked_as_of, stale.list_age) == (make.NOW - timedelta(days=2), 2)
    assert revoked(listed([LEAF.serial_number], -1)) is True
    assert codes(trust=Trust((CA.certificate,), (listed([LEAF.serial_number], 5),))) == ["revoked"]


@pytest.mark.skipif(not SHARED.exists(), reason="the public certificates are not beside this checkout")
@pytest.mark.parametrize("path", sorted(SHARED.glob("ca_*.pem")), ids=lambda path: path.stem)
def test_every_public_authority_chains_to_its_root(path: Path) -> None:
    trust = authorities.in_folder(SHARED)
    found = certificates.parse(path.read_bytes())
    link = chains.link(found, trust, make.NOW)
    assert link.chain is Chain.TRUSTED
    assert "ROOT" in link.path[-1].upper()
    forged_ca = made_up.Authority(*forged(found.company))
    assert codes(made_up.make(make.COMPANY, CODE, make.NOW, by=forged_ca), trust) in (
        ["untrusted"],
        ["incomplete"],
    )


def test_a_pdf_that_was_changed_after_signing_is_refused() -> None:
    content = signed()
    assert certificates.offered(content).has_signed
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    writer.root["/Lang"] = writer.root.get("/Type")
    writer.update_root()  # type: ignore[no-untyped-call]
    out = io.BytesIO()
    writer.write(out)  # type: ignore[no-untyped-call]
    with pytest.raises(NotACertificate) as changed:
        certificates.offered(out.getvalue())
    assert changed.value.code == "changed_after_signing"
    broken = content.replace(b"/MediaBox", b"/MediaBux", 1)
    with pytest.raises(NotACertificate) as tampered:
        certificates.offered(broken)
    assert tampered.value.code in ("signature_broken", "unreadable")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "unreadable"),
        (b"\x30\x82\x04\x00" + b"\xff" * 900, "unreadable"),
        (b"-----BEGIN CERTIFICATE-----\n" + b"A" * 10 * 2**20, "too_large"),
        (b"%PDF-1.4 " + b"x" * 21 * 2**20, "too_large"),
        (b"%PDF-1.4 rac", "unreadable"),
    ],
    ids=["nothing", "garbage in DER", "a PEM of 10 MB", "a PDF of 21 MB", "a broken PDF"],
)
def test_a_file_that_is_none_has_its_sentence_and_code(content: bytes, code: str) -> None:
    with pytest.raises(NotACertificate) as refused:
        certificates.offered(content)
    assert refused.value.code == code
    assert str(refused.value).endswith(".")


def test_a_pdf_without_signature_and_a_file_of_two_companies_are_refused() -> None:
    with pytest.raises(NotACertificate) as unsigned:
        certificates.offered(plain_pdf())
    assert unsigned.value.code == "unsigned"
    with pytest.raises(NotACertificate) as several:
        certificates.offered(PEM + made_up.make("CÔNG TY KHÁC", "0100000028", make.NOW))
    assert several.value.code == "several"


@given(some.binary(max_size=200) | some.binary(max_size=80).map(lambda tail: b"%PDF-1.7\n" + tail))
@settings(deadline=None)
def test_no_bytes_raise_anything_else(content: bytes) -> None:
    with pytest.raises(NotACertificate):
        certificates.offered(content)


@given(some.integers(0, len(PEM) - 1), some.binary(min_size=1, max_size=3))
@settings(deadline=None, max_examples=60)
def test_a_scratched_certificate_raises_nothing_else(place: int, scratch: bytes) -> None:
    content = PEM[:place] + scratch + PEM[place + len(scratch) :]
    try:
        codes(content)
    except NotACertificate as refused:
        assert refused.code


def test_a_signature_that_names_no_digest_is_none() -> None:
    der = LEAF.public_bytes(Encoding.DER)
    assert der.count(_SIGNED_SHA256) == 2
    content = der.replace(_SIGNED_SHA256, _SIGNED_SHA256[:-1] + b"\x01")
    assert "untrusted" in codes(content)


@pytest.mark.parametrize(
    ("old_ends", "new_begins", "is_late"),
    [(-10, -1, True), (10, -1, False), (-1, -1, False)],
    ids=["expired before", "in its life", "at once"],
)
def test_a_late_renewal_is_told_from_a_replacement(old_ends: int, new_begins: int, is_late: bool) -> None:
    old, new = make.NOW + timedelta(days=old_ends), make.NOW + timedelta(days=new_begins)
    assert certificates.is_late_renewal(old, new) is is_late


def issued(
    *,
    name: str = make.COMPANY[:60],
    uid: str = f"MST:{CODE}",
    by: tuple[str, rsa.RSAPrivateKey] | None = None,
    key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey | None = None,
    signs: bool = True,
    is_authority: bool = False,
) -> bytes:
    """Return a certificate (PEM) with something unusual about it."""
    issuer, signer = by or ("CA Thử", CA.key)
    key = key or rsa.generate_private_key(65537, 2048)
    uids = [] if is_authority else [x509.NameAttribute(NameOID.USER_ID, uid)]
    subject = x509.Name(
        [x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"), x509.NameAttribute(NameOID.COMMON_NAME, name), *uids]
    )
    above = x509.Name(
        [x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"), x509.NameAttribute(NameOID.COMMON_NAME, issuer)]
    )
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(above).public_key(key.public_key())
    builder = builder.serial_number(x509.random_serial_number()).not_valid_before(make.NOW - timedelta(days=1))
    builder = builder.not_valid_after(make.NOW + timedelta(days=900))
    builder = builder.add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
    usage = x509.KeyUsage(
        digital_signature=signs and not is_authority, content_commitment=False, key_encipherment=not signs,
        data_encipherment=False, key_agreement=False, key_cert_sign=is_authority, crl_sign=False,
        encipher_only=False, decipher_only=False,
    )  # fmt: skip
    made = builder.add_extension(usage, critical=True).sign(signer, hashes.SHA256())
    return made.public_bytes(Encoding.PEM)


def forged(name: str) -> tuple[bytes, x509.Certificate, rsa.RSAPrivateKey]:
    """Return an authority that has taken another's name."""
    made_up.authority.cache_clear()
    made = made_up.authority(name)
    made_up.authority.cache_clear()
    return made.pem, made.certificate, made.key


def plain_pdf() -> bytes:
    """Return a PDF of one empty page."""
    writer, out = PdfWriter(), io.BytesIO()
    writer.add_blank_page(200, 200)
    writer.write(out)
    return out.getvalue()


def signed() -> bytes:
    """Return a PDF that the company signed with its new key."""
    key = rsa.generate_private_key(65537, 2048)
    leaf = x509.load_pem_x509_certificate(issued(key=key))
    store = pkcs12.serialize_key_and_certificates(b"x", key, leaf, [CA.certificate], NoEncryption())
    signer = signers.SimpleSigner.load_pkcs12_data(store, [], passphrase=None)
    writer = IncrementalPdfFileWriter(io.BytesIO(plain_pdf()))
    out = signers.sign_pdf(writer, signers.PdfSignatureMetadata(field_name="ChuKy"), signer=signer)
    assert PdfReader(io.BytesIO(out.getvalue())).pages

    return bytes(out.getvalue())
