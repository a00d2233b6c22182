"""Labels that stand between the two rows of their value, as in a table without rules whose cells are centred."""

from collections.abc import Sequence
from itertools import pairwise

from intake.words import Line

_HALF_ROW, _ONE_EDGE, _GAP = 0.85, 0.6, 0.5
"""In heights of the label: how far above and below it half a row's distance is at most, how exactly the two rows
begin one below the other, and how far behind the label they begin."""


def joined(rows: Sequence[Line]) -> list[Line]:
    """Return rows in which such a label stands before the first row of its value."""
    made: list[Line] = []
    for index, row in enumerate(rows):
        below = rows[index + 1] if index + 1 < len(rows) else None
        if made and below and _is_between(made[-1], row, below):
            made[-1] = Line((*row.words, *made[-1].words))
        else:
            made.append(row)
    return made


def _is_between(above: Line, label: Line, below: Line) -> bool:
    if above.is_cell or label.is_cell or below.is_cell:
        return False
    _, top, right, bottom = label.box
    tall = bottom - top
    middles = [(row.box[1] + row.box[3]) / 2 for row in (above, label, below)]
    is_half = all(0 < one - other < _HALF_ROW * tall for other, one in pairwise(middles))
    is_behind = min(above.box[0], below.box[0]) > right + _GAP * tall
    return is_half and is_behind and abs(above.box[0] - below.box[0]) < _ONE_EDGE * tall
