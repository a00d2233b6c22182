"""The mailroom's own stamp on a letter ("CÔNG VĂN ĐẾN"): its words may stand among the letter's."""

import re
from collections.abc import Iterable
from dataclasses import replace

from intake.text import bare
from intake.words import Line

_PASSED_ON, _DOTS = re.compile(r"^\W*chuy[eê]n\s?:\W*$", re.IGNORECASE), re.compile(r"^[\W_]+$")
"""The stamp's last label, "Chuyển: …", and the dots behind it."""


def without(rows: Iterable[Line]) -> list[Line]:
    """Return rows, each without the stamp's last label at its beginning: "Chuyển: .chỉ: Số 7 …"."""
    return [_without_label(row) for row in rows]


def _without_label(row: Line) -> Line:
    words = row.words
    if not words or not _PASSED_ON.match(bare(words[0].text)):
        return row
    left = 1
    while left < len(words) and _DOTS.match(words[left].text):
        left += 1
    return replace(row, words=words[left:]) if left < len(words) else row
