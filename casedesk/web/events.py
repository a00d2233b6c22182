"""Lines of a case's history as they are drawn, once for what they say."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from casedesk.lib.drawn import drawn
from casedesk.models import Act, Event


@dataclass(frozen=True, slots=True)
class Line:
    """What a line says: when (in Hanoi), what, who, about what, and why."""

    at: datetime
    act: str
    actor: str
    subject: str
    note: str

    @property
    def label(self) -> str:
        """What happened."""
        return str(Act(self.act).label)

    @property
    def exact(self) -> str:
        """The moment to the second."""
        return f"{self.at:%d/%m/%Y %H:%M:%S}"

    @property
    def short(self) -> str:
        """The moment as lists show it."""
        return f"{self.at:%d/%m %H:%M}"


def lines_drawn(events: Iterable[Event]) -> list[SafeString]:
    """Draw lines of a history."""
    return [drawn("web/_event.html", _line(event)) for event in events]


def _line(event: Event) -> Line:
    actor = str(event.actor) if event.actor else _("máy")
    return Line(localtime(event.at), event.act, actor, event.subject, event.note)
