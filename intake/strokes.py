"""Level strokes told apart: a rule stands on paper, the tops of bold figures that run together on their sides."""

import cv2
import numpy as np

from intake import components
from intake.bits import Mask

_BEYOND = 3
"""So many pixels beyond its edge a rule has paper, and the top of a row of bold figures has their sides."""
_MOST = 0.3
"""The part of a stroke's edge beyond which a rule has ink at most: letters that reach into it."""
_JOIN = 9
"""Pixels from stroke to stroke of one row, with those between: a 7 alone has a bare top."""
BELOW, ABOVE = 1, -1


def bare(strokes: Mask, ink: Mask, *sides: int) -> Mask:
    """Return those of some level strokes, in a picture of 0 and 1, that have hardly any ink beyond some sides."""
    joined = cv2.dilate(strokes, np.ones((3, _JOIN), np.uint8))
    labels, stats = components.of(np.asarray(joined, np.uint8))
    count = len(stats)
    kept = np.ones(count, bool)
    kept[0] = False
    for side in sides:
        edge = (strokes > 0) & (_moved(strokes, side) == 0)
        of_edge, beyond = labels[edge], _moved(ink, side * _BEYOND)[edge]
        inked = np.bincount(of_edge, weights=beyond, minlength=count)
        kept &= inked <= _MOST * np.bincount(of_edge, minlength=count)
    return np.asarray(components.painted(labels, kept) & (strokes > 0), np.uint8)


def _moved(picture: Mask, rows: int) -> Mask:
    """Return what stands so many rows below each place of a picture, nothing beyond its edges."""
    made = np.zeros_like(picture)
    if rows > 0:
        made[:-rows] = picture[rows:]
    else:
        made[-rows:] = picture[:rows]
    return made
