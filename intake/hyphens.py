"""Hyphens between two words of a name: an engine loses some, and takes dirt between usual words for one."""

from collections import Counter
from collections.abc import Callable, Container, Sequence
from functools import cache
from itertools import pairwise

from intake import lexicon
from intake.fields.companies import SPELLED_FORMS
from intake.text import squeezed

Pair = tuple[str, ...]
_TWO = 2
_MANY = 4
"""Of so many readings a hyphen that a single one has is dirt."""


def kept(texts: Sequence[str]) -> list[str]:
    """Return readings of one value, all with the same hyphens between the same two words.

    One that any reading has stays; between two words that most names hold ("TẬP ĐOÀN-SẢN XUẤT", not "THƯỢNG-TỬ"),
    or that usually stand together ("DƯỢC-PHẨM", "TƯ-PHÁT"), all must have it, and of many readings more than one.
    """
    joined = {pair for text in texts for pair in _joined(text)}
    apart = {pair for text in texts for pair in pairwise(map(squeezed, text.split()))}
    counted = Counter(pair for text in texts for pair in _joined(text))
    alone = {pair for pair, count in counted.items() if count == 1 and len(texts) >= _MANY}
    of_forms = {pair for text in texts for pair in _joined(text, SPELLED_FORMS)}
    of_trades = {pair for text in texts for pair in _joined(text, _of_trades())}
    made_up = joined & apart & (alone | of_forms | of_trades | _usual())
    texts = [_without_hyphens(text, made_up) for text in texts] if made_up else texts
    joined -= made_up
    return [_with_hyphens(text, joined) for text in texts] if joined else list(texts)


@cache
def _usual() -> frozenset[Pair]:
    """Return the pairs of words that stand together in a trade or the name of a place."""
    return frozenset(pair for phrase in lexicon.companies().phrases for pair in pairwise(phrase))


@cache
def _of_trades() -> frozenset[str]:
    """Return the words, as they are written, with which trades begin and end: two may stand side by side."""
    trades = lexicon.companies().phrases.keys() - lexicon.addresses().phrases.keys()
    written = (lexicon.companies().phrases[trade] for trade in trades)
    return frozenset(word for phrase in written for word in (phrase[0], phrase[-1]))


def _joined(text: str, words: Container[str] | None = None) -> set[Pair]:
    """Return the pairs of words of a text that a hyphen joins; only those of some `words` where they are given."""
    pairs = (word.lower().split("-") for word in text.split())
    return {_pair(pair) for pair in pairs if len(pair) == _TWO and all(map(_is_one_of(words), pair))}


def _is_one_of(words: Container[str] | None) -> Callable[[str], bool]:
    return lambda word: bool(squeezed(word)) and (words is None or word in words)


def _without_hyphens(text: str, made_up: Container[Pair]) -> str:
    return " ".join(word.replace("-", " ") if _pair(word.split("-")) in made_up else word for word in text.split())


def _with_hyphens(text: str, joined: Container[Pair]) -> str:
    words = text.split()
    for index in range(len(words) - 1, 0, -1):
        if _pair(words[index - 1 : index + 1]) in joined:
            words[index - 1 : index + 1] = [f"{words[index - 1]}-{words[index]}"]
    return " ".join(words)


def _pair(words: Sequence[str]) -> Pair:
    return tuple(map(squeezed, words))
