"""Lines of worn pages for training: from the files of `python -m casedesk.samples.lines`, varied a little."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from random import Random

import cv2
import numpy as np

from intake import recogniser
from intake.pdfs import Picture

Line = tuple[str, Picture]
_WIDEST = 1600
_MOVED, _STRETCHED, _PALER, _WIDER = 0.35, 0.07, 0.2, 10
"""How often a line is moved, how much it is stretched, how often its ink changes, pixels of paper beside it."""
_PAPER = 255


@dataclass(frozen=True, slots=True)
class Worn:
    """Lines: `easy` are read rightly before training, `hard` are not, `check` are kept apart and never learnt."""

    easy: tuple[Line, ...]
    hard: tuple[Line, ...]
    check: tuple[Line, ...]

    def draw(self, count: int, chance: Random) -> list[Line]:
        """Return so many lines at random, a hard one three times as often as an easy one."""
        if not count:
            return []
        both = (*self.easy, *self.hard)
        weights = (1,) * len(self.easy) + (3,) * len(self.hard)
        return [(text, _varied(picture, chance)) for text, picture in chance.choices(both, weights, k=count)]


def read(folder: Path) -> Worn:
    """Return the lines of a folder; those of its last file are kept for checking."""
    *files, last = sorted(folder.glob("*.npz"))
    easy: list[Line] = []
    hard: list[Line] = []
    for text, picture in (line for path in files for line in _of(path)):
        (easy if recogniser.read(picture).text == text else hard).append((text, picture))
    return Worn(tuple(easy), tuple(hard), tuple(_of(last)))


def _of(path: Path) -> Iterator[Line]:
    with np.load(path) as kept:
        texts, edges = kept["texts"].tolist(), [0, *np.cumsum(kept["widths"]).tolist()]
        pictures = kept["pictures"]
    for text, (left, right) in zip(texts, pairwise(edges), strict=True):
        if right - left <= _WIDEST:
            yield text, np.ascontiguousarray(pictures[:, left:right])


def _varied(picture: Picture, chance: Random) -> Picture:
    """Return a line moved, stretched, paler or darker, as crops of another scan would have it."""
    if chance.random() < _MOVED:
        picture = _moved(picture, chance.randint(-3, 3), chance.randint(-3, 3))
        width = max(8, round(picture.shape[1] * chance.uniform(1 - _STRETCHED, 1 + _STRETCHED)))
        way = cv2.INTER_AREA if picture.shape[0] > recogniser.HEIGHT else cv2.INTER_LINEAR
        picture = np.asarray(cv2.resize(picture, (width, recogniser.HEIGHT), interpolation=way), np.uint8)
    if chance.random() < _PALER:
        ink = (picture.astype(np.float32) - _PAPER) * chance.uniform(0.6, 1.3)
        picture = (ink + _PAPER).clip(0, _PAPER).astype(np.uint8)
    beside = (chance.randint(0, _WIDER), chance.randint(0, _WIDER)) if chance.random() < _PALER / 2 else (0, 0)
    return np.pad(picture, ((0, 0), beside), constant_values=_PAPER)


def _moved(picture: Picture, above: int, below: int) -> Picture:
    """Return a line with rows of paper more, or rows of its own less, above and below."""
    kept = picture[max(0, -above) : picture.shape[0] - max(0, -below)]
    return np.pad(kept, ((max(0, above), max(0, below)), (0, 0)), constant_values=_PAPER)
