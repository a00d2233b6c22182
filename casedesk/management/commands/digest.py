"""`manage.py digest`: the daily digest, to each person once a day."""

from datetime import date, datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from casedesk import digest
from casedesk.management.arguments import iso_date


class Command(BaseCommand):
    """The watcher does the same on every working day; run it by hand where no watcher runs."""

    help = "Mails each person what of theirs is overdue, due today and at risk; once a person and day."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the day, today unless told."""
        parser.add_argument("--on", type=iso_date, metavar="YYYY-MM-DD")

    def handle(self, *args: Any, on: date | None, **options: Any) -> None:
        """Send, and say how many mails went out."""
        now = timezone.make_aware(datetime.combine(on, digest.FROM)) if on else timezone.now()
        try:
            sent = digest.send(now)
        except OSError as away:
            raise CommandError(_("Không nối được tới máy chủ thư: %(why)s") % {"why": away}) from away
        self.stdout.write(_("Đã gửi %(count)d thư.") % {"count": sent})
