"""Underlines taken away, as Word draws them under addresses of e-mail: to the engine they are part of letters."""

import cv2
import numpy as np

from intake import components, strokes
from intake.pdfs import Picture

_LONG = 1.8
"""An underline is longer than this many heights of its text; no stroke of a letter is."""
_THICK = 0.24
"""An underline is thinner than this part of its text's height."""
_STRONG, _FAINT, _PAPER = 120, 190, 250


def without(grey: Picture, tall: int) -> Picture:
    """Return dark on light without long thin level lines; `tall` is the height of the text in pixels.

    A letter that reaches into a line (p, y, ạ) stays whole; the others stand clear of it.
    """
    thick = max(3, round(_THICK * tall))
    bands = _bands(grey, max(12, round(_LONG * tall)), 2 * thick + 4)
    if not bands:
        return grey
    made = grey.copy()
    for band in bands:
        made[band] = _without(np.ascontiguousarray(grey[band]), tall, thick)
    return made


def _bands(grey: Picture, long: int, margin: int) -> list[slice]:
    """Return the stretches of rows in which level ink may be that long, with some rows about each."""
    bits = np.packbits(grey < _FAINT, axis=1)
    whole = (bits == 255).astype(np.uint8)  # eight pixels in a row
    needed = max(1, (long - 7) // 8)
    if needed > 1:
        whole = np.asarray(cv2.erode(whole, np.ones((1, needed), np.uint8), borderValue=(0,)), np.uint8)
    rows = np.flatnonzero(whole.any(axis=1))
    if not len(rows):
        return []
    groups = np.split(rows, np.flatnonzero(np.diff(rows) > 2 * margin) + 1)
    return [slice(max(0, int(group[0]) - margin), int(group[-1]) + margin + 1) for group in groups]


def _without(grey: Picture, tall: int, thick: int) -> Picture:
    ink = (grey < _FAINT).astype(np.uint8)
    long = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, max(12, round(_LONG * tall))), np.uint8))
    if not long.any():
        return grey
    lines = strokes.bare(_thin(np.asarray(long, np.uint8), thick), ink, strokes.BELOW)
    if not lines.any():
        return grey
    grown = cv2.dilate(lines, np.ones((3, 5), np.uint8))
    strong = (grey < _STRONG).astype(np.uint8)
    touching = cv2.bitwise_and(strong[:-1], cv2.bitwise_and(lines[1:], 1 - lines[:-1]))
    touching = np.pad(touching, ((0, 1), (0, 0)))
    crossing = cv2.dilate(touching, np.ones((thick + 3, 1), np.uint8), anchor=(0, thick + 2))
    gone = (grown > 0) & (crossing == 0)
    return np.where(gone, _PAPER, grey).astype(np.uint8)


def _thin(long: Picture, thick: int) -> Picture:
    """Return those of some level stretches that are thin, which edges and bars of ink are not."""
    labels, stats = components.of(long)
    kept = (stats[:, cv2.CC_STAT_HEIGHT] <= thick) | (
        stats[:, cv2.CC_STAT_AREA] <= thick * stats[:, cv2.CC_STAT_WIDTH]
    )
    kept[0] = False
    return components.painted(labels, kept)
