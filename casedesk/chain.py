"""The chain over the trail: every event's SHA-256 covers the one before it, so that no row is changed unseen.

Rows are added in the transaction of their act and linked shortly after, in the order of their ids, by one chainer
that holds the chain's row. Nobody who adds a row ever waits for another; a row with a lower id that was committed
later is linked later, and none is lost, for what is not linked is found by having no place.
"""

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection, transaction

from casedesk.models import Chain, Event

START = "0" * 64
"""What the first row follows."""
BATCH = 500
BATCHES_A_ROUND = 20
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
COVERED = ("id", "case_id", "at", "actor_id", "act", "subject", "address", "note", "data")
"""The columns that a digest covers, in their order; those before and after are the place and the row before."""
_encode = json.JSONEncoder(separators=(",", ":"), sort_keys=True, check_circular=False, allow_nan=False).encode
_LINK = f"UPDATE {Event._meta.db_table} SET place = %s, digest = %s WHERE id = %s AND place IS NULL"  # noqa: S608


@dataclass(frozen=True, slots=True)
class Head:
    """The last link at a moment, as it is kept elsewhere."""

    place: int
    digest: str

    def __str__(self) -> str:
        return f"{self.place} {self.digest}"


def head() -> Head:
    """Return the last link."""
    row = state()
    return Head(row.place, row.digest)


def state() -> Chain:
    """Return up to where the trail is linked, and what a check last found."""
    return Chain.objects.filter(pk=Chain.THE_ONE).first() or Chain(pk=Chain.THE_ONE, digest=START)


def waiting() -> int:
    """Return how many rows are not linked yet."""
    return Event.objects.filter(place=None).count()


def link(now: datetime, batches: int = BATCHES_A_ROUND) -> int:
    """Link what waits, at most so many batches; return how many rows it was."""
    total = 0
    for _batch in range(batches):
        if not Event.objects.filter(place=None).exists():
            break
        total += _link_batch(now)
    return total


def link_all(now: datetime) -> int:
    """Link everything that waits."""
    total = 0
    while done := link(now):
        total += done
    return total


def digest_of(place: int, before: str, row: Sequence[Any]) -> str:
    """Return the digest of a row (`COVERED`) at its place after another.

    Over canonical bytes: a JSON list in ASCII, names in order, the moment in microseconds of UTC since 1970, so
    that it is the same whichever database holds the row and whatever its time zone.
    """
    pk, case, at, actor, act, subject, address, note, data = row
    moment = (at - _EPOCH) // _MICROSECOND
    plain = _plain(data) if data else {}
    content = _encode([place, before, pk, case, moment, actor, act, subject, address, note, plain])
    return hashlib.sha256(content.encode()).hexdigest()


def _link_batch(now: datetime) -> int:
    Chain.objects.get_or_create(pk=Chain.THE_ONE, defaults={"digest": START})
    with transaction.atomic():
        row = Chain.objects.select_for_update().get(pk=Chain.THE_ONE)
        found = list(Event.objects.filter(place=None).order_by("id").values_list(*COVERED)[:BATCH])
        links = list(_links(row, found))
        if links:
            _write(links)
            row.place, row.digest, row.linked_at = links[-1][0], links[-1][1], now
            row.save(update_fields=["place", "digest", "linked_at"])
    return len(links)


def _links(chain: Chain, rows: Sequence[Sequence[Any]]) -> Iterator[tuple[int, str, int]]:
    before = chain.digest
    for place, row in enumerate(rows, start=chain.place + 1):
        before = digest_of(place, before, row)
        yield place, before, row[0]


def _write(links: Sequence[tuple[int, str, int]]) -> None:
    with connection.cursor() as cursor:
        cursor.executemany(_LINK, links)


def _plain(value: Any) -> Any:
    """Return a value of JSON as every database gives it back: a whole number is one, however it was written."""
    if isinstance(value, dict):
        return {name: _plain(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value
