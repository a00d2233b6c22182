"""What stands around every page: its doors, its keys, its person. Drawn once for all that it shows."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from django import template
from django.conf import settings
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

from casedesk.access import Rights, Role, role_names
from casedesk.lib.drawn import drawn, filled, piece

register = template.Library()
_PATH = secrets.token_hex(32)
"""The hole for the address of the page, to which the choice of a language comes back."""


@dataclass(frozen=True, slots=True)
class Frame:
    """All that a piece of the frame may show; `is_known` where somebody is signed in."""

    place: str
    may: Rights
    is_known: bool
    is_demo: bool


@dataclass(frozen=True, slots=True)
class Person:
    """Who is signed in, as every page says it; nobody where not `is_known`."""

    name: str = ""
    has: frozenset[Role] = frozenset()
    is_known: bool = False

    @property
    def roles(self) -> Iterable[str]:
        """The roles' names, for people."""
        return role_names(self.has)


@register.simple_tag(takes_context=True)
def who(context: template.Context) -> SafeString:
    """Return the corner of the page with its person, the switch of the language and the way out."""
    user, request = context.get("user"), context.get("request")
    is_known = bool(user and user.is_authenticated)
    it = Person(str(user), user.roles, is_known) if user and is_known else Person()
    found = piece("web/_who.html", it, lambda: {"it": it, "path": _PATH}, str(context.get("csrf_token", "")))
    return filled(found, _PATH, conditional_escape(request.get_full_path() if request else ""))


@register.simple_tag(takes_context=True)
def frame(context: template.Context, name: str) -> SafeString:
    """Return a piece of the frame for the page's place and its person."""
    user, place, may = (context.get(one) for one in ("user", "place", "may"))
    is_known = bool(user and user.is_authenticated)
    return drawn(name, Frame(place or "", may or Rights(), is_known, settings.DEMO))
