"""Pages of a scan that are read while others are not yet: kept as rows, so that a killed worker loses one page."""

import json
from collections.abc import Iterator

from django.db.models import F

from intake.leaf import Leaf, unreadable
from intake.models import Draft, Scan
from intake.shapes import as_json, from_json

VERSION = 6
"""Of the shape of a leaf. A draft of another version is read anew."""
MOST_ATTEMPTS = 2
"""A page at which the worker was killed as often is set aside, and the reading goes on behind it."""
_GIVEN_UP = "Trang {page} đã làm máy đọc dừng {count} lần nên được để riêng. Hãy xem trang này bằng mắt."


def begin(scan: Scan, number: int) -> None:
    """Count an attempt to read a page."""
    row, _made = Draft.objects.get_or_create(scan=scan, number=number)
    Draft.objects.filter(pk=row.pk).update(content="", attempts=F("attempts") + 1)


def keep(scan: Scan, leaf: Leaf) -> None:
    """Keep a page that has been read."""
    content = json.dumps({"version": VERSION, "leaf": as_json(leaf)}, ensure_ascii=False)
    Draft.objects.update_or_create(scan=scan, number=leaf.page.number, defaults={"content": content})


def kept(scan: Scan) -> list[Leaf]:
    """Return the pages from the first on that need no more reading: kept, or given up."""
    return list(_kept(scan))


def drop(scan: Scan) -> None:
    """Forget the pages, once the scan is read and its facts are recorded."""
    scan.drafts.all().delete()


def drop_all(case_id: int) -> None:
    """Forget the pages of all scans of a case that is keyed in by a person."""
    Draft.objects.filter(scan__case_id=case_id).delete()


def _kept(scan: Scan) -> Iterator[Leaf]:
    for number, draft in enumerate(scan.drafts.order_by("number"), start=1):
        leaf = _leaf(draft)
        if draft.number != number or leaf is None:
            return
        yield leaf


def _leaf(draft: Draft) -> Leaf | None:
    """Return the page of a draft; None where it is to be read, for the first time or anew."""
    if not draft.content:
        sentence = _GIVEN_UP.format(page=draft.number, count=draft.attempts)
        return unreadable(draft.number, sentence) if draft.attempts >= MOST_ATTEMPTS else None
    shape = json.loads(draft.content)
    if shape["version"] != VERSION:
        return None
    try:
        leaf = from_json(Leaf, shape["leaf"])
    except (KeyError, TypeError, ValueError):  # kept by another release
        return None
    return leaf if isinstance(leaf, Leaf) else None
