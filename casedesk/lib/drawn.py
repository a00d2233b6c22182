"""Pieces of pages drawn once for what they say; never older than it, because everything in them is the key."""

import secrets
from collections.abc import Hashable
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

_KEPT = 8_192
"""Pieces of a kilobyte or two, in each process of the web server."""
MARK = secrets.token_hex(32)
"""Stands for the token of a form in what is kept; nobody outside ever sees it."""


def drawn(template: str, it: Hashable, token: str = "") -> SafeString:
    """Return a template drawn for a frozen value, which it knows as `it`, and the language of the page.

    It must show nothing else: nobody's name, no clock of its own, and forms only where the page's `token` is given.
    """
    return with_token(_drawn(template, it, get_language()), token)


def with_token(piece: SafeString, token: str) -> SafeString:
    """Put the token of a page into the forms of a piece that was drawn with `MARK`."""
    return mark_safe(piece.replace(MARK, token)) if token else piece  # noqa: S308 (a token is letters and digits)


@lru_cache(maxsize=_KEPT)
def _drawn(template: str, it: Hashable, _language: str | None) -> SafeString:
    return render_to_string(template, {"it": it, "csrf_token": MARK})
