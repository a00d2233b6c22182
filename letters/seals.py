"""The seal of a digital signature as people see it on paper."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils import timezone

ANCHOR = "ky-so"


@dataclass(frozen=True, slots=True)
class Seal:
    """What the seal on paper says: who signs, and when, as NĐ 30/2020 writes it; `anchor` is its place."""

    name: str
    at: str
    moment: datetime
    anchor: str = ANCHOR


def seal(name: str, now: datetime) -> Seal | None:
    """Return the seal of a letter that is signed now; None where no key is set up."""
    if not settings.LETTER_SIGNING["file"]:
        return None
    local = timezone.localtime(now).replace(microsecond=0)
    offset = f"{local:%z}"
    return Seal(name, f"{local:%d-%m-%Y %H:%M:%S} {offset[:3]}:{offset[3:]}", local)
