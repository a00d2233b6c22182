"""Words of a reading that are none, as another reading of the same place has them: "bhố", "6o", "N$ấp".

Seats and companies are made of words that no list holds, so that a misread one is told by another reading alone.
"""

import re
from collections.abc import Sequence

from rapidfuzz.distance import Levenshtein

from intake import lexicon
from intake.text import SMALL, bare

_LETTERS = frozenset(SMALL.removeprefix("a-z")) | frozenset("abcdefghijklmnopqrstuvwxyz")
_SIGNS = frozenset("&-./,()'’+:;\"–")
_BEHIND = ".,;:)"
_FOR_FIGURES = frozenset("oóòõôlIL|G")
"""What a figure in a number is taken for; other letters stand behind a house's number."""
_LIKE_SIX = frozenset("ÓÒÕÔO")
_NUMBER = re.compile(r"\d+(?:/\d+)*[A-ZĐ]?|[A-ZĐ]\d+-\d+")
"""A house's, also in an alley of an alley, and a block's."""
_NUMBERED = frozenset({"ngõ", "hẻm", "ngách", "lộ"})
"""Words behind which a number stands: "Ngõ 8 phố …", "Quốc lộ 19"; one may be lost in a reading."""
_ALIKE_IN_BOTH = frozenset("cosuvwxz")
"""Letters whose capitals are but larger."""
_LONE_Q, _HYPHENED_Q = re.compile(r"(?<=[A-Z])Q(?![A-Z])"), re.compile(r"[^\W\d_]Q-|-[^\W\d_]+Q\b")
_SLIPS, _SURE = 1, 0.9
_RECOGNISER = 1
_FIGURES, _CLEAR_FIGURES = re.compile(r"\d+"), 0.8
"""How sure the recogniser must be of the numbers in a seat."""


def mended(readings: Sequence[tuple[str, float]], *, is_seat: bool) -> tuple[tuple[str, float], ...]:
    """Return readings of one value, each without the words that are none where another has them.

    Of a seat (`is_seat`) all words of letters are Vietnamese; a company may be called anything.
    """
    split = [text.split() for text, _ in readings]
    made = []
    for own, (_, sure) in zip(split, readings, strict=True):
        words = list(own)
        for order, (other, (_, seen)) in enumerate(zip(split, readings, strict=True)):
            is_sure = order == _RECOGNISER and seen >= _SURE
            for index, word in _in_the_place_of(words, other):
                before = words[index - 1] if index else ""
                if _is_better(words[index], word, before, is_seat=is_seat, is_sure=is_sure):
                    words[index] = word
            if is_seat:
                words = _with_numbers(words, other)
        made.append((" ".join(words), sure))
    return tuple(made)


def with_clear_figures(readings: Sequence[tuple[str, float]]) -> tuple[tuple[str, float], ...]:
    """Return readings of a postal address with the figures that the second reader clearly saw, as many as others.

    Of 10 seats in which the readers saw other figures it was right in all 6 that it was sure of, and in 1 more.
    """
    seen, sure = readings[_RECOGNISER] if len(readings) > _RECOGNISER else ("", 0.0)
    figures = _FIGURES.findall(seen)
    if sure < _CLEAR_FIGURES:
        return tuple(readings)
    return tuple((_with_figures(text, figures), again) for text, again in readings)


def _with_figures(text: str, figures: Sequence[str]) -> str:
    """Return a text with other figures, where each number of it has as many."""
    own = _FIGURES.findall(text)
    if [len(one) for one in own] != [len(one) for one in figures]:
        return text
    others = iter(figures)
    return _FIGURES.sub(lambda _: next(others), text)


def _with_numbers(words: list[str], others: Sequence[str]) -> list[str]:
    """Return the words of a seat with the numbers that another reading has behind words that need one."""
    made = list(words)
    for edit in reversed(Levenshtein.opcodes(words, others)):
        lost = others[edit.dest_start : edit.dest_end] if edit.tag == "insert" else ()
        if len(lost) == 1 and edit.src_start and _lacks_number(words, edit.src_start, lost[0]):
            made.insert(edit.src_start, lost[0])
    return made


def _lacks_number(words: Sequence[str], at: int, lost: str) -> bool:
    """Say whether a number belongs where a seat's next word follows one that a number must follow."""
    has_one = at < len(words) and words[at][0].isdigit()
    is_number = _NUMBER.fullmatch(lost.rstrip(_BEHIND)) is not None
    return words[at - 1].lower() in _NUMBERED and is_number and not has_one


def _in_the_place_of(words: Sequence[str], others: Sequence[str]) -> list[tuple[int, str]]:
    """Return the words of another reading that stand in the place of other ones, each with that one's index."""
    return [
        (edit.src_start + step, others[edit.dest_start + step])
        for edit in Levenshtein.opcodes(words, others)
        if edit.tag == "replace"
        for step in range(edit.src_end - edit.src_start)
    ]


def _is_better(own: str, other: str, before: str, *, is_seat: bool, is_sure: bool) -> bool:
    """Say whether a word of another reading stands for one of this, in front of which is `before`."""
    word, seen = own.rstrip(_BEHIND), other.rstrip(_BEHIND)
    if not word or not seen:
        return False
    if word == seen:
        return own == f"{word}." and other in (word, f"{word},") and (word[0].isdigit() or bare(word) != word)
    if _is_strange(word):
        return not _is_strange(seen) and _is_near(word, seen)
    if is_sure and word[0] in _ALIKE_IN_BOTH and seen == word[0].upper() + word[1:]:
        return before[:1].isupper()
    if (
        _is_figure_before(word, seen)
        or _has_lone_q(word, seen)
        or (is_seat and _is_none_before(word, seen, before))
    ):
        return True
    if not is_seat:
        return False
    is_one = _is_number_of(word, seen) or _is_word_of(word, seen) or _has_figure_for_letter(word, seen)
    return is_one or (not before and _is_begun(word, seen))


def _is_strange(word: str) -> bool:
    """Say whether a word has a letter that is not ours or a sign that stands in no name: "$", "|", "š"."""
    return any(letter.lower() not in _LETTERS and not letter.isdigit() and letter not in _SIGNS for letter in word)


def _is_near(word: str, seen: str) -> bool:
    return Levenshtein.distance(bare(word).lower(), bare(seen).lower()) <= _SLIPS


def _is_figure_before(word: str, seen: str) -> bool:
    """Say whether a figure before letters was taken for one, and what that makes is no syllable: "ÓL" and "6L"."""
    is_one = word[0] in _LIKE_SIX and seen[0].isdigit() and word[1:] == seen[1:] and word[1:].isupper()
    return is_one and not lexicon.is_syllable(word.lower())


def _has_lone_q(word: str, seen: str) -> bool:
    """Say whether an O with a dot below, in a word with a hyphen, was taken for a Q without a U: "NGQ-QUẾ"."""
    return _HYPHENED_Q.search(word) is not None and bare(seen) == _LONE_Q.sub("O", bare(word))


def _is_none_before(word: str, seen: str, before: str) -> bool:
    """Say whether a word with a figure is no number where one must stand, as in the other: "Hẻm 1n" and "7/7"."""
    is_none = any(map(str.isdigit, word)) and _NUMBER.fullmatch(word) is None
    return before.lower() in _NUMBERED and is_none and _NUMBER.fullmatch(seen) is not None


def _is_number_of(word: str, seen: str) -> bool:
    """Say whether a word is a number some of whose figures were taken for letters: "6o" and "66"."""
    pairs = list(zip(word, seen, strict=False))
    return (
        _NUMBER.fullmatch(seen) is not None
        and len(word) == len(seen)
        and all(own == figure or (own in _FOR_FIGURES and figure.isdigit()) for own, figure in pairs)
    )


def _is_word_of(word: str, seen: str) -> bool:
    """Say whether a word is no syllable, and another but for a letter is one: "bhố" and "phố"."""
    return (
        word.isalpha()
        and seen.isalpha()
        and not lexicon.is_syllable(word.lower())
        and lexicon.is_syllable(seen.lower())
        and _is_near(word, seen)
    )


def _has_figure_for_letter(word: str, seen: str) -> bool:
    """Say whether a letter of a syllable was taken for a figure: "NỘ1" of "Nội"."""
    pairs = list(zip(bare(word).lower(), bare(seen).lower(), strict=False))
    return (
        word[0].isalpha()
        and any(map(str.isdigit, word))
        and _NUMBER.fullmatch(word) is None
        and len(word) == len(seen)
        and lexicon.is_syllable(seen.lower())
        and all(own == letter or own.isdigit() for own, letter in pairs)
    )


def _is_begun(word: str, seen: str) -> bool:
    """Say whether a first word lost its capital: "ô" of "Lô"."""
    return word[0].islower() and seen[:1].isupper() and seen[1:] == word
