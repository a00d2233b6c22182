"""What a form remembers of the thing that its person saw, so that nobody writes over what they did not see."""

import hashlib

from intake.models import Field, Page


def of(*parts: object) -> str:
    """Return a short digest of what was seen."""
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]


def of_field(field: Field | None) -> str:
    """Return the version of a value; one that was never read or typed has a version too."""
    if field is None:
        return of("", None, None)
    return of(field.value, field.confirmed_by_id, field.confirmed_at and field.confirmed_at.timestamp())


def of_mark(kept: object) -> str:
    """Return the version of a mark, given the JSON of its column."""
    return of(sorted(kept.items()) if isinstance(kept, dict) else kept)


def of_page(page: Page) -> str:
    """Return the version of a page: what it is, which way up, whose it is."""
    return of(page.kind, page.rotation, page.document_id, page.is_out)
