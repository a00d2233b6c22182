"""What stands around every page: its doors, its keys. Drawn once for each place and what a person may do."""

from dataclasses import dataclass

from django import template
from django.conf import settings
from django.utils.safestring import SafeString

from casedesk.access import Rights
from casedesk.lib.drawn import drawn

register = template.Library()


@dataclass(frozen=True, slots=True)
class Frame:
    """All that a piece of the frame may show; `is_known` where somebody is signed in."""

    place: str
    may: Rights
    is_known: bool
    is_demo: bool


@register.simple_tag(takes_context=True)
def frame(context: template.Context, name: str) -> SafeString:
    """Return a piece of the frame for the page's place and its person."""
    user, place, may = (context.get(one) for one in ("user", "place", "may"))
    is_known = bool(user and user.is_authenticated)
    return drawn(name, Frame(place or "", may or Rights(), is_known, settings.DEMO))
