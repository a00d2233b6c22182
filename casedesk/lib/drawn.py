"""Pieces of pages drawn once for what they say; never older than it, because everything in them is the key."""

from collections.abc import Hashable
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

_KEPT = 8_192
"""Pieces of a kilobyte or two, in each process of the web server."""


def drawn(template: str, it: Hashable) -> SafeString:
    """Return a template drawn for a frozen value, which it knows as `it`, and the language of the page.

    It must show nothing else: no form with a token, nobody's name, no clock of its own.
    """
    return _drawn(template, it, get_language())


@lru_cache(maxsize=_KEPT)
def _drawn(template: str, it: Hashable, _language: str | None) -> SafeString:
    return render_to_string(template, {"it": it})
