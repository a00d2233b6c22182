"""How long a million events take to be linked and verified: `python -m tests.benchmarks.audit [--rows N]`.

Made in bulk, in an SQLite file of its own, or in the empty database that `CASEDESK_TEST_DATABASE` names; also what
an append costs meanwhile. The exit status is 1 where verifying takes over a minute, or more than 64 MiB of memory.
"""

# ruff: noqa: E402 (Django has to stand before its models are imported)
import argparse
import os
import resource
import sys
import threading
import time
from collections.abc import Callable, Sequence
from datetime import timedelta

from tests import environment

os.environ.setdefault("CASEDESK_DATABASE", f"sqlite:///{environment.DATA}/audit.sqlite3")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "casedesk.settings")

import django

django.setup()

from django.core.management import call_command
from django.db import connection, connections

from casedesk import chain, history, verifying
from casedesk.models import Act, Case, Event, User
from tests import make

MOST_SECONDS = 60
MOST_GROWTH_MIB = 64
BLOCK = 20_000
APPENDS = 400


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=1_000_000)
    rows = parser.parse_args().rows
    call_command("migrate", verbosity=0)
    return _measure(rows)


def _measure(count: int) -> int:
    case, person = make.case(), make.user("clerk")
    print(f"{connection.vendor}, {count} rows")
    _timed("made in bulk", lambda: _fill(case, person, count))
    _timed("linked", lambda: chain.link_all(make.NOW))
    _append(case, "appending alone")
    _append(case, "appending while linking", is_linking=True)
    chain.link_all(make.NOW)
    before = _peak()
    seconds = _timed("verified", lambda: _verify(count))
    growth = _peak() - before
    print(f"memory: {before:.0f} MiB before, {growth:.0f} MiB more at the peak")
    allowed = MOST_SECONDS * max(count, 1_000_000) / 1_000_000
    return int(seconds > allowed or growth > MOST_GROWTH_MIB)


def _fill(case: Case, person: User, count: int) -> None:
    for first in range(0, count, BLOCK):
        Event.objects.bulk_create(
            [_event(case, person, number) for number in range(first, min(first + BLOCK, count))], batch_size=1_000
        )


def _event(case: Case, person: User, number: int) -> Event:
    at = make.NOW + timedelta(seconds=number, microseconds=number)
    if number % 2:
        return Event(case=case, at=at, actor=person, act=Act.PAPER_SEEN, address="192.0.2.7")
    return Event(case=case, at=at, act=Act.CORRECTED, note="Sửa điện thoại", data={"field": "phone", "was": "09"})


def _verify(count: int) -> None:
    found = verifying.verify(make.NOW)
    assert found.is_sound, found.problems
    assert found.rows > count


def _append(case: Case, what: str, *, is_linking: bool = False) -> None:
    """Append from two threads; say what one append costs, the slowest twentieth apart."""
    stop, times = threading.Event(), list[float]()
    linker = threading.Thread(target=_keep_linking, args=(stop,))
    if is_linking:
        linker.start()
    workers = [threading.Thread(target=_append_some, args=(case, times)) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    stop.set()
    if is_linking:
        linker.join()
    print(f"{what}: median {_at(times, 0.5):.1f} ms, 95th percentile {_at(times, 0.95):.1f} ms")


def _append_some(case: Case, times: list[float]) -> None:
    for _number in range(APPENDS):
        started = time.perf_counter()
        history.add(case, Act.NOTED, make.NOW)
        times.append(1000 * (time.perf_counter() - started))
    connections.close_all()


def _keep_linking(stop: threading.Event) -> None:
    while not stop.is_set():
        chain.link(make.NOW)
    connections.close_all()


def _at(times: Sequence[float], part: float) -> float:
    return sorted(times)[int(len(times) * part)]


def _timed(what: str, act: Callable[[], object]) -> float:
    started = time.perf_counter()
    act()
    seconds = time.perf_counter() - started
    print(f"{what}: {seconds:.1f} s", flush=True)
    return seconds


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    sys.exit(main())
