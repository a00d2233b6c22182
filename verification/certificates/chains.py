"""Whether a trusted authority stands behind a certificate: paths by RFC 5280, from what is on file alone.

Nothing is fetched. A path is sought at a moment within the certificate's own life, so that an expired one still
shows who vouched for it.
"""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from asn1crypto import x509 as asn1  # type: ignore[import-untyped]
from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.errors import PathError, ValidationError

from verification.certificates.reading import Certificate

_MOST_LINKS = 8


class Chain(StrEnum):
    """How a search for a trusted root ended."""

    TRUSTED = "trusted"
    UNTRUSTED = "untrusted"
    """It ends in a root that is not trusted, or somebody took the name of an authority on file."""
    INCOMPLETE = "incomplete"
    """The authority that issued it is not on file."""


@dataclass(frozen=True, slots=True)
class Trust:
    """What an administrator keeps on file: authorities (self-signed ones are roots) and lists of revoked ones."""

    authorities: tuple[x509.Certificate, ...] = ()
    revocations: tuple[x509.CertificateRevocationList, ...] = ()
    _signed: dict[tuple[int, x509.Certificate], bool] = field(default_factory=dict, compare=False, repr=False)

    def has_signed(self, issuer: x509.Certificate, number: int) -> bool:
        """Say whether an issuer signed the list of a number; looked at once, since lists are megabytes long."""
        if (number, issuer) not in self._signed:
            self._signed[number, issuer] = _has_signed(issuer, self.revocations[number])
        return self._signed[number, issuer]

    @property
    def roots(self) -> tuple[x509.Certificate, ...]:
        """Return the authorities that vouch for themselves."""
        return tuple(one for one in self.authorities if one.subject == one.issuer)


_ODD = (ValueError, TypeError, KeyError, AttributeError, NotImplementedError)
"""What the library raises at a certificate that is scratched, or signed by what it does not know."""


@dataclass(frozen=True, slots=True)
class Link:
    """What the files say of a certificate: its chain up to the root, and whether its issuer took it back.

    `revoked` is None where no list of its issuer is on file, or the list is past its day and does not name it;
    `revoked_as_of` is the day of the list that was looked at, `list_age` its age in days at that moment.
    """

    chain: Chain
    path: tuple[str, ...] = ()
    revoked: bool | None = None
    revoked_as_of: datetime | None = None
    list_age: int | None = None


def link(certificate: Certificate, trust: Trust, at: datetime, others: Iterable[Certificate] = ()) -> Link:
    """Trace a certificate to a root on file; of `others`, which came along, only signatures are believed."""
    found = certificate.x509
    beside = [one.x509 for one in others]
    moment = min(max(at, certificate.not_before), certificate.not_after)
    named = _named_above(found, (*trust.authorities, *beside))
    known = [one for one in named if one.subject != one.issuer]
    path = _path(found, [one for one in trust.roots if one == found or one in named], known, moment)
    if path is None:
        return Link(_why_none(found, (*trust.authorities, *beside)))
    revoked, as_of = _revoked(found, trust, at)
    for above in path[1:-1]:
        taken_back, _day = _revoked(above, trust, at)
        revoked = True if taken_back else revoked
    age = max((at - as_of).days, 0) if as_of else None
    return Link(Chain.TRUSTED, tuple(map(_name, path)), revoked, as_of, age)


def _path(
    found: x509.Certificate, roots: Sequence[x509.Certificate], known: Sequence[x509.Certificate], moment: datetime
) -> list[x509.Certificate] | None:
    """Return a valid path from a certificate to a root; None where there is none."""
    if found in roots:
        return [found]
    context = ValidationContext(
        trust_roots=list(map(_asn1, roots)),
        other_certs=list(map(_asn1, known)),
        moment=moment,
        allow_fetching=False,
        revocation_mode="soft-fail",
        time_tolerance=timedelta(seconds=1),
    )
    try:
        made = asyncio.run(CertificateValidator(_asn1(found), validation_context=context).async_validate_path())
    except (PathError, ValidationError, UnsupportedAlgorithm, *_ODD):
        return None
    return [x509.load_der_x509_certificate(one.dump()) for one in reversed(list(made))]


def _named_above(found: x509.Certificate, pool: Sequence[x509.Certificate]) -> list[x509.Certificate]:
    """Return the certificates whose names stand above one: no path leads over others, and each costs time."""
    by_name: dict[str, list[x509.Certificate]] = {}
    for one in pool:
        by_name.setdefault(_plain(one.subject), []).append(one)
    above: list[x509.Certificate] = []
    names, seen = [_plain(found.issuer)], set[str]()
    while names:
        name = names.pop()
        if name not in seen:
            seen.add(name)
            above += by_name.get(name, ())
            names += [_plain(one.issuer) for one in by_name.get(name, ())]
    return above


def _plain(name: x509.Name) -> str:
    """Return a name as RFC 5280 compares it: whatever its case and the kind of its strings."""
    return " ".join(name.rfc4514_string().casefold().split())


def _why_none(found: x509.Certificate, known: Sequence[x509.Certificate]) -> Chain:
    """Say why no path holds: an issuer is unknown, or a known one did not sign."""
    current = found
    for _step in range(_MOST_LINKS):
        if current.subject == current.issuer:
            return Chain.UNTRUSTED
        above = [one for one in known if one.subject == current.issuer]
        if not above:
            return Chain.INCOMPLETE
        signed = next((one for one in above if _has_issued(one, current)), None)
        if signed is None:
            return Chain.UNTRUSTED
        current = signed
    return Chain.UNTRUSTED


def _has_issued(above: x509.Certificate, found: x509.Certificate) -> bool:
    try:
        found.verify_directly_issued_by(above)
    except (InvalidSignature, UnsupportedAlgorithm, ValueError, TypeError):
        return False
    return True


def _revoked(found: x509.Certificate, trust: Trust, at: datetime) -> tuple[bool | None, datetime | None]:
    """Say whether the newest list of a certificate's issuer names it, and of what day that list is."""
    issuers = [one for one in trust.authorities if one.subject == found.issuer and _has_issued(one, found)]
    lists = [
        one
        for number, one in enumerate(trust.revocations)
        if one.issuer == found.issuer and any(trust.has_signed(issuer, number) for issuer in issuers)
    ]
    newest = max(lists, key=lambda one: one.last_update_utc, default=None)
    if newest is None:
        return None, None
    if newest.get_revoked_certificate_by_serial_number(found.serial_number) is not None:
        return True, newest.last_update_utc
    is_stale = newest.next_update_utc is not None and newest.next_update_utc < at
    return None if is_stale else False, newest.last_update_utc


def _has_signed(issuer: x509.Certificate, one: x509.CertificateRevocationList) -> bool:
    try:
        return one.is_signature_valid(issuer.public_key())  # type: ignore[arg-type]
    except (UnsupportedAlgorithm, ValueError, TypeError):
        return False


def _asn1(one: x509.Certificate) -> asn1.Certificate:
    return asn1.Certificate.load(one.public_bytes(Encoding.DER))


def _name(one: x509.Certificate) -> str:
    values = one.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(values[0].value) if values else one.subject.rfc4514_string()
