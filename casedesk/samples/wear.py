"""What an office does to paper: skew, turns, shadow, noise, grey and black-and-white copies, JPEG."""

from dataclasses import asdict, dataclass
from random import Random
from typing import Any

import cv2
import numpy as np
from PIL import Image

QUALITIES = ("clean", "office", "photocopy")


@dataclass(frozen=True, slots=True)
class Setting:
    """How a dossier was scanned; `skew` in degrees, `jpeg` 0 to 100."""

    quality: str
    dpi: int
    skew: float
    noise: float
    shadow: float
    colour: str
    jpeg: int

    def as_json(self) -> dict[str, Any]:
        """Return the setting for the truth."""
        return asdict(self)


def setting(quality: str, chance: Random) -> Setting:
    """Choose a setting; `mixed` chooses the quality too."""
    quality = chance.choice(QUALITIES) if quality == "mixed" else quality
    if quality == "clean":
        return Setting(quality, 200, 0.0, 0.0, 0.0, "colour", 88)
    if quality == "office":
        skew = round(chance.uniform(-1.5, 1.5), 2)
        return Setting(
            quality,
            chance.choice((200, 240, 300)),
            skew,
            4.0,
            0.1,
            chance.choice(("colour", "colour", "grey")),
            75,
        )
    skew = round(chance.uniform(-3, 3), 2)
    return Setting(
        quality, chance.choice((150, 200)), skew, 10.0, 0.3, chance.choice(("grey", "grey", "black")), 60
    )


def worn(page: Image.Image, how: Setting, chance: Random) -> Image.Image:
    """Return a page as the scanner saw it."""
    pixels = np.asarray(page.convert("RGB"))
    if how.skew:
        pixels = _skewed(pixels, how.skew + chance.uniform(-0.2, 0.2))
    if how.colour != "colour":
        pixels = cv2.cvtColor(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), cv2.COLOR_GRAY2RGB)
    if how.noise or how.shadow:
        pixels = _dirty(pixels, how, np.random.default_rng(chance.randint(0, 2**31)))
    if how.colour == "black":
        grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY)
        pixels = cv2.cvtColor(((grey > 150) * 255).astype(np.uint8), cv2.COLOR_GRAY2RGB)
    made = Image.fromarray(pixels)
    return made if how.colour == "colour" else made.convert("L")


def _skewed(pixels: np.ndarray[Any, Any], angle: float) -> np.ndarray[Any, Any]:
    height, width = pixels.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1)
    return np.asarray(cv2.warpAffine(pixels, matrix, (width, height), borderValue=(255, 255, 255)))


def _dirty(pixels: np.ndarray[Any, Any], how: Setting, dice: np.random.Generator) -> np.ndarray[Any, Any]:
    height, width = pixels.shape[:2]
    shade = 1 - how.shadow * np.linspace(0, 1, width)[None, :, None] * dice.uniform(0.4, 1)
    dirt = dice.normal(0, how.noise, (height, width, 1))
    return np.clip(cv2.GaussianBlur(pixels, (3, 3), 0.6) * shade + dirt, 0, 255).astype(np.uint8)
