"""Certificates are read from PEM and DER, and held against the dossier."""

from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from hypothesis import given
from hypothesis import strategies as some

from casedesk.samples import certificates as made_up
from tests import make
from verification import certificates
from verification.certificates import NotACertificate

PEM = made_up.make(make.COMPANY, "0100000010-001", make.NOW)


def codes(**changes: object) -> list[str]:
    asked = {"tax_code": "0100000010-001", "at": make.NOW, "bound_serial": "54"} | changes
    return [p.code for p in certificates.problems(certificates.parse(PEM), **asked)]  # type: ignore[arg-type]


def test_pem_and_der_say_the_same() -> None:
    der = x509.load_pem_x509_certificate(PEM).public_bytes(Encoding.DER)
    assert certificates.parse(PEM) == certificates.parse(der)
    assert certificates.parse(der).tax_code == "0100000010-001"
    assert certificates.parse(der).company == make.COMPANY


def test_a_fitting_certificate_has_no_problem() -> None:
    assert codes() == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"tax_code": "0100000028"}, "tax_code"),
        ({"at": make.NOW - timedelta(days=30)}, "not_yet_valid"),
        ({"at": make.NOW + timedelta(days=2000)}, "expired"),
        ({"bound_serial": certificates.parse(PEM).serial}, "already_bound"),
    ],
    ids=["other company", "too early", "too late", "bound already"],
)
def test_each_problem_is_named(changes: dict[str, object], code: str) -> None:
    assert codes(**changes) == [code]


@given(some.binary(max_size=200))
def test_no_bytes_raise_anything_else(content: bytes) -> None:
    with pytest.raises(NotACertificate):
        certificates.parse(content)


def test_a_huge_file_is_no_certificate() -> None:
    with pytest.raises(NotACertificate, match="64 KB"):
        certificates.parse(b"-----BEGIN CERTIFICATE-----" * 10_000)
