"""Reading in a process of its own: what a broken file does to it harms no one else.

The process has limits of memory and of time a page. A page that passes them, or that brings its reader down, is
set aside with a sentence, and a fresh process goes on with the next page. Pages that were read before need not be
read again (`kept`), so that a dossier whose worker was killed goes on where it was.
"""

import contextlib
import os
import resource
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.context import ForkServerContext
from multiprocessing.process import BaseProcess
from pathlib import Path

from intake import leaves, reader
from intake.facts import Facts
from intake.files import Refused
from intake.leaves import Leaf

SECONDS_A_PAGE = 60.0
"""A page is read in about one; reading one twice as long as the engine's own limit is a hang."""
SECONDS_TO_OPEN = 60.0
MEGABYTES = 1500
"""Of private memory; a large page needs some 300."""
TICK = 5.0
_IN_MEMORY = Path("/dev/shm")  # noqa: S108 (a folder in memory, where the engine's pictures never reach a disk)
_LOST = "Trang {page} làm bộ đọc dừng đột ngột nên được để riêng. Hãy xem trang này bằng mắt hoặc quét lại."
_SLOW = "Trang {page} đọc quá {seconds:.0f} giây nên được để riêng. Hãy xem trang này bằng mắt hoặc quét lại."
_LARGE = "Trang {page} cần quá nhiều bộ nhớ nên được để riêng. Hãy quét lại trang này ở 200–300 dpi."
_LARGE_FILE = "Tệp này cần quá nhiều bộ nhớ để mở. Hãy quét lại ở 200–300 dpi, hoặc chia thành nhiều tệp."
_UNOPENED = "Tệp này làm bộ đọc dừng khi mở. Hãy quét lại, hoặc in ra tệp PDF khác rồi gửi lại."

OnLeaf = Callable[[Leaf, int], None]
Message = int | Leaf | str
"""From the reading process: the number of pages, then each page; or a sentence, why the file is refused."""


def read(
    data: bytes,
    *,
    kept: Sequence[Leaf] = (),
    on_leaf: OnLeaf | None = None,
    on_tick: Callable[[], None] | None = None,
    seconds_a_page: float = SECONDS_A_PAGE,
    megabytes: int = MEGABYTES,
) -> Facts:
    """Read one scan as one dossier, like `reader.read`, in a process of its own.

    `kept` are its first pages, read before. Calls `on_leaf(page, total)` after each page, and `on_tick` every few
    seconds while one is read. Raises `Refused` where the file as a whole is no scan.
    """
    limits = Limits(seconds_a_page, megabytes)
    done, total = list(kept), 0
    while not total or len(done) < total:
        with _Reading(data, done, limits, on_tick) as pages:
            total = pages.total
            for leaf in pages.leaves():
                done.append(leaf)
                if on_leaf:
                    on_leaf(leaf, total)
    return reader.facts_of(done)


@dataclass(frozen=True, slots=True)
class Limits:
    """What a reading process may take."""

    seconds_a_page: float
    megabytes: int


class _Reading:
    """One run of the reading process, from the first page that is not done until it ends or is ended."""

    def __init__(
        self, data: bytes, done: Sequence[Leaf], limits: Limits, on_tick: Callable[[], None] | None
    ) -> None:
        self._next = len(done) + 1
        self._seconds, self._on_tick = limits.seconds_a_page, on_tick
        context = _context()
        self._answers, theirs = context.Pipe(duplex=False)
        before = done[-1] if done else None
        self._process: BaseProcess = context.Process(
            target=_child, args=(theirs, data, self._next, before, limits), daemon=True
        )
        self._process.start()
        theirs.close()
        self.total = 0

    def __enter__(self) -> "_Reading":
        try:
            first = self._message(SECONDS_TO_OPEN)
        except (EOFError, TimeoutError):
            self._end()
            raise Refused(_UNOPENED) from None
        if not isinstance(first, int):
            self._end()
            raise Refused(str(first))
        self.total = first
        return self

    def __exit__(self, *_: object) -> None:
        self._end()

    def leaves(self) -> Iterator[Leaf]:
        """Yield pages as they are read; the one that ends the process is the last, with its sentence."""
        for page in range(self._next, self.total + 1):
            try:
                found = self._message(self._seconds)
            except TimeoutError:
                yield leaves.unreadable(page, _SLOW.format(page=page, seconds=self._seconds))
                return
            except EOFError:
                yield leaves.unreadable(page, _LOST.format(page=page))
                return
            if isinstance(found, Leaf):
                yield found

    def _message(self, seconds: float) -> Message:
        """Return the next message; raises `TimeoutError` after some seconds and `EOFError` where it has died."""
        left = seconds
        while left > 0:
            if self._answers.poll(min(TICK, left)):
                found: Message = self._answers.recv()
                return found
            left -= TICK
            if self._on_tick:
                self._on_tick()
        raise TimeoutError

    def _end(self) -> None:
        """End the process and whatever it has started."""
        self._answers.close()
        if self._process.pid:
            for kill in (os.killpg, os.kill):
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    kill(self._process.pid, signal.SIGKILL)
        self._process.join()
        self._process.close()


@cache
def _context() -> ForkServerContext:
    """Return how processes are made: copies of one that has loaded the libraries, in some 20 ms each."""
    context = get_context("forkserver")
    context.set_forkserver_preload(["intake.reader"])
    return context


def _child(answers: Connection, data: bytes, first: int, before: Leaf | None, limits: Limits) -> None:
    """Read pages in the reading process, each sent as soon as it is read."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.setsid()
    hold(limits.megabytes)
    with contextlib.suppress(BrokenPipeError):  # the parent is gone: nobody waits for the rest
        try:
            for message in _messages(data, first, before):
                answers.send(message)
        except Refused as refused:
            answers.send(str(refused))
        except MemoryError:
            answers.send(_LARGE_FILE)


def _messages(data: bytes, first: int, before: Leaf | None) -> Iterator[Message]:
    with reader.opened(data) as scan:
        yield scan.page_count
        for page in range(first, scan.page_count + 1):
            try:
                before = reader.leaf(scan, page, before)
            except MemoryError:
                before = leaves.unreadable(page, _LARGE.format(page=page))
            yield before


def hold(megabytes: int) -> None:
    """Hold this process to some memory and one core, its temporary files to memory, and the engine to silence."""
    size = megabytes * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_DATA, (size, size))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    reader.one_core()
    if os.access(_IN_MEMORY, os.W_OK):
        tempfile.tempdir = str(_IN_MEMORY)
    sys.stderr = os.fdopen(os.dup(2), "w")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    os.close(nowhere)
