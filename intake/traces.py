"""What the recogniser saw along the lines of a value, kept small: whether another spelling may stand there too.

Papers are compared when their pictures are gone. What another paper says is taken for a misread value only where
the picture allows it, and a picture is weighed letter by letter.
"""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from intake.seen import ALPHABET, Scores, Seen, likelihoods

_KEPT = 8
"""So many letters are kept of each step: the likeliest. All others count as a little less likely than the last."""
_LESS = 2.0
_AROUND = 2
"""By so many words the lines of another spelling may part elsewhere."""


@dataclass(frozen=True, slots=True)
class Trace:
    """One line: its best reading, and the likeliest letters of each step with their logarithms, packed."""

    text: str
    packed: str


def kept(view: Seen) -> Trace:
    """Keep what matters of a line: three bytes a letter, some five kilobytes a line."""
    order = np.argsort(view.scores, axis=1)[:, -_KEPT:]
    values = np.take_along_axis(view.scores, order, axis=1)
    raw = order.astype(np.uint8).tobytes() + values.astype(np.float16).tobytes()
    return Trace(view.text, base64.b85encode(raw).decode())


def allowed(lines: Sequence[Trace], text: str) -> float:
    """Return how much less likely some lines show a text than their best reading: 0 or less.

    It is the logarithm of the ratio of both probabilities.
    """
    return allowed_each(lines, [text])[0]


def allowed_each(lines: Sequence[Trace], texts: Sequence[str]) -> list[float]:
    """Return of each text what `allowed` does: ten take little longer than one."""
    if not lines or not all(line.text for line in lines):
        return [-np.inf] * len(texts)
    split, start, best = [text.split() for text in texts], 0, 0.0
    ways: list[dict[int, float]] = [{0: 0.0} for _ in texts]
    for number, line in enumerate(lines, start=1):
        start += len(line.text.split())
        is_last = number == len(lines)
        cuts = [
            (index, first, end)
            for index, words in enumerate(split)
            for end in ([len(words)] if is_last else _near(start, len(words)))
            for first in ways[index]
            if first < end
        ]
        own, *laid = likelihoods(
            _unpacked(line), [line.text, *(" ".join(split[index][first:end]) for index, first, end in cuts)]
        )
        best += own
        ways = _further(ways, cuts, laid)
    return [way.get(len(words), -np.inf) - best for way, words in zip(ways, split, strict=True)]


def _near(place: int, last: int) -> list[int]:
    return [end for end in range(place - _AROUND, place + _AROUND + 1) if 0 < end < last]


def _further(
    ways: Sequence[dict[int, float]], cuts: Sequence[tuple[int, int, int]], laid: Sequence[float]
) -> list[dict[int, float]]:
    """Return of each text the best way to lay its words along one line more, by how many words are laid then."""
    made: list[dict[int, float]] = [{} for _ in ways]
    for (index, first, end), one in zip(cuts, laid, strict=True):
        made[index][end] = max(made[index].get(end, -np.inf), ways[index][first] + one)
    return made


@lru_cache(maxsize=16)
def _unpacked(line: Trace) -> Scores:
    raw = base64.b85decode(line.packed)
    steps = len(raw) // (3 * _KEPT)
    order = np.frombuffer(raw, np.uint8, steps * _KEPT).reshape(steps, _KEPT).astype(np.int64)
    values = np.frombuffer(raw, np.float16, offset=steps * _KEPT).reshape(steps, _KEPT).astype(np.float32)
    scores = np.repeat(values[:, :1] - _LESS, len(ALPHABET) + 1, axis=1)
    np.put_along_axis(scores, order, values, axis=1)
    return scores
