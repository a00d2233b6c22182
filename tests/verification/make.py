"""Builders of dossiers: a complete one, and changes to it that a table can name."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from intake.facts import Document, Facts, Field, Kind, Mark, Page, Request, Source
from verification import checklist
from verification.findings import Bearer, Channel, Dossier, Finding, Policy, Record

Change = Callable[[Facts], Facts]

LETTER, LICENCE, CERTIFICATE, CARD, INTRODUCTION = (
    Kind.REQUEST_LETTER,
    Kind.BUSINESS_LICENCE,
    Kind.TAX_CERTIFICATE,
    Kind.IDENTITY,
    Kind.INTRODUCTION_LETTER,
)
RECEIVED_ON = date(2026, 11, 23)
TAX_CODE = "0100000010"
COMPANY = "CÔNG TY TNHH THƯƠNG MẠI MẪU THỬ"
PERSON = "Nguyễn Văn An"
NUMBER = "001080012345"

_VALUES = {
    LETTER: {
        "tax_code": TAX_CODE,
        "company_name": COMPANY,
        "address": "Số 1, Phố Mẫu, Phường Thử, Hà Nội",
        "email": "ketoan@mauthu.example",
        "phone": "024 3800 0000",
        "representative": PERSON,
    },
    LICENCE: {
        "company_name": COMPANY,
        "tax_code": TAX_CODE,
        "representative": PERSON,
        "representative_id": NUMBER,
    },
    CERTIFICATE: {"tax_code": TAX_CODE, "company_name": COMPANY},
    CARD: {"id_number": NUMBER, "full_name": PERSON, "date_of_birth": "1980-01-01", "expiry": "2040-01-01"},
    INTRODUCTION: {
        "company_name": COMPANY,
        "bearer": "Trần Thị Bình",
        "bearer_id": "001190012346",
        "valid_until": "2026-12-31",
    },
}
SEALED = {LETTER, INTRODUCTION}
CERTIFIED = {LICENCE, CERTIFICATE, CARD}


def field(value: str, *, certain: bool = True, page: int = 1, source: Source = Source.OCR) -> Field:
    """Make one value that was read."""
    return Field(value, 0.99 if certain else 0.6, certain, page, (0.1, 0.1, 0.4, 0.15), source)


def mark(found: bool = True, *, certain: bool = True) -> Mark:
    """Make a seal or certification mark."""
    return Mark(found, 0.95, certain)


def paper(kind: Kind, page: int = 1, **values: str) -> Document:
    """Make a paper with every field certain, some with another value."""
    read = {name: field(value, page=page) for name, value in (_VALUES[kind] | values).items()}
    sealed = mark() if kind in SEALED else None
    return Document(kind, (page,), read, sealed=sealed, certified=mark() if kind in CERTIFIED else None)


def facts(*changes: Change) -> Facts:
    """Make the facts of a complete, certain dossier brought to the counter, then change them."""
    kinds = (LETTER, LICENCE, CARD, INTRODUCTION)
    pages = tuple(Page(number, kind, 0) for number, kind in enumerate(kinds, start=1))
    papers = tuple(paper(kind, number) for number, kind in enumerate(kinds, start=1))
    made = Facts(pages, papers, field(Request.RESET_PASSWORD))
    for change in changes:
        made = change(made)
    return made


def dossier(
    *changes: Change,
    channel: Channel = Channel.WALK_IN,
    received_on: date = RECEIVED_ON,
    policy: Policy | None = None,
    record: Record | None = None,
    bearer: Bearer | None = None,
) -> Dossier:
    """Make a complete, certain dossier brought to the counter, then change its facts."""
    return Dossier(facts(*changes), channel, received_on, policy or Policy(), record, bearer)


def finding(rule: str, of: Dossier) -> Finding:
    """Return one rule's finding."""
    return next(found for found in checklist.check(of) if found.rule == rule)


def without(*kinds: Kind) -> Change:
    """Take papers out; the request goes with its letter, the pages stay, as pages of no kind."""

    def change(before: Facts) -> Facts:
        kept = tuple(document for document in before.documents if document.kind not in kinds)
        pages = tuple(replace(page, kind=Kind.OTHER) if page.kind in kinds else page for page in before.pages)
        return replace(before, documents=kept, pages=pages, request=None if LETTER in kinds else before.request)

    return change


def reads(kind: Kind, *, certain: bool = True, source: Source = Source.OCR, **values: str) -> Change:
    """Give the papers of a kind other values."""
    fields = {name: field(value, certain=certain, source=source) for name, value in values.items()}
    return _each(kind, lambda document: replace(document, fields={**document.fields, **fields}))


def reads_one(kind: Kind, name: str, value: str) -> Change:
    """Give the papers of a kind another value of one field, certain."""
    return _each(kind, lambda document: replace(document, fields={**document.fields, name: field(value)}))


def misses(kind: Kind, *names: str) -> Change:
    """Take fields off the papers of a kind."""
    return _each(kind, lambda document: replace(document, fields=_less(document, names)))


def doubts(kind: Kind, *names: str) -> Change:
    """Make fields of the papers of a kind uncertain."""

    def weaken(document: Document) -> Document:
        weak = {name: replace(document.fields[name], certain=False, confidence=0.6) for name in names}
        return replace(document, fields={**document.fields, **weak})

    return _each(kind, weaken)


def marked(kind: Kind, found: bool = False, *, certain: bool = True) -> Change:
    """Change the mark that a kind of paper bears: the seal or the certification."""
    new = mark(found, certain=certain)
    if kind in SEALED:
        return _each(kind, lambda document: replace(document, sealed=new))
    return _each(kind, lambda document: replace(document, certified=new))


def unmarked(kind: Kind) -> Change:
    """Leave the mark of a kind of paper as one that was not looked for."""
    return _each(kind, lambda document: replace(document, sealed=None, certified=None))


def adds(document: Document) -> Change:
    """Add a paper on a page of its own."""

    def change(before: Facts) -> Facts:
        number = len(before.pages) + 1
        pages = (*before.pages, Page(number, document.kind, 0))
        return replace(before, pages=pages, documents=(*before.documents, replace(document, pages=(number,))))

    return change


def unreadable_page(before: Facts) -> Facts:
    """Add a page that could not be read."""
    page = Page(len(before.pages) + 1, Kind.OTHER, 0, 0.0, "Trang quá mờ.")
    return replace(before, pages=(*before.pages, page))


def poor_pages(before: Facts) -> Facts:
    """Let every page have a problem."""
    return replace(before, pages=tuple(replace(page, problem="Trang quá mờ.") for page in before.pages))


def doubtful_kinds(before: Facts) -> Facts:
    """Let the kind of every page be a guess."""
    return replace(before, pages=tuple(replace(page, confidence=0.2) for page in before.pages))


def asks(value: str | None, *, certain: bool = True) -> Change:
    """Let the letter ask for something else, or for nothing that was understood."""
    return lambda before: replace(before, request=field(value, certain=certain) if value else None)


def _each(kind: Kind, change: Callable[[Document], Document]) -> Change:
    def apply(before: Facts) -> Facts:
        changed = tuple(change(found) if found.kind is kind else found for found in before.documents)
        return replace(before, documents=changed)

    return apply


def _less(document: Document, names: tuple[str, ...]) -> dict[str, Field]:
    return {name: value for name, value in document.fields.items() if name not in names}
