"""What the whole checklist takes on one dossier: `python -m tests.benchmarks.checklist`.

A complete dossier, one with nine representatives, names a slip off and warnings, and a rebind with its new
certificate: read, traced over an issuing authority to the root, held against a list of 100,000 revoked numbers.
What is on file is loaded once, as in a process. The exit status is 1 where one takes more than 50 ms in the mean.
"""

import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from cryptography import x509
from cryptography.hazmat.primitives import hashes

from casedesk.samples import certificates as made_up
from intake.facts import Kind, Request, Source
from tests.benchmarks.comparing import prepare
from tests.verification import make
from verification import certificates, checklist
from verification.certificates import Chain, Expected, Trust, chains, reading
from verification.findings import Bearer, Dossier, NewCertificate, Record

MOST_MS = 50.0
_TIMES = 200
_REVOKED = 100_000
Work = Callable[[], object]


def main() -> int:
    """Time each dossier, print the figures, return the exit status."""
    prepare()
    is_slow = False
    for name, build in DOSSIERS.items():
        took = _milliseconds(build())
        is_slow |= statistics.mean(took) > MOST_MS
        print(f"{name:32} {statistics.mean(took):6.2f} ms in the mean, {max(took):6.2f} ms at most")
    return int(is_slow)


def _milliseconds(work: Work) -> list[float]:
    took = []
    work()
    for _ in range(_TIMES):
        start = time.perf_counter()
        work()
        took.append(1000 * (time.perf_counter() - start))
    return took


def _checked(dossier: Dossier) -> Work:
    return lambda: checklist.check(dossier)


def _large() -> Dossier:
    slips = make.reads(
        Kind.REQUEST_LETTER, company_name="CÔNG TY TNHH THƯƠNG MẠl MẪU THỪ", representative="Nguyen Van Am"
    )
    people = {f"representative_{number}": f"Nguyễn Văn Người {number}" for number in range(2, 10)}
    numbers = {f"representative_id_{number}": f"00108001234{number}" for number in range(2, 10)}
    record = Record(True, "khac@mauthu.example", "0988000111", recent=("1", "2"), sharing=("A", "B"))
    return make.dossier(
        slips,
        make.reads(Kind.BUSINESS_LICENCE, certain=True, source=Source.OCR, **people, **numbers),
        record=record,
        bearer=Bearer("Trần Thị Bính"),
    )


def _with_certificate() -> Work:
    """Make a rebind, what is on file, and the work of reading its certificate and judging the whole."""
    now = datetime.now(UTC)
    root = made_up.authority("CA gốc")
    issuing = made_up.issuing("CA cấp phát", root)
    trust = Trust((root.certificate, issuing.certificate), (_list(issuing, now),))
    pem = made_up.make(make.COMPANY, make.TAX_CODE, now, by=issuing)
    dossier = make.dossier(make.asks(Request.REBIND_LOST))

    def judge() -> None:
        offered = reading.chosen(reading.bundle(pem))
        link = chains.link(offered.certificate, trust, now, offered.others)
        against = certificates.problems(offered.certificate, Expected(make.TAX_CODE, now), link)
        if (link.chain, link.revoked, against) != (Chain.TRUSTED, False, []):
            raise SystemExit(f"the certificate is not judged as it should be: {link}, {against}")
        checklist.check(replace(dossier, certificate=NewCertificate()))

    return judge


def _list(by: made_up.Authority, now: datetime) -> x509.CertificateRevocationList:
    """Return a long list of revoked certificates; the builder's own way of adding copies all of them each time."""
    one = x509.RevokedCertificateBuilder().revocation_date(now - timedelta(days=9))
    revoked = [one.serial_number(number).build() for number in range(1, _REVOKED + 1)]
    empty = x509.CertificateRevocationListBuilder(
        by.certificate.subject, now, now + timedelta(days=7), [], revoked
    )
    return empty.sign(by.key, hashes.SHA256())


DOSSIERS: dict[str, Callable[[], Work]] = {
    "complete": lambda: _checked(make.dossier()),
    "nine persons, slips, warnings": lambda: _checked(_large()),
    "rebind with its new certificate": _with_certificate,
}

if __name__ == "__main__":
    sys.exit(main())
