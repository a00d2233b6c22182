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
    return inked < _MOST_INK and not (
        _has_word(np.ascontiguousarray(inner)) or _has_word(np.ascontiguousarray(inner.T))
    )


def _has_word(ink: Picture) -> bool:
    """Say whether things as large as letters stand close behind one another in a level row."""
    _, stats = components.of(ink)
    made = np.zeros_like(ink)
    for left, top, width, height, pixels in stats[1:].tolist():
        if _LOW <= height <= _HIGH and _NARROW <= width <= _WIDE and pixels >= _PIXELS:
            made[top : top + height, left : left + width] = 255
    joined = cv2.morphologyEx(made, cv2.MORPH_CLOSE, np.ones((1, _GAP), np.uint8))
    _, stats = components.of(np.asarray(joined, np.uint8))
    return bool((stats[1:, cv2.CC_STAT_WIDTH] >= _WORD).any())
