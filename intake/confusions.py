"""Marks taken for others: how likely a letter with its hat and tone is read as another."""

import unicodedata
from functools import cache

_HATS = {"\u0302": "^", "\u0306": "˘", "\u031b": "ʼ"}
_TONES = {"\u0300": "`", "\u0301": "´", "\u0309": "?", "\u0303": "~", "\u0323": "."}


@cache
def read_as(word: str, read: str) -> float:
    """Return how likely a word is read so: letter by letter, hat and tone."""
    is_capital = read.isupper()
    likely = 1.0
    for true, seen in zip(_letters(word), _letters(read.lower()), strict=False):
        likely *= _letter_read_as(true, seen, is_capital)
    return likely


def _letter_read_as(true: tuple[str, str, str], seen: tuple[str, str, str], is_capital: bool) -> float:
    if true == seen:
        return 0.85 if true[1] and true[2] else 0.97
    if true[0] != seen[0]:
        return 0.01 if {true[0], seen[0]} == {"d", "đ"} else 0.0005
    if true[1:] == ("^", "") and not seen[1] and seen[2] in ("?", "´", "~"):
        return 0.05 if is_capital else 0.02
    return _hat_read_as(true, seen, is_capital) * _tone_read_as(true, seen, is_capital)


def _hat_read_as(true: tuple[str, str, str], seen: tuple[str, str, str], is_capital: bool) -> float:
    if true[1] == seen[1]:
        return 0.9
    if not seen[1]:
        return (0.25 if is_capital else 0.06) if true[2] and true[1] == "^" else 0.01
    if not true[1]:
        return 0.02
    return 0.03


def _tone_read_as(true: tuple[str, str, str], seen: tuple[str, str, str], is_capital: bool) -> float:
    if true[2] == seen[2]:
        return 0.9
    if not seen[2]:
        return (0.25 if is_capital else 0.12) if true[1] and true[2] != "." else 0.02
    if not true[2]:
        return 0.03 if true[1] else 0.01
    if "." in (true[2], seen[2]):
        return 0.004
    return 0.16 if true[1] else 0.06


@cache
def _letters(word: str) -> tuple[tuple[str, str, str], ...]:
    """Return the letters of a word as base, hat and tone."""
    made: list[tuple[str, str, str]] = []
    for part in unicodedata.normalize("NFD", word):
        if part in _HATS and made:
            made[-1] = (made[-1][0], _HATS[part], made[-1][2])
        elif part in _TONES and made:
            made[-1] = (made[-1][0], made[-1][1], _TONES[part])
        elif not unicodedata.combining(part):
            made.append((part, "", ""))
    return tuple(made)
