"""How a line of words lies in the box around it: rows run up or down near a page's bent or lifted edge.

A word that the engine took to be as high as two rows makes the box too high as well.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import median

import cv2
import numpy as np

from intake.pdfs import Picture
from intake.words import Line, PixelBox, around

_WORDS, _APART = 3, 3.0
"""So many words show how a line leans, by those so many heights apart."""
_LEAST, _HIGHER = 0.3, 1.3
"""A line that rises or falls by less of its height is level; a box so many times as high says little of it."""
_STEEPEST = 0.12
"""Words that stand so far apart from one another's level, per pixel to the right, are of no one line."""
_TALL = 1.5
"""A word of so many heights of its line runs over into another."""
_PAPER = 255


@dataclass(frozen=True, slots=True)
class Lean:
    """How a line leans: pixels down for each to the right; its top and bottom at the middle of its box."""

    slope: float
    top: int
    bottom: int

    def moved(self, box: PixelBox, middle: float) -> PixelBox:
        """Return the box of a word of the levelled line where it stands on the page."""
        down = round(self.slope * ((box[0] + box[2]) / 2 - middle))
        return box[0], box[1] + down, box[2], box[3] + down


def of(boxes: Sequence[PixelBox]) -> Lean | None:
    """Return how some words side by side lie; None where the box around them says it, or they are too few."""
    if len(boxes) < _WORDS:
        return None
    left, upper, right, lower = around(boxes)
    tall = median(bottom - top for _, top, _, bottom in boxes)
    clear = [box for box in boxes if box[3] - box[1] < _TALL * tall]
    places = [((box[0] + box[2]) / 2, (box[1] + box[3]) / 2) for box in clear]
    slopes = [
        (other[1] - one[1]) / (other[0] - one[0])
        for one, other in combinations(places, 2)
        if other[0] - one[0] > _APART * tall
    ]
    slope = median(slopes) if slopes else 0.0
    if abs(slope) > _STEEPEST:
        return None
    slope = slope if abs(slope) * (right - left) > _LEAST * tall else 0.0
    middle = (left + right) / 2
    top = min(box[1] - slope * (x - middle) for box, (x, _) in zip(clear, places, strict=True))
    bottom = max(box[3] - slope * (x - middle) for box, (x, _) in zip(clear, places, strict=True))
    return Lean(slope, round(top), round(bottom)) if lower - upper > _HIGHER * (bottom - top) else None


def of_line(line: Line) -> Lean | None:
    """Return how the words of a line lie, as `of` does."""
    return of([word.box for word in line.words])


def levelled(grey: Picture, lean: Lean) -> Picture:
    """Return a crop of a line with each column moved so that the line is level with its middle."""
    height, width = grey.shape
    moves = np.array([[1.0, 0.0, 0.0], [-lean.slope, 1.0, lean.slope * width / 2]])
    border = cv2.BORDER_CONSTANT
    made = cv2.warpAffine(grey, moves, (width, height), borderMode=border, borderValue=(_PAPER,))
    return np.asarray(made, np.uint8)
