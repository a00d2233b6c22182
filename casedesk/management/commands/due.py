"""`manage.py due`: the due day of each receipt day, one ISO date a line."""

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError
from django.utils.translation import gettext as _

from casedesk import sla
from casedesk.lib import workdays
from casedesk.management.arguments import iso_date


class Command(BaseCommand):
    """Count as the centre promises: receipt is day 0, the next working day is day 1."""

    help = "Prints the due day of each receipt day, one ISO date a line."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the receipt days and the working days to count."""
        parser.add_argument("received", nargs="+", type=iso_date, metavar="YYYY-MM-DD")
        parser.add_argument("--days", type=int, default=sla.DEFAULT_DAYS, metavar="N")

    def handle(self, *args: Any, received: list[date], days: int, **options: Any) -> None:
        """Print one date a line, in the order given."""
        calendar = self._calendar()
        try:
            due = [workdays.due_on(day, days, calendar) for day in received]
        except ValueError:
            raise CommandError(_("--days phải là số ngày từ 1 trở lên."), returncode=2) from None
        except OverflowError:
            raise CommandError(_("Thời hạn vượt quá năm 9999."), returncode=2) from None
        for day in due:
            self.stdout.write(day.isoformat())

    def _calendar(self) -> workdays.Calendar:
        """Return the calendar of this installation, or the shipped one where there is no database yet."""
        try:
            return sla.calendar()
        except DatabaseError:
            self.stderr.write(_("Chưa có cơ sở dữ liệu: tính theo lịch kèm theo phần mềm."))
            return workdays.DEFAULT
