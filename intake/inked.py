"""Where print stands on a page, told by its ink: what no word that was read covers."""

from collections.abc import Iterator, Sequence
from itertools import islice
from statistics import median

import cv2
import numpy as np

from intake import components
from intake.pdfs import Picture
from intake.words import PixelBox, Word

INK, _USUAL = 190, 25
"""How dark ink is, and how many pixels high a word is where a page says nothing of it."""
_SURELY_READ, _WORDS = 0.8, 5
"""Words whose height counts: how sure the engine is of them, and how many there are at least."""
_RULE, _UPRIGHT_RULE, _WORD, _BLOT, _DUST, _JOIN = 4.0, 1.8, 12.0, 2.0, 0.15, 0.8
"""In heights of a word: the lengths of a rule, of an upright one between cells, and of a word, a blot's height, a
speck's size, gaps between letters.
"""
_LOW, _HIGH, _SHORT = 0.45, 1.9, 1.2
"""In heights of a word: how high print is, and how long at least."""
_HOLE, _SOLID = 1.4, 0.7
"""How high a punched hole is at least, or what is left of it beside an upright rule, in heights of a word, and how
much of its box it fills."""
_MOST = 24
"""So many places of a page are read at most."""


def passed_over(page: Picture, words: Sequence[Word]) -> list[PixelBox]:
    """Return the boxes of print on a page that none of the words read there covers, from the top down."""
    half = np.asarray(cv2.resize(page, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA), np.uint8)
    taken = [_times(word.box, 0.5) for word in words]
    return [_times(box, 2) for box in islice(places(half, taken, tall(words) / 2), _MOST)]


def painted(picture: Picture, boxes: Sequence[PixelBox], grey: int) -> None:
    """Paint some boxes over in place, a pixel beside them and two below."""
    for left, top, right, bottom in boxes:
        picture[max(0, top - 1) : bottom + 2, max(0, left - 1) : right + 1] = grey


def _times(box: PixelBox, factor: float) -> PixelBox:
    left, top, right, bottom = (round(edge * factor) for edge in box)
    return left, top, right, bottom


def places(
    grey: Picture, taken: Sequence[PixelBox], tall: float, join: float = _JOIN, least: int = INK
) -> Iterator[PixelBox]:
    """Yield the boxes of print that stands in none of some boxes, from the top down.

    `tall` is how many pixels high a word is; letters are one place up to a gap of `join` times as much. Ink is
    darker than `least`.
    """
    ink = (grey < least).astype(np.uint8)
    long = round(_RULE * tall)
    rules = cv2.bitwise_or(
        cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, long), np.uint8)),
        cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((round(_UPRIGHT_RULE * tall), 1), np.uint8)),
    )
    ink = np.asarray(cv2.subtract(ink, cv2.dilate(rules, np.ones((3, 3), np.uint8))), np.uint8)
    painted(ink, taken, 0)
    labels, stats = components.of(ink)
    wide, high = stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]
    kept = (high < _BLOT * tall) & (wide < _WORD * tall) & (np.maximum(wide, high) > _DUST * tall)
    kept &= ~((high > _HOLE * tall) & (stats[:, cv2.CC_STAT_AREA] > _SOLID * wide * high))
    kept[0] = False
    letters = components.painted(labels, kept)
    joined = cv2.morphologyEx(letters, cv2.MORPH_CLOSE, np.ones((1, round(join * tall)), np.uint8))
    _, stats = components.of(np.asarray(joined, np.uint8))
    for x, y, width, height, _ in stats[1:].tolist():
        if _LOW * tall <= height <= _HIGH * tall and width >= _SHORT * tall:
            yield x, y, x + width, y + height


def tall(words: Sequence[Word]) -> float:
    """Return how many pixels high the words of a page are; a usual height where few of them are clear."""
    clear = [word.box[3] - word.box[1] for word in words if word.confidence > _SURELY_READ]
    return median(clear) if len(clear) >= _WORDS else _USUAL
