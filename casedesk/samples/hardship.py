"""What hard use does to a page before and on the glass: faint print, an earlier copy, holes, dirt, shadows, a lifted page."""

from random import Random

import cv2
import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]


def faint(pixels: Pixels, part: float, noise: np.random.Generator) -> Pixels:
    """Return a page printed with little toner: paler by up to a part, in streaks down the page."""
    height, width = pixels.shape[:2]
    streaks = cv2.resize(noise.random((3, 24), dtype=np.float32), (width, height), interpolation=cv2.INTER_CUBIC)
    keep = 1 - part * (0.55 + 0.45 * np.clip(streaks, 0, 1))[..., None]
    return (255 - (255 - pixels.astype(np.float32)) * keep).clip(0, 255).astype(np.uint8)


def copied(pixels: Pixels, dpi: int, noise: np.random.Generator) -> Pixels:
    """Return the copy of a page: grey, blurred a little, its middle tones torn apart, slightly turned and shrunk."""
    grey = cv2.GaussianBlur(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), (0, 0), 0.45 * dpi / 200).astype(np.float32)
    torn = 255 / (1 + np.exp(-(grey - 150) / 26))
    height, width = grey.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), float(noise.uniform(-0.7, 0.7)), 0.985)
    turned = cv2.warpAffine(
        torn.astype(np.float32), matrix, (width, height), flags=cv2.INTER_LINEAR, borderValue=(250,)
    )
    return np.asarray(cv2.cvtColor(turned.clip(0, 255).astype(np.uint8), cv2.COLOR_GRAY2RGB), dtype=np.uint8)


def dirty(pixels: Pixels, much: float, dpi: int, noise: np.random.Generator) -> Pixels:
    """Return a page with specks of toner, a few of them larger, and at times a line along the drum."""
    height, width = pixels.shape[:2]
    made = pixels.copy()
    for _ in range(int(much * 400)):
        x, y = int(noise.integers(0, width)), int(noise.integers(0, height))
        size = 0.08 + 0.32 * float(noise.random()) ** 4
        shade = int(noise.integers(30, 150))
        cv2.circle(made, (x, y), max(1, round(size * dpi / 25.4)), (shade,) * 3, -1)
    if noise.random() < much * 0.6:
        x = int(noise.integers(width // 20, width))
        cv2.line(
            made,
            (x, 0),
            (x + int(noise.integers(-2, 3)), height),
            (int(noise.integers(120, 200)),) * 3,
            max(1, dpi // 200),
        )
    return made


def holed(pixels: Pixels, holes: int, dpi: int, dark: int, noise: np.random.Generator) -> Pixels:
    """Return a page punched at its left edge, 80 mm apart (ISO 838), through which the glass is dark."""
    made, unit = pixels.copy(), dpi / 25.4
    middle, left = pixels.shape[0] / 2 + float(noise.uniform(-4, 4)) * unit, float(noise.uniform(8, 12)) * unit
    for index in range(holes):
        y = middle + (index - (holes - 1) / 2) * 80 * unit
        cv2.circle(made, (round(left), round(y)), round(3 * unit), (dark,) * 3, -1, cv2.LINE_AA)
    return made


def laid(pixels: Pixels, degrees: float, aslant: float, dark: int, chance: Random) -> Pixels:
    """Return a page turned and lifted before a ground of some shade; it is drawn smaller, so that nothing is cut off."""
    height, width = pixels.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1 - 0.011 * abs(degrees))
    corners = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    turned = cv2.transform(corners[None], matrix)[0]
    inward = np.array([(1, 1), (-1, 1), (-1, -1), (1, -1)], np.float32)
    moves = np.array([(chance.uniform(0, aslant), chance.uniform(0, aslant)) for _ in corners], np.float32)
    moved = (turned + inward * moves * np.array([width, height], np.float32)).astype(np.float32)
    shape = cv2.getPerspectiveTransform(corners, moved)
    return np.asarray(cv2.warpPerspective(pixels, shape, (width, height), borderValue=(dark,) * 3), dtype=np.uint8)


def edged(pixels: Pixels, part: float, dark: int, chance: Random) -> Pixels:
    """Return a page with the dark edge that a copier with an open lid sees, on one or two sides."""
    made = pixels.copy()
    size = max(2, int(part * pixels.shape[1]))
    sides = (made[:size], made[-size:], made[:, :size], made[:, -size:])
    for side in chance.sample(sides, chance.randint(1, 2)):
        side[...] = dark
    return made


def patched(pixels: Pixels, depth: float, noise: np.random.Generator) -> Pixels:
    """Return a page under uneven light: shadows of several sizes, as of a hand or a fold."""
    height, width = pixels.shape[:2]
    shadow = cv2.resize(noise.random((5, 4), dtype=np.float32), (width, height), interpolation=cv2.INTER_CUBIC)
    fold = np.exp(-(((np.arange(height) - noise.uniform(0.3, 0.7) * height) / (0.02 * height)) ** 2)).astype(
        np.float32
    )
    dim = 1 - depth * (np.clip(shadow, 0, 1) + 0.3 * fold[:, None])[..., None] / 1.3
    return np.asarray((pixels.astype(np.float32) * dim).clip(0, 255), dtype=np.uint8)
