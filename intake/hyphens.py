"""Hyphens between two words of a name: an engine loses one, and makes none up."""

from collections.abc import Container, Sequence

from intake.text import squeezed

Pair = tuple[str, ...]
_TWO = 2


def kept(texts: Sequence[str]) -> list[str]:
    """Return readings of one value, each with the hyphens that any of them has between the same two words."""
    words = (word.split("-") for text in texts for word in text.split())
    joined = {_pair(parts) for parts in words if len(parts) == _TWO and all(_pair(parts))}
    return [_with_hyphens(text, joined) for text in texts] if joined else list(texts)


def _with_hyphens(text: str, joined: Container[Pair]) -> str:
    words = text.split()
    for index in range(len(words) - 1, 0, -1):
        if _pair(words[index - 1 : index + 1]) in joined:
            words[index - 1 : index + 1] = [f"{words[index - 1]}-{words[index]}"]
    return " ".join(words)


def _pair(words: Sequence[str]) -> Pair:
    return tuple(map(squeezed, words))
