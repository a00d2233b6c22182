"""What words are likely: Vietnamese syllables, names of persons, words of companies and places."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from intake.text import bare, fold

_LISTS = Path(__file__).parent / "lexicons"
_SYLLABLES = Path("/usr/share/hunspell/vi_VN.dic")
"""Debian's hunspell-vi; where it is missing the form of a syllable alone decides."""
_ONSETS = "b|c|ch|d|đ|g|gh|gi|h|k|kh|l|m|n|ng|ngh|nh|p|ph|qu|r|s|t|th|tr|v|x|"
_RIMES = (
    "a|ac|ach|ai|am|an|ang|anh|ao|ap|at|au|ay|ăc|ăm|ăn|ăng|ăp|ăt|âc|âm|ân|âng|âp|ât|âu|ây|e|ec|em|en|eng|eo|ep|et|"
    "ê|êch|êm|ên|êng|ênh|êp|êt|êu|i|ia|ich|iêc|iêm|iên|iêng|iêp|iêt|iêu|im|in|inh|ip|it|iu|o|oa|oac|oach|oai|oam|oan|"
    "oang|oanh|oao|oap|oat|oay|oăc|oăm|oăn|oăng|oăt|oc|oe|oen|oeo|oet|oi|om|on|ong|ooc|oong|op|ot|ô|ôc|ôi|ôm|ôn|ông|"
    "ôp|ôt|ơ|ơi|ơm|ơn|ơp|ơt|u|ua|uân|uâng|uât|uây|uc|uê|uêch|uênh|ui|um|un|ung|uơ|uôc|uôi|uôm|uôn|uông|uôt|up|ut|uy|"
    "uya|uych|uyên|uyêt|uynh|uyp|uyt|uyu|ư|ưa|ưc|ưi|ưng|ươc|ươi|ươm|ươn|ương|ươp|ươt|ươu|ưt|ưu|y|yêm|yên|yêng|yêt|yêu|ynh"
)
_GIVEN = (12.0, 4.0, 2.0)
"""How much a given name counts: of a thousand words of names one or more are it, of seven thousand, or fewer.

`given.txt` has them in this order, a blank line between; counted over 8,700 names of students, most of them men,
and women's names beside.
"""
_SURNAME, _RARE = 4.0, 1.0
_TONES = str.maketrans({"\u0300": None, "\u0301": None, "\u0309": None, "\u0303": None, "\u0323": None})
_STOPPED = frozenset("\u0301\u0323")
_FORM = re.compile(rf"(?:{_ONSETS})(?:{_RIMES})")


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words with their weight, by their form without marks; phrases likewise."""

    words: Mapping[str, Mapping[str, float]]
    phrases: Mapping[tuple[str, ...], tuple[str, ...]]

    def weight(self, word: str) -> float:
        """Return how likely a word is among those that look like it without marks."""
        return self.words.get(bare(word), {}).get(word, 0.0)


@cache
def syllables() -> Mapping[str, frozenset[str]]:
    """Return the attested syllables by their form without marks."""
    if not _SYLLABLES.exists():
        return {}
    found: dict[str, set[str]] = {}
    for line in _SYLLABLES.read_text("utf-8").splitlines()[1:]:
        word = line.split("/")[0].strip()
        if word.isalpha() and word.islower():
            found.setdefault(bare(word), set()).add(word)
    return {plain: frozenset(words) for plain, words in found.items()}


@cache
def persons() -> Lexicon:
    """Return names of persons: surnames and given names, each by how many bear it, and usual pairs of them."""
    words: dict[str, dict[str, float]] = {}
    tiers = (_LISTS / "given.txt").read_text("utf-8").split("\n\n")
    for tier, weight in zip(tiers, _GIVEN, strict=True):
        for word in tier.split():
            _add(words, word, weight)
    for names, weight in ((surnames(), _SURNAME), (rare_surnames(), _RARE)):
        for word in names:
            _add(words, word, weight)
    pairs = (tuple(line.split()) for line in (_LISTS / "pairs.txt").read_text("utf-8").splitlines())
    return Lexicon(words, {tuple(map(bare, pair)): pair for pair in pairs})


@cache
def surnames() -> frozenset[str]:
    """Return the surnames that are common."""
    return frozenset((_LISTS / "surnames.txt").read_text("utf-8").split())


@cache
def rare_surnames() -> frozenset[str]:
    """Return surnames that are seldom: of smaller peoples, of a few villages."""
    return frozenset((_LISTS / "rare_surnames.txt").read_text("utf-8").split())


@cache
def bare_surnames() -> frozenset[str]:
    """Return the surnames without marks."""
    return frozenset(map(bare, surnames() | rare_surnames()))


@cache
def provinces() -> frozenset[str]:
    """Return the provinces and cities under the centre, folded; those of before July 2025 too."""
    return frozenset(map(fold, province_names()))


@cache
def province_names() -> tuple[str, ...]:
    """Return the same as they are written, in small letters."""
    return tuple((_LISTS / "provinces.txt").read_text("utf-8").splitlines())


@cache
def companies() -> Lexicon:
    """Return words and phrases of company names; the names of persons and places come in them too."""
    return _with_phrases(
        ("company.txt", "places.txt", "provinces.txt"), weight=4.0, also=("given.txt", "surnames.txt")
    )


@cache
def addresses() -> Lexicon:
    """Return words and phrases of addresses."""
    return _with_phrases(
        ("places.txt", "provinces.txt"), weight=4.0, also=("given.txt", "surnames.txt", "company.txt")
    )


def is_syllable(word: str) -> bool:
    """Say whether a word (small letters) has the form of a Vietnamese syllable."""
    toneless = unicodedata.normalize("NFC", unicodedata.normalize("NFD", word).translate(_TONES))
    return _FORM.fullmatch(toneless) is not None


def is_toned(word: str) -> bool:
    """Say whether a syllable has a tone that its ending lets it have: with c, ch, p or t none but ´ and a dot."""
    is_stopped = word.endswith(("c", "ch", "p", "t"))
    return not is_stopped or not _STOPPED.isdisjoint(unicodedata.normalize("NFD", word))


@cache
def is_of_syllables(word: str) -> bool:
    """Say whether a word (small letters) is one or more of such syllables, one behind the other: "vinasào"."""
    return any(
        is_syllable(word[:end]) and (end == len(word) or is_of_syllables(word[end:]))
        for end in range(1, len(word) + 1)
    )


def _with_phrases(names: tuple[str, ...], weight: float, also: tuple[str, ...]) -> Lexicon:
    words: dict[str, dict[str, float]] = {}
    phrases: dict[tuple[str, ...], tuple[str, ...]] = {}
    for name in names:
        for line in (_LISTS / name).read_text("utf-8").splitlines():
            phrase = tuple(word for word in line.split() if word.isalpha())
            for word in phrase:
                _add(words, word, weight)
            if len(phrase) > 1:
                phrases[tuple(map(bare, phrase))] = phrase
    for name in also:
        for word in (_LISTS / name).read_text("utf-8").split():
            _add(words, word, 2.0)
    return Lexicon(words, phrases)


def _add(words: dict[str, dict[str, float]], word: str, weight: float) -> None:
    known = words.setdefault(bare(word), {})
    known[word] = max(known.get(word, 0.0), weight)
