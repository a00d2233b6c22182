"""How codes, moments and signs are written on screens."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from html import escape
from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from casedesk.search import Hit

register = template.Library()
WORD_BREAK = mark_safe("<wbr>")

SIGNS = {"done": "✓", "failed": "✗", "unsure": "?", "missing": "–", "malformed": "!"}
SIGNS |= {"waiting": "·", "late": "!", "soon": "!"}
"""Every colour has a sign beside it."""
WEEKDAYS = (
    gettext_lazy("thứ Hai"),
    gettext_lazy("thứ Ba"),
    gettext_lazy("thứ Tư"),
    gettext_lazy("thứ Năm"),
    gettext_lazy("thứ Sáu"),
    gettext_lazy("thứ Bảy"),
    gettext_lazy("Chủ nhật"),
)


@register.filter
def code(value: str) -> SafeString | str:
    """Write a tax code or serial in groups for reading; one click copies it whole."""
    if not value:
        return ""
    groups = format_html_join(WORD_BREAK, "<span>{}</span>", ((part,) for part in _groups(str(value))))
    return format_html(
        '<button type="button" class="code" data-copy="{}" title="{}">{}</button>',
        value,
        _("Bấm để sao chép"),
        groups,
    )


@register.filter
def spaced(value: str) -> str:
    """Write a tax code or serial in groups, as plain text."""
    return " ".join(_groups(str(value or "")))


@register.filter
def spoken(day: date | None) -> str:
    """Write a day as people say it: "thứ Hai 30/11"."""
    if day is None:
        return ""
    day = localtime(day) if isinstance(day, datetime) else day
    return f"{WEEKDAYS[day.weekday()]} {day.day}/{day.month}"


@register.filter
def of(known: Mapping[int, Sequence[Any]], key: int) -> Sequence[Any]:
    """Return what is known of a key; nothing where it is none."""
    return known.get(key, ())


@register.filter
def sign(tone: str) -> str:
    """Return the sign that stands beside a colour."""
    return SIGNS.get(tone, "")


def listed(hits: Iterable[Hit]) -> SafeString:
    """Write the places that a search found, each under its label."""
    items = (f'<li><span class="label">{escape(hit.label)}:</span> {with_marks(hit.pieces)}</li>' for hit in hits)
    return mark_safe("".join(items))  # noqa: S308 (each piece is escaped)


def with_marks(pieces: Iterable[tuple[str, bool]]) -> SafeString:
    """Write pieces of a text one after the other, those that were asked for marked."""
    return mark_safe("".join(f"<mark>{escape(text)}</mark>" if hit else escape(text) for text, hit in pieces))  # noqa: S308 (each piece is escaped)


@register.filter
def turned(rotation: int, by: int) -> int:
    """Turn a page further, in degrees clockwise."""
    return (rotation + by) % 360


def _groups(value: str) -> list[str]:
    if not value.replace("-", "").isalnum() or len(value) < 6:
        return [value]
    head, dash, tail = value.partition("-")
    size = 3 if len(head) in {9, 12} else 4
    if len(head) == 10:
        parts = [head[:4], head[4:7], head[7:]]
    else:
        parts = [head[start : start + size] for start in range(0, len(head), size)]
    return [*parts, dash + tail] if dash else parts
