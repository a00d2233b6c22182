"""Rules on the business licence: it is there, as a certified copy."""

from intake.facts import Kind
from verification import judging, papers
from verification.findings import Dossier, Finding


def licence_present(dossier: Dossier) -> Finding:
    """The licence is there (seed 000)."""
    return judging.presence("licence_present", dossier, Kind.BUSINESS_LICENCE)


def licence_certified(dossier: Dossier) -> Finding:
    """The licence is a certified or notarised copy (seed 000); its age does not matter."""
    found = papers.of(dossier, Kind.BUSINESS_LICENCE)
    return judging.certification("licence_certified", dossier, Kind.BUSINESS_LICENCE, found)
