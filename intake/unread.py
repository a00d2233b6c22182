"""Rows that the engine left out of a page, read once more without those that it read.

Laying a page out it may end in the middle: of a hundred hard pages one has rows of clear print that no word
covers.
"""

from collections.abc import Sequence

import numpy as np

from intake import engine, inked
from intake.pdfs import Picture
from intake.text import fold
from intake.words import Line, Word

_WIDE, _MANY = 6.0, 80.0
"""In heights of a word: how wide a place is that may be a row, and how wide all are together that are rows."""
_FEW, _WIDE_OF_FEW, _MANY_OF_FEW = 12, 2.0, 4.0
"""So few words has a page of which less print is enough; how wide it is, as above."""
_CLEAR_OF_ALL = 0.4
"""Of the words of such a page that the engine has guessed so many are clear at most."""
_CLEAR, _SEEN, _LETTERS = 0.6, 0.3, 3
"""How sure the engine is of a word, of so many letters, that makes a row, and of the others in it."""
_PAPER = 250
_DARKEST, _PALE, _WHITE = 0.1, 100.0, 235
"""In percent of a page, how much is its darkest ink; how light that is at least where print is pale, and the grain
of its paper at most.
"""


def reread(picture: Picture, lines: Sequence[Line]) -> list[Line]:
    """Return the lines of a page with those that the engine reads once the others are taken away.

    A page of few words or none may be the last of a paper, of which a frame or a seal makes a picture: any print
    on it counts, and what is no row of text is looked for word by word. Or its print is pale.
    """
    if len(_clear(lines)) <= _FEW:
        lines = _inked(picture, lines)
    words = [word for line in lines for word in line.words]
    clear = len(_clear(lines))
    tall, has_few = inked.tall(words), len(words) <= _FEW or clear <= min(_FEW, _CLEAR_OF_ALL * len(words))
    least, many = (_WIDE_OF_FEW, _MANY_OF_FEW) if has_few else (_WIDE, _MANY)
    wide = (right - left for left, _, right, _ in inked.passed_over(picture, words))
    if sum(width for width in wide if width > least * tall) < many * tall:
        return list(lines)
    rest = np.array(picture)
    inked.painted(rest, [word.box for word in words], _PAPER)
    found = engine.read_page(rest) or (engine.read_sparse(rest) if has_few else [])
    return [*lines, *filter(_is_row, map(_seen, found))]


def _inked(picture: Picture, lines: Sequence[Line]) -> Sequence[Line]:
    """Return the lines of a page of pale print as they read with its darkest ink made black, if more are clear."""
    darkest = float(np.percentile(picture, _DARKEST))
    if not _PALE < darkest < _WHITE:
        return lines
    share = np.clip((picture.astype(np.float32) - darkest) / (_WHITE - darkest), 0, 1)
    return max(lines, engine.read_page((share * _PAPER).astype(np.uint8)), key=_letters)


def _clear(lines: Sequence[Line]) -> list[Word]:
    """Return the words of a page that are clear."""
    return [word for line in lines for word in line.words if word.confidence >= _CLEAR and _is_word(word)]


def _letters(lines: Sequence[Line]) -> float:
    """Return how many letters of a page are clear; one of which the engine is half sure is half a letter."""
    return sum(word.confidence * len(fold(word.text)) for word in _clear(lines))


def _seen(line: Line) -> Line:
    """Return a line without the words that the engine has guessed."""
    return Line(tuple(word for word in line.words if word.confidence >= _SEEN), line.is_cell)


def _is_row(line: Line) -> bool:
    return bool(_clear([line]))


def _is_word(word: Word) -> bool:
    return len(fold(word.text)) >= _LETTERS
