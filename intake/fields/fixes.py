"""Misread text mended by patterns, one after the other."""

import re
from collections.abc import Callable, Sequence

Fix = tuple[re.Pattern[str], str | Callable[[re.Match[str]], str]]
"""What was misread, and what stands there instead."""


def mended(text: str, fixes: Sequence[Fix]) -> str:
    """Return a text with each fix made, in their order: what one mends the next one finds."""
    for misread, meant in fixes:
        text = misread.sub(meant, text)
    return text
