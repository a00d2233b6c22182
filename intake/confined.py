"""The reading process itself: limits first, then pages, each answered as soon as it is read, in JSON.

One answer is `{"value": …}`: first what the file is (`files.Info`), then each page (`leaf.Leaf`) or the text of
a region; or `{"refused": sentence}`. It runs as a copy of a process that has loaded the libraries (`isolated.py`).
"""

import contextlib
import json
import math
import os
import resource
import signal
import sys
import tempfile
from collections.abc import Iterator
from multiprocessing.connection import Connection
from typing import Any

import cv2

from intake import files, reader
from intake.files import Refused
from intake.leaf import Leaf, last_printed, unreadable
from intake.pages import Scan, opened
from intake.shapes import as_json
from intake.tasks import Limits, Task

_GRACE = 10
"""Seconds past a page's time after which a process that nobody waits for any more ends itself."""
_LARGE = "Trang {page} cần quá nhiều bộ nhớ nên được để riêng. Hãy quét lại trang này ở 200–300 dpi."
_LARGE_FILE = "Tệp này cần quá nhiều bộ nhớ để mở. Hãy quét lại ở 200–300 dpi, hoặc chia thành nhiều tệp."


def run(answers: Connection, data: bytes, task: Task, folder: str) -> None:
    """Do a task in this process, which is held to its limits from now on; temporary files go to `folder`."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.setsid()
    tempfile.tempdir = folder
    hold(task.limits.megabytes)
    with contextlib.suppress(BrokenPipeError):  # the parent is gone: nobody waits for the rest
        for answer in said(data, task):
            answers.send_bytes(json.dumps(answer, default=float).encode())


def said(data: bytes, task: Task) -> Iterator[dict[str, Any]]:
    """Yield the answers to a task."""
    try:
        _allow(task.limits)
        info = files.inspect(data)
        yield {"value": as_json(info)}
        if task.first:
            with opened(data, info) as scan:
                for leaf in _leaves(scan, task):
                    yield {"value": as_json(leaf)}
        if task.region:
            yield {"value": reader.read_region(data, task.region.page, task.region.rotation, task.region.box)}
    except Refused as refused:
        yield {"refused": str(refused)}
    except MemoryError:
        yield {"refused": _LARGE_FILE}


def hold(megabytes: int) -> None:
    """Hold this process to some memory and one core, and the libraries to silence.

    The limit is of private memory (RLIMIT_DATA): what a picture takes counts, the libraries' and models' mapped
    files, which make up most of the address space (RLIMIT_AS), do not.
    """
    size = megabytes * 2**20
    resource.setrlimit(resource.RLIMIT_DATA, (size, size))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    reader.prepare_process()
    sys.stderr = os.fdopen(os.dup(2), "w")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    os.close(nowhere)


def _leaves(scan: Scan, task: Task) -> Iterator[Leaf]:
    before = task.before
    for page in range(task.first or 1, scan.page_count + 1):
        _allow(task.limits)
        leaf = _leaf(scan, page, before)
        before = last_printed([leaf]) or before
        yield leaf


def _leaf(scan: Scan, page: int, before: Leaf | None) -> Leaf:
    try:
        return reader.leaf(scan, page, before)
    except MemoryError:
        return unreadable(page, _LARGE.format(page=page))
    except cv2.error as failure:
        if failure.code != cv2.Error.StsNoMem:
            raise
        return unreadable(page, _LARGE.format(page=page))


def _allow(limits: Limits) -> None:
    """Have the system end this process soon after the time of a page is up, whatever it does and whoever waits."""
    signal.alarm(math.ceil(limits.seconds_a_page) + _GRACE)
