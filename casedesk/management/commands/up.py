"""`manage.py up`: the whole of Casedesk for the demo, kept running until Ctrl-C."""

import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection
from django.utils import timezone

from casedesk import demo
from casedesk.models import State
from casedesk.pipeline import pending

PYTHON = (sys.executable, "manage.py")
STOP_SECONDS = 15
RESTART_SECONDS = 2.0


@dataclass
class Service:
    """One process that is started again when it ends."""

    name: str
    command: tuple[str, ...]
    process: subprocess.Popen[bytes] | None = None
    started_at: float = field(default=0.0)

    def keep_running(self) -> None:
        """Start the process, or start it again when it has ended."""
        if self.process and self.process.poll() is None:
            return
        if time.monotonic() - self.started_at < RESTART_SECONDS:
            return
        if self.process:
            sys.stderr.write(f"{self.name}: dừng (mã {self.process.returncode}), chạy lại.\n")
        self.started_at = time.monotonic()
        self.process = subprocess.Popen(self.command, start_new_session=True)

    def stop(self) -> None:
        """Ask the process to end, and end it after its time."""
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait()


class Command(BaseCommand):
    """Starts web, workers, the scan-folder watcher and the mail catcher; restarts what dies."""

    help = "Runs the demo: web, workers, scan-folder watcher and mail catcher."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take `--empty` and the port."""
        parser.add_argument("--empty", action="store_true", help="start without sample dossiers")
        parser.add_argument("--port", type=int, default=int(os.environ.get("PORT", "8000")))

    def handle(self, *args: Any, empty: bool, port: int, **options: Any) -> None:
        """Make the demo's people and papers, then run until Ctrl-C or SIGTERM."""
        if not settings.DEMO:
            raise CommandError("up chạy bản thử; ngoài bản thử hãy chạy từng dịch vụ như README hướng dẫn.")
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        demo.people()
        services = _services(port)
        try:
            self._run(services, stop, port, empty)
        finally:
            self.stdout.write("\nĐang dừng …")
            connection.close()
            for service in reversed(services):
                service.stop()
            self.stdout.write("Đã dừng.")

    def _run(self, services: list[Service], stop: threading.Event, port: int, empty: bool) -> None:
        for service in services:
            service.keep_running()
        self.stdout.write(demo.greeting(port))
        if not empty:
            demo.papers(lambda line: self.stdout.write(line), stop.is_set)
        shown = -1
        while not stop.wait(1.0):
            for service in services:
                service.keep_running()
            demo.deliver(timezone.now())
            shown = self._progress(shown)

    def _progress(self, shown: int) -> int:
        waiting = pending([State.RECEIVED])
        if waiting != shown and (waiting or shown > 0):
            done = "Đã đọc xong mọi hồ sơ." if not waiting else f"Đang đọc: còn {waiting} hồ sơ."
            self.stdout.write(done)
        return waiting


def _services(port: int) -> list[Service]:
    cores = os.cpu_count() or 1
    workers = [
        Service(f"worker {number}", (*PYTHON, "db_worker", "--interval", "0.5", "--no-reload"))
        for number in range(1, cores + 1)
    ]
    gunicorn = (sys.executable, "-m", "gunicorn", "casedesk.wsgi", "--bind", f"127.0.0.1:{port}")
    web = Service("web", (*gunicorn, "--workers", "2", "--threads", "4", "--log-level", "warning"))
    catcher = Service("mailcatcher", (*PYTHON, "mailcatcher", "--port", str(settings.EMAIL_PORT)))
    return [catcher, web, Service("watch", (*PYTHON, "watch")), *workers]
