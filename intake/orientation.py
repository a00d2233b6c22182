"""Which way up a page lies and how far it is skewed, guessed from its ink before any letter is read."""

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from intake.pdfs import Picture

MOST_SKEW = 7.0
"""Degrees to either side that are looked for."""
_SMALL = 520
"""The longer side of the picture in which the skew is measured."""
_LEAST_BLOBS = 3

Ink = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Lie:
    """How a page lies: a clockwise turn makes it upright, then a rotation by `skew` degrees makes it level.

    `sure` is 0 (a coin toss between upright and upside down) to 1.
    """

    turn: int
    skew: float
    sure: float


def find(grey: Picture) -> Lie:
    """Guess how a page lies from a grey picture of about 150 dpi."""
    ink = inked(grey)
    small = _shrunk(ink)
    level, skew = _best_skew(small)
    side, side_skew = _best_skew(np.ascontiguousarray(np.rot90(small, -1)))
    turn, skew = (90, side_skew) if side > level else (0, skew)
    upright = levelled(np.ascontiguousarray(np.rot90(ink, -(turn // 90))), skew, 0)
    above, below = _overhang(upright)
    sure = abs(above - below) / max(1.0, above + below)
    return Lie(turn if above >= below else turn + 180, skew, sure)


def inked(grey: Picture) -> Ink:
    """Return 255 where there is ink, 0 elsewhere; shadows and large dark areas drop out."""
    smooth = cv2.GaussianBlur(grey, (3, 3), 0)
    found = cv2.adaptiveThreshold(smooth, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 25, 14)
    return np.asarray(found, np.uint8)


def levelled(picture: Picture, skew: float, outside: int = 255) -> Picture:
    """Return a picture turned counter-clockwise by `skew` degrees about its middle, in the same frame."""
    if abs(skew) < 0.1:
        return picture
    height, width = picture.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), skew, 1.0)
    fill = (outside, outside, outside)
    made = cv2.warpAffine(picture, matrix, (width, height), flags=cv2.INTER_LINEAR, borderValue=fill)
    return np.asarray(made, np.uint8)


def _shrunk(ink: Ink) -> Ink:
    factor = _SMALL / max(ink.shape)
    size = (max(1, round(ink.shape[1] * factor)), max(1, round(ink.shape[0] * factor)))
    return np.asarray(cv2.resize(ink, size, interpolation=cv2.INTER_AREA), np.uint8)


def _best_skew(ink: Ink) -> tuple[float, float]:
    """Return the sharpest row profile of all skews, and that skew in degrees."""
    coarse = max((_sharpness(ink, angle), angle) for angle in np.arange(-MOST_SKEW, MOST_SKEW + 1, 1.0))
    near = np.arange(coarse[1] - 0.75, coarse[1] + 0.8, 0.25)
    sharpness, angle = max((_sharpness(ink, angle), angle) for angle in near)
    return sharpness, float(angle)


def _sharpness(ink: Ink, angle: float) -> float:
    rows = levelled(ink, angle, 0).mean(axis=1, dtype=np.float64)
    return float(np.square(np.diff(rows)).sum())


def _overhang(ink: Ink) -> tuple[float, float]:
    """Return how much ink stands above and below the bodies of the lines.

    Capitals, ascenders and Vietnamese marks stand above; descenders and the dots under vowels are fewer.
    """
    above = below = 0.0
    for left, top, width, height in _blobs(ink):
        rows = ink[top : top + height, left : left + width].mean(axis=1, dtype=np.float64)
        body = np.flatnonzero(rows > 0.5 * np.sort(rows)[-max(2, height // 8) :].mean())
        if len(body):
            above += float(rows[: body[0]].sum()) * width
            below += float(rows[body[-1] + 1 :].sum()) * width
    return above, below


def _blobs(ink: Ink) -> list[tuple[int, int, int, int]]:
    """Return the boxes of what looks like lines of text: wide, and some 10 to 45 pixels high."""
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((1, 15), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    boxes = [tuple(int(value) for value in row[:4]) for row in stats[1:]]
    return [box for box in boxes if 10 <= box[3] <= 45 and box[2] >= 3 * box[3]]  # type: ignore[misc]
