"""Scratches and folds that run down a page taken away: to the engine such a line is the edge of a column.

So are the lines that dust draws in a document feeder.
"""

import cv2
import numpy as np

from intake import components
from intake.pdfs import Picture

_FAINT, _PAPER = 205, 250
_BAND = 24
"""Rows of a band: where a line runs through one it inks a column of it from top to bottom."""
_LEAST = 0.45
"""A scratch is at least this part of the page high; no stroke of a letter and no edge of a card is."""
_SEEN = 0.5
"""In so many of the bands that it runs through a scratch is seen."""
_STEEP, _LEAN = 0.12, 6
"""How far a scratch leans, as a part of its height, and in pixels beside."""
_MARGIN = 0.12
"""Of the page's width: a line nearer to its edge has no print on both sides."""
_THICK = 6
"""A line is thinner than so many pixels; level strokes of letters that it crosses are longer."""
_BRIDGED = 2
"""Bands in a row in which a scratch may be hidden."""


def without(grey: Picture) -> Picture:
    """Return dark on light without long upright thin lines; level strokes of letters that they cross stay."""
    height, width = grey.shape
    ink = (grey < _FAINT).astype(np.uint8)
    bands = height // _BAND
    broad = np.asarray(cv2.dilate(ink[: bands * _BAND], np.ones((1, 3), np.uint8)), np.uint8)
    through = np.asarray(broad.reshape(bands, _BAND, width).all(axis=1), np.uint8)
    joined = cv2.dilate(through, np.ones((2 * _BRIDGED + 1, 5), np.uint8))
    labels, stats = components.of(np.asarray(joined, np.uint8))
    made = grey
    for label, (left, top, wide, high, _) in enumerate(stats.tolist()):
        is_inside = _MARGIN * width < left and left + wide < (1 - _MARGIN) * width
        if not is_inside or high < _LEAST * bands or wide > _STEEP * high * _BAND + _LEAN:
            continue
        place = slice(top, top + high), slice(left, left + wide)
        run = (labels[place] == label) & (through[place] > 0)
        if run.any(axis=1).mean() < _SEEN:
            continue
        made = grey.copy() if made is grey else made
        _erase(made, ink, run.astype(np.uint8), left, top)
    return made


def _erase(grey: Picture, ink: Picture, run: Picture, left: int, top: int) -> None:
    """Whiten a line in the bands in which it is seen, and in the next ones, where it is thin."""
    high, wide = run.shape
    rows, columns = slice(top * _BAND, (top + high) * _BAND), slice(left, left + wide)
    place = cv2.dilate(run, np.ones((3, 3), np.uint8)).repeat(_BAND, axis=0)
    start = max(0, left - _THICK)
    around = ink[rows, start : left + wide + _THICK]
    level = cv2.morphologyEx(around, cv2.MORPH_OPEN, np.ones((1, _THICK), np.uint8))[:, left - start :][:, :wide]
    thin = cv2.bitwise_and(cv2.subtract(ink[rows, columns], level), place)
    grey[rows, columns][cv2.dilate(thin, np.ones((1, 3), np.uint8)) > 0] = _PAPER
