"""`manage.py read`: scans read and checked, each as one dossier, with the worker's code and without a database."""

import json
import logging
import os
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from casedesk.management.arguments import iso_date
from casedesk.management.commands import _read_table
from intake import explaining, facts, isolated
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
        parser.add_argument(
            "--explain", type=Path, metavar="OUT", help="draw what was read on each page, into this folder"
        )

    def handle(self, *args: Any, scans: list[Path], channel: str, **options: Any) -> None:
        """Print every scan; fail at the end when one could not be read."""
        received_on = options["received"] or timezone.localdate()
        show = as_json_line if options["json"] else as_table
        failed = 0
        for reading in read_all(scans, options["explain"]):
            self.stdout.write(show(reading, Channel(channel), received_on))
            self.stdout.flush()
            failed += reading.facts is None
        if failed:
            raise CommandError(
                _("%(failed)d trong %(count)d tệp không đọc được.") % {"failed": failed, "count": len(scans)}
            )


def read_all(scans: Sequence[Path], explain: Path | None = None) -> Iterator[Reading]:
    """Read scans on all cores, each in a process of its own; yields in the order given."""
    with ThreadPoolExecutor(len(os.sched_getaffinity(0))) as pool:
        try:
            yield from pool.map(lambda scan: read_one(scan, explain), scans)
        finally:
            pool.shutdown(cancel_futures=True)


def read_one(scan: Path, explain: Path | None = None) -> Reading:
    """Read one scan; whatever goes wrong is said of this scan alone."""
    started = time.perf_counter()
    limits = isolated.Limits(settings.READING_PAGE_SECONDS, settings.READING_MEGABYTES)
    read, error = None, ""
    try:
        error = _no_file(scan)
        if not error:
            data = scan.read_bytes()
            read = isolated.read(data, limits=limits)
            if explain:
                explaining.write(explain, _name(Path(scan.name)), data, read)
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


def _name(scan: Path) -> str:
    """Return a file's name as text that can be printed, whatever its bytes."""
    return os.fsencode(scan.name or scan).decode("utf-8", "replace")


def _no_file(scan: Path) -> str:
    """Say why a path is no file; empty when it is one."""
    if scan.is_file():
        return ""
    text = _("%(name)s không phải là tệp.") if scan.exists() else _("Không tìm thấy tệp %(name)s.")
    return text % {"name": _name(scan)}
