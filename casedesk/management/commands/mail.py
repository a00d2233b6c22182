"""`manage.py mail`: fetch incoming mail once, or until told to stop; the watcher does the same by itself."""

import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from casedesk.incoming import fetching


class Command(BaseCommand):
    """Run it by hand or by a timer where no watcher runs, or with `--watch` as a service of its own."""

    help = "Fetches the mail of the mailbox that the settings name."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take whether to go on until told to stop."""
        parser.add_argument("--watch", action="store_true", help="go on until told to stop")

    def handle(self, *args: Any, watch: bool, **options: Any) -> None:
        """Fetch, and say how many mails there were."""
        if not fetching.is_wanted():
            raise CommandError(_("Chưa khai báo hộp thư: đặt CASEDESK_IMAP_HOST."))
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stop.set())
        if watch:
            fetching.watch(stop)
            return
        try:
            self.stdout.write(_("Đã nhận %(count)d thư.") % {"count": fetching.fetch(stop)})
        except fetching.AWAY as away:
            raise CommandError(_("Không đọc được hộp thư: %(why)s") % {"why": away}) from away
