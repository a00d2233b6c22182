"""Reading in a process of its own: what a broken file does to it harms no one else.

A page that passes the process's limits (`confined.py`), or that brings its reader down twice, is set aside with a
sentence, and a fresh process goes on with the next page. Pages that were read before need not be read again
(`kept`), so that a dossier whose worker was killed goes on where it was.
"""

import contextlib
import json
import os
import shutil
import signal
import tempfile
import threading
import time
from collections.abc import Callable, Generator, Sequence
from functools import cache
from multiprocessing import forkserver, get_context
from multiprocessing.context import ForkServerContext
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from intake import tasks, vouching
from intake.facts import Facts
from intake.files import Info, Refused
from intake.leaf import Leaf, last_printed, unreadable
from intake.shapes import from_json
from intake.tasks import Limits, Region, Task

SECONDS_A_REGION = 15.0
"""A line is read in less than one, while somebody waits."""
TICK = 5.0
_ROOT = str(Path(__file__).resolve().parent.parent)
_LONGEST_ANSWER = 32 * 2**20
_IN_MEMORY = "/dev/shm"  # noqa: S108 (a folder in memory, where the engine's pictures never reach a disk)
_LOST = "Trang {page} làm bộ đọc dừng đột ngột nên được để riêng. Hãy xem trang này bằng mắt hoặc quét lại."
_SLOW = "Trang {page} đọc quá {seconds:.0f} giây nên được để riêng. Hãy xem trang này bằng mắt hoặc quét lại."
_UNREAD = "Vùng này đọc quá lâu hoặc làm bộ đọc dừng. Hãy kéo một vùng nhỏ hơn, hoặc gõ vào ô."
_UNOPENED = "Tệp này làm bộ đọc dừng khi mở. Hãy quét lại, hoặc in ra tệp PDF khác rồi gửi lại."

OnStart = Callable[[int], None]
OnLeaf = Callable[[Leaf, int], None]
OnTick = Callable[[], None]
_children = threading.Lock()
"""Held while a process is started or ended: multiprocessing looks at all of them from every thread."""

__all__ = ["Limits", "Region", "inspect", "read", "region"]


def read(
    data: bytes,
    *,
    kept: Sequence[Leaf] = (),
    on_start: OnStart | None = None,
    on_leaf: OnLeaf | None = None,
    on_tick: OnTick | None = None,
    limits: Limits | None = None,
) -> Facts:
    """Read one scan as one dossier, like `reader.read`, in a process of its own.

    `kept` are its first pages, read before. Calls `on_start(page)` before each page, `on_leaf(leaf, total)` after
    it, and `on_tick` every few seconds in between. Raises `Refused` where the file as a whole is no scan.
    """
    done, total, died = list(kept), 0, set[int]()
    while not total or len(done) < total:
        task = Task(len(done) + 1, last_printed(done), limits or Limits())
        try:
            reading = _begun(data, task, on_tick)
        except Refused as refused:
            if not total:
                raise
            rest = (unreadable(page, str(refused)) for page in range(len(done) + 1, total + 1))
            return vouching.facts_of([*done, *rest])
        total = reading.info.page_count
        with contextlib.closing(reading.leaves(died, on_start)) as found:
            for leaf in found:
                done.append(leaf)
                if on_leaf:
                    on_leaf(leaf, total)
    return vouching.facts_of(done)


def inspect(data: bytes, limits: Limits | None = None) -> Info:
    """Say what a file is, like `files.inspect`, but looked at in a process of its own; raises `Refused`."""
    reading = _begun(data, Task(None, None, limits or Limits()), None)
    reading.end()
    return reading.info


def region(data: bytes, wanted: Region, limits: Limits | None = None) -> str:
    """Read the text in one box of a page, like `reader.read_region`, in a process of its own; raises `Refused`."""
    limits = limits or Limits(SECONDS_A_REGION, seconds_to_open=SECONDS_A_REGION)
    reading = _begun(data, Task(None, None, limits, wanted), None)
    try:
        return reading.text(limits.seconds_a_page)
    except (TimeoutError, EOFError):
        raise Refused(_UNREAD) from None
    finally:
        reading.end()


def _begun(data: bytes, task: Task, on_tick: OnTick | None) -> "_Reading":
    """Return a process that has opened the file; one that dies at that is given another chance."""
    for _chance in range(2):
        with contextlib.suppress(EOFError):
            return _Reading(data, task, on_tick)
    raise Refused(_UNOPENED)


class _Reading:
    """One run of the reading process, until it ends or is ended; `info` says what the file is."""

    def __init__(self, data: bytes, task: Task, on_tick: OnTick | None) -> None:
        self._task, self._on_tick = task, on_tick
        self._folder = tempfile.mkdtemp(
            prefix="casedesk-", dir=_IN_MEMORY if os.access(_IN_MEMORY, os.W_OK) else None
        )
        with _children:
            context = _context()
            self._answers, theirs = context.Pipe(duplex=False)
            self._process: BaseProcess = context.Process(
                target=tasks.perform, args=(theirs, data, task, self._folder), daemon=True
            )
            self._process.start()
        theirs.close()
        try:
            self.info: Info = self._answer(Info, task.limits.seconds_to_open)
        except TimeoutError:
            self.end()
            raise Refused(_UNOPENED) from None
        except BaseException:
            self.end()
            raise

    def leaves(self, died: set[int], on_start: OnStart | None) -> Generator[Leaf, None, None]:
        """Yield pages as they are read; ends early where the process did, its page then noted in `died`.

        A page that was in `died` before, and one that takes too long, is yielded with its sentence.
        """
        page, seconds = 0, self._task.limits.seconds_a_page
        try:
            for page in range(self._task.first or 1, self.info.page_count + 1):
                if on_start:
                    on_start(page)
                leaf: Leaf = self._answer(Leaf, seconds)
                yield leaf
        except TimeoutError:
            yield unreadable(page, _SLOW.format(page=page, seconds=seconds))
        except EOFError:
            if page in died:
                yield unreadable(page, _LOST.format(page=page))
            died.add(page)
        finally:
            self.end()

    def text(self, seconds: float) -> str:
        """Return the text of the region; raises `TimeoutError` or `EOFError`."""
        return str(self._answer(str, seconds))

    def end(self) -> None:
        """End the process and whatever it has started, and remove what it wrote."""
        self._answers.close()
        if self._process.pid:
            for kill in (os.killpg, os.kill):
                with contextlib.suppress(ProcessLookupError, PermissionError):
                    kill(self._process.pid, signal.SIGKILL)
        with _children:
            self._process.join()
            self._process.close()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _answer(self, kind: type, seconds: float) -> Any:
        """Return the next answer; raises `TimeoutError` after some seconds and `EOFError` where there is none."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            if self._answers.poll(min(TICK, left)):
                return self._received(kind)
            if self._on_tick:
                self._on_tick()
        raise TimeoutError

    def _received(self, kind: type) -> Any:
        try:
            answer = json.loads(self._answers.recv_bytes(_LONGEST_ANSWER))
            if "refused" in answer:
                raise Refused(str(answer["refused"]))
            return from_json(kind, answer["value"])
        except (OSError, ValueError, TypeError, KeyError, AttributeError) as garbled:
            raise EOFError from garbled


@cache
def _context() -> ForkServerContext:
    """Return how processes are made: copies of one that has loaded the libraries, in some 20 ms each."""
    context = get_context("forkserver")
    context.set_forkserver_preload([tasks.PROCESS])
    places = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [_ROOT, places]))  # where to find it
    try:
        forkserver.ensure_running()
    finally:
        os.environ.pop("PYTHONPATH")
        os.environ.update({"PYTHONPATH": places} if places else {})
    return context
