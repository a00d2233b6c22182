"""Many users at once before gunicorn, each a person of their own, and what a request takes of the processor.

Each asks some times uncounted first, so that every thread has its connection and every statement is prepared.
Twice a second something is written beside them, as in a house at work: what is kept while nothing is written lasts
no longer.
"""

import os
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from itertools import count as counter
from pathlib import Path

from django.conf import settings
from django.db import connection, connections
from django.test import Client
from django.utils import timezone

from casedesk import presence
from casedesk.models import Case, User
from tests import make
from tests.site import free_port

USERS, UNCOUNTED, COUNTED, PACED = 16, 8, 20, 8
PAUSE, WRITTEN_EVERY = 1.0, 0.5
Address = Callable[[int], str]


@dataclass(frozen=True, slots=True)
class _Asker:
    """A person: the cookie of their session, and the addresses that they ask for, one after the other."""

    session: dict[str, str]
    addresses: Iterator[str]


def make_users(role: str) -> None:
    """Make the persons of a role who ask together, where they are not there yet."""
    known = set(User.objects.filter(username__startswith=f"{role}-").values_list("username", flat=True))
    for name in {f"{role}-{number}" for number in range(USERS)} - known:
        make.user(role, username=name)


def measured(port: int, server: int, role: str, address: Address) -> dict[str, float]:
    """Return a page's median without a pause and with one, and the processor's time that a request took."""
    users = [_Asker(_session(f"{role}-{number}"), map(address, counter(number, USERS))) for number in range(USERS)]
    _asked(port, users, UNCOUNTED)
    with _written(role):
        before = _busy(server)
        took = _asked(port, users, COUNTED)
        spent = {name: 1000 * (busy - before[name]) / len(took) for name, busy in _busy(server).items()}
        paced = _asked(port, users, PACED, PAUSE)
    return {"many": statistics.median(took), "paced": statistics.median(paced)} | spent


@contextmanager
def gunicorn() -> Iterator[tuple[int, int]]:
    """Run the web server as it is in service; yield its port and its process."""
    port = free_port()
    command = [sys.executable, "-m", "gunicorn", "casedesk.wsgi", "--bind", f"127.0.0.1:{port}"]
    server = subprocess.Popen([*command, "--workers", "2", "--threads", "4", "--log-level", "error"])
    try:
        time.sleep(8)
        yield port, server.pid
    finally:
        server.terminate()
        server.wait(20)


def client_of(name: str) -> Client:
    """Return a client in which a person is signed in."""
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(User.objects.get(username=name))
    return client


def writer_of(name: str) -> Callable[[], None]:
    """Return an act that writes: a person's screen says that they have the newest case open."""
    case, person = Case.objects.latest("pk"), User.objects.get(username=name)
    return lambda: presence.note(case, person, timezone.now())


def _session(name: str) -> dict[str, str]:
    cookie = client_of(name).cookies[settings.SESSION_COOKIE_NAME]
    return {"Cookie": f"{settings.SESSION_COOKIE_NAME}={cookie.value}"}


def _asked(port: int, users: Sequence[_Asker], times: int, pause: float = 0) -> list[float]:
    """Let all ask so many times, each with a pause after an answer; return how long each answer took."""
    took: list[float] = []

    def ask(user: _Asker, first: float) -> None:
        server = HTTPConnection("127.0.0.1", port)
        time.sleep(first)
        for _turn in range(times):
            time.sleep(pause)
            started = time.perf_counter()
            server.request("GET", next(user.addresses), headers=user.session)
            response = server.getresponse()
            response.read()
            assert response.status == 200
            took.append(1000 * (time.perf_counter() - started))

    starts = (pause * number / len(users) for number in range(len(users)))
    threads = [threading.Thread(target=ask, args=pair) for pair in zip(users, starts, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(took) == len(users) * times
    return took


@contextmanager
def _written(role: str) -> Iterator[None]:
    """Let somebody write again and again meanwhile."""
    done = threading.Event()

    def keep_writing() -> None:
        write = writer_of(f"{role}-0")
        while not done.wait(WRITTEN_EVERY):
            write()
        connections.close_all()

    writer = threading.Thread(target=keep_writing)
    writer.start()
    try:
        yield
    finally:
        done.set()
        writer.join()


def _busy(server: int) -> dict[str, float]:
    """Return the seconds of the processor spent so far by the web server's workers, PostgreSQL, and who asks."""
    children = Path(f"/proc/{server}/task/{server}/children").read_text().split()
    found = {"web": _seconds(children), "asker": time.process_time()}
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pid FROM pg_stat_activity WHERE datname = current_database()")
            found["server"] = _seconds(pid for (pid,) in cursor.fetchall())
    return found


def _seconds(processes: Iterable[str | int]) -> float:
    """Return what processes of this machine have spent; one that is gone, or elsewhere, counts nothing."""
    files = [path for pid in processes if (path := Path(f"/proc/{pid}/stat")).exists()]
    parts = [path.read_text().rpartition(")")[2].split()[11:13] for path in files]
    return sum(int(ticks) for part in parts for ticks in part) / os.sysconf("SC_CLK_TCK")
