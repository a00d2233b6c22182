"""`manage.py mailcatcher`: the demo's mail server, which keeps every message and delivers none."""

import signal
import threading
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from casedesk import mailcatcher


class Command(BaseCommand):
    """Listens on 127.0.0.1 until it is told to stop."""

    help = "Nhận mọi thư điện tử gửi đi của bản thử và giữ lại, không chuyển tiếp."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take a port."""
        parser.add_argument("--port", type=int, default=settings.EMAIL_PORT)

    def handle(self, *args: Any, port: int, **options: Any) -> None:
        """Keep mail until SIGINT or SIGTERM."""
        if not settings.DEMO:
            raise CommandError("mailcatcher chỉ dùng cho bản thử: đặt CASEDESK_DEMO=1.")
        stopped = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, lambda *_: stopped.set())
        server = mailcatcher.controller("127.0.0.1", port)
        try:
            server.start()
        except OSError as taken:
            raise CommandError(f"Không mở được cổng {port}: {taken}") from taken
        self.stdout.write(f"Giữ thư điện tử ở cổng {port}, trong {settings.MAIL_CATCHER}")
        stopped.wait()
        server.stop()
