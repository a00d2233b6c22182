"""What the checklist says of a dossier: one finding a rule, and the verdict over all of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from intake.facts import Facts, Kind, Request
from verification.requirements import Channel, Line, Requirement, required

__all__ = [
    "Bearer",
    "Channel",
    "Dossier",
    "Finding",
    "NewCertificate",
    "Outcome",
    "Policy",
    "Record",
    "Verdict",
    "verdict_of",
]


class Outcome(StrEnum):
    """How a rule came out."""

    PASS = "pass"  # noqa: S105 (an outcome, not a password)
    FAIL = "fail"
    UNSURE = "unsure"
    NOT_NEEDED = "not_needed"


class Verdict(StrEnum):
    """The checklist as a whole: `complete` needs every needed rule to pass with certain values."""

    COMPLETE = "complete"
    INCOMPLETE = "incomplete"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Policy:
    """What an administrator may change; the defaults are the law's and the centre's as we know them."""

    cmnd_ended_on: date = date(2024, 12, 31)
    """Last day on which a 9-digit CMND was valid (Luật Căn cước 2023 Art 46)."""
    papers: tuple[Line, ...] = ()
    """What is asked of papers otherwise than by default."""


@dataclass(frozen=True, slots=True)
class Record:
    """What is known of a company beside its papers: its account, and its and others' requests.

    `problem` says why the account could not be looked up; `recent` are numbers of the company's requests in the
    30 days before, `sharing` names other companies whose requests gave the same address.
    """

    is_found: bool
    email: str = ""
    phone: str = ""
    problem: str = ""
    recent: tuple[str, ...] = ()
    sharing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bearer:
    """Who stood at the counter, from the card shown there; empty where the clerk has not noted it yet."""

    name: str = ""
    id_number: str = ""


@dataclass(frozen=True, slots=True)
class NewCertificate:
    """The new certificate of a rebind: sentences that speak against it, and those that leave a doubt."""

    failures: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dossier:
    """All that a rule may look at; without a `record` or `bearer` (a scan read by itself) neither is judged.

    `unseen` are the request letters that came by mail, as indexes into `facts.documents`: a person confirms their
    address, whatever it is.
    """

    facts: Facts
    channel: Channel
    received_on: date
    policy: Policy = field(default_factory=Policy)
    record: Record | None = None
    bearer: Bearer | None = None
    certificate: NewCertificate | None = None
    unseen: frozenset[int] = frozenset()

    def requires(self, kind: Kind) -> Requirement:
        """Return what is asked of a kind of paper; a request that is not sure counts as not known."""
        field = self.facts.request
        request = Request(field.value) if field and field.certain and field.value in set(Request) else None
        return required(self.policy.papers, kind, request, self.channel)


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule's outcome.

    `why` is a sentence in Vietnamese for a clerk; `documents` are indexes into `facts.documents` of the
    papers that the rule looked at; `fields` names the fields there, so that a screen can show their place.
    `persons` are how many must settle it where it is a doubt: two for a warning.
    """

    rule: str
    outcome: Outcome
    why: str
    documents: tuple[int, ...] = ()
    fields: tuple[str, ...] = ()
    persons: int = 1


def verdict_of(findings: Sequence[Finding]) -> Verdict:
    """Return the verdict over all findings: a failure decides before a doubt."""
    outcomes = {finding.outcome for finding in findings}
    if Outcome.FAIL in outcomes:
        return Verdict.INCOMPLETE
    return Verdict.UNSURE if Outcome.UNSURE in outcomes else Verdict.COMPLETE
