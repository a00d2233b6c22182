"""Which way up a page lies and how far it is skewed, guessed from its ink before any letter is read."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from intake import bits, components
from intake.pdfs import Picture
from intake.words import PixelBox

MOST_SKEW = 7.0
"""Degrees to either side that are looked for."""
_SMALL = 520
"""The longer side of the picture in which the skew is measured."""
_STRIP = 8
"""Pixels of that picture across which a skewed line hardly rises."""
_LARGEST_LETTER = 0.12
"""Ink that is longer than this part of a page is no letter and no word run together."""
_LEAST_FAN, _MOST_FAN = 0.006, 0.12
_LEAST_SKEW = 0.1
"""Degrees; what is less askew is level."""
_FEW_LINES = 3
_LONG_LINE, _LEAST_LINES, _LEAST_APART = 0.25, 5, 100.0
"""Lines whose lean is measured: so long (a part of the page), so many, and two of them so far apart (pixels)."""

Ink = npt.NDArray[np.uint8]
Strips = npt.NDArray[np.float32]
Slopes = npt.NDArray[np.float64]
Matrix = npt.NDArray[np.float64]
Blob = tuple[int, int, int, int]
"""Left, top, width and height in pixels of what looks like a line of text."""


@dataclass(frozen=True, slots=True)
class Lie:
    """How a page lies: a clockwise turn makes it upright, then a rotation by `skew` degrees makes it level.

    `fan` is by how much more the lines at its foot rise than those at its head (as a slope), where the page was
    photographed aslant or lifted from the glass. `sure` is 0 (a coin toss between upright and upside down) to 1.
    """

    turn: int
    skew: float
    sure: float
    fan: float = 0.0

    def other_way(self) -> "Lie":
        """Return the lie of the same page with its head at its foot."""
        return Lie((self.turn + 180) % 360, self.skew, self.sure, -self.fan)


def find(ink: Ink, *, sideways: bool | None = None) -> Lie:
    """Guess how a page of about 150 dpi lies from its letters (`letters_of`); on a side or not where known.

    The edges of a small card are sharper than its few rows: a page that has rows one way alone lies so.
    """
    small = _shrunk(ink)
    level, skew = _best_skew(small)
    side, side_skew = _best_skew(np.ascontiguousarray(np.rot90(small, -1)))
    is_side = side > level if sideways is None else sideways
    turn, skew = (90, side_skew) if is_side else (0, skew)
    upright = levelled(np.ascontiguousarray(np.rot90(ink, -(turn // 90))), skew, 0)
    blobs = _blobs(upright)
    if sideways is None and not blobs and len(_blobs(np.ascontiguousarray(np.rot90(upright)))) >= _FEW_LINES:
        return find(ink, sideways=not is_side)
    above, below = _overhang(upright, blobs)
    sure = abs(above - below) / max(1.0, above + below)
    lie = Lie(turn, skew, sure, _fan(upright, blobs))
    return lie if above >= below else lie.other_way()


def flat(lie: Lie, width: int, height: int) -> Matrix:
    """Return the matrix that makes an upright page of some size level and its lines parallel (3 × 3, pixels)."""
    rotation = np.vstack([cv2.getRotationMatrix2D((width / 2, height / 2), lie.skew, 1.0), [0.0, 0.0, 1.0]])
    if abs(lie.fan) < _LEAST_FAN:
        return np.asarray(rotation, np.float64)
    rise = lie.fan / 2 * width / 2
    corners = ((0, 0), (width, 0), (width, height), (0, height))
    fanned = ((0, rise), (width, -rise), (width, height + rise), (0, height - rise))
    straight = cv2.getPerspectiveTransform(np.array(fanned, np.float32), np.array(corners, np.float32))
    return np.asarray(straight @ rotation, np.float64)


def flattened(
    picture: Picture, lie: Lie, part: PixelBox | None = None, *, way: int = cv2.INTER_LINEAR, outside: int = 255
) -> Picture:
    """Return an upright page level and its lines parallel, in the same frame; or a part of it, in its pixels."""
    height, width = picture.shape[:2]
    left, top, right, bottom = part or (0, 0, width, height)
    if _is_level(lie):
        return picture[top:bottom, left:right]
    matrix = np.array(((1.0, 0.0, -left), (0.0, 1.0, -top), (0.0, 0.0, 1.0))) @ flat(lie, width, height)
    size, fill = (right - left, bottom - top), (outside, outside, outside)
    if min(size) <= 0:
        return picture[:0, :0]
    if abs(lie.fan) < _LEAST_FAN:
        return np.asarray(cv2.warpAffine(picture, matrix[:2], size, flags=way, borderValue=fill), np.uint8)
    return np.asarray(cv2.warpPerspective(picture, matrix, size, flags=way, borderValue=fill), np.uint8)


def _is_level(lie: Lie) -> bool:
    return abs(lie.fan) < _LEAST_FAN and abs(lie.skew) < _LEAST_SKEW


def inked(grey: Picture) -> Ink:
    """Return 255 where there is ink, 0 elsewhere; shadows and large dark areas drop out."""
    smooth = cv2.GaussianBlur(grey, (3, 3), 0)
    found = cv2.adaptiveThreshold(smooth, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 25, 14)
    return np.asarray(found, np.uint8)


def levelled(picture: Picture, skew: float, outside: int = 255) -> Picture:
    """Return a picture turned counter-clockwise by `skew` degrees about its middle, in the same frame."""
    return flattened(picture, Lie(0, skew, 1.0), outside=outside)


def _shrunk(ink: Ink) -> Ink:
    """Return ink at the size in which the skew is measured; halved first, which costs next to nothing."""
    factor = _SMALL / max(ink.shape)
    size = (max(1, round(ink.shape[1] * factor)), max(1, round(ink.shape[0] * factor)))
    half = cv2.resize(ink, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA) if factor < 0.5 else ink
    return np.asarray(cv2.resize(half, size, interpolation=cv2.INTER_AREA), np.uint8)


def _best_skew(ink: Ink) -> tuple[float, float]:
    """Return the sharpest row profile of all skews, and that skew in degrees."""
    strips = _strips(ink)
    coarse = max((_sharpness(strips, angle), angle) for angle in np.arange(-MOST_SKEW, MOST_SKEW + 1, 1.0))
    near = np.arange(coarse[1] - 0.75, coarse[1] + 0.8, 0.25)
    sharpness, angle = max((_sharpness(strips, angle), angle) for angle in near)
    return sharpness, float(angle)


def _strips(ink: Ink) -> Strips:
    """Return the ink along narrow upright strips of a picture, one strip a row, with room at both ends."""
    height, width = ink.shape
    count = max(1, width // _STRIP)
    narrow = cv2.resize(ink, (count, height), interpolation=cv2.INTER_AREA)
    room = _room(count)
    return np.pad(narrow.T.astype(np.float32), ((0, 0), (room, room + 1)))


def _room(count: int) -> int:
    return int(np.tan(np.radians(MOST_SKEW + 1)) * count * _STRIP / 2) + 2


def _sharpness(strips: Strips, angle: float) -> float:
    """Return how much the rows of a picture differ once it is level: its strips are moved along each other."""
    count, room = len(strips), _room(len(strips))
    height = strips.shape[1] - 2 * room - 1
    step = float(np.tan(np.radians(angle))) * _STRIP
    moved = np.array(((1.0, step, room - step * (count - 1) / 2), (0.0, 1.0, 0.0)))
    ink = cv2.warpAffine(strips, moved, (height, count), flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP)
    rows = ink.mean(axis=0, dtype=np.float64)
    return float(np.square(np.diff(rows)).sum())


def letters_of(grey: Picture) -> Ink:
    """Return white on black what may be the letters of a grey page."""
    return letters(inked(grey))


def letters(ink: Ink) -> Ink:
    """Return ink without what is larger than letters are: edges of the paper, shadows, rules, pictures."""
    height, width = ink.shape
    half = cv2.max(cv2.max(ink[:-1:2, :-1:2], ink[1::2, :-1:2]), cv2.max(ink[:-1:2, 1::2], ink[1::2, 1::2]))
    labels, stats = components.of(np.asarray(half, np.uint8))
    size = np.maximum(stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT])
    large = size > _LARGEST_LETTER * max(half.shape)
    large[0] = False
    if not large.any():
        return ink
    whole = cv2.resize(components.painted(labels, ~large, 255), (width, height), interpolation=cv2.INTER_NEAREST)
    return np.asarray(cv2.bitwise_and(ink, whole), np.uint8)


def _fan(ink: Ink, blobs: Sequence[Blob]) -> float:
    """Return by how much more lines rise at the foot of a level page than at its head; 0 where lines disagree."""
    lines = [(top + height / 2, _rise(ink, (left, top, width, height))) for left, top, width, height in blobs
             if width >= _LONG_LINE * ink.shape[1]]  # fmt: skip
    if len(lines) < _LEAST_LINES:
        return 0.0
    places, rises = (np.array(values) for values in zip(*lines, strict=True))
    if np.ptp(places) < 0.3 * ink.shape[0]:
        return 0.0
    slope, offset = _of_most(places, rises)
    kept = np.ones(len(places), bool)
    for _ in range(3):
        off = np.abs(rises - (slope * places + offset))
        kept = off <= max(0.003, 2 * float(np.median(off)))
        if kept.sum() < _LEAST_LINES:
            return 0.0
        slope, offset = np.polyfit(places[kept], rises[kept], 1)
    spread = float(np.std(rises[kept] - (slope * places[kept] + offset)))
    fan = float(slope) * ink.shape[0]
    return fan if _LEAST_FAN < abs(fan) < _MOST_FAN and abs(fan) > 2 * spread else 0.0


def _of_most(places: Slopes, rises: Slopes) -> tuple[float, float]:
    """Return slope and offset of the straight line that half of some lines lie nearest to: a stamp's lean alone.

    Each two lines that stand apart give one (least median of squares, Rousseeuw 1984).
    """
    one, other = np.triu_indices(len(places), 1)
    apart = places[other] - places[one]
    far = np.abs(apart) >= _LEAST_APART
    one, other = one[far], other[far]
    slopes = (rises[other] - rises[one]) / apart[far]
    offsets = rises[one] - slopes * places[one]
    off = np.median(np.abs(rises - (slopes[:, None] * places + offsets[:, None])), axis=1)
    best = int(np.argmin(off))
    return float(slopes[best]), float(offsets[best])


def _rise(ink: Ink, blob: Blob) -> float:
    """Return the slope of a line of text, to the right and up, from the middles of its two ends."""
    left, top, width, height = blob
    part = ink[top : top + height, left : left + width]
    rows = np.arange(height)
    ends = []
    for end in (part[:, : width // 3], part[:, -(width // 3) :]):
        weight = bits.by_row(end).astype(np.float64)
        ends.append(float((weight * rows).sum() / max(1.0, weight.sum())))
    return (ends[0] - ends[1]) / (width * 2 / 3)


def _overhang(ink: Ink, blobs: Sequence[Blob]) -> tuple[float, float]:
    """Return how much ink stands above and below the bodies of the lines.

    Capitals, ascenders and Vietnamese marks stand above; descenders and the dots under vowels are fewer.
    """
    above = below = 0.0
    for left, top, width, height in blobs:
        rows = bits.by_row(ink[top : top + height, left : left + width]) / width
        body = np.flatnonzero(rows > 0.5 * np.sort(rows)[-max(2, height // 8) :].mean())
        if len(body):
            above += float(rows[: body[0]].sum()) * width
            below += float(rows[body[-1] + 1 :].sum()) * width
    return above, below


def has_lines(ink: Ink) -> bool:
    """Say whether something on a page that lies this way looks like a line of text."""
    return bool(_blobs(ink))


def _blobs(ink: Ink) -> list[Blob]:
    """Return the boxes of what looks like lines of text: wide, and some 10 to 45 pixels high."""
    half = np.ascontiguousarray(cv2.max(ink[:-1:2, :-1:2], ink[1::2, 1::2]))
    joined = cv2.morphologyEx(half, cv2.MORPH_CLOSE, np.ones((1, 7), np.uint8))
    _, stats = components.of(np.asarray(joined, np.uint8))
    width, height = stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]
    are_lines = (height >= 5) & (height <= 22) & (width >= 3 * height)  # half as large as they are on the page
    are_lines[0] = False
    return [(2 * x, 2 * y, 2 * wide, 2 * high) for x, y, wide, high in stats[are_lines, :4].tolist()]
