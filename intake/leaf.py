"""What is kept of one page once its picture is let go, as a value: kind, values with all their readings, marks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from intake.cards import Card
from intake.facts import Box, Kind, Mark, Page
from intake.mrz import Zone
from intake.traces import Trace

BY_PLACE = 0.6
"""How sure the kind of a page is that only its place says."""
Looks = Mapping[str, float]
"""How like each spelling of a word looks: the logarithm of its probability over that of the best one (0)."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One field on one page: the first reading and the later ones of the same place, each with confidence."""

    name: str
    readings: tuple[tuple[str, float], ...]
    looks: tuple[Looks, ...] = field(default=(), kw_only=True)
    page: int
    box: Box
    is_own_text: bool = False
    is_choice: bool = field(default=False, kw_only=True)
    echo: int = field(default=0, kw_only=True)
    """Which later reading is by the model that made the first one, and so no other witness; 0 where none is."""
    traces: tuple[Trace, ...] = field(default=(), kw_only=True)
    """What the recogniser saw along each line of a name that other papers may have too."""
    is_short: bool = field(default=False, kw_only=True)
    """Whether an address of e-mail is a choice only for so little that stands before its @."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """One page without its picture."""

    page: Page
    text: str = ""
    candidates: Mapping[str, Candidate] = field(default_factory=dict)
    seal: Mark | None = None
    certification: Mark | None = None
    card: Card | None = None
    card_box: Box | None = None
    zone: Zone | None = None
    zone_box: Box | None = None
    proven: Mapping[str, str] = field(default_factory=dict)
    """Values of the zone, by field, whose own check digits are right."""
    agreed: tuple[str, ...] = ()
    """Names of those of them that both readers saw."""
    signed: tuple[tuple[str, Box], ...] = ()
    """Rows where a letter is signed that may be a name badly read, each with its place."""
    seat: Candidate | None = None
    """The seat that a licence's page shows, which is none of its fields."""

    @property
    def kind(self) -> Kind:
        """Return the page's kind."""
        return self.page.kind


def last_printed(leaves: Sequence[Leaf]) -> Leaf | None:
    """Return the last page that is not blank: a blank one, the back of a sheet, ends no paper."""
    return next((leaf for leaf in reversed(leaves) if leaf.kind is not Kind.BLANK), None)


def unreadable(number: int, problem: str) -> Leaf:
    """Return a page that could not be read, with the sentence that says why."""
    return Leaf(Page(number, Kind.OTHER, 0, 0.0, problem))
