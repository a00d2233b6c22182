"""The day that a line shows, weighed by its picture: of all days that may be written there the likeliest.

A recogniser runs the two figures of "11" into one and an engine takes them for "1 1", "I1" or "01"; but a day is
one of few, and each can be asked how well it lies along the line.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date

import numpy as np

from intake.seen import Seen
from intake.text import fold

_LABEL, _MONTH, _YEAR_WORD = "ngay", "th", "nam"
_FIGURES, _PARTS = re.compile(r"[\dIl]+"), 3
"""Figures, or strokes like them, of a day's parts: a line that shows month and year alone is no day's."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_TRUST = 0.6
"""A network is surer than it is right: its logarithms count this much."""
_LEAST_FIGURES, _LEAST = 5, 0.7
_LONG_MONTH = 10
_BEST = 3
"""So many days of the month are tried with every month and year."""

Written = Callable[[str, str, int], str]


def read(view: Seen, first: int, last: int) -> tuple[str, float] | None:
    """Return the likeliest day of a line (the last of two) as ISO with its probability; None where it shows none.

    Days lie in the years `first` to `last`; of these the last two are tried, and any that the line shows. A line
    whose likeliest day lies before them shows the day of something else; a later year is misread.
    """
    words = view.text.split()
    start = max((index + 1 for index, word in enumerate(words) if fold(word).startswith(_LABEL)), default=0)
    end = max((index + 1 for index, word in enumerate(words) if any(map(str.isdigit, word))), default=0)
    said = " ".join(words[start:end])
    if start >= end or sum(map(str.isdigit, said)) < _LEAST_FIGURES:
        return None
    is_spoken = any(fold(word).startswith(_MONTH) or fold(word) == _YEAR_WORD for word in words[start:end])
    if is_spoken and len(_FIGURES.findall(said)) < _PARTS:
        return None
    shown = {int(year) for year in _YEAR.findall(said)}
    years = sorted({last - 1, last} | {year for year in shown if year <= last})
    written = _spoken if is_spoken else _slashed
    along = view.spans[start][0], view.spans[end - 1][1]
    found = _likeliest(view, along, written, years)
    return found if found and first <= int(found[0][:4]) <= last else None


def _spoken(day: str, month: str, year: int) -> str:
    return f"{day} tháng {month} năm {year}"


def _slashed(day: str, month: str, year: int) -> str:
    return f"{day}/{month}/{year}"


def _likeliest(
    view: Seen, along: tuple[int, int], written: Written, years: Sequence[int]
) -> tuple[str, float] | None:
    """Return the likeliest day: first of the month, whatever that is, then with every month and year."""
    figures = [f"{day:02}" for day in range(1, 32)]
    scores = view.along(*along, [written(day, str(_LONG_MONTH), years[-1]) for day in figures])
    best = [figures[index] for index in np.argsort(scores)[-_BEST:]]
    tried = list(_days(best, years, written))
    weighed: dict[str, float] = {}
    for (day, _), score in zip(tried, view.along(*along, [text for _, text in tried]), strict=True):
        weighed[day] = max(weighed.get(day, -np.inf), score)
    found = max(weighed, key=lambda day: weighed[day])
    if not np.isfinite(weighed[found]):
        return None
    probability = float(1 / sum(np.exp(_TRUST * (score - weighed[found])) for score in weighed.values()))
    return (found, probability) if probability >= _LEAST else None


def _days(figures: Sequence[str], years: Sequence[int], written: Written) -> Iterator[tuple[str, str]]:
    """Yield days as ISO and as they are written: January and February with their 0 (NĐ 30/2020, Phụ lục I)."""
    for year in years:
        for month in range(1, 13):
            for day in figures:
                iso = f"{year}-{month:02}-{day}"
                if not _exists(iso):
                    continue
                yield iso, written(day, f"{month:02}", year)
                if month > 2 and written is _spoken:
                    yield iso, written(day, str(month), year)


def _exists(iso: str) -> bool:
    try:
        date.fromisoformat(iso)
    except ValueError:
        return False
    return True
