"""Everything that a letter may say about a case, as plain values that the driver passes."""

import unicodedata
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import date, datetime
from typing import Any, Literal, cast

RequestKind = Literal["", "reset_password", "rebind_lost", "rebind_renewed"]


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper of the dossier; `form` is "Bản chính", "Bản chứng thực" or "Bản sao"."""

    name: str
    form: str
    count: int = 1


@dataclass(frozen=True, slots=True)
class Defect:
    """One thing to put right: what it is about, why it does not do, and what remedies it."""

    what: str
    why: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Certificate:
    """The certificate that was bound to the account."""

    serial: str
    issuer: str
    company: str
    valid_from: datetime
    valid_to: datetime


@dataclass(frozen=True, slots=True)
class Reveal:
    """Where a company sees its new password once: a secret, which stands in the mail and not in the PDF."""

    url: str = field(repr=False)
    until: datetime


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that goes with the mail beside the PDF; `content_type` is the one that the mail gives it."""

    name: str
    content_type: str
    content: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Enciphered:
    """The mail within the mail that holds a new password, for the holder of the certificate of `serial` alone."""

    serial: str
    issuer: str
    enclosure: Enclosure


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs: the lines above their title ("KT. GIÁM ĐỐC"), the title, and the name."""

    authority: tuple[str, ...]
    title: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """The values of one letter. `received_on` is the day stamped "ĐẾN", day 0 of the clock; `promised_on` the day
    that an extension puts off.

    A password answer has `reveal` or `enciphered`, a certificate answer has `certificate`, which
    `is_restored` where it is the former one; the password itself has no place here.
    `note` is the free text of the person who sends the letter. `signature` None: the letterhead's own, in whose
    place `signer` puts another name. `is_granted` False: the answer is no, for a `reason`.
    """

    case_number: str
    received_on: date
    received_at: datetime | None = None
    due_on: date | None = None
    promised_on: date | None = None
    working_days: int = 5
    channel: str = ""
    company_name: str = ""
    tax_code: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    representative: str = ""
    request: str = ""
    request_kind: RequestKind = ""
    documents: tuple[Paper, ...] = ()
    defects: tuple[Defect, ...] = ()
    reason: str = ""
    note: str = ""
    account_tax_code: str = ""
    account_name: str = ""
    certificate: Certificate | None = None
    is_restored: bool = False
    reveal: Reveal | None = None
    enciphered: Enciphered | None = None
    is_granted: bool = True
    signature: Signature | None = None
    signer: str = ""
    clerk: str = ""
    lookup_url: str = ""


def cleaned(content: Content) -> Content:
    """Return the content without control and direction marks; only `reason` and `note` keep their lines."""
    plain = cast(Content, _cleaned(content))
    return replace(plain, reason=_lines(content.reason), note=_lines(content.note))


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return _one_line(value)
    if isinstance(value, tuple):
        return tuple(_cleaned(item) for item in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: _cleaned(getattr(value, f.name)) for f in fields(value)})
    return value


def _lines(text: str) -> str:
    return "\n".join(_one_line(line) for line in text.strip().splitlines())


def _one_line(text: str) -> str:
    return " ".join("".join(map(_printed, unicodedata.normalize("NFC", text))).split())


def _printed(sign: str) -> str:
    category = unicodedata.category(sign)
    if category == "Cc":
        return " "
    return "" if category in {"Cf", "Co", "Cs"} else sign
