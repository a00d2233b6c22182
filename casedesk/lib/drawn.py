"""Pieces of pages drawn once for what they say; never older than it, because everything in them is the key.

What each page has of its own, as the token of its forms, is put into a hole that the piece was drawn with.
"""

import secrets
from collections.abc import Callable, Hashable, Mapping

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from casedesk.lib.shelf import Shelf

_KEPT: Shelf[SafeString] = Shelf(16_384)
"""Pieces of a kilobyte or two, in each process of the web server."""
TOKEN = secrets.token_hex(32)
"""The hole for the token of forms. Nobody outside ever sees what marks a hole, so no text can hold it."""


def drawn(template: str, it: Hashable) -> SafeString:
    """Return a template drawn for a frozen value, which it knows as `it`, and the language of the page.

    It must show nothing else: no form with a token, nobody's name, no clock of its own.
    """
    return piece(template, it, lambda: {"it": it})


def piece(template: str, key: Hashable, shown: Callable[[], Mapping[str, object]], token: str = "") -> SafeString:
    """Return a template drawn for what `shown` returns, and the language of the page.

    The key decides all that the template shows of it; `token` is that of the page, where there are forms.
    """
    named = (template, key, get_language())
    found = _KEPT.get(named)
    if found is None:
        found = render_to_string(template, {"csrf_token": TOKEN, **shown()})
        _KEPT.put(named, found)
    return filled(found, TOKEN, token)


def filled(found: SafeString, hole: str, text: str) -> SafeString:
    """Put a text, which is HTML already, into the holes of a piece."""
    return mark_safe(found.replace(hole, text))  # noqa: S308 (both are HTML)


def forget() -> None:
    """Let go of all that is kept."""
    _KEPT.clear()
