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
_CLEAR, _SEEN, _LETTERS = 0.6, 0.3, 3
"""How sure the engine is of a word, of so many letters, that makes a row, and of the others in it."""
_PAPER = 250


def reread(picture: Picture, lines: Sequence[Line]) -> list[Line]:
    """Return the lines of a page with those that the engine reads once the others are taken away.

    A page of few words may be the last of a letter, of which a seal makes a picture: any print on it counts, and
    what is no row of text is looked for word by word.
    """
    words = [word for line in lines for word in line.words]
    tall, has_few = inked.tall(words), 0 < len(words) <= _FEW
    least, many = (_WIDE_OF_FEW, _MANY_OF_FEW) if has_few else (_WIDE, _MANY)
    wide = (right - left for left, _, right, _ in inked.passed_over(picture, words))
    if sum(width for width in wide if width > least * tall) < many * tall:
        return list(lines)
    rest = np.array(picture)
    inked.painted(rest, [word.box for word in words], _PAPER)
    found = engine.read_page(rest) or (engine.read_sparse(rest) if has_few else [])
    return [*lines, *filter(_is_row, map(_seen, found))]


def _seen(line: Line) -> Line:
    """Return a line without the words that the engine has guessed."""
    return Line(tuple(word for word in line.words if word.confidence >= _SEEN), line.is_cell)


def _is_row(line: Line) -> bool:
    return any(word.confidence >= _CLEAR and _is_word(word) for word in line.words)


def _is_word(word: Word) -> bool:
    return len(fold(word.text)) >= _LETTERS
