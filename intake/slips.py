"""Two spellings of what may be one name: whether one is a slip of the other, one in the other's capitals."""

from collections.abc import Collection, Sequence
from itertools import combinations

from rapidfuzz.distance import Levenshtein

from intake import lexicon
from intake.fields.companies import SPELLED_FORMS
from intake.text import bare, squeezed

_EDGES = ".,:;"
_ALIKE, _SCRAP = 0.85, 2
"""How like each other a name and its misreading are, and the letters of a scrap of dirt."""
_LOOKS, _UNLIKE = 2, 0.5
"""So many looks may err alike; how like each other what they saw is at most, where it is dirt."""


def in_capitals_of(text: str, like: str) -> str:
    """Return a name in capitals where another spelling of it is."""
    return text.upper() if like.isupper() else text


def may_be_slip(one: str, other: str) -> bool:
    """Say whether two folded names may be one name misread or cut short, and not two names."""
    words, others = one.split(), other.split()
    if sorted(words) == sorted(others):  # a line of a cell read before the one above it
        return True
    if len(words) != len(others):
        shorter, longer = sorted((words, others), key=len)
        kept = iter(longer)
        return all(word in kept for word in shorter) or Levenshtein.normalized_similarity(one, other) > _ALIKE
    unlike = [(word, seen) for word, seen in zip(words, others, strict=True) if word != seen]
    return all(Levenshtein.distance(word, seen) <= max(1, len(word) // 3) for word, seen in unlike)


def is_but_for_scraps(dirty: str, clean: str, *, is_behind_any: bool = False) -> bool:
    """Say whether a folded name is another one with some scraps among its words: "DỊCH 2 R VỤ".

    One behind its last word may be longer where that `is_behind_any`: half of what stands there.
    """
    more = besides(dirty.split(), clean.split())
    is_behind = is_behind_any and more is not None and dirty == f"{clean} {' '.join(more)}"
    return more is not None and all(len(word) <= _SCRAP + is_behind for word in more)


def are_but_for_scraps(readings: Collection[str], clean: str) -> bool:
    """Say whether folded readings are a name but for scraps; half a word behind it is one that another has not.

    So is whatever stands behind it in three looks, in each another thing that is not like the others.
    """
    tails = [squeezed(one.removeprefix(f"{clean} ")) for one in readings if one.startswith(f"{clean} ")]
    if len(tails) == len(readings) > _LOOKS:
        return all(Levenshtein.normalized_similarity(*pair) < _UNLIKE for pair in combinations(tails, 2))
    is_half = len(readings) > _LOOKS and clean in readings
    return all(is_but_for_scraps(one, clean, is_behind_any=is_half) for one in readings)


def besides(whole: Sequence[str], part: Sequence[str]) -> list[str] | None:
    """Return what a whole has besides a part of it, words or letters; None where it has not that in its order."""
    more: list[str] = []
    found = 0
    for one in whole:
        if found < len(part) and one == part[found]:
            found += 1
        else:
            more.append(one)
    return more if found == len(part) else None


def as_written(text: str, like: str) -> str:
    """Return a name in the capitals of another spelling of it."""
    if like.isupper():
        return text.upper()
    words, seen = text.split(), like.split()
    if len(words) != len(seen):
        parts = [part.strip(_EDGES) for one in seen for part in (one, *one.split("-"))]
        known = {bare(part).lower(): part for part in parts}
        is_small = seen[-1:] != [] and seen[-1].islower() and seen[-1] in SPELLED_FORMS
        told = ["", *(known.get(bare(word).lower(), "") for word in words), ""]
        seen = [
            one or _cased(word, is_small=is_small or (before.islower() and after.islower()))
            for word, before, one, after in zip(words, told, told[1:], told[2:], strict=False)
        ]
    made = [_as_word(word, one) for word, one in zip(words, seen, strict=True)]
    for index, (word, one) in enumerate(zip(words, seen, strict=True)):
        if len(word) != len(one) and _is_odd(one):
            beside = [*made[max(0, index - 1) : index], *made[index + 1 : index + 2]]
            made[index] = made[index].lower() if all(map(str.islower, beside)) else made[index].capitalize()
    return " ".join(made)


def _is_odd(word: str) -> bool:
    """Say whether a word has capitals amid small letters: "EữỮu" was misread, and says nothing of its capitals."""
    return word.isalpha() and word[1:].lower() != word[1:] and not word.isupper()


def _cased(word: str, *, is_small: bool) -> str:
    """Return a word in capitals as a name goes on with it: a trade's in small letters behind such (`is_small`)."""
    if is_small and word.lower() in SPELLED_FORMS:
        return word.lower()
    return "-".join(map(_capitalised, word.split("-")))


def _capitalised(word: str) -> str:
    """Return a word with a capital; one of so few letters that is no syllable is short for words: "TM"."""
    is_short = len(word) <= _SCRAP and word.isupper() and not lexicon.is_syllable(word.lower())
    return word.capitalize() if word.isalpha() and not is_short else word


def _as_word(word: str, like: str) -> str:
    bracket = "(" if word.startswith("(") else ""
    word, like = word.removeprefix("("), like.removeprefix("(")
    return bracket + _in_case(word, like)


def _in_case(word: str, like: str) -> str:
    if len(word) == len(like):
        return "".join(
            letter.upper() if seen.isupper() else letter.lower() for letter, seen in zip(word, like, strict=True)
        )
    if bare(like).isalpha() and (like[1:].islower() or len(like) == 1):
        return word[:1].upper() + word[1:].lower() if like[0].isupper() else word.lower()
    return word
