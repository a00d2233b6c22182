"""How long a search takes: `python -m tests.benchmarks.searching [--cases N]`.

N made-up cases (10,000) of 25 entries each, in an SQLite file of its own, or in the empty database that
`CASEDESK_TEST_DATABASE` names. The exit status is 1 where the 95th percentile of a kind of query is over 200 ms.
"""

# ruff: noqa: E402 (Django has to stand before its models are imported)
import argparse
import os
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta

from tests import environment

os.environ.setdefault("CASEDESK_DATABASE", f"sqlite:///{environment.DATA}/searching.sqlite3")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "casedesk.settings")

import django

django.setup()

from django.core.management import call_command
from django.db import connection, transaction

from casedesk import search
from casedesk.models import Case, SearchEntry
from casedesk.search.entries import entry
from tests import make

MOST_MS = 200.0
_TIMES = 60
_BATCH = 500
_SURNAMES = ("NGUYỄN", "TRẦN", "LÊ", "PHẠM", "HOÀNG", "HUỲNH", "PHAN", "VÕ", "ĐẶNG", "BÙI", "ĐỖ", "HỒ", "ĐOÀN")
_WORDS = (
    "AN", "BÌNH", "CƯỜNG", "DŨNG", "ĐỨC", "GIANG", "HÀ", "HẢI", "HẠNH",
    "HÒA", "HÙNG", "HƯƠNG", "KHÁNH", "LAN", "LINH", "LONG", "MAI", "MINH",
)  # fmt: skip


def main() -> int:
    """Fill the database, time each kind of query, return the exit status."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--cases", type=int, default=10_000)
    count = parser.parse_args().cases
    call_command("migrate", verbosity=0)
    start = time.perf_counter()
    _fill(count)
    entries = SearchEntry.objects.count()
    print(f"{connection.vendor}: {count} cases, {entries} entries, made in {time.perf_counter() - start:.0f} s")
    is_slow = False
    for name, ask in QUERIES.items():
        took, found = _timed(ask)
        worst = statistics.quantiles(took, n=20)[-1]
        is_slow |= worst > MOST_MS
        print(
            f"{name:36} median {statistics.median(took):6.1f} ms, p95 {worst:6.1f} ms, {found} on the first page"
        )
    return int(is_slow)


def _fill(count: int) -> None:
    chance = random.Random(7)
    for first in range(0, count, _BATCH):
        with transaction.atomic():
            numbers = range(first, min(first + _BATCH, count))
            cases = Case.objects.bulk_create([_case(number) for number in numbers])
            SearchEntry.objects.bulk_create(
                (entry(case.pk, value) for case in cases for value in _values(case, chance)), batch_size=1000
            )
    if connection.vendor != "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _case(number: int) -> Case:
    day = make.NOW - timedelta(days=number // 100)
    case = Case(
        number=f"G12.99.01-{day:%y%m%d}-{number:04d}", channel="post", arrived_on=day.date(), received_at=day
    )
    case.tax_code, case.company_name = f"{100000000 + number * 7:010d}", f"CÔNG TY TNHH {_words(number, 3)}"
    return case


def _words(number: int, count: int) -> str:
    return " ".join(random.Random(number).choices(_WORDS, k=count))


def _values(case: Case, chance: random.Random) -> Iterator[tuple[str, bool, str]]:
    person = f"{chance.choice(_SURNAMES)} VĂN {chance.choice(_WORDS)}"
    yield "number", False, case.number
    yield "company_name", False, case.company_name
    yield "tax_code", False, case.tax_code
    yield "scan", True, f"scan-{case.pk}.pdf"
    kinds = ("request_letter", "business_licence", "identity")
    for kind in kinds:
        yield f"{kind}.company_name", True, case.company_name
        yield f"{kind}.representative", True, person
        yield f"{kind}.representative_id", True, f"001{chance.randrange(10**9):09d}"
        yield f"{kind}.phone", True, f"09{chance.randrange(10**8):08d}"
        yield f"{kind}.address", True, f"Số {chance.randrange(300)}, Phường {_words(case.pk % 200, 2)}, Hà Nội"
        yield f"{kind}.certificate_serial", True, f"5401{chance.randrange(16**12):012X}"
        yield f"{kind}.certification_date", True, f"{chance.randrange(1, 29):02d}/11/2026"


def _timed(ask: Callable[[int], str]) -> tuple[list[float], int]:
    took, found = [], 0
    for number in range(_TIMES):
        start = time.perf_counter()
        page = search.find(ask(number), papers=True, limit=50)
        took.append(1000 * (time.perf_counter() - start))
        found = len(page.cases) if page else 0
    return took, found


QUERIES: dict[str, Callable[[int], str]] = {
    "tax code, in groups": lambda number: f"{100000000 + number * 49:010d}"[:4] + " " + f"{number * 49:06d}",
    "last part of a case number": lambda number: f"{number * 13:04d}",
    "company, three words": lambda number: _words(number, 3).lower(),
    "person": lambda number: f"{_SURNAMES[number % 13]} van {_WORDS[number % 18]}",
    "person, two short words": lambda number: f"le {_WORDS[number % 18][:2]}",
    "middle of a telephone": lambda number: f"{number + 1000}",
    "serial, half": lambda number: f"5401{number:02X}",
    "in every case": lambda number: "cong ty",
    "in every case, two letters": lambda number: "ha",
    "in no case": lambda number: f"khong co {number}",
}


if __name__ == "__main__":
    sys.exit(main())
