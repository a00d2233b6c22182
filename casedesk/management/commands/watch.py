"""`manage.py watch`: take files from the scan folder, and find lost work again."""

import logging
import signal
import threading
import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections
from django.utils import timezone

from casedesk import pipeline
from casedesk.scan_folder import ScanFolder

log = logging.getLogger(__name__)


class Command(BaseCommand):
    """Runs until it is told to stop; a fault of one round is logged and the next round goes on."""

    help = "Watches the scan folder and finds lost work again."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the seconds between two rounds."""
        parser.add_argument("--interval", type=float, default=2.0)

    def handle(self, *args: Any, interval: float, **options: Any) -> None:
        """Watch until SIGTERM or Ctrl-C."""
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        folder = ScanFolder()
        folder.prepare()
        while not stop.wait(interval):
            _round(folder)


def _round(folder: ScanFolder) -> None:
    started = time.monotonic()
    try:
        close_old_connections()
        folder.collect(timezone.now())
        pipeline.recover(timezone.now())
    except Exception:
        log.exception("watch: this round failed after %.1f s; trying again", time.monotonic() - started)
