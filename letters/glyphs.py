"""Whether the server's typefaces have every sign of a letter: a box in a company's name must not go out."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from fontTools.ttLib import TTFont

from casedesk.lib.outcomes import NeedsPerson
from letters.content import Content, Enclosure, Reveal

HOUSE = "Tinos-Regular.ttf"
FALLBACKS = (
    "NotoSerif-Regular.ttf",
    "NotoSerifKhmer-Regular.ttf",
    "NotoSerifLao-Regular.ttf",
    "NotoSerifThai-Regular.ttf",
    "NotoSerifCJK-Regular.ttc",
    "NotoSansCJK-Regular.ttc",
)
"""In the order of `paper.css`. What is not installed does not count; the CJK ones are Debian's fonts-noto-cjk."""
_UNPRINTED = frozenset("\n\t \u00a0")
_NOT_PRINTED = (Enclosure, Reveal)
_MOST = 5


def expect_all(content: Content) -> None:
    """Raise `NeedsPerson` where a value holds signs that no typeface of ours can print."""
    lacking = missing("".join(_texts(content)))
    if lacking:
        signs = ", ".join(f"«{sign}» (U+{ord(sign):04X})" for sign in lacking[:_MOST])
        raise NeedsPerson(
            _("Phông chữ trên máy chủ thiếu ký tự %(signs)s: hãy sửa hồ sơ, hoặc cài thêm phông chữ.")
            % {"signs": signs}
        )


def missing(text: str) -> list[str]:
    """Return the signs of a text that cannot be printed, each once."""
    rare = [sign for sign in dict.fromkeys(text) if sign not in _UNPRINTED and sign not in house()]
    return [sign for sign in rare if ord(sign) not in _fallback()] if rare else []


@cache
def house() -> frozenset[str]:
    """Return the signs of the letters' own typeface. Raises `NeedsPerson` where it is not installed."""
    path = _path(HOUSE)
    if path is None:
        raise NeedsPerson(_("Máy chủ chưa có phông chữ Tinos (gói fonts-croscore) để in văn bản."))
    return frozenset(chr(code) for code in _codes(path))


@cache
def _fallback() -> frozenset[int]:
    """Return the signs of the typefaces that stand in; read once, when the first rare sign is met."""
    paths = (_path(name) for name in FALLBACKS)
    return frozenset().union(*(_codes(path) for path in paths if path))


def _codes(path: Path) -> frozenset[int]:
    with TTFont(path, fontNumber=0, lazy=True) as font:
        return frozenset(font.getBestCmap())


def _path(name: str) -> Path | None:
    return next((found for folder in settings.FONT_FOLDERS for found in Path(folder).rglob(name)), None)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(item)
    elif is_dataclass(value) and not isinstance(value, type) and not isinstance(value, _NOT_PRINTED):
        for one in fields(value):
            yield from _texts(getattr(value, one.name))
