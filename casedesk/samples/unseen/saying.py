"""What an unseen request letter is to say, before a layout sets it on its page."""

from dataclasses import dataclass
from datetime import date
from html import escape
from random import Random

from casedesk.samples.held_out.names import Firm
from casedesk.samples.letters import Fields
from casedesk.samples.unseen import wording
from intake.facts import Request


@dataclass(frozen=True, slots=True)
class Letter:
    """What a layout sets on its page; a value that is to be left out is not among `values`."""

    chance: Random
    one: Firm
    values: Fields
    phone: str
    request: Request
    subject: str
    reason: str
    asides: wording.Asides
    written: date
    centre: str
    contact: str
    """Who in the office answers the telephone."""
    is_linked: bool
    """Whether the writer's program made a link of an address."""

    def has(self, name: str) -> bool:
        """Return whether the letter says a value."""
        return name in self.values

    def shown(self, name: str) -> str:
        """Return a value as HTML, or an empty string."""
        if name == "email" and self.has(name):
            return f"<span class=link>{self.values[name]}</span>" if self.is_linked else self.values[name]
        return escape(self.phone if name == "phone" and self.has(name) else self.values.get(name, ""))

    @property
    def name(self) -> str:
        """Return the name of the company as HTML."""
        return escape(self.one.name)

    @property
    def rest(self) -> str:
        """Return the sentences beside the point, each a paragraph, and the last one."""
        said = (*self.asides.sentences, self.chance.choice(wording.ENDINGS))
        return "".join(f"<p class=first>{text}</p>" for text in said)
