"""A password made, sealed, and shown once to the company by a one-time link."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.conf import settings
from django.db import transaction

from casedesk.accounts.models import Change, Handover
from casedesk.lib import sealing

VALID_FOR = timedelta(hours=72)
MAX_TRIES = 5
_CLASSES = ("ABCDEFGHJKLMNPQRSTUVWXYZ", "abcdefghijkmnpqrstuvwxyz", "23456789", "@#%+=?")
"""No look-alikes: no I, l, O, 0, 1."""
_LENGTH = 14


class Look(StrEnum):
    """What a company's look at its link came to."""

    OPEN = "open"
    WRONG = "wrong"
    BLOCKED = "blocked"
    EXPIRED = "expired"
    SEEN = "seen"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Revealed:
    """The outcome of a reveal; `password` is there only when it is `OPEN`."""

    look: Look
    password: str = ""
    handover: Handover | None = None


def make_password() -> str:
    """Return a password of 14 characters with every class in it, made by `secrets`."""
    letters = [secrets.choice(chosen) for chosen in _CLASSES]
    letters += [secrets.choice("".join(_CLASSES)) for _ in range(_LENGTH - len(letters))]
    secrets.SystemRandom().shuffle(letters)
    return "".join(letters)


def prepare(change: Change, now: datetime) -> str:
    """Return the password of a change, made and sealed on the first call, the same on the next."""
    kept, _is_new = Handover.objects.get_or_create(
        change=change,
        defaults={"sealed_password": sealing.seal(make_password().encode()), "expires_at": now + VALID_FOR},
    )
    return sealing.unseal(bytes(kept.sealed_password or b"")).decode()


def issue_link(change: Change, now: datetime) -> tuple[str, datetime]:
    """Return a fresh link of 256 random bits and when it ends; only its hash is kept."""
    token = secrets.token_urlsafe(32)
    kept = Handover.objects.get(change=change)
    kept.token_hash, kept.expires_at = _hash(token), now + VALID_FOR
    kept.save(update_fields=["token_hash", "expires_at"])
    return f"{settings.SITE_URL}/mat-khau/{token}/", kept.expires_at


def look(token: str, now: datetime) -> Look:
    """Say whether a link can still be opened, without opening it (mail scanners follow links)."""
    kept = Handover.objects.filter(token_hash=_hash(token)).first()
    return _state(kept, now)


def reveal(token: str, tax_code: str, case_number: str, now: datetime) -> Revealed:
    """Show the password once to who knows the tax code and the case number; then destroy it."""
    with transaction.atomic():
        kept = Handover.objects.select_for_update().filter(token_hash=_hash(token)).first()
        state = _state(kept, now)
        if kept is None or state != Look.OPEN:
            return Revealed(state)
        if not _fits(kept, tax_code, case_number):
            kept.tries += 1
            kept.save(update_fields=["tries"])
            return Revealed(Look.BLOCKED if kept.tries >= MAX_TRIES else Look.WRONG, handover=kept)
        password = sealing.unseal(bytes(kept.sealed_password or b"")).decode()
        kept.sealed_password, kept.seen_at = None, now
        kept.save(update_fields=["sealed_password", "seen_at"])
    return Revealed(Look.OPEN, password, kept)


def _state(kept: Handover | None, now: datetime) -> Look:
    if kept is None:
        return Look.UNKNOWN
    if kept.seen_at:
        return Look.SEEN
    if kept.tries >= MAX_TRIES:
        return Look.BLOCKED
    return Look.EXPIRED if now > kept.expires_at else Look.OPEN


def _fits(kept: Handover, tax_code: str, case_number: str) -> bool:
    given = f"{tax_code.replace(' ', '').replace('-', '')}|{case_number.strip().upper()}"
    known = f"{kept.change.tax_code.replace('-', '')}|{kept.change.case.number.upper()}"
    return secrets.compare_digest(given.encode(), known.encode())


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
