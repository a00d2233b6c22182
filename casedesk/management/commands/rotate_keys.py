"""`manage.py rotate_keys`: seal every kept paper anew with the first key."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError
from django.db import models

from casedesk.accounts.models import Handover
from casedesk.lib import sealing
from casedesk.lib.sealing import BrokenSeal, SealedStorage


class Command(BaseCommand):
    """Afterwards the old keys may be taken out of CASEDESK_SEALING_KEYS, if no file was named as broken."""

    help = "Seals every kept paper anew with the first key of CASEDESK_SEALING_KEYS."

    def handle(self, *args: Any, **options: Any) -> None:
        """Seal anew, name what could not be opened, and fail if there was any."""
        broken = [name for name in _names() if not self._rotate(name)]
        for waiting in Handover.objects.exclude(sealed_password=None):
            waiting.sealed_password = sealing.reseal(bytes(waiting.sealed_password or b""))
            waiting.save(update_fields=["sealed_password"])
        if broken:
            raise CommandError(f"Không mở được {len(broken)} tệp, vẫn giữ nguyên: {', '.join(broken)}")
        self.stdout.write("Đã niêm phong lại mọi giấy tờ bằng khóa đầu tiên.")

    def _rotate(self, name: str) -> bool:
        try:
            SealedStorage().rotate(name)
        except (BrokenSeal, OSError) as trouble:
            self.stderr.write(f"{name}: {trouble}")
            return False
        return True


def _names() -> Iterator[str]:
    for model in apps.get_models():
        for column in model._meta.get_fields():
            if isinstance(column, models.FileField):
                yield from model._default_manager.exclude(**{column.name: ""}).values_list(column.name, flat=True)
