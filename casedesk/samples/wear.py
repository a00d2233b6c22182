"""What scanners and copiers do to a page: skew, noise, shadow, JPEG, grey, black and white, and turns."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from random import Random
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

Pixels = NDArray[np.uint8]
QUALITIES = ("clean", "office", "photocopy")
HARD = "hard"
"""Wear that `mixed` never draws: pages aslant, lifted and copied twice, for honest measurement."""
TURNS = (0, 0, 0, 0, 0, 0, 90, 180, 270, 180)


@dataclass(frozen=True, slots=True)
class Wear:
    """How a scan is worn; the same for all its pages, but for skew, which changes a little."""

    quality: str
    dpi: int
    colour: str = "colour"
    skew: float = 0.0
    noise: float = 0.0
    shadow: float = 0.0
    blur: float = 0.0
    contrast: float = 1.0
    jpeg: int = 92
    turns: bool = False
    aslant: float = 0.0
    """By how much the corners are moved, as a part of the page."""
    edge: float = 0.0
    """How wide the dark edge is that the copier saw beside the page, as a part of the page."""
    copies: int = 1

    def as_setting(self) -> Mapping[str, Any]:
        """Return the setting as plain values."""
        return {
            name: round(value, 3) if isinstance(value, float) else value for name, value in asdict(self).items()
        }


def draw(chance: Random, quality: str) -> Wear:
    """Draw how a scan of a quality is worn."""
    if quality == "clean":
        return Wear(quality, 200)
    if quality == HARD:
        return _hard(chance)
    if quality == "office":
        return Wear(
            quality, chance.choice((150, 200, 200, 300)), chance.choice(("colour", "colour", "grey")),
            chance.uniform(0.2, 1.6), chance.uniform(1, 5), chance.uniform(0, 0.12), chance.uniform(0, 0.5),
            chance.uniform(0.92, 1.02), chance.randint(60, 88), True,
        )  # fmt: skip
    return Wear(
        quality, chance.choice((200, 200, 300)), chance.choice(("grey", "grey", "black")),
        chance.uniform(0.4, 2.2), chance.uniform(3, 9), chance.uniform(0.05, 0.25), chance.uniform(0.2, 0.7),
        chance.uniform(0.85, 1.1), chance.randint(50, 80), True,
    )  # fmt: skip


def _hard(chance: Random) -> Wear:
    """Draw a bad scan of an office, or a bad copy."""
    is_copy = chance.random() < 0.5
    colour = chance.choice(("grey", "grey", "black")) if is_copy else chance.choice(("colour", "colour", "grey"))
    return Wear(
        "photocopy" if is_copy else "office", chance.choice((200, 200, 300) if is_copy else (150, 200, 300)), colour,
        chance.uniform(1, 5), chance.uniform(2, 9), chance.uniform(0.05, 0.35), chance.uniform(0.2, 0.7),
        chance.uniform(0.8, 1.1), chance.randint(40, 75), True, chance.uniform(0, 0.025),
        chance.choice((0, 0, chance.uniform(0.01, 0.04))), 2 if is_copy and chance.random() < 0.3 else 1,
    )  # fmt: skip


def apply(page: Image.Image, how: Wear, chance: Random) -> tuple[Image.Image, int]:
    """Return the worn page, and the clockwise turn that makes it upright."""
    if how.quality == "clean":
        return page, 0
    noise = np.random.default_rng(chance.randrange(1 << 30))
    pixels = np.asarray(page)
    if how.edge:
        pixels = _edged(pixels, how.edge, chance)
    for _ in range(1, how.copies):
        pixels = _copied(pixels, how, noise)
    pixels = _skewed(pixels, how.skew * chance.choice((-1, 1)) * chance.uniform(0.4, 1))
    if how.aslant:
        pixels = _aslant(pixels, how.aslant, chance)
    if how.blur > 0.15:
        pixels = np.asarray(cv2.GaussianBlur(pixels, (0, 0), how.blur * how.dpi / 200), dtype=np.uint8)
    pixels = _shaded(pixels, how, noise)
    made = Image.fromarray(_compressed(_coloured(pixels, how.colour, how.dpi), how.jpeg, how.colour))
    if how.colour == "black":
        made = made.convert("1", dither=Image.Dither.NONE)
    turn = chance.choice(TURNS) if how.turns else 0
    return made.rotate(turn, expand=True), turn


def _skewed(pixels: Pixels, degrees: float) -> Pixels:
    height, width = pixels.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    return np.asarray(
        cv2.warpAffine(pixels, matrix, (width, height), flags=cv2.INTER_LINEAR, borderValue=(246, 246, 246)),
        dtype=np.uint8,
    )


def _aslant(pixels: Pixels, most: float, chance: Random) -> Pixels:
    """Return a page as a camera sees it that is not held straight above, or as the glass sees a lifted one."""
    height, width = pixels.shape[:2]
    corners = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    moves = np.array([(chance.uniform(-most, most), chance.uniform(-most, most)) for _ in corners], np.float32)
    moved = corners + moves * np.array([width, height], np.float32)
    matrix = cv2.getPerspectiveTransform(corners, moved.astype(np.float32))
    dark = (chance.randint(50, 110),) * 3
    return np.asarray(cv2.warpPerspective(pixels, matrix, (width, height), borderValue=dark), dtype=np.uint8)


def _edged(pixels: Pixels, part: float, chance: Random) -> Pixels:
    """Return a page with the dark edge that a copier with an open lid sees, on one or two sides."""
    made = pixels.copy()
    size, dark = max(2, int(part * pixels.shape[1])), chance.randint(20, 90)
    sides = (made[:size], made[-size:], made[:, :size], made[:, -size:])
    for side in chance.sample(sides, chance.randint(1, 2)):
        side[...] = dark
    return made


def _copied(pixels: Pixels, how: Wear, noise: np.random.Generator) -> Pixels:
    """Return the copy of a page in grey, a little blurred and stained with toner."""
    grey = cv2.GaussianBlur(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), (0, 0), 0.5 * how.dpi / 200)
    stains = np.asarray(noise.random(grey.shape) < 0.0002, dtype=np.uint8)
    grey = np.where(cv2.dilate(stains, np.ones((2, 2), np.uint8)) > 0, 70, grey)
    return np.asarray(cv2.cvtColor(grey.astype(np.uint8), cv2.COLOR_GRAY2RGB), dtype=np.uint8)


def _shaded(pixels: Pixels, how: Wear, noise: np.random.Generator) -> Pixels:
    """Darken towards one edge, lower the contrast and add grain."""
    height, width = pixels.shape[:2]
    slope = np.linspace(0, 1, width, dtype=np.float32) ** 3
    fall = (slope if noise.random() < 0.5 else slope[::-1])[None, :, None]
    made = (pixels.astype(np.float32) - 128) * how.contrast + 128
    made *= 1 - how.shadow * fall
    grain = noise.standard_normal((height, width, 1), dtype=np.float32) * how.noise
    return (made + grain).clip(0, 255).astype(np.uint8)


def _coloured(pixels: Pixels, colour: str, dpi: int) -> Pixels:
    if colour == "colour":
        return pixels
    grey = np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), dtype=np.uint8)
    if colour == "grey":
        return grey
    window = (dpi // 5) | 1
    return np.asarray(
        cv2.adaptiveThreshold(grey, 255, cv2.ADAPTIVE_THRESH_GAUSSIAN_C, cv2.THRESH_BINARY, window, 22),
        dtype=np.uint8,
    )


def _compressed(pixels: Pixels, quality: int, colour: str) -> Pixels:
    if colour == "black":
        return pixels
    swapped = pixels[..., ::-1] if pixels.ndim == 3 else pixels
    _, data = cv2.imencode(".jpg", np.ascontiguousarray(swapped), [cv2.IMWRITE_JPEG_QUALITY, quality])
    back = np.asarray(cv2.imdecode(data, cv2.IMREAD_UNCHANGED), dtype=np.uint8)
    return np.ascontiguousarray(back[..., ::-1] if back.ndim == 3 else back)
