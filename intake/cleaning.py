"""A picture of a page without what is no print: shadows, security patterns, specks, the dark about the paper."""

import cv2
import numpy as np

from intake import components
from intake.pdfs import Picture

_BLUE, _BLUE_DARK = 16, 200
"""Blue print is so much bluer than red, and darker than this in its red."""
_RED, _RED_DARK = 20, 190
"""Red print, of pale stamps, is so much redder than green and blue, and darker than this in its green."""
_PAPER, _SCRATCH = 200, 5
_LIGHT = 150
_WITHOUT_LIGHT = np.where(np.arange(256) > _LIGHT, 250, np.arange(256)).astype(np.uint8)
"""Each grey of a pattern's place without the pattern."""
_COARSE, _EDGE_DARK, _LEAST_EDGE = 4, 130, 0.001
"""How much smaller a page is looked at for dark about it, how dark that is, and its least part of the page."""
_INKED, _MANY_STAINS, _STROKE, _SPECK, _LEAST_CORE = 140, 4500, 4, 11, 12
"""A page of text has 500 to 3000 stains of ink; pixels at working size."""


def printed(colour: Picture, green: Picture | None = None) -> Picture:
    """Return grey on even white: shadows, paper and light coloured patterns drop out, red and black ink stay.

    It is the picture's `green`, which may have been made with more care than its colours.
    """
    grey = evened(np.ascontiguousarray(colour[:, :, 1]) if green is None else green)
    pattern = _light_colours(colour, grey)
    if not cv2.hasNonZero(pattern):
        return grey
    closed = cv2.morphologyEx(grey, cv2.MORPH_OPEN, np.ones((5, 1), np.uint8))
    closed = cv2.LUT(closed, _WITHOUT_LIGHT)
    return np.asarray(cv2.copyTo(closed, pattern, grey), np.uint8)


def _light_colours(colour: Picture, grey: Picture) -> Picture:
    """Return 255 where a pixel is light and coloured, as the lines of a security pattern are, else 0.

    `grey` is the picture's green on even paper.
    """
    red, green, blue = cv2.split(colour)
    brightest = cv2.max(cv2.max(red, green), blue)
    darkest = cv2.min(cv2.min(red, green), blue)
    coloured = cv2.inRange(cv2.subtract(brightest, darkest), (10.0,), (255.0,))
    found = cv2.bitwise_and(coloured, cv2.inRange(brightest, (166.0,), (255.0,)))
    if not cv2.hasNonZero(found):
        return np.asarray(found, np.uint8)
    pattern = cv2.dilate(found, np.ones((2, 2), np.uint8))
    in_blue, in_red = cv2.subtract(blue, red), cv2.subtract(red, cv2.max(green, blue))
    is_blue = cv2.inRange(in_blue, (_BLUE + 1.0,), (255.0,))
    if cv2.hasNonZero(is_blue):
        pattern = cv2.subtract(pattern, _print_near(is_blue, evened(np.asarray(red, np.uint8)), _BLUE_DARK))
    is_red = cv2.inRange(in_red, (_RED + 1.0,), (255.0,))
    if cv2.hasNonZero(is_red):
        pattern = cv2.subtract(pattern, _print_near(is_red, grey, _RED_DARK))
    return np.asarray(pattern, np.uint8)


def _print_near(strong: cv2.typing.MatLike, darkness: Picture, most: int) -> Picture:
    """Return 255 near coloured print: of a strong colour and darker than patterns, on even paper."""
    dark = cv2.inRange(darkness, (0.0,), (most - 1.0,))
    return np.asarray(cv2.dilate(cv2.bitwise_and(strong, dark), np.ones((7, 11), np.uint8)), np.uint8)


def black(colour: Picture) -> Picture:
    """Return grey of the black ink alone on even white: red seals and blue pens fade."""
    red, green, blue = cv2.split(colour)
    return evened(np.asarray(cv2.max(cv2.max(red, green), blue), np.uint8))


def evened(grey: Picture) -> Picture:
    """Return a grey picture divided by its paper, which is then white."""
    height, width = grey.shape
    size = max(1, width // 8), max(1, height // 8)
    whole = grey[: 8 * size[1], : 8 * size[0]]  # by a whole number it is made smaller in a quarter of the time
    small = cv2.resize(whole, size, interpolation=cv2.INTER_AREA)
    paper = np.maximum(cv2.medianBlur(cv2.dilate(small, np.ones((5, 5), np.uint8)), 9), 60)
    paper = cv2.resize(paper, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(grey, paper, scale=250), np.uint8)


def unspecked(grey: Picture) -> Picture:
    """Return a page without the specks that a copier made of a security pattern; a page with few is left alone.

    A stain stays where it touches a letter: something with a core as thick as a stroke, or close about one.
    """
    if _most_stains((grey < _INKED).astype(np.uint8)) < _MANY_STAINS:
        return grey
    grey = paper(grey)
    ink = (grey < _INKED).astype(np.uint8)
    labels, stats = components.of(ink)
    if len(stats) < _MANY_STAINS:
        return grey
    core = cv2.erode(ink, np.ones((_STROKE, _STROKE), np.uint8))
    cores = np.bincount(labels[core > 0], minlength=len(stats))
    size = np.maximum(stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT])
    kept = (size > _SPECK) & (cores >= _LEAST_CORE)
    kept[0] = False
    near = cv2.dilate(components.painted(labels, kept), np.ones((15, 7), np.uint8))
    kept[np.unique(labels[near > 0])] = True
    kept[0] = False
    return np.where(components.painted(labels, kept), grey, 250).astype(np.uint8)


def _most_stains(ink: Picture) -> int:
    """Return how many stains there may be at most: each has a pixel with no ink above it and left of it."""
    padded = np.pad(ink, ((1, 0), (1, 1)))
    beside = padded[:-1, :-2] | padded[:-1, 1:-1] | padded[:-1, 2:] | padded[1:, :-2]
    return int(cv2.countNonZero(ink & (beside ^ 1))) + 1


def without_dark_edges(grey: Picture) -> Picture:
    """Return a page without the dark that lies about it on a scanner's glass.

    The engine parts ink from paper at one grey for all of a page, and beside such black grey print is paper to it.
    """
    small = cv2.resize(grey, None, fx=1 / _COARSE, fy=1 / _COARSE, interpolation=cv2.INTER_AREA)
    dark = cv2.morphologyEx((small < _EDGE_DARK).astype(np.uint8), cv2.MORPH_OPEN, np.ones((3, 3), np.uint8))
    labels, stats = components.of(np.asarray(dark, np.uint8))
    height, width = dark.shape
    left, top = stats[:, cv2.CC_STAT_LEFT], stats[:, cv2.CC_STAT_TOP]
    right, bottom = left + stats[:, cv2.CC_STAT_WIDTH], top + stats[:, cv2.CC_STAT_HEIGHT]
    at_the_edge = (left == 0) | (top == 0) | (right == width) | (bottom == height)
    at_the_edge &= stats[:, cv2.CC_STAT_AREA] > _LEAST_EDGE * dark.size
    at_the_edge[0] = False
    if not at_the_edge.any():
        return grey
    edge = cv2.dilate(components.painted(labels, at_the_edge), np.ones((3, 3), np.uint8))
    whole = cv2.resize(edge, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_NEAREST)
    made = grey.copy()
    np.copyto(made, 250, where=whole.view(bool))
    return made


def paper(grey: Picture) -> Picture:
    """Return a page with all white about its paper: the grain of a scanner's lid is not on it.

    A scratch across it does not make two of it.
    """
    light = (grey > _PAPER).astype(np.uint8)
    light = np.asarray(cv2.morphologyEx(light, cv2.MORPH_CLOSE, np.ones((_SCRATCH, _SCRATCH), np.uint8)), np.uint8)
    outlines, _ = cv2.findContours(light, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    largest = max(outlines, key=cv2.contourArea, default=None)
    if largest is None:
        return grey
    inside = cv2.drawContours(np.zeros_like(light), [cv2.convexHull(largest)], -1, (1,), cv2.FILLED)
    inside = cv2.erode(inside, np.ones((9, 9), np.uint8))
    return np.where(inside > 0, grey, 250).astype(np.uint8)
