"""`manage.py flow`: the diagram of a case's states, drawn from the transitions themselves."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from casedesk import flow

KEPT_IN = Path(__file__).resolve().parents[3] / "CONTRIBUTING.md"


class Command(BaseCommand):
    """Print the diagram, or write it into the documentation."""

    help = "In sơ đồ các bước của hồ sơ (Mermaid); --write ghi vào CONTRIBUTING.md."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take `--write`."""
        parser.add_argument("--write", action="store_true", help=f"ghi vào {KEPT_IN.name}")
        parser.add_argument("--into", type=Path, default=KEPT_IN, help="tệp khác, có cùng hai dòng đánh dấu")

    def handle(self, *args: Any, **options: Any) -> None:
        """Draw it."""
        if not options["write"]:
            self.stdout.write(flow.diagram())
            return
        path: Path = options["into"]
        try:
            path.write_text(flow.inserted(path.read_text()))
        except ValueError as missing:
            raise CommandError(f"{path}: {missing}") from missing
        self.stdout.write(f"Đã ghi sơ đồ vào {path.name}.")
