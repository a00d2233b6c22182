"""`manage.py audit link|verify|head`: link the trail, check it, and hand out its head to keep."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _

from casedesk import chain, verifying

NOT_SOUND = 1


class Command(BaseCommand):
    """`verify` ends with 1 and says which row where the trail is not as it was written."""

    help = "The chain over the trail: audit link | audit head > FILE | audit verify [--head FILE]."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take what is to be done, and a head that was kept."""
        parser.add_argument("act", choices=["link", "head", "verify"])
        parser.add_argument("--head", type=Path, metavar="FILE", help="a head that `audit head` wrote earlier")

    def handle(self, *args: Any, act: str, head: Path | None, **options: Any) -> None:
        """Do it."""
        if act == "verify":
            self._verify(head)
            return
        linked = chain.link_all(timezone.now())
        if act == "head":
            self.stdout.write(str(chain.head()))
        else:
            self.stdout.write(_("Đã nối %(count)d dòng vào chuỗi.") % {"count": linked})

    def _verify(self, path: Path | None) -> None:
        try:
            kept = verifying.read_head(path) if path else None
        except verifying.HeadError as refused:
            raise CommandError(str(refused), returncode=2) from refused
        found = verifying.verify(timezone.now(), kept)
        for problem in found.problems:
            self.stderr.write(problem)
        values = {"rows": found.rows, "waiting": found.waiting, "head": found.head}
        said = _("%(rows)d dòng đã nối, %(waiting)d dòng chờ nối; đầu chuỗi: %(head)s") % values
        self.stdout.write(said)
        if not found.is_sound:
            raise SystemExit(NOT_SOUND)
        self.stdout.write(_("Chuỗi nguyên vẹn."))
