"""The papers of a dossier as the rules ask for them: by kind, by field, and whose card a card is."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intake.facts import Document, Field, Kind, Page
from verification import names, numbers
from verification.findings import Dossier
from verification.names import Match

KIND_DOUBTFUL_BELOW = 0.5
"""A paper none of whose pages is surer of its kind than this may be another paper."""

NAMES = {
    Kind.REQUEST_LETTER: gettext_lazy("công văn đề nghị"),
    Kind.BUSINESS_LICENCE: gettext_lazy("giấy phép đăng ký kinh doanh"),
    Kind.TAX_CERTIFICATE: gettext_lazy("giấy chứng nhận đăng ký thuế"),
    Kind.IDENTITY: gettext_lazy("giấy tờ tùy thân của người đại diện theo pháp luật"),
    Kind.INTRODUCTION_LETTER: gettext_lazy("giấy giới thiệu"),
}
"""What a sentence calls each kind of paper."""

SHORT_NAMES = {
    Kind.REQUEST_LETTER: gettext_lazy("công văn"),
    Kind.BUSINESS_LICENCE: gettext_lazy("giấy phép"),
    Kind.TAX_CERTIFICATE: gettext_lazy("giấy chứng nhận đăng ký thuế"),
    Kind.IDENTITY: gettext_lazy("giấy tờ tùy thân"),
    Kind.INTRODUCTION_LETTER: gettext_lazy("giấy giới thiệu"),
}
"""What a sentence calls each kind of paper beside a value."""

REPRESENTATIVES = 9
"""As many representatives of one licence are compared; the second's fields end in `_2`."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A document with its index among the facts."""

    index: int
    document: Document

    @property
    def name(self) -> str:
        """Return what a sentence calls the paper, with its pages."""
        pages = ", ".join(str(number) for number in self.document.pages)
        name = str(NAMES.get(self.document.kind, self.document.kind))
        return _("%(paper)s (trang %(pages)s)") % {"paper": name, "pages": pages} if pages else name

    @property
    def short_name(self) -> str:
        """Return what a sentence calls the paper beside a value of it."""
        return str(SHORT_NAMES.get(self.document.kind, self.document.kind))

    def read(self, name: str) -> Field | None:
        """Return a field that was read and is not empty."""
        found = self.document.fields.get(name)
        return found if found and found.value.strip() else None


@dataclass(frozen=True, slots=True)
class Reading:
    """One field as one paper shows it."""

    paper: Paper
    field: Field

    @property
    def value(self) -> str:
        """Return the value without blanks around it."""
        return self.field.value.strip()

    @property
    def certain(self) -> bool:
        """Say whether no person needs to look."""
        return self.field.certain


def of(dossier: Dossier, *kinds: Kind) -> tuple[Paper, ...]:
    """Return the papers of some kinds, kind by kind."""
    facts = dossier.facts
    return tuple(Paper(index, document) for kind in kinds for index, document in facts.of_kind(kind))


def readings(papers: Iterable[Paper], name: str) -> list[Reading]:
    """Return a field as each of some papers shows it; papers that do not show it are left out."""
    return [Reading(paper, field) for paper in papers if (field := paper.read(name))]


def unread_pages(dossier: Dossier) -> tuple[Page, ...]:
    """Return the pages that could not be read: a paper that seems absent may be among them."""
    return tuple(page for page in dossier.facts.pages if page.problem)


def is_poorly_read(dossier: Dossier, paper: Paper) -> bool:
    """Say whether an unread field may be there: nothing on the paper is certain, or a page failed."""
    if any(page.number in paper.document.pages for page in unread_pages(dossier)):
        return True
    return not any(field.certain for field in paper.document.fields.values())


def is_kind_doubtful(dossier: Dossier, paper: Paper) -> bool:
    """Say whether a paper may be of another kind than it was taken for."""
    own = [page.confidence for page in dossier.facts.pages if page.number in paper.document.pages]
    return bool(own) and max(own) < KIND_DOUBTFUL_BELOW


def representatives(paper: Paper) -> list[tuple[Field | None, Field | None]]:
    """Return name and number of each representative on a licence, where either was read."""
    endings = ["", *(f"_{number}" for number in range(2, REPRESENTATIVES + 1))]
    pairs = [(paper.read(f"representative{end}"), paper.read(f"representative_id{end}")) for end in endings]
    return [pair for pair in pairs if any(pair)]


def identities(dossier: Dossier) -> tuple[Paper, ...]:
    """Return the cards that may be the representative's: those that look like theirs, and nobody's.

    Where no card looks like a representative's, every card that is not the bearer's, or simply every card.
    """
    cards = of(dossier, Kind.IDENTITY)
    licences = of(dossier, Kind.BUSINESS_LICENCE)
    holders = [pair for licence in licences for pair in representatives(licence)]
    if theirs := [card for card in cards if any(_is_of(card, *holder) for holder in holders)]:
        return tuple(card for card in cards if card in theirs or _is_of_nobody(card))
    bearers = [
        (letter.read("bearer"), letter.read("bearer_id")) for letter in of(dossier, Kind.INTRODUCTION_LETTER)
    ]
    others = tuple(card for card in cards if not any(_is_of(card, *bearer) for bearer in bearers))
    return others or cards


def capitalised(sentence: str) -> str:
    """Return a sentence that begins with a capital."""
    return str(capfirst(sentence))


def _is_of(card: Paper, name: Field | None, number: Field | None) -> bool:
    own_name, own_number = card.read("full_name"), card.read("id_number")
    if name and own_name and names.compare_persons(name.value, own_name.value) is not Match.DIFFERENT:
        return True
    return bool(number and own_number and numbers.compact(number.value) == numbers.compact(own_number.value))


def _is_of_nobody(card: Paper) -> bool:
    return not card.read("full_name") and not card.read("id_number")
