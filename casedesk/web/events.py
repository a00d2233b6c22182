"""Lines of a case's history as they are drawn, once for what they say."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from casedesk.history import Line
from casedesk.models import Act

_KEPT = 8_192
"""Lines of some five hundred letters, in each process of the web server."""


@dataclass(frozen=True)
class Told:
    """What a line says: when (in Hanoi), what, who, about what, and why."""

    line: Line

    @cached_property
    def at(self) -> datetime:
        """The moment, in Hanoi."""
        return localtime(self.line.at)

    @property
    def label(self) -> str:
        """What happened."""
        return str(Act(self.line.act).label)

    @property
    def actor(self) -> str:
        """Who acted."""
        return self.line.actor or _("máy")

    @property
    def exact(self) -> str:
        """The moment to the second."""
        return f"{self.at:%d/%m/%Y %H:%M:%S}"

    @property
    def short(self) -> str:
        """The moment as lists show it."""
        return f"{self.at:%d/%m %H:%M}"


def lines_drawn(lines: Iterable[Line]) -> SafeString:
    """Draw lines of a history, one after the other."""
    language = get_language()
    return mark_safe("".join([_drawn(line, language) for line in lines]))  # noqa: S308 (drawn by a template)


@lru_cache(maxsize=_KEPT)
def _drawn(line: Line, _language: str | None) -> SafeString:
    return render_to_string("web/_event.html", {"it": Told(line)})
