"""`manage.py watch`: take files from the scan folder, find lost work again, fetch mail, send the digest."""

import logging
import signal
import threading
import time
from datetime import datetime
from itertools import count
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections
from django.utils import timezone

from casedesk import chain, digest, pipeline, throughput, verifying
from casedesk.accounts import handover
from casedesk.incoming import fetching
from casedesk.scan_folder import ScanFolder

log = logging.getLogger(__name__)

RECOVER_EVERY = 8
DIGEST_EVERY = 150
PRUNE_EVERY = 1800
"""Rounds; one takes two seconds unless told."""
STOP_SECONDS = 5.0


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
        mail = _fetching_mail(stop)
        for turn in count():
            if stop.wait(interval):
                mail.join(STOP_SECONDS)
                return
            _round(folder, turn)


def _fetching_mail(stop: threading.Event) -> threading.Thread:
    """Fetch mail beside the rounds, which a mail server that is slow must not hold up."""
    thread = threading.Thread(
        target=fetching.watch if fetching.is_wanted() else _nothing, args=[stop], daemon=True
    )
    thread.start()
    return thread


def _nothing(_stop: threading.Event) -> None:
    """Do nothing: no mailbox is named."""


def _round(folder: ScanFolder, turn: int) -> None:
    started = time.monotonic()
    try:
        close_old_connections()
        chain.link(timezone.now())
        folder.collect(timezone.now())
        pipeline.wake_mail(timezone.now())
        if turn % RECOVER_EVERY == 0:
            pipeline.recover(timezone.now())
        if turn % PRUNE_EVERY == 0:
            call_command("prune_db_task_results", min_age_days=1, failed_min_age_days=14, verbosity=0)
            throughput.prepare(timezone.now())
            handover.tidy(timezone.now())
            nightly(timezone.now())
        daily(turn, timezone.now())
    except Exception:
        log.exception("watch: this round failed after %.1f s; trying again", time.monotonic() - started)


def daily(turn: int, now: datetime) -> None:
    """Send the day's digest when it is time; who has had it is not sent it again."""
    if turn % DIGEST_EVERY or not digest.is_time(now):
        return
    try:
        digest.send(now)
    except OSError as away:
        log.warning("watch: the digest waits, the mail server is away: %s", away)


def nightly(now: datetime) -> None:
    """Check the trail's chain when it is time; what is wrong stands on the auditor's page and in the log."""
    if not verifying.is_time(now):
        return
    for problem in verifying.verify(now).problems:
        log.error("watch: the trail was tampered with: %s", problem)
