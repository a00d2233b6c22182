"""Charts as numbers: where each bar of a small SVG stands; whole numbers only, so no language writes a comma."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

HEIGHT = 150
TOP, BOTTOM = 18, 20
PITCH = 46
"""Pixels from one column to the next."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One bar before it is drawn: its value (None: nothing to draw), what stands above it, where it leads."""

    value: int | None
    words: str
    kind: str
    url: str


@dataclass(frozen=True, slots=True)
class Column:
    """The bars that stand together over one label."""

    label: str
    figures: Sequence[Figure]


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar as it is drawn; `middle` is where its words stand."""

    x: int
    y: int
    width: int
    height: int
    middle: int
    words_y: int
    figure: Figure


@dataclass(frozen=True, slots=True)
class Label:
    """The words under a column."""

    x: int
    words: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing of bars over a base line."""

    width: int
    height: int
    base: int
    bars: tuple[Bar, ...]
    labels: tuple[Label, ...]


def chart(columns: Sequence[Column], most: int | None = None) -> Chart:
    """Draw columns of bars; `most` is the value that fills the height, the largest one unless told."""
    values = [figure.value or 0 for column in columns for figure in column.figures]
    top = max(most or 0, *values, 1)
    base = HEIGHT - BOTTOM
    bars = tuple(bar for at, column in enumerate(columns) for bar in _bars(at * PITCH, column, top, base))
    labels = tuple(Label(at * PITCH + PITCH // 2, column.label) for at, column in enumerate(columns))
    return Chart(PITCH * len(columns), HEIGHT, base, bars, labels)


def _bars(left: int, column: Column, top: int, base: int) -> Iterator[Bar]:
    width = (PITCH - 6) // len(column.figures)
    for at, figure in enumerate(column.figures):
        if figure.value is None:
            continue
        height = round(figure.value * (base - TOP) / top)
        x, y = left + 3 + at * width, base - height
        yield Bar(x, y, width - 1, height, x + width // 2, y - 3, figure)
