"""What scanners and copiers do to a page: skew, noise, shadow, JPEG, grey, black and white, and turns."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, replace
from random import Random
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from casedesk.samples import hardship

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
    wear: str = ""
    """Whether a hard scan is one of an office or a copy; else the quality."""
    aslant: float = 0.0
    """By how much the corners are moved inwards, as a part of the page."""
    edge: float = 0.0
    """How wide the dark edge is that the copier saw beside the page, as a part of the page."""
    holes: int = 0
    patches: float = 0.0
    """How deep shadows are that lie unevenly."""
    faint: float = 0.0
    """By how much the print is paler, at most."""
    dirt: float = 0.0
    copies: int = 1
    """Copies that were made one of the other before this scan, with it."""

    def as_setting(self) -> Mapping[str, Any]:
        """Return the setting as plain values."""
        plain = {
            name: round(value, 3) if isinstance(value, float) else value for name, value in asdict(self).items()
        }
        return plain | {"wear": self.wear or self.quality}


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
    """Draw a bad scan of an office, or a bad copy; no page suffers from everything at once."""
    is_copy = chance.random() < 0.5
    colour = chance.choice(("grey", "grey", "black")) if is_copy else chance.choice(("colour", "colour", "grey"))
    how = Wear(
        HARD, chance.choice((200, 200, 300) if is_copy else (150, 150, 200, 300)), colour, chance.uniform(0.5, 5),
        chance.uniform(2, 8), chance.uniform(0.05, 0.3), chance.uniform(0.2, 0.65), chance.uniform(0.85, 1.1),
        chance.randint(40, 75), True, "photocopy" if is_copy else "office",
    )  # fmt: skip
    suffered: dict[str, Callable[[], float]] = {
        "aslant": lambda: chance.uniform(0.004, 0.025), "edge": lambda: chance.uniform(0.005, 0.03),
        "holes": lambda: chance.choice((2, 2, 4)), "patches": lambda: chance.uniform(0.12, 0.4),
        "faint": lambda: chance.uniform(0.2, 0.5), "contrast": lambda: chance.uniform(0.55, 0.75),
        "dirt": lambda: chance.uniform(0.3, 1),
    }  # fmt: skip
    drawn: dict[str, Any] = {
        name: suffered[name]() for name in chance.sample(sorted(suffered), chance.randint(2, 4))
    }
    if is_copy:
        drawn |= {"dirt": chance.uniform(0.3, 1), "copies": chance.choice((1, 1, 2))}
    if drawn.get("faint") and (colour == "black" or drawn.get("copies") == 2):
        drawn["faint"] *= 0.6
    return replace(how, **drawn)


def apply(page: Image.Image, how: Wear, chance: Random) -> tuple[Image.Image, int]:
    """Return the worn page, and the clockwise turn that makes it upright."""
    if how.quality == "clean":
        return page, 0
    noise = np.random.default_rng(chance.randrange(1 << 30))
    pixels = np.asarray(page)
    if how.quality == HARD:
        pixels = _suffered(pixels, how, chance, noise)
    else:
        pixels = _skewed(pixels, how.skew * chance.choice((-1, 1)) * chance.uniform(0.4, 1))
    if how.blur > 0.15:
        pixels = np.asarray(cv2.GaussianBlur(pixels, (0, 0), how.blur * how.dpi / 200), dtype=np.uint8)
    pixels = _shaded(pixels, how, noise)
    made = Image.fromarray(_compressed(_coloured(pixels, how.colour, how.dpi), how.jpeg, how.colour))
    if how.colour == "black":
        made = made.convert("1", dither=Image.Dither.NONE)
    turn = chance.choice(TURNS) if how.turns else 0
    return made.rotate(turn, expand=True), turn


def _suffered(pixels: Pixels, how: Wear, chance: Random, noise: np.random.Generator) -> Pixels:
    """Return a page after hard use, as it lies on the glass."""
    dark = chance.randint(15, 120) if how.edge or how.aslant else 246
    if how.faint:
        pixels = hardship.faint(pixels, how.faint, noise)
    for _ in range(1, how.copies):
        pixels = hardship.copied(pixels, how.dpi, noise)
    if how.holes:
        pixels = hardship.holed(pixels, how.holes, how.dpi, chance.choice((40, 90, 215)), noise)
    pixels = hardship.laid(
        pixels, how.skew * chance.choice((-1, 1)) * chance.uniform(0.4, 1), how.aslant, dark, chance
    )
    if how.edge:
        pixels = hardship.edged(pixels, how.edge, dark, chance)
    if how.patches:
        pixels = hardship.patched(pixels, how.patches, noise)
    return hardship.dirty(pixels, how.dirt, how.dpi, noise) if how.dirt else pixels


def _skewed(pixels: Pixels, degrees: float) -> Pixels:
    height, width = pixels.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1.0)
    return np.asarray(
        cv2.warpAffine(pixels, matrix, (width, height), flags=cv2.INTER_LINEAR, borderValue=(246, 246, 246)),
        dtype=np.uint8,
    )


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
