"""`manage.py read`: scans read and checked, each as one dossier, with the worker's code and without a database."""

import json
import logging
import os
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import cv2
import django
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from casedesk.management.arguments import iso_date
from casedesk.management.commands import _read_table
from intake import facts, reader
from intake.facts import Facts
from intake.files import Refused
from verification import checklist
from verification.findings import Channel, Dossier, Finding, verdict_of

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of one scan: its facts, or a sentence that says why there are none."""

    scan: str
    seconds: float
    facts: Facts | None = None
    error: str = ""


class Command(BaseCommand):
    """Read scans and print what was found, in the order given, as soon as the next one is ready."""

    help = "Reads scans, each as one dossier, and runs the checklist; touches no database."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the scans, how and when they came, and the shape of the answer."""
        parser.add_argument("scans", nargs="+", type=Path, metavar="SCAN")
        parser.add_argument(
            "--channel", choices=[channel.value for channel in Channel], default=Channel.POST.value
        )
        parser.add_argument("--received", type=iso_date, metavar="YYYY-MM-DD", help="default: today in Hanoi")
        parser.add_argument("--json", action="store_true", help="one object a line")

    def handle(self, *args: Any, scans: list[Path], channel: str, **options: Any) -> None:
        """Print every scan; fail at the end when one could not be read."""
        received_on = options["received"] or timezone.localdate()
        show = as_json_line if options["json"] else as_table
        failed = 0
        for reading in read_all(scans):
            self.stdout.write(show(reading, Channel(channel), received_on))
            self.stdout.flush()
            failed += reading.facts is None
        if failed:
            raise CommandError(
                _("%(failed)d trong %(count)d tệp không đọc được.") % {"failed": failed, "count": len(scans)}
            )


def read_all(scans: Sequence[Path]) -> Iterator[Reading]:
    """Read scans on all cores, each in one process; yields in the order given.

    A scan whose process dies takes the pool with it: it and those after it are then read one by one.
    """
    jobs = min(len(os.sched_getaffinity(0)), len(scans))
    if jobs == 1:
        prepare_process()
        yield from map(read_one, scans)
        return
    pool = _pool(jobs)
    try:
        for scan, waiting in [(scan, pool.submit(read_one, scan)) for scan in scans]:
            yield _result(scan, waiting) or _read_alone(scan)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def read_one(scan: Path) -> Reading:
    """Read one scan; whatever goes wrong is said of this scan alone."""
    started = time.perf_counter()
    read, error = None, ""
    try:
        error = _no_file(scan)
        read = None if error else reader.read(scan, name=scan.name)
    except Refused as refused:
        error = str(refused)
    except OSError as failure:
        error = _("Không mở được tệp %(name)s: %(why)s.") % {
            "name": _name(scan),
            "why": failure.strerror or failure,
        }
    except Exception:
        log.exception("%s: reading failed", scan)
        error = _("Lỗi hệ thống khi đọc tệp %(name)s; xem nhật ký.") % {"name": _name(scan)}
    return Reading(_name(scan), time.perf_counter() - started, read, error)


def prepare_process() -> None:
    """Hold a process to one core, and make its sentences translatable."""
    os.environ["OMP_THREAD_LIMIT"] = "1"
    cv2.setNumThreads(1)
    django.setup()


def checked(read: Facts, channel: Channel, received_on: date) -> tuple[Finding, ...]:
    """Run the checklist."""
    return checklist.check(Dossier(read, channel, received_on))


def as_json_line(reading: Reading, channel: Channel, received_on: date) -> str:
    """Return the line that `--json` prints of a scan."""
    shape: dict[str, Any] = {"scan": reading.scan, "seconds": round(reading.seconds, 2)}
    if reading.facts is None:
        return json.dumps(shape | {"error": reading.error}, ensure_ascii=False)
    found = checked(reading.facts, channel, received_on)
    rows = [
        {"rule": one.rule, "outcome": one.outcome.value, "why": one.why, "documents": list(one.documents)}
        for one in found
    ]
    shape |= facts.as_json(reading.facts) | {"checklist": rows, "verdict": verdict_of(found).value}
    return json.dumps(shape, ensure_ascii=False)


def as_table(reading: Reading, channel: Channel, received_on: date) -> str:
    """Return what a person reads of a scan."""
    seconds = _("%(seconds).1f giây") % {"seconds": reading.seconds}
    if reading.facts is None:
        return f"{reading.scan}  {seconds}\n  {reading.error}\n"
    found = checked(reading.facts, channel, received_on)
    lines = _read_table.lines(reading.facts, found, verdict_of(found))
    return "\n".join([f"{reading.scan}  {seconds}", *lines, ""])


def _pool(jobs: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(jobs, mp_context=get_context("forkserver"), initializer=prepare_process)


def _result(scan: Path, waiting: Future[Reading]) -> Reading | None:
    """Return what came of a scan, or None when the pool broke before it was read."""
    try:
        return waiting.result()
    except BrokenProcessPool:
        log.warning("%s: the pool of processes broke; reading it alone", scan)
        return None


def _read_alone(scan: Path) -> Reading:
    """Read a scan in a process of its own, so that it can harm no other."""
    started = time.perf_counter()
    with _pool(1) as pool:
        found = _result(scan, pool.submit(read_one, scan))
    why = _("Tệp %(name)s làm chương trình đọc dừng đột ngột; hãy quét lại.") % {"name": _name(scan)}
    return found or Reading(_name(scan), time.perf_counter() - started, error=why)


def _name(scan: Path) -> str:
    """Return a file's name as text that can be printed, whatever its bytes."""
    return os.fsencode(scan.name or scan).decode("utf-8", "replace")


def _no_file(scan: Path) -> str:
    """Say why a path is no file; empty when it is one."""
    if scan.is_file():
        return ""
    text = _("%(name)s không phải là tệp.") if scan.exists() else _("Không tìm thấy tệp %(name)s.")
    return text % {"name": _name(scan)}
