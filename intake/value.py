"""A field of one paper while papers are compared."""

from dataclasses import dataclass, replace

from intake.facts import Field, Kind
from intake.leaf import Candidate

LEAST_ALLOWED = -9.0
"""How much less likely than its best reading a picture may show what the other papers say (a logarithm)."""


@dataclass(frozen=True, slots=True)
class Value:
    """A field of one paper: what was read of it, and what it is taken for so far."""

    paper: int
    kind: Kind
    name: str
    candidate: Candidate | None
    field: Field

    def in_doubt(self) -> "Value":
        """Return it as one that nobody vouches for."""
        return replace(self, field=replace(self.field, certain=False))
