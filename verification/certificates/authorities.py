"""The authorities that an administrator trusts, by SHA-256, and their lists of revoked certificates."""

from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from django.utils.translation import gettext as _

from verification.certificates import reading
from verification.certificates.chains import Trust
from verification.certificates.reading import NotACertificate
from verification.models import RevocationList, TrustedAuthority

MAX_LIST_BYTES = 50 * 2**20
"""Lists of large authorities hold some hundred thousand numbers."""


def trust() -> Trust:
    """Return what is on file in the database; read anew when a row came or went."""
    rows = TrustedAuthority.objects.order_by("pk").values_list("pk", "sha256")
    told = ("pk", "issuer", "last_update", "next_update", "count", "added_at")
    lists = RevocationList.objects.order_by("pk").values_list(*told)
    return _on_file(tuple(rows), tuple(lists))


@lru_cache(maxsize=2)
def _on_file(_authorities: tuple[Any, ...], _lists: tuple[Any, ...]) -> Trust:
    """Read authorities and lists; a list of a large authority holds megabytes, and each check asks for it."""
    return Trust(
        tuple(x509.load_der_x509_certificate(bytes(row.der)) for row in TrustedAuthority.objects.all()),
        tuple(x509.load_der_x509_crl(bytes(row.der)) for row in RevocationList.objects.all()),
    )


def in_folder(folder: Path) -> Trust:
    """Return what the files of a folder hold; a file that is neither is passed over."""
    authorities: list[x509.Certificate] = []
    lists: list[x509.CertificateRevocationList] = []
    for path in sorted(path for path in folder.iterdir() if path.is_file()):
        content = path.read_bytes()
        try:
            authorities += [one.x509 for one in reading.bundle(content) if one.is_authority]
        except NotACertificate:
            found = revocations(content)
            lists += [found] if found else []
    return Trust(tuple(authorities), tuple(lists))


def add(content: bytes, now: datetime) -> list[TrustedAuthority | RevocationList]:
    """Keep every authority in a file, or a list of revoked certificates; one that is on file stays as it is.

    Raises `NotACertificate` where the file is neither, or holds a company's certificate.
    """
    found = revocations(content)
    if found is not None:
        return [_keep_list(found, now)]
    certificates = _read(content)
    own = next((one for one in certificates if not one.is_authority), None)
    if own:
        text = _("%(name)s không phải chứng thư của tổ chức cấp chữ ký số nên không đưa vào danh sách tin cậy.")
        raise NotACertificate("no_authority", text % {"name": own.company or own.serial})
    return [_keep(one, now) for one in certificates]


def _read(content: bytes) -> tuple[reading.Certificate, ...]:
    """Read a file of certificates; what is wrong with one that is none is said of an authority's file."""
    try:
        return reading.bundle(content)
    except NotACertificate as wrong:
        if wrong.code != "unreadable":
            raise
        text = _(
            "Tệp không phải chứng thư của tổ chức cấp (.cer, .crt, .pem, .p7b), "
            "cũng không phải danh sách thu hồi (.crl)."
        )
        raise NotACertificate(wrong.code, text) from wrong


def remove(fingerprints: Iterable[str]) -> int:
    """Take authorities off the list; returns how many were on it."""
    wanted = ["".join(filter(str.isalnum, one)).upper() for one in fingerprints]
    count, _by_table = TrustedAuthority.objects.filter(sha256__in=wanted).delete()
    return count


def revocations(content: bytes) -> x509.CertificateRevocationList | None:
    """Return a list of revoked certificates, PEM or DER; None where a file is none."""
    if len(content) > MAX_LIST_BYTES:
        return None
    load = x509.load_pem_x509_crl if b"-----BEGIN X509 CRL" in content[:200] else x509.load_der_x509_crl
    try:
        return load(content)
    except (ValueError, TypeError):
        return None


def _keep(one: reading.Certificate, now: datetime) -> TrustedAuthority:
    found = one.x509
    row, _is_new = TrustedAuthority.objects.get_or_create(
        sha256=one.fingerprint,
        defaults={
            "der": one.der, "issuer": one.issuer[:300],
            "name": one.company or found.subject.rfc4514_string()[:300],
            "not_before": one.not_before, "not_after": one.not_after, "is_root": found.subject == found.issuer,
            "added_at": now,
        },
    )  # fmt: skip
    return row


def _keep_list(found: x509.CertificateRevocationList, now: datetime) -> RevocationList:
    """Keep a list in the place of the older one of its issuer."""
    issuer = found.issuer.rfc4514_string()[:500]
    newer = RevocationList.objects.filter(issuer=issuer, last_update__gte=found.last_update_utc).first()
    if newer:
        return newer
    RevocationList.objects.filter(issuer=issuer).delete()
    return RevocationList.objects.create(
        issuer=issuer, der=found.public_bytes(Encoding.DER), last_update=found.last_update_utc,
        next_update=found.next_update_utc, count=len(found), added_at=now,
    )  # fmt: skip
