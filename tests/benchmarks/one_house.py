"""One house measured in a process of its own, for `pages.py`: what it prints last is JSON."""

# ruff: noqa: E402 (Django has to stand before its models are imported)
import json
import resource
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any, cast
from urllib.parse import urlencode

import django

django.setup()

from django.core.management import call_command
from django.db import connection
from django.http import StreamingHttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from casedesk import throughput
from casedesk.models import Case, Register
from tests import make
from tests.benchmarks import together
from tests.benchmarks.house import SURNAMES, WORDS, fill
from tests.benchmarks.together import Address, client_of, writer_of

TIMES, WARM = 60, 12


def main() -> None:
    """Fill what is empty, then measure what is asked for: the pages, them alone, or what an export takes."""
    what, count = sys.argv[1], int(sys.argv[2])
    if what == "fill":
        print(json.dumps(_filled(count)))
    elif what == "pages":
        print(json.dumps(_measured()))
    elif what == "alone":
        print(json.dumps({name: _alone(role, address) for name, (role, address) in _pages().items()}))
    else:
        print(json.dumps(_exported(what)))


def _filled(count: int) -> dict[str, float]:
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    found: dict[str, float] = {}
    if not Case.objects.exists():
        found["fill"] = _seconds(lambda: fill(count))
        for role in ("clerk", "supervisor"):
            make.user(role, username=role)
    for role in ("clerk", "supervisor"):
        together.make_users(role)
    found["prepare"] = _seconds(lambda: throughput.prepare(timezone.now()))
    return found | {"cases": Case.objects.count()}


def _measured() -> dict[str, Any]:
    pages = _pages()
    found = {name: _alone(role, address) for name, (role, address) in pages.items()}
    with together.gunicorn() as (port, server):
        for name, (role, address) in pages.items():
            found[name] |= together.measured(port, server, role, address)
    return found


def _pages() -> dict[str, tuple[str, Address]]:
    numbers = list(Case.objects.filter(pk__in=range(1, 10_000, 97)).values_list("number", flat=True))
    opened = list(Case.objects.order_by("-pk").values_list("number", flat=True)[:100])
    home, search = reverse("web:inbox"), reverse("web:search")
    asked: tuple[Callable[[int], str], ...] = (
        lambda at: f"{SURNAMES[at % 13]} van {WORDS[at % 18]}",
        lambda at: " ".join(WORDS[(at * step) % 18] for step in (1, 5, 7)).lower(),
        lambda at: f"{100_000_000 + at * 490:010d}",
        lambda at: _of(numbers, at),
        lambda at: f"5401{at:02X}",
        lambda at: f"khong co {at}",
    )
    return {
        "inbox": ("clerk", lambda at: home),
        "search": ("clerk", lambda at: f"{search}?{urlencode({'q': asked[at % 6](at)})}"),
        "board": ("supervisor", lambda at: reverse("web:board")),
        "case": ("clerk", lambda at: reverse("web:case", args=[_of((numbers, opened)[at % 2], at)])),
    }


def _of(numbers: Sequence[str], at: int) -> str:
    return numbers[at % len(numbers)]


def _alone(role: str, address: Address) -> dict[str, float]:
    """Measure a page with one user, within the process, each time after something was written."""
    client, write = client_of(role), writer_of(role)
    for at in range(WARM):
        assert client.get(address(at)).status_code == 200
    busy, took = 0.0, []
    for at in range(TIMES):
        write()
        start, before = time.perf_counter(), time.process_time()
        client.get(address(at))
        took.append(1000 * (time.perf_counter() - start))
        busy += 1000 * (time.process_time() - before)
    found = {"median": statistics.median(took), "p95": statistics.quantiles(took, n=20)[-1], "cpu": busy / TIMES}
    return found | {"queries": max(_queries(client, write, address(at)) for at in range(12))}


def _queries(client: Client, write: Callable[[], None], address: str) -> int:
    write()
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return len(asked)


def _exported(name: str) -> dict[str, float]:
    """Take the whole register away, as it is named in `urls`; return the most memory that the process held."""
    client, year = client_of("supervisor"), Register.objects.latest("last").year
    started = time.perf_counter()
    response = cast(StreamingHttpResponse, client.get(reverse(f"web:{name}", args=[year])))
    size = sum(len(piece) for piece in cast(Iterable[bytes], response.streaming_content))
    took, peak = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"s": took, "MB": size / 1e6, "cpu s": time.process_time(), "peak": peak}


def _seconds(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
