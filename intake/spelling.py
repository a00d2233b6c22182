"""How a name is spelled that stands on several papers: whether their readers agree, and what all pictures show."""

import re
from collections.abc import Sequence
from functools import lru_cache
from operator import itemgetter

from intake import marks, slips, traces
from intake.lexicon import Lexicon
from intake.text import bare, fold, squeezed
from intake.traces import Trace
from intake.value import Value

_SIGNS, _WORDS = re.compile(r"[\w\s]"), re.compile(r"\w+")
_PAPERS, _CLEARLY = 2, 3.0
"""So many papers must show a word, and so much liker (a logarithm) must another spelling be to their pictures."""
_NEVER = -60.0


def as_pictured(text: str, papers: Sequence[Value], listed: Lexicon) -> str:
    """Return a name with those of its words spelled otherwise that the pictures of all papers clearly show so.

    What some reading of a paper has is tried. Of 420 dossiers four fields were mended so, and none spoilt. A word
    of a phrase that is `listed` has to be shown otherwise so much more clearly as it is likely there.
    """
    shown = [one for one in papers if one.candidate and one.candidate.traces]
    if len(shown) < _PAPERS:
        return text
    words = text.split()
    options = [(at, option) for at, found in enumerate(_spellings(words, shown)) for option in sorted(found)]
    if not options:
        return text
    texts = [text, *(" ".join([*words[:at], option, *words[at + 1 :]]) for at, option in options)]
    seen = sorted(((one.field.value, one.candidate.traces) for one in shown if one.candidate), key=itemgetter(0))
    own, *others = _likenesses(tuple(texts), tuple(seen))
    best: dict[int, tuple[float, str]] = {}
    expected = marks.expected(text, listed)
    for (at, option), likeness in zip(options, others, strict=True):
        if likeness > own + _CLEARLY + expected.get(at, 0.0):
            best[at] = max(best.get(at, (likeness, option)), (likeness, option))
    return " ".join(best[at][1] if at in best else word for at, word in enumerate(words))


def _spellings(words: Sequence[str], papers: Sequence[Value]) -> list[set[str]]:
    """Return the other spellings that readings of some papers have of each word, in its capitals."""
    made: list[set[str]] = [set() for _ in words]
    for text in (text for one in papers if one.candidate for text, _ in one.candidate.readings):
        seen = text.split()
        if len(seen) != len(words):
            continue
        for at, (word, other) in enumerate(zip(words, seen, strict=True)):
            if bare(word).lower() == bare(other).lower():
                made[at].add(slips.as_written(other, word))
    return [options - {word} for options, word in zip(made, words, strict=True)]


@lru_cache(maxsize=8)
def _likenesses(texts: Sequence[str], papers: Sequence[tuple[str, tuple[Trace, ...]]]) -> list[float]:
    """Return how like some papers' pictures are to each text in the capitals of the paper (a logarithm).

    Each of the papers asks the same.
    """
    likenesses = [0.0] * len(texts)
    for like, lines in papers:
        seen = traces.allowed_each(lines, [slips.as_written(text, like) for text in texts])
        likenesses = [sum(pair) for pair in zip(likenesses, (max(_NEVER, each) for each in seen), strict=True)]
    return likenesses


def is_spelled_so(text: str, papers: Sequence[Value]) -> bool:
    """Say whether a second reader saw each word of a name with these marks, and all papers have its signs."""
    if len({_SIGNS.sub("", one) for one in (text, *(paper.field.value for paper in papers))}) > 1:
        return False
    readings = (paper.candidate.readings[1:2] for paper in papers if paper.candidate)
    seen = {word.lower() for reading in readings for other, _ in reading for word in _WORDS.findall(other)}
    return all(word.lower() in seen for word in _WORDS.findall(text) if bare(word).isalpha())


def has_other_signs(value: Value, text: str) -> bool:
    """Say whether some reading of a paper's name has other stops among the same letters: "L.S.N" and "LS.N"."""
    readings = value.candidate.readings if value.candidate else ()
    return any(squeezed(one) == squeezed(text) and fold(one) != fold(text) for one, _ in readings)


def is_marked_otherwise(value: Value, text: str) -> bool:
    """Say whether a name that both readers saw well on its own paper has other marks than a text."""
    return value.field.certain and slips.as_written(value.field.value, text).casefold() != text.casefold()
