"""Labels that stand between the two rows of their value, as in a table without rules whose cells are centred."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from intake.words import Line, Word

_HALF_ROW, _ONE_EDGE, _GAP = 0.85, 0.6, 0.5
"""In heights of the label: how far above and below it half a row's distance is at most, how exactly the two rows
begin one below the other, and how far behind the label they begin."""
_FAR = 1.5
"""In heights: the gap between a label's column and its value's."""


def joined(rows: Sequence[Line]) -> list[Line]:
    """Return rows in which such a label stands before the first row of its value.

    A bracket of a label that goes on below is left out: "Tên đơn vị (đơn   CÔNG TY …" above "vị)   MẪU".
    """
    rows = _without_brackets(rows)
    made: list[Line] = []
    for index, row in enumerate(rows):
        below = rows[index + 1] if index + 1 < len(rows) else None
        if made and below and _is_between(made[-1], row, below):
            made[-1] = Line((*row.words, *made[-1].words))
        else:
            made.append(row)
    return made


def _without_brackets(rows: Sequence[Line]) -> list[Line]:
    """Return rows without words in brackets that end a label far before its value, and end in the row below."""
    made = list(rows)
    for index, (above, below) in enumerate(pairwise(rows)):
        opened = next((at for at, word in enumerate(above.words[:-1]) if _opens(word, above.words[at + 1])), None)
        if opened is not None and len(below.words) > 1 and _closes(*below.words[:2]):
            made[index] = replace(above, words=above.words[:opened] + above.words[opened + 1 :])
            made[index + 1] = replace(below, words=below.words[1:])
    return made


def _opens(word: Word, after: Word) -> bool:
    return word.text.startswith("(") and ")" not in word.text and _is_far(word, after)


def _closes(word: Word, after: Word) -> bool:
    return word.text.endswith(")") and "(" not in word.text and _is_far(word, after)


def _is_far(word: Word, after: Word) -> bool:
    return after.box[0] - word.box[2] > _FAR * (word.box[3] - word.box[1])


def _is_between(above: Line, label: Line, below: Line) -> bool:
    if above.is_cell or label.is_cell or below.is_cell:
        return False
    _, top, right, bottom = label.box
    tall = bottom - top
    middles = [(row.box[1] + row.box[3]) / 2 for row in (above, label, below)]
    is_half = all(0 < one - other < _HALF_ROW * tall for other, one in pairwise(middles))
    is_behind = min(above.box[0], below.box[0]) > right + _GAP * tall
    return is_half and is_behind and abs(above.box[0] - below.box[0]) < _ONE_EDGE * tall
