"""`manage.py search rebuild`: bring what can be searched up to date for every case."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils.translation import gettext as _

from casedesk import search


class Command(BaseCommand):
    """Needed once after the migration that made the search, and after rows were changed by hand."""

    help = "Brings the search up to date: search rebuild."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take what is to be done."""
        parser.add_argument("act", choices=["rebuild"])

    def handle(self, *args: Any, **options: Any) -> None:
        """Go through every case and say how many there are."""
        self.stdout.write(_("Đã lập lại chỉ mục tìm kiếm của %(count)d hồ sơ.") % {"count": search.rebuild()})
