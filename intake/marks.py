"""Vietnamese marks restored: readings of a name weighed against the words that look like them.

The engine keeps letters and loses marks over capitals ("CỔ PHẦN" becomes "CÔ PHÀN"). Of all words with the same
letters the likeliest is taken: how likely the word is (lexicons) times how likely it is to be read as it was
(which marks look alike). A word that no list knows stays as it was read.
"""

import math
import unicodedata
from collections import Counter
from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from intake import capitals, confusions, hyphens, lexicon
from intake.lexicon import Lexicon
from intake.text import bare

_UNKNOWN, _FORMED, _ODD = 0.8, 0.1, 0.004
_NO_NAME, _SURE = 0.3, 0.9
"""A syllable that no list of names has is hardly one of a name, but where both readers saw it, one surely."""
_FOREIGN, _LONGEST = 4e-7, 6
"""A word that no syllables make ("cholimex") has no Vietnamese marks; of so few letters it may be one misread, but
for what a list has without them ("north").
"""
_FORMED_IN_NAME = 0.0005
"""A syllable that no list holds ("quóc") is hardly one of a person's name where names have one of its letters."""
_PHRASE, _LONG_PHRASE = 400.0, 20_000.0
"""Two words that a list knows in a row ("quyết thắng") are seldom another two of their letters, three hardly."""
_SECOND, _AGREEING = 0.8, 0.4
"""How much the second reader's reading counts beside the engine's, and each further one beside the one before.

Readings of one engine are not independent. Of 1,736 seats and 4,237 companies' names of 31 sets the two readers as
witnesses nearly alike (0.8, for 0.4 before) and a likelier unlisted syllable (0.1, for 0.05) had 13 more right. Of
persons' names, which are nearly all of listed syllables, they had none more right, and vouched for more.
"""
_LOOKS_TRUST, _LOOKS_MOST = 0.6, -6.0
"""A network is surer than it is right: its logarithms count this much, and this much at most."""


_DIGIT_LIKE = str.maketrans(dict.fromkeys("óõòÓÕÒ", "6"))


@dataclass(frozen=True, slots=True)
class Reading:
    """One reading of a value, and how much it counts."""

    text: str
    weight: float = 1.0
    looks: tuple[Mapping[str, float], ...] = ()
    """How alike the spellings of each word look in the picture, where it was looked at."""


@dataclass(frozen=True, slots=True)
class Place:
    """The word that a known phrase has at some place, where in the text the phrase begins, and its words."""

    word: str
    start: int
    size: int


@dataclass(frozen=True, slots=True)
class Restored:
    """The likeliest value, and the least sure word's probability (0 to 1)."""

    text: str
    probability: float


def restore(readings: Sequence[Reading], words: Lexicon, *, is_person: bool = False) -> Restored:
    """Return the likeliest spelling behind some readings of the same value."""
    texts = hyphens.kept([one.text for one in readings])
    lines = _aligned([replace(one, text=text) for one, text in zip(readings, texts, strict=True)])
    if not lines:
        return Restored("", 0.0)
    length = len(lines[0][0])
    known = _phrases([_core(bare(word)).lower() for word in lines[0][0]], words, _ends(lines))
    in_capitals = capitals.is_in(" ".join(lines[0][0]))
    attested = _NO_NAME if is_person else _UNKNOWN
    restored, least = [], 1.0
    for index in range(length):
        parts = [(_parts(line[index]), one) for line, one in lines]
        seen = [Reading(core, one.weight, one.looks[index : index + 1]) for (_, core, _), one in parts]
        is_surname = is_person and index == 0
        formed = _FORMED_IN_NAME if is_person and _is_of_names(seen[0].text, words) else _FORMED
        clear = _seen_alike(seen)
        prior = partial(
            _prior,
            words=words,
            phrase=None if is_person and words.weight(clear) else known.get(index),
            is_surname=is_surname,
            clear=clear,
            attested=attested,
            formed=formed,
        )
        word, probability = _word(seen, words, prior, _AGREEING if is_person else _SECOND)
        inside = index in known and index + 1 in known and known[index].start == known[index + 1].start
        tail, sure = ("", 1.0) if inside else _tail([after.strip(")") for (_, _, after), _ in parts])
        before = _bracket("(", [before for (before, _, _), _ in parts])
        after = _bracket(")", [after for (_, _, after), _ in parts])
        restored.append(before + (word.upper() if in_capitals else word) + after + tail)
        least = min(least, probability, sure)
    seen_as = [{line[index] for line, _ in lines} for index in range(length)]
    return Restored(" ".join(restored if in_capitals else _in_one_manner(restored, known, seen_as)), least)


def spellings(text: str, again: str, words: Lexicon) -> list[set[str]]:
    """Return the likely spellings of each word of a reading, in its capitals; `again` is another reading of it."""
    read, other = text.split(), again.split()
    if len(other) != len(read):
        other = read
    made = []
    for word, seen in zip(map(_core, read), map(_core, other), strict=True):
        kept = [word, seen] if bare(seen).lower() == bare(word).lower() else [word]
        made.append(
            {capitals.give(option, word) for option in _options(kept, words)} if bare(word).isalpha() else {word}
        )
    return made


def expected(text: str, words: Lexicon) -> dict[int, float]:
    """Return by how much (a logarithm) each word of a text is likely since a phrase that a list knows has it."""
    cores = [_core(word).lower() for word in text.split()]
    known = _phrases([bare(core) for core in cores], words, ())
    return {
        at: math.log(_LONG_PHRASE if place.size > 2 else _PHRASE)
        for at, place in known.items()
        if place.word == cores[at]
    }


def _seen_alike(seen: Sequence[Reading]) -> str:
    """Return a word that both readers spell with the same marks, the second being sure; of others nothing."""
    is_alike = len(seen) > 1 and seen[1].weight >= _SURE and seen[0].text.lower() == seen[1].text.lower()
    return seen[0].text.lower() if is_alike else ""


def _aligned(readings: Sequence[Reading]) -> list[tuple[list[str], Reading]]:
    """Return the readings that have the same letters as most, as words; the others are left out."""
    split = [(reading.text.split(), reading) for reading in readings if reading.text]
    if not split:
        return []
    votes: Counter[tuple[str, ...]] = Counter()
    for text, reading in split:
        votes[_key(text)] += reading.weight  # type: ignore[assignment]
    best = max(votes, key=lambda key: votes[key])
    return [(text, reading) for text, reading in split if _key(text) == best]


def _key(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(_core(bare(word)).upper() for word in words)


def _core(word: str) -> str:
    """Return a word without the brackets about it and the comma or stop behind it."""
    return _parts(word)[1]


def _parts(word: str) -> tuple[str, str, str]:
    """Return what stands before a word, the word, and what stands behind it: brackets, a comma, a stop."""
    core = word.lstrip("(").rstrip(",.;:)")
    if not core:
        return "", word, ""
    start = len(word) - len(word.lstrip("("))
    return word[:start], core, word[start + len(core) :]


def _bracket(sign: str, seen: Sequence[str]) -> str:
    """Return a bracket where half of the readings or more have it: print alone makes none."""
    return sign if 2 * sum(sign in one for one in seen) >= len(seen) else ""


def _ends(lines: Sequence[tuple[list[str], Reading]]) -> set[int]:
    """Return the places of words behind which most readings have a comma: no phrase goes on there."""
    votes = Counter(index for line, _ in lines for index, word in enumerate(line) if word.endswith(","))
    return {index for index, count in votes.items() if 2 * count > len(lines)}


def _phrases(plain: Sequence[str], words: Lexicon, ends: Container[int]) -> dict[int, Place]:
    """Return the word that a known phrase would have at each place; longer phrases first."""
    made: dict[int, Place] = {}
    for size in (6, 5, 4, 3, 2):
        for start in range(len(plain) - size + 1):
            phrase = words.phrases.get(tuple(plain[start : start + size]))
            if phrase and not any(index in ends for index in range(start, start + size - 1)):
                for offset, word in enumerate(phrase):
                    made.setdefault(start + offset, Place(word, start, size))
    return made


def _in_one_manner(words: Sequence[str], known: Mapping[int, Place], seen: Sequence[set[str]]) -> list[str]:
    """Return a text's words, a phrase's inner ones in small letters where its others are: "nhiệm HỮU hạn".

    Only what readers saw unlike, or in capitals alone, is changed: "Thương mại và Dịch vụ" stays.
    """
    made = list(words)
    for index, place in known.items():
        inner = [words[other] for other in range(place.start + 1, place.start + place.size) if other != index]
        is_odd = len(seen[index]) > 1 or (words[index].isupper() and len(words[index]) > 1)
        if is_odd and index > place.start and inner and all(map(str.islower, inner)):
            made[index] = words[index].lower()
    return made


def _is_of_names(read: str, words: Lexicon) -> bool:
    """Say whether names have a word of the letters that were read; Đ is no D."""
    return any(known[0] == read[:1].lower() for known in words.words.get(bare(read).lower(), ()))


def _word(
    seen: Sequence[Reading], words: Lexicon, prior: Callable[[str], float], second: float
) -> tuple[str, float]:
    """Return the likeliest word behind some readings of it, with its probability."""
    first = seen[0].text
    if not bare(first).isalpha():
        return _number_like(seen) if any(map(str.isdigit, first)) else _most(seen)
    scores = {
        option: math.log(prior(option)) + _likelihood(option, seen, second) + _looks(option, seen)
        for option in sorted(_options([one.text for one in seen], words))  # of two alike the same in each process
    }
    best = max(scores, key=lambda option: scores[option])
    total = sum(math.exp(score - scores[best]) for score in scores.values())
    return capitals.give(best, _as_most_begin(seen)), 1 / total


def _as_most_begin(seen: Sequence[Reading]) -> str:
    """Return a word as it was read first, but with the capital that most see where that has none: "cổ", "Cổ".

    What has a capital inside was misread if another reading has none. Dirt makes no capitals; it hides them
    ("viễn Thông").
    """
    first = next((one.text for one in seen if capitals.is_clear(one.text)), seen[0].text)
    others = [one for one in seen if one.text.istitle() and one.text[0].lower() == first[0]]
    is_other = 2 * sum(one.weight for one in others) > sum(one.weight for one in seen)
    return others[0].text[0] + first[1:] if is_other else first


def _number_like(seen: Sequence[Reading]) -> tuple[str, float]:
    """Return a word with digits in it; a marked letter there is a misread digit, and a doubt."""
    clear = [one for one in seen if bare(one.text) == one.text]
    if clear:
        return _most(seen) if len(clear) == len(seen) else (_most(clear)[0], 0.5)
    word, _ = _most(seen)
    return word.translate(_DIGIT_LIKE), 0.5


def _tail(seen: Sequence[str]) -> tuple[str, float]:
    """Return what stands behind a word: of as many readings a comma, which is lost more often than made up."""
    return _most([Reading(one) for one in sorted(seen, key=lambda one: one != ",")])


def _most(seen: Sequence[Reading]) -> tuple[str, float]:
    votes: dict[str, float] = {}
    for one in seen:
        votes[one.text.lower()] = votes.get(one.text.lower(), 0.0) + one.weight
    best = max(votes, key=lambda word: votes[word])
    return next(one.text for one in seen if one.text.lower() == best), votes[best] / sum(votes.values())


def _options(read: Sequence[str], words: Lexicon) -> set[str]:
    plain = bare(read[0]).lower()
    known = set(words.words.get(plain, ())) | set(lexicon.syllables().get(plain, ()))
    return known | {unicodedata.normalize("NFC", word.lower()) for word in read}


def _prior(
    word: str,
    words: Lexicon,
    phrase: Place | None,
    is_surname: bool,
    clear: str,
    attested: float,
    formed: float,
) -> float:
    if is_surname:
        return _surname_prior(word)
    if phrase and word == phrase.word:
        return _LONG_PHRASE if phrase.size > 2 else _PHRASE
    weight = words.weight(word)
    if weight:
        return weight
    if word in lexicon.syllables().get(bare(word), ()):
        return _UNKNOWN if word == clear else attested
    if lexicon.is_syllable(word):
        return formed
    is_foreign = bare(word) != word and not lexicon.is_of_syllables(word)
    is_foreign &= len(word) > _LONGEST or words.weight(bare(word)) > 0
    return min(formed, _FOREIGN if is_foreign else _ODD)


def _surname_prior(word: str) -> float:
    if word in lexicon.surnames():
        return 8.0
    if word in lexicon.rare_surnames():
        return 1.0
    return 0.05 if word in lexicon.syllables().get(bare(word), ()) else _ODD


def _likelihood(word: str, seen: Sequence[Reading], second: float) -> float:
    """Return the logarithm of how likely the readings are of a word; the second one counts so much."""
    total, counts = 0.0, 1.0
    for order, one in enumerate(seen):
        total += math.log(confusions.read_as(word, one.text)) * one.weight * counts
        counts *= _AGREEING if order else second
    return total


def _looks(word: str, seen: Sequence[Reading]) -> float:
    """Return the logarithm of how likely the pictures are of a word."""
    total = 0.0
    for one in seen:
        looks = {option.lower(): score for option, score in one.looks[0].items()} if one.looks else {}
        if looks:
            total += max(_LOOKS_MOST, _LOOKS_TRUST * looks.get(word, min(looks.values())))
    return total
