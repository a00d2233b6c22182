"""Text folded for search, what a query asks for, and where it stands in the text as written.

Folding is done here, before storing, and the same way for what is asked: so no database needs `unaccent`, and
SQLite and PostgreSQL find the same. Accents go, `đ` becomes `d`, capitals and punctuation do not count.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

_D = str.maketrans("đĐ", "dd")
_WORD = re.compile(r"[^\W_]+")
_COUNTRY = re.compile(r"^\s*\+\s*84")
DIGIT = re.compile(r"\d")
_MOST_OF_A_CODE = 60
_LEAST = 2
_LEAST_INSIDE = 3


@dataclass(frozen=True, slots=True)
class Terms:
    """What an entry must hold: every one of `starts` at the start of a word, or `code` anywhere in a code."""

    starts: Sequence[str]
    code: str = ""


def fold(text: str) -> str:
    """Return a text as it is stored: its words, each behind a space; where it may be a code, also in one piece."""
    words = words_of(text)
    joined = "".join(words)
    is_code = len(words) > 1 and len(joined) <= _MOST_OF_A_CODE and DIGIT.search(joined)
    return "".join(f" {word}" for word in [*words, *([joined] if is_code else [])])


def terms(query: str) -> Terms | None:
    """Return what a query asks for; None where it is too short to ask for anything."""
    words = words_of(query)
    joined = "".join(words)
    if len(joined) < _LEAST:
        return None
    is_code = len(joined) >= _LEAST_INSIDE and DIGIT.search(joined)
    return Terms(tuple(dict.fromkeys(words)), joined if is_code else "")


def words_of(text: str) -> list[str]:
    """Return the folded words of a text; "+84" before a telephone number is read as "0"."""
    plain = "".join(_plain(letter) for letter in _COUNTRY.sub("0", text))
    return _WORD.findall(plain)


def marked(text: str, asked: Terms) -> list[tuple[str, bool]]:
    """Cut a text into pieces, each with whether it was asked for; together they are the text."""
    plain, origin = _traced(text)
    hits = {origin[at] for start, end in _spans(plain, asked) for at in range(start, end)}
    pieces: list[tuple[str, bool]] = []
    for index, letter in enumerate(text):
        is_hit = index in hits or (bool(unicodedata.combining(letter)) and index - 1 in hits)
        if pieces and pieces[-1][1] == is_hit:
            pieces[-1] = (pieces[-1][0] + letter, is_hit)
        else:
            pieces.append((letter, is_hit))
    return pieces


@lru_cache(maxsize=4096)
def _plain(letter: str) -> str:
    decomposed = unicodedata.normalize("NFD", letter)
    return "".join(one for one in decomposed if not unicodedata.combining(one)).translate(_D).casefold()


def _traced(text: str) -> tuple[str, list[int]]:
    """Return a folded text, and for each of its letters the index of the one it came from."""
    pairs = [(plain, index) for index, letter in enumerate(text) for plain in _plain(letter)]
    return "".join(plain for plain, _ in pairs), [index for _, index in pairs]


def _spans(plain: str, asked: Terms) -> Iterator[tuple[int, int]]:
    words = [(match.start(), match.group()) for match in _WORD.finditer(plain)]
    if all(any(word.startswith(start) for _, word in words) for start in asked.starts):
        for at, word in words:
            yield from ((at, at + len(start)) for start in asked.starts if word.startswith(start))
    elif asked.code:
        yield from _spans_of_code(words, asked.code)


def _spans_of_code(words: Sequence[tuple[int, str]], code: str) -> Iterator[tuple[int, int]]:
    """Yield where a code stands across its groups; one that begins with "0" may be written with "+84"."""
    joined = "".join(word for _, word in words)
    places = [at + offset for at, word in words for offset in range(len(word))]
    for shown in (code, code.removeprefix("0")):
        found = joined.find(shown)
        if found >= 0:
            yield from ((at, at + 1) for at in places[found : found + len(shown)])
            return
