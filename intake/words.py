"""Words and lines as a page shows them, in pixels of the page's working picture."""

from collections.abc import Iterable
from dataclasses import dataclass

PixelBox = tuple[int, int, int, int]
"""Left, top, right, bottom in pixels."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word, with the engine's confidence (0 to 1) and its place."""

    text: str
    confidence: float
    box: PixelBox


@dataclass(frozen=True, slots=True)
class Line:
    """Words side by side, from left to right; or a row of a table, its cells one after the other."""

    words: tuple[Word, ...]
    is_cell: bool = False

    @property
    def text(self) -> str:
        """Return the words with one space between."""
        return " ".join(word.text for word in self.words)

    @property
    def box(self) -> PixelBox:
        """Return the box around all words."""
        return around(word.box for word in self.words)

    @property
    def confidence(self) -> float:
        """Return the mean confidence, weighted by letters."""
        weight = sum(len(word.text) for word in self.words)
        return sum(word.confidence * len(word.text) for word in self.words) / max(1, weight)


def around(boxes: Iterable[PixelBox]) -> PixelBox:
    """Return the smallest box that holds all boxes."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def placed(line: Line, scale: float, left: int, top: int) -> Line:
    """Return a line of a crop where it stands on the page: the crop was enlarged and begins at `left`, `top`."""
    return Line(
        tuple(Word(word.text, word.confidence, _placed(word.box, scale, left, top)) for word in line.words)
    )


def _placed(box: PixelBox, scale: float, left: int, top: int) -> PixelBox:
    across, down, right, bottom = (round(edge / scale) for edge in box)
    return across + left, down + top, right + left, bottom + top


def cropped(box: PixelBox, scale: float, left: int, top: int) -> PixelBox:
    """Return a box of the page in a crop of it: the crop was enlarged and begins at `left`, `top`."""
    across, down, right, bottom = box
    return (round((across - left) * scale), round((down - top) * scale),
            round((right - left) * scale), round((bottom - top) * scale))  # fmt: skip
