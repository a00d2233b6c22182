"""A mail as it was understood: frozen values that know no case and no database."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Sort(StrEnum):
    """What a mail is: written by a person, by a machine of theirs, or the report of a server."""

    WRITTEN = "written"
    AUTOMATIC = "automatic"
    REPORT = "report"


class Fate(StrEnum):
    """What a server reports of one of our letters."""

    FAILED = "failed"
    DELAYED = "delayed"
    DELIVERED = "delivered"


@dataclass(frozen=True, slots=True)
class File:
    """A file that came with a mail; `media_type` is the sender's word. `problem` says why it is none of ours to
    read; `is_ornament`: a small picture within the text."""

    name: str
    media_type: str
    content: bytes
    is_ornament: bool = False
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """What a server says of a letter: `ids` are the messages that it names, `words` for a clerk."""

    fate: Fate
    ids: Sequence[str]
    words: str


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail. `references` are the messages that it answers, the nearest first; `addressed` everybody it went to.

    `is_verified`: our own mail server vouches for the domain of `sender`; `is_refuted`: it says that somebody else
    sent the mail. `problems` are sentences for a clerk
    that say what of it could not be understood.
    """

    message_id: str = ""
    subject: str = ""
    sender: str = ""
    sender_name: str = ""
    addressed: Sequence[str] = ()
    answers: str = ""
    references: Sequence[str] = ()
    text: str = ""
    html: str = ""
    files: Sequence[File] = ()
    sort: Sort = Sort.WRITTEN
    report: Report | None = None
    is_verified: bool = False
    is_refuted: bool = False
    digest: str = ""
    problems: Sequence[str] = ()
