"""A stored picture decoded in bands, so that nothing but its stored form is ever held whole."""

import numpy as np
import numpy.typing as npt
from PIL import Image

LONGEST = 3600
"""Pixels of the longer side of a page, once it is decoded and scaled."""
_BAND = 64
"""Rows of the kept picture that are made at a time."""
_ORIENTATION = 0x0112
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What undoes each orientation of Exif."""


def decoded(image: Image.Image) -> npt.NDArray[np.uint8]:
    """Decode a picture, upright, at about the size we keep: its longer side at most one and a half `LONGEST`."""
    factor = _factor(image.size)
    if image.format == "JPEG":
        image.draft("RGB", (image.width // factor, image.height // factor))
        factor = _factor(image.size)
    image.load()
    turn = _turn(image)
    made = np.empty((-(-image.height // factor), -(-image.width // factor), 3), np.uint8)
    rows = _BAND * factor
    brightest = _brightest(image)
    for top in range(0, image.height, rows):
        band = _plain(image.crop((0, top, image.width, min(top + rows, image.height))), brightest)
        made[top // factor : top // factor + _BAND] = np.asarray(band.reduce(factor) if factor > 1 else band)
    return made if turn is None else np.asarray(Image.fromarray(made).transpose(turn))


def _factor(size: tuple[int, int]) -> int:
    """Return by what a picture is made smaller as it is decoded; the rest is scaled."""
    return max(1, round(max(size) / LONGEST))


def _plain(band: Image.Image, brightest: float) -> Image.Image:
    """Return a part of a picture in RGB, on white where it is transparent."""
    if band.mode in ("RGBA", "LA", "PA") or "transparency" in band.info:
        band = band.convert("RGBA")
        band = Image.alpha_composite(Image.new("RGBA", band.size, "white"), band)
    if brightest:
        values = np.asarray(band, np.float32)
        band = Image.fromarray((values * (255 / brightest)).clip(0, 255).astype(np.uint8))
    return band.convert("RGB")


def _brightest(image: Image.Image) -> float:
    """Return the value of white where it is not 255, else 0."""
    if image.mode == "F":
        return max(1.0, float(image.getextrema()[1]))  # type: ignore[arg-type]
    return 65535.0 if image.mode.startswith("I") else 0.0


def _turn(image: Image.Image) -> Image.Transpose | None:
    """Return the turn that Exif asks for; broken Exif asks for none."""
    try:
        return _TURNS.get(image.getexif().get(_ORIENTATION, 1))
    except (OSError, ValueError, SyntaxError, TypeError, KeyError, AttributeError):
        return None
