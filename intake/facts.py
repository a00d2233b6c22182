"""What was read from a dossier: frozen values that travel from reading to the checklist."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

Box = tuple[float, float, float, float]
"""Left, top, right, bottom as fractions (0 to 1) of the upright page."""

FOREVER = "9999-12-31"
"""The value of `expiry` on a card "KHÔNG THỜI HẠN"."""


class Kind(StrEnum):
    """What a page or document is; the values are stable and stand in JSON and in the database."""

    REQUEST_LETTER = "request_letter"
    BUSINESS_LICENCE = "business_licence"
    TAX_CERTIFICATE = "tax_certificate"
    IDENTITY = "identity"
    INTRODUCTION_LETTER = "introduction_letter"
    BLANK = "blank"
    SEPARATOR = "separator"
    OTHER = "other"


DOCUMENT_KINDS = (
    Kind.REQUEST_LETTER,
    Kind.BUSINESS_LICENCE,
    Kind.TAX_CERTIFICATE,
    Kind.IDENTITY,
    Kind.INTRODUCTION_LETTER,
)

FIELDS: Mapping[Kind, tuple[str, ...]] = {
    Kind.REQUEST_LETTER: ("tax_code", "company_name", "address", "email", "phone", "representative"),
    Kind.BUSINESS_LICENCE: ("company_name", "tax_code", "representative", "representative_id"),
    Kind.TAX_CERTIFICATE: ("tax_code", "company_name"),
    Kind.IDENTITY: ("id_number", "full_name", "date_of_birth", "expiry"),
    Kind.INTRODUCTION_LETTER: ("company_name", "bearer", "bearer_id", "valid_until"),
}
"""The fields of each kind of document, in the order in which a clerk reads them. Dates are ISO."""
_STAMP = ("certification_number", "certification_book", "certification_date")
OPTIONAL: Mapping[Kind, tuple[str, ...]] = {
    Kind.REQUEST_LETTER: ("certificate_serial",),
    Kind.BUSINESS_LICENCE: _STAMP,
    Kind.TAX_CERTIFICATE: _STAMP,
    Kind.IDENTITY: _STAMP,
}
"""What a kind of document may show beside them: nobody misses it where it is not there."""


class Request(StrEnum):
    """What the company asks for."""

    RESET_PASSWORD = "reset_password"  # noqa: S105 (a kind of request)
    REBIND_LOST = "rebind_lost"
    REBIND_RENEWED = "rebind_renewed"


class Source(StrEnum):
    """Where a value was read."""

    OCR = "ocr"
    QR = "qr"
    MRZ = "mrz"
    TEXT_LAYER = "text_layer"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Field:
    """One value that was read.

    `certain` means that no person needs to look; `confidence` is 0 to 1; `page` counts from 1 within
    the scan; `box` is None where the place is not known (a person typed the value).
    """

    value: str
    confidence: float
    certain: bool
    page: int
    box: Box | None
    source: Source


@dataclass(frozen=True, slots=True)
class Mark:
    """A seal or a certification stamp that was looked for: found or not, and how surely."""

    found: bool
    confidence: float
    certain: bool
    page: int | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its kind, and the clockwise turn in degrees (0, 90, 180, 270) that makes it upright."""

    number: int
    kind: Kind
    rotation: int
    confidence: float = 1.0
    problem: str = ""
    """Why the page could not be read, as a sentence; empty when it was."""


@dataclass(frozen=True, slots=True)
class Document:
    """Pages that are one paper. A mark is None where it does not apply to the kind."""

    kind: Kind
    pages: tuple[int, ...]
    fields: Mapping[str, Field] = field(default_factory=dict)
    sealed: Mark | None = None
    certified: Mark | None = None

    def value(self, name: str) -> str:
        """Return the value of a field, or an empty string when it was not read."""
        found = self.fields.get(name)
        return found.value if found else ""


@dataclass(frozen=True, slots=True)
class Facts:
    """All that was read from one dossier. `request` is a field whose value is a `Request`."""

    pages: tuple[Page, ...]
    documents: tuple[Document, ...]
    request: Field | None = None

    def of_kind(self, kind: Kind) -> Iterator[tuple[int, Document]]:
        """Yield the documents of a kind, each with its index in `documents`."""
        return ((index, document) for index, document in enumerate(self.documents) if document.kind == kind)


def as_json(facts: Facts) -> dict[str, Any]:
    """Return facts in the shape that `manage.py read --json` prints."""
    return {
        "pages": [_page_as_json(page) for page in facts.pages],
        "documents": [_document_as_json(document) for document in facts.documents],
        "request": facts.request.value if facts.request else None,
    }


def _page_as_json(page: Page) -> dict[str, Any]:
    shape: dict[str, Any] = {"number": page.number, "kind": page.kind.value, "rotation": page.rotation}
    return shape | ({"problem": page.problem} if page.problem else {})


def _document_as_json(document: Document) -> dict[str, Any]:
    return {
        "kind": document.kind.value,
        "pages": list(document.pages),
        "sealed": document.sealed.found if document.sealed else None,
        "certified": document.certified.found if document.certified else None,
        "fields": {name: _field_as_json(value) for name, value in document.fields.items()},
    }


def _field_as_json(value: Field) -> dict[str, Any]:
    return {
        "value": value.value,
        "confidence": round(value.confidence, 3),
        "certain": value.certain,
        "page": value.page,
        "box": [round(edge, 4) for edge in value.box] if value.box else None,
        "source": value.source.value,
    }
