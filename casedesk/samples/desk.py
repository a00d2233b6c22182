"""What the makers of papers share while one dossier is made, whichever its layouts."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from casedesk.samples import people, sheets, wear
from casedesk.samples.letters import Fields
from casedesk.samples.papers import Paper
from casedesk.samples.sheets import Leaf
from intake.facts import Kind, Request


@dataclass(slots=True)
class Desk:
    """What the makers of papers share while one dossier is made."""

    chance: Random
    how: wear.Wear
    received: date
    defect: str | None
    company: people.Company
    holder: people.Person
    paper: str

    def drawn(self, kind: Kind, html: str, fields: Fields, css: str) -> Paper:
        """Return a paper drawn from its HTML."""
        return Paper(kind, sheets.draw(html, css, self.how.dpi), fields)


Laid = list[tuple[Paper, Leaf]]
"""Pages in the order in which they lie on the glass, each with its paper."""


@dataclass(frozen=True, slots=True)
class Maker:
    """One set of layouts: how its letters are called, and how its desks, papers and piles are made."""

    layouts: tuple[str, ...]
    desk: Callable[[Random, str | None, wear.Wear, date], Desk]
    papers: Callable[[Desk, Request, str, str], list[Paper]]
    lay: Callable[[Desk, list[Paper]], Laid]
    """Put the papers in the order of scanning, and other pages among them; what is added comes into the list too."""


def suited(paper: str, form: str, defect: str | None, received: date) -> str:
    """Return an identity paper that existed on the day, and that suits the defect and the legal form."""
    if defect == "identity_cmnd":
        return "cmnd"
    if paper == "can_cuoc" and (received < date(2025, 1, 1) or defect == "identity_expired"):
        return "cccd"
    return "cccd" if paper == "passport" and form == "household" else paper


def with_paper(
    chance: Random, one: people.Person, paper: str, defect: str | None, received: date
) -> people.Person:
    """Return the person with the number and the days of the paper."""
    if paper == "can_cuoc":
        one = replace(one, issued=max(date(2024, 7, 1), received - timedelta(days=chance.randint(30, 400))))
    if paper == "passport":
        issued = received - timedelta(days=chance.randint(100, 3000))
        one = replace(one, number=f"{chance.choice('BC')}{chance.randint(1000000, 9999999)}")
        one = people.with_expiry(one, issued.replace(year=issued.year + 10, day=min(issued.day, 28)), issued)
    if paper == "cmnd":
        one = replace(one, number=f"{chance.randint(10000000, 399999999):09}", issued=date(2014, 5, 20))
    if defect == "identity_expired":
        expires = received - timedelta(days=chance.randint(20, 500))
        one = people.with_expiry(one, expires, expires - timedelta(days=2000))
    return one


def without(made: list[Paper], defect: str | None) -> list[Paper]:
    """Return the papers but the one that a defect takes away."""
    lacking = {"letter_missing": Kind.REQUEST_LETTER, "licence_missing": Kind.BUSINESS_LICENCE,
               "tax_certificate_missing": Kind.TAX_CERTIFICATE, "identity_missing": Kind.IDENTITY,
               "introduction_missing": Kind.INTRODUCTION_LETTER}.get(defect or "")  # fmt: skip
    return [paper for paper in made if paper.kind != lacking]


def with_tax_code(one: people.Company, chance: Random) -> people.Company:
    """Return the company with a tax code whose check digit is wrong."""
    last = (int(one.tax_code[-1]) + chance.randint(1, 9)) % 10
    return replace(one, tax_code=f"{one.tax_code[:-1]}{last}")
