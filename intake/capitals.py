"""Capitals of words and names: where they stand, and whether readings agree on them."""

from collections.abc import Sequence

_CAPITALS, _MIXED = 0.8, 0.5
"""Share of capitals among the letters of a text in capitals, at least; of one in large and small, at most."""

_SMALL_WORDS = 2
"""So many words in small letters no dirt makes of capitals."""


def share(text: str) -> float:
    """Return the part of a text's letters that are capitals, 0 of a text without letters."""
    letters = [letter for letter in text if letter.isalpha()]
    return sum(map(str.isupper, letters)) / max(len(letters), 1)


def is_in(text: str) -> bool:
    """Say whether a text is written in capitals, but for a letter or two that were misread."""
    return share(text) > _CAPITALS


def are_alike(texts: Sequence[str]) -> bool:
    """Say whether no text is in capitals where another is not: then nobody knows which letters are large."""
    shares = [share(text) for text in texts if text]
    if max(shares, default=0.0) <= _CAPITALS:
        return True
    return min(shares) >= _MIXED and not any(map(_is_of_small_words, texts))


def _is_of_small_words(text: str) -> bool:
    """Say whether some words of a text are in small letters: what is short for words is in capitals in any."""
    return sum(word[1:].islower() for word in text.split()) >= _SMALL_WORDS


def is_clear(word: str) -> bool:
    """Say whether a word has its capitals where words have them; "VinalỘc" has one inside."""
    return word.isupper() or word[1:].islower()


def of_person(name: str) -> str:
    """Return a person's name with a capital to each word alone: in "Lò Bá TỬ" a mark makes letters look large."""
    words = name.split()
    small = sum(word[1:].islower() for word in words)
    return " ".join(word.capitalize() for word in words) if 2 * small >= len(words) and small else name


def give(word: str, like: str) -> str:
    """Return a word with the capitals of another reading of it."""
    if like.isupper():
        return word.upper()
    if len(word) == len(like):
        return "".join(
            letter.upper() if seen.isupper() else letter for letter, seen in zip(word, like, strict=True)
        )
    return word[:1].upper() + word[1:] if like[:1].isupper() else word
