"""A password made, sealed, and shown once to the company by a one-time link.

Who does not know the tax code and the case number learns nothing: an unknown link, a wrong answer, a blocked or
expired or used one look the same and take the same queries.
"""

import hashlib
import hmac
import ipaddress
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _

from casedesk.accounts import passwords
from casedesk.accounts.gateway import Answer
from casedesk.accounts.models import Change, Guess, Handover, PasswordPolicy
from casedesk.accounts.passwords import Rules
from casedesk.lib import sealing
from casedesk.lib.outcomes import NeedsPerson

LIMIT, WINDOW = 20, timedelta(hours=1)
"""So many wrong answers from one address within this time, and it has to wait."""
_KEPT = timedelta(days=1)
_OF_STANDING = ("tries", "seen_at", "expires_at", "is_sealed", "has_link")
_NETWORK = 64
"""Bits of an IPv6 address that are one subscriber's."""


class Look(StrEnum):
    """What a company's answer came to, or where its password is.

    `ENCIPHERED`: no link was issued, the password went in a mail that only the certificate's holder can read.
    """

    OPEN = "open"
    WRONG = "wrong"
    BLOCKED = "blocked"
    EXPIRED = "expired"
    SEEN = "seen"
    ENCIPHERED = "enciphered"


@dataclass(frozen=True, slots=True)
class Revealed:
    """The outcome of a reveal: `password` when it is `OPEN`, `handover` when the answer was right."""

    look: Look
    password: str = ""
    handover: Handover | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the password of a case is; a fresh link can be sent while it `is_sealed`."""

    look: Look
    seen_at: datetime | None
    expires_at: datetime
    is_sealed: bool


def prepare(change: Change, now: datetime) -> str:
    """Return the password of a change, made and sealed on the first call, the same on the next.

    Raises `NeedsPerson` where it is no longer kept.
    """
    rules = _rules(now)
    kept, _is_new = Handover.objects.get_or_create(
        change=change,
        defaults={
            "sealed_password": sealing.seal(passwords.make(rules).encode()),
            "expires_at": now + timedelta(hours=rules.valid_hours),
        },
    )
    return _unsealed(kept)


def password_of(change: Change) -> str:
    """Return the password of a change that was carried out. Raises `NeedsPerson` where it is no longer kept."""
    return _unsealed(Handover.objects.get(change=change))


def issue_link(change: Change, now: datetime) -> tuple[str, datetime]:
    """Return a fresh link of 256 random bits and when it ends; only its hash is kept, and the old one is dead."""
    token = secrets.token_urlsafe(32)
    kept = Handover.objects.get(change=change)
    kept.token_hash, kept.expires_at = _hash(token), now + timedelta(hours=_rules(now).valid_hours)
    kept.save(update_fields=["token_hash", "expires_at"])
    return f"{settings.SITE_URL}/mat-khau/{token}/", kept.expires_at


def standings() -> Mapping[str, Subquery]:
    """Return what annotates rows of cases for `standing`: where the newest password of each is."""
    guesses = Guess.objects.filter(token_hash=OuterRef("token_hash")).order_by().values("token_hash")
    tries = Coalesce(Subquery(guesses.annotate(count=Count("pk")).values("count")), 0)
    issued = Handover.objects.filter(change__case=OuterRef("pk"), change__answer=Answer.DONE).order_by("-change")
    issued = issued.annotate(
        tries=tries, is_sealed=Q(sealed_password__isnull=False), has_link=Q(token_hash__isnull=False)
    )
    return {f"handover_{name}": Subquery(issued.values(name)[:1]) for name in _OF_STANDING}


def standing(case: object, now: datetime) -> Standing | None:
    """Say where the newest password of a case is, which `standings` annotates; None where none was issued."""
    tries, seen_at, expires_at, is_sealed, has_link = (getattr(case, f"handover_{name}") for name in _OF_STANDING)
    if expires_at is None:
        return None
    look = Look.ENCIPHERED if not has_link else _look(tries, seen_at, expires_at, bool(is_sealed), now)
    return Standing(look, seen_at, expires_at, bool(is_sealed))


def reveal(token: str, tax_code: str, case_number: str, address: str, now: datetime) -> Revealed:
    """Show the password once to who knows the tax code and the case number; then destroy it.

    `address` is where the answer comes from. Every wrong answer costs the same queries.
    """
    with transaction.atomic():
        link, origin = _hash(token), _origin(address)
        found = Handover.objects.select_for_update(of=("self",)).select_related("change__case")
        kept = found.filter(token_hash=link).first()
        tries = Guess.objects.filter(token_hash=link).count()
        is_held_back = Guess.objects.filter(address=origin, at__gt=now - WINDOW).count() >= LIMIT
        if not _fits(kept, tax_code, case_number) or is_held_back or kept is None:
            Guess.objects.create(token_hash=link, address=origin, at=now)
            return Revealed(Look.WRONG)
        state = _look(tries, kept.seen_at, kept.expires_at, kept.sealed_password is not None, now)
        if state != Look.OPEN:
            return Revealed(state, handover=kept)
        password = sealing.unseal(bytes(kept.sealed_password or b"")).decode()
        kept.sealed_password, kept.seen_at = None, now
        kept.save(update_fields=["sealed_password", "seen_at"])
    return Revealed(Look.OPEN, password, kept)


def supersede(change: Change, now: datetime) -> None:
    """Destroy what is still sealed of the case's older passwords: they open nothing any more."""
    older = Handover.objects.filter(change__case=change.case_id, change__lt=change.pk)
    older.exclude(sealed_password=None).update(sealed_password=None, destroyed_at=now)


def tidy(now: datetime) -> int:
    """Destroy passwords that nobody came for, and forget old guesses; return how many were destroyed."""
    over = now - timedelta(days=_rules(now).keep_days)
    Guess.objects.filter(at__lt=now - _KEPT).exclude(token_hash__in=_waiting()).delete()
    unseen = Handover.objects.filter(expires_at__lt=over).exclude(sealed_password=None)
    return unseen.update(sealed_password=None, destroyed_at=now)


def _unsealed(kept: Handover) -> str:
    if kept.sealed_password is None:
        raise NeedsPerson(_("Mật khẩu của đề xuất này đã giao hoặc đã hủy: cần một đề xuất mới."))
    return sealing.unseal(bytes(kept.sealed_password)).decode()


def _waiting() -> QuerySet[Handover, Any]:
    return Handover.objects.exclude(sealed_password=None).exclude(token_hash=None).values("token_hash")


def _rules(now: datetime) -> Rules:
    return PasswordPolicy.on(timezone.localdate(now))


def _look(tries: int, seen_at: datetime | None, expires_at: datetime, is_sealed: bool, now: datetime) -> Look:
    if seen_at:
        return Look.SEEN
    if tries and tries >= _rules(now).most_tries:
        return Look.BLOCKED
    return Look.EXPIRED if now > expires_at or not is_sealed else Look.OPEN


def _fits(kept: Handover | None, tax_code: str, case_number: str) -> bool:
    """Compare an answer with what is known, in the same time whatever it is."""
    known = _answer(kept.change.tax_code, kept.change.case.number) if kept else secrets.token_bytes(32)
    return hmac.compare_digest(_answer(tax_code, case_number), known)


def _answer(tax_code: str, case_number: str) -> bytes:
    digits = "".join(filter(str.isdigit, tax_code))
    return hashlib.sha256(f"{digits}|{case_number.strip().upper()}".encode()).digest()


def _origin(address: str) -> str:
    """Return a keyed digest of an address; of IPv6 its network."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        network = address
    else:
        bits = _NETWORK if found.version == 6 else found.max_prefixlen
        network = str(ipaddress.ip_network((found, bits), strict=False))
    return hmac.new(settings.SECRET_KEY.encode(), network.encode(), hashlib.sha256).hexdigest()


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
