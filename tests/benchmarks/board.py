"""How long the board takes over a large house: `python -m tests.benchmarks.board [CASES]` (100,000 unless told).

Fills an empty database (SQLite, or a test database beside the one of `CASEDESK_TEST_DATABASE`) with two years of
made-up cases and their history, then opens the board and the longest of its lists as a supervisor: before the
figures of finished days are prepared, and after. The exit status is 1 where the prepared board takes 2 s or more.
"""

# ruff: noqa: E402 (Django is set up before its models are imported)

import os
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from functools import cache
from itertools import pairwise

from tests import environment

os.environ["DJANGO_SETTINGS_MODULE"] = "casedesk.settings"

import django

django.setup()

from django.conf import settings
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings, setup_databases, teardown_databases
from django.utils import timezone

from casedesk import throughput
from casedesk.lib import workdays
from casedesk.models import Act, Case, Clock, Event, State, User
from tests import make

MOST_SECONDS = 2.0
BATCH = 5_000
OPEN = 0.015
TIMES = 7
DAYS = 730
COURSE = (
    (Act.RECEIVED, 0.0),
    (Act.CHECKED, 0.01),
    (Act.ACCEPTED, 0.3),
    (Act.ASSIGNED, 0.3),
    (Act.PROPOSED, 0.6),
    (Act.APPROVED, 0.8),
    (Act.FULFILLED, 0.81),
    (Act.LETTER_WRITTEN, 0.82),
    (Act.LETTER_SENT, 1.0),
    (Act.CLOSED, 1.0),
)
"""What happens to a case, and at which part of its time."""


def main() -> int:
    """Fill, time, print; return the exit status."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    databases = setup_databases(verbosity=0, interactive=False)
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    try:
        with override_settings(STORAGES=settings.STORAGES | {"staticfiles": plain}):
            return _measure(count)
    finally:
        connection.close()
        teardown_databases(databases, verbosity=0)


def _measure(count: int) -> int:
    took = _seconds(lambda: fill(count))
    print(f"{connection.vendor}: {count} cases, {Event.objects.count()} lines of history, filled in {took:.0f} s")
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(make.user("supervisor"))
    _time(client, "board, nothing prepared", "/bang-theo-doi/")
    took = _seconds(lambda: throughput.prepare(timezone.now()))
    print(f"{'preparing every finished day':34} {1000 * took:8.0f} ms once")
    median = _time(client, "board", "/bang-theo-doi/")
    month = timezone.localdate().replace(day=1).isoformat()
    _time(client, "list: overdue", "/bang-theo-doi/ho-so/?nhom=qua-han")
    _time(client, "list: at risk", "/bang-theo-doi/ho-so/?nhom=nguy-co")
    span = f"tu={month}&den={timezone.localdate().isoformat()}"
    _time(client, "list: in time this month", f"/bang-theo-doi/ho-so/?nhom=dung-han&{span}")
    return int(median >= MOST_SECONDS)


def _time(client: Client, name: str, url: str) -> float:
    """Print the median, the longest and the number of queries of a page; return the median in seconds."""
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url).status_code == 200
    asked = len(queries)
    took = [_seconds(lambda: client.get(url)) for _ in range(TIMES)]
    median = statistics.median(took)
    print(f"{name:34} {1000 * median:8.0f} ms median {1000 * max(took):8.0f} ms at most {asked:4} queries")
    return median


def _seconds(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def fill(count: int) -> None:
    """Make cases of two years, the last ones still open, with the history of each."""
    chance = random.Random(5)
    technicians = [make.user("technician") for _ in range(4)]
    today = timezone.localdate()
    days = [day for day in (today - timedelta(days=back) for back in range(DAYS, -1, -1)) if _is_worked(day)]
    starts = [*range(0, count, BATCH), count]
    for start, end in pairwise(starts):
        numbers = range(start, end)
        _fill(numbers, count, days, technicians, chance)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _fill(numbers: range, count: int, days: list[date], technicians: list[User], chance: random.Random) -> None:
    with transaction.atomic():
        cases = [_case(number, count, days, chance.choice(technicians), chance) for number in numbers]
        Case.objects.bulk_create(cases)
        Clock.objects.bulk_create([_clock(case) for case in cases])
        Event.objects.bulk_create([event for case in cases for event in _events(case)])


def _case(number: int, count: int, days: list[date], technician: User, chance: random.Random) -> Case:
    is_open = number >= count * (1 - OPEN)
    day = chance.choice(days[-6:]) if is_open else days[number * (len(days) - 6) // count]
    state = chance.choice((State.ASSIGNED, State.PROPOSED)) if is_open else State.CLOSED
    case = Case(number=f"G12.99.01-{day:%y%m%d}-{number:07d}", state=state, channel="post", arrived_on=day)
    case.technician, case.request = technician, "reset_password"
    case.company_name, case.tax_code = make.COMPANY, make.TAX_CODE
    case.received_at = throughput.midnight(day) + timedelta(hours=8 + 8 * chance.random())
    case.due_on = _due(day) if is_open else None
    case.closed_at = None if is_open else case.received_at + timedelta(days=chance.uniform(1, 8))
    return case


def _clock(case: Case) -> Clock:
    day = case.arrived_on
    return Clock(
        case=case,
        run=1,
        started_on=day,
        days=5,
        due_on=_due(day),
        calendar_version=0,
        stopped_at=case.closed_at,
    )


def _events(case: Case) -> Iterator[Event]:
    end = case.closed_at or min(case.received_at + timedelta(days=3), timezone.now())
    for act, part in COURSE if case.closed_at else COURSE[:4]:
        yield Event(case=case, at=_moment(case.received_at, end, part), act=act)


def _moment(start: datetime, end: datetime, part: float) -> datetime:
    return start + (end - start) * part


@cache
def _due(day: date) -> date:
    return workdays.due_on(day, 5)


def _is_worked(day: date) -> bool:
    return workdays.is_working_day(day)


if __name__ == "__main__":
    print(f"data in {environment.DATA}")
    sys.exit(main())
