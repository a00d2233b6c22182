"""Whether a page is blank: dust, punched holes and the lines of a copier's glass are no print."""

import cv2
import numpy as np

from intake import components
from intake.pdfs import Picture

_EDGE = 25
"""A page's outer 25th part holds shadows and edges."""
_MOST_INK = 0.006
"""A page of which more is ink holds print: of 163 blank ones among 3,484 pages the fullest had 0.0051."""
_LOW, _HIGH, _NARROW, _WIDE, _PIXELS = 7, 60, 3, 80, 12
"""How high and how wide letters are at working size, at least and at most (some touch), and of how many pixels."""
_TURNED = [cv2.CC_STAT_TOP, cv2.CC_STAT_LEFT, cv2.CC_STAT_HEIGHT, cv2.CC_STAT_WIDTH, cv2.CC_STAT_AREA]
"""The columns of what OpenCV says of components, as they are where a page lies on its side."""
_GAP, _WORD = 15, 60
"""The gap between two letters of a word, and how wide a word is. Of the blank pages none had a row of more than 42
pixels; of 23 as pale or empty that are not blank each had one of 117 or more.
"""


def is_blank(ink: Picture) -> bool:
    """Say whether a page, white on black as `orientation.letters_of` sees it, holds no word, however it lies."""
    height, width = ink.shape
    inner = ink[height // _EDGE : -height // _EDGE, width // _EDGE : -width // _EDGE]
    clear = cv2.morphologyEx(inner, cv2.MORPH_OPEN, np.ones((2, 2), np.uint8))
    inked = cv2.countNonZero(clear) / clear.size
    if inked >= _MOST_INK:
        return False
    _, stats = components.of(np.ascontiguousarray(inner))
    things = stats[1:]  # the first is the paper
    return not (_has_word(things, inner.shape) or _has_word(things[:, _TURNED], inner.T.shape))


def _has_word(things: components.Stats, shape: tuple[int, ...]) -> bool:
    """Say whether things as large as letters stand close behind one another in a level row of a picture."""
    made = np.zeros(shape, np.uint8)
    for left, top, width, height, pixels in things.tolist():
        if _LOW <= height <= _HIGH and _NARROW <= width <= _WIDE and pixels >= _PIXELS:
            made[top : top + height, left : left + width] = 255
    joined = cv2.morphologyEx(made, cv2.MORPH_CLOSE, np.ones((1, _GAP), np.uint8))
    _, stats = components.of(np.asarray(joined, np.uint8))
    return bool((stats[1:, cv2.CC_STAT_WIDTH] >= _WORD).any())
