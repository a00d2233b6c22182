"""The words of a form: what the house brings along, and how a text is named so that a letter can prove its own."""

import hashlib
import re
from dataclasses import asdict, dataclass
from functools import cache

from django.conf import settings

from letters.forms import Form

PARTS = ("title", "body", "subject", "mail")
_PART = re.compile(rf"^\[({'|'.join(PARTS)})\]\n", re.MULTILINE)
LONGEST = 12_000


@dataclass(frozen=True, slots=True)
class Text:
    """The words of one form, in the language of `language.py`.

    `title` is the heading, or what a letter is about ("V/v …"); `body` is printed, `mail` goes with it.
    """

    title: str
    body: str
    subject: str
    mail: str

    @property
    def digest(self) -> str:
        """What names these very words."""
        joined = "\x00".join(asdict(self)[part] for part in PARTS)
        return hashlib.sha256(joined.encode()).hexdigest()


@cache
def built_in(form: Form) -> Text:
    """Return the words that the house brings along."""
    path = settings.ROOT / "templates" / "letters" / "texts" / f"{form}.txt"
    pieces = _PART.split(path.read_text())
    found = dict(zip(pieces[1::2], pieces[2::2], strict=True))
    return Text(**{part: found[part].strip("\n") for part in PARTS})


def tidied(text: Text) -> Text:
    """Return a text without what forms add: carriage returns, blanks at line ends, signs that do not print."""
    return Text(**{part: _tidied(getattr(text, part)) for part in PARTS})


def _tidied(words: str) -> str:
    plain = words.replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(sign for sign in plain if sign == "\n" or sign.isprintable())
    return "\n".join(line.rstrip() for line in kept.split("\n")).strip("\n")
