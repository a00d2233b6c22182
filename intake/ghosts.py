"""Words that the engine guessed where there is hardly any ink: the grain of paper between two rows of a cell."""

from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from intake import greys
from intake.pdfs import Picture
from intake.words import Line, Word

_GUESSED, _UNSURE, _SURE, _ENOUGH = 0.1, 0.4, 0.6, 5
"""How unsure the engine is of a word that it guessed, and of a speck that it took for letters; how sure it is of
print, and how many words say how that is.
"""
_INK, _PAPER = 3, 90
"""Of a word's pixels so many in a hundred are darker than its ink is, and so many darker than paper."""
_MANY = 40
"""Of some so many words of a page it is seen how dark print is."""
_LEAST, _LOW = 0.4, 0.45
"""The parts of the print's contrast and of its height that a word has at least."""


def without(picture: Picture, lines: Sequence[Line]) -> list[Line]:
    """Return the lines of a page without words that the engine guessed, far paler or lower than its print."""
    words = [word for line in lines for word in line.words]
    guessed = [word for word in words if word.confidence < _UNSURE]
    clear = [word for word in words if word.confidence > _SURE]
    if not guessed or len(clear) < _ENOUGH:
        return list(lines)
    least = _LEAST * median(_contrast(picture, word) for word in clear[:: len(clear) // _MANY + 1])
    low = _LOW * median(map(_tall, clear))
    gone = {word for word in guessed if _is_low(word, low) or _is_pale(picture, word, least)}
    kept = [replace(line, words=tuple(word for word in line.words if word not in gone)) for line in lines]
    return [line for line in kept if line.words] if gone else list(lines)


def _is_low(word: Word, low: float) -> bool:
    """Say whether a word with a letter or figure in it is lower than any; signs are low by nature."""
    return _tall(word) < low and (word.confidence < _GUESSED or any(map(str.isalnum, word.text)))


def _is_pale(picture: Picture, word: Word, least: float) -> bool:
    return word.confidence < _GUESSED and _contrast(picture, word) < least


def _tall(word: Word) -> int:
    return word.box[3] - word.box[1]


def _contrast(picture: Picture, word: Word) -> float:
    left, top, right, bottom = word.box
    part = picture[max(0, top) : bottom, max(0, left) : right]
    ink, paper = greys.percentiles(part, _INK, _PAPER) if part.size else (0.0, 0.0)
    return paper - ink
