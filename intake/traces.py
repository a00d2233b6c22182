"""What the recogniser saw along the lines of a value, kept small: whether another spelling may stand there too.

Papers are compared when their pictures are gone. What another paper says is taken for a misread value only where
the picture allows it, and a picture is weighed letter by letter.
"""

import base64
from collections.abc import Sequence
from dataclasses import dataclass

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
    if not lines or not all(line.text for line in lines):
        return -np.inf
    words, start = text.split(), 0
    ways: dict[int, float] = {0: 0.0}
    best = 0.0
    for number, line in enumerate(lines, start=1):
        scores = _unpacked(line)
        best += likelihoods(scores, [line.text])[0]
        start += len(line.text.split())
        ends = [len(words)] if number == len(lines) else _near(start, len(words))
        ways = _further(ways, scores, words, ends)
    return ways.get(len(words), -np.inf) - best


def _near(place: int, last: int) -> list[int]:
    return [end for end in range(place - _AROUND, place + _AROUND + 1) if 0 < end < last]


def _further(
    ways: dict[int, float], scores: Scores, words: Sequence[str], ends: Sequence[int]
) -> dict[int, float]:
    """Return the best way to lay words along one line more, by how many words are laid then."""
    cuts = [(start, end) for start in ways for end in ends if start < end]
    laid = likelihoods(scores, [" ".join(words[start:end]) for start, end in cuts])
    made: dict[int, float] = {}
    for (start, end), one in zip(cuts, laid, strict=True):
        made[end] = max(made.get(end, -np.inf), ways[start] + one)
    return made


def _unpacked(line: Trace) -> Scores:
    raw = base64.b85decode(line.packed)
    steps = len(raw) // (3 * _KEPT)
    order = np.frombuffer(raw, np.uint8, steps * _KEPT).reshape(steps, _KEPT).astype(np.int64)
    values = np.frombuffer(raw, np.float16, offset=steps * _KEPT).reshape(steps, _KEPT).astype(np.float32)
    scores = np.repeat(values[:, :1] - _LESS, len(ALPHABET) + 1, axis=1)
    np.put_along_axis(scores, order, values, axis=1)
    return scores
