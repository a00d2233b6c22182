"""Which papers a request needs: what the law and the centre ask for, and what an administrator makes of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from intake.facts import Kind, Request


class Channel(StrEnum):
    """How the dossier reached the centre (NĐ 61/2018 Art 16, seed 000)."""

    POST = "post"
    WALK_IN = "walk_in"


class Need(StrEnum):
    """When a paper must be there."""

    NEVER = "never"
    WITHOUT_TAX_CODE = "without_tax_code"
    ALWAYS = "always"


@dataclass(frozen=True, slots=True)
class Requirement:
    """Whether a paper is needed, and whether a copy of it must be certified."""

    need: Need
    certified: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """What is asked of one kind of paper; an empty `request` or `channel` stands for every one."""

    kind: Kind
    requirement: Requirement
    request: Request | None = None
    channel: Channel | None = None

    @property
    def weight(self) -> tuple[bool, bool]:
        """How special a line is: of those that apply the most special one counts."""
        return self.request is not None, self.channel is not None

    def applies(self, kind: Kind, request: Request, channel: Channel) -> bool:
        """Say whether the line is about a paper of a request that came in a way."""
        return self.kind is kind and self.request in (None, request) and self.channel in (None, channel)


KINDS = (Kind.BUSINESS_LICENCE, Kind.TAX_CERTIFICATE, Kind.IDENTITY, Kind.INTRODUCTION_LETTER)
"""What may be asked for or not; the request letter always is."""
DEFAULTS = (
    Line(Kind.BUSINESS_LICENCE, Requirement(Need.ALWAYS, certified=True)),
    Line(Kind.TAX_CERTIFICATE, Requirement(Need.WITHOUT_TAX_CODE, certified=True)),
    Line(Kind.IDENTITY, Requirement(Need.ALWAYS, certified=True)),
    Line(Kind.INTRODUCTION_LETTER, Requirement(Need.NEVER)),
    Line(Kind.INTRODUCTION_LETTER, Requirement(Need.ALWAYS), channel=Channel.WALK_IN),
)
"""Seed 000."""
_STRICTNESS = list(Need)


def required(lines: Sequence[Line], kind: Kind, request: Request | None, channel: Channel) -> Requirement:
    """Return what is asked of a kind of paper; the strictest of all requests where the request is not known."""
    asked = [_of(lines, kind, one, channel) for one in ([request] if request else Request)]
    return Requirement(
        max((one.need for one in asked), key=_STRICTNESS.index), any(one.certified for one in asked)
    )


def _of(lines: Sequence[Line], kind: Kind, request: Request, channel: Channel) -> Requirement:
    """Return the most special line that applies: those given before the defaults."""
    for known in (lines, DEFAULTS):
        found = [line for line in known if line.applies(kind, request, channel)]
        if found:
            return max(found, key=lambda line: line.weight).requirement
    return Requirement(Need.NEVER)
