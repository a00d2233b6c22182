"""`manage.py new_key`: print a fresh sealing key."""

from typing import Any

from django.core.management.base import BaseCommand

from casedesk.lib import sealing


class Command(BaseCommand):
    """To rotate: put the new key before the old ones in CASEDESK_SEALING_KEYS, then run `rotate_keys`."""

    help = "Prints a new key for CASEDESK_SEALING_KEYS."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the key."""
        self.stdout.write(sealing.new_key())
