"""The rings of a round seal taken off the print that they run through: where a seal is pressed over a name."""

import cv2
import numpy as np
import numpy.typing as npt

from intake.pdfs import Picture
from intake.words import PixelBox

_INK, _PAPER = 190, 255
_MOVED, _LARGER = 6, 8
"""By so many pixels the middle and the radius of a ring may be off where it was found on a smaller picture."""
_DIRECTIONS = 180
_ANGLES = np.linspace(0, 2 * np.pi, _DIRECTIONS, endpoint=False)
_ACROSS_OF, _DOWN_OF = np.cos(_ANGLES), np.sin(_ANGLES)
_INNERMOST, _OUTERMOST = 0.55, 1.55
"""Where a seal's rings are, as parts of the radius of the one that was found."""
_A_RING = 0.55
"""So much of a circle is inked where it is a ring's."""
_ACROSS = (-2, 0, 2)
"""Where across a ring's stroke it is looked whether there is ink."""
_BESIDE = 1
"""Pixels of its grey edge on either side of a ring."""
_THICKEST, _MENDED = 9, 3
"""Pixels of the thickest ring, and by how many more the strokes are mended that it crosses."""
Floats = npt.NDArray[np.float64]


def without(picture: Picture, ring: PixelBox) -> Picture:
    """Return a grey picture without a seal's rings; strokes of letters that they cross are mended.

    `ring` is the box of the seal in pixels of the picture, right to some pixels.
    """
    dark = (picture < _INK).astype(np.uint8)
    x, y, radius = _placed(dark, ring)
    radii = np.arange(round(_INNERMOST * radius), round(_OUTERMOST * radius) + 1).astype(float)
    found = radii[_inked(dark, np.array([x]), np.array([y]), radii) >= _A_RING]
    if not len(found):
        return picture
    rows, columns = np.indices(picture.shape)
    away = np.sqrt((columns - x) ** 2 + (rows - y) ** 2)
    ring_at = np.zeros(picture.shape, np.bool_)
    for one in found.tolist():
        ring_at |= np.abs(away - one) <= 0.5 + _BESIDE
    left = np.where(ring_at, 0, dark).astype(np.uint8)
    wide = min(_THICKEST, _thickness(found)) + 2 * _BESIDE + _MENDED
    mended = cv2.bitwise_or(
        cv2.morphologyEx(left, cv2.MORPH_CLOSE, np.ones((wide, 1), np.uint8)),
        cv2.morphologyEx(left, cv2.MORPH_CLOSE, np.ones((1, wide), np.uint8)),
    )
    return np.where(ring_at & (mended == 0), _PAPER, picture).astype(np.uint8)


def _thickness(radii: Floats) -> int:
    """Return how many radii, one a pixel, the thickest ring takes."""
    return max(len(run) for run in np.split(radii, np.flatnonzero(np.diff(radii) > 1) + 1))


def _placed(dark: Picture, ring: PixelBox) -> tuple[float, float, float]:
    """Return middle and radius of the circle near a ring's box that is inked most."""
    left, top, right, bottom = ring
    x, y, radius = (left + right) / 2, (top + bottom) / 2, (right - left) / 2
    for step, reach, larger in ((3, _MOVED, _LARGER), (1, 2, 2)):
        near, more = np.arange(-reach, reach + 1, step), np.arange(-larger, larger + 1, step)
        options = [one.ravel() for one in np.meshgrid(x + near, y + near, radius + more, indexing="ij")]
        best = int(np.argmax(_inked_across(dark, *options)))
        x, y, radius = (float(one[best]) for one in options)
    return x, y, radius


def _inked_across(dark: Picture, x: Floats, y: Floats, radius: Floats) -> Floats:
    """Return how much of each circle's stroke is ink, not of its middle line alone."""
    return np.asarray(sum(_inked(dark, x, y, radius + off) for off in _ACROSS), np.float64)


def _inked(dark: Picture, x: Floats, y: Floats, radius: Floats) -> Floats:
    """Return the part of each circle that is ink; what lies beyond the picture counts as none of it."""
    columns = np.rint(x[:, None] + radius[:, None] * _ACROSS_OF).astype(int)
    rows = np.rint(y[:, None] + radius[:, None] * _DOWN_OF).astype(int)
    height, width = dark.shape
    inside = (columns >= 0) & (columns < width) & (rows >= 0) & (rows < height)
    inked = np.where(inside, dark[rows.clip(0, height - 1), columns.clip(0, width - 1)], 0).sum(axis=1)
    counted = inside.sum(axis=1)
    return np.where(2 * counted < _DIRECTIONS, 0.0, inked / np.maximum(counted, 1))
