"""What the whole checklist takes on one dossier: `python -m tests.benchmarks.checklist`.

A complete dossier, and one with nine representatives, names a slip off and warnings; the exit status is 1 where
one takes more than 50 ms in the mean.
"""

import statistics
import sys
import time
from collections.abc import Callable

from intake.facts import Kind, Source
from tests.benchmarks.comparing import prepare
from tests.verification import make
from verification import checklist
from verification.findings import Bearer, Dossier, Record

MOST_MS = 50.0
_TIMES = 200


def main() -> int:
    """Time each dossier, print the figures, return the exit status."""
    prepare()
    is_slow = False
    for name, build in DOSSIERS.items():
        took = _milliseconds(build())
        is_slow |= statistics.mean(took) > MOST_MS
        print(f"{name:32} {statistics.mean(took):6.2f} ms in the mean, {max(took):6.2f} ms at most")
    return int(is_slow)


def _milliseconds(dossier: Dossier) -> list[float]:
    took = []
    for _ in range(_TIMES):
        start = time.perf_counter()
        checklist.check(dossier)
        took.append(1000 * (time.perf_counter() - start))
    return took


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


DOSSIERS: dict[str, Callable[[], Dossier]] = {"complete": make.dossier, "nine persons, slips, warnings": _large}

if __name__ == "__main__":
    sys.exit(main())
