"""`manage.py samples`: made-up dossiers as scans, with their truth."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from casedesk import sla
from casedesk.samples import writing


class Command(BaseCommand):
    """The same count, seed and day of arrival give the same scans and truth; nobody in them lives."""

    help = "Renders made-up dossiers as scans, some with a signed PDF, with their truth in OUT/truth.json."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the folder, the count, the seed, the day of arrival, the quality and the layouts."""
        writing.add_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the dossiers, naming each file as it is done."""
        received = options["received"] or sla.today(timezone.now())
        asked = (options["count"], options["seed"], received, options["quality"], options["layouts"])
        for path in writing.write(options["out"], *asked):
            self.stdout.write(str(path))
