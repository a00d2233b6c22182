"""Round red seals and certification stamps as transparent pictures."""

import base64
import io
from math import cos, pi, sin
from random import Random

from PIL import Image, ImageDraw, ImageFont

SERIF = "/usr/share/fonts/truetype/liberation/LiberationSerif-Bold.ttf"
RED = (206, 32, 44)


def round_seal(outer: str, inner: str, chance: Random, *, pixels: int = 430) -> Image.Image:
    """Return a seal of 36 mm: two rings, words along the upper ring, a star, words in the middle."""
    seal = Image.new("RGBA", (pixels, pixels), (0, 0, 0, 0))
    draw = ImageDraw.Draw(seal)
    middle, radius = pixels / 2, pixels / 2 - 6
    for inset, width in ((0, 7), (16, 3), (pixels * 0.2, 3)):
        draw.ellipse(
            (6 + inset, 6 + inset, pixels - 6 - inset, pixels - 6 - inset), outline=(*RED, 225), width=width
        )
    _along(seal, outer.upper(), middle, radius - pixels * 0.115, ImageFont.truetype(SERIF, round(pixels * 0.062)))
    _star(draw, middle, pixels * 0.83, pixels * 0.035)
    _middle(draw, inner.upper(), middle, pixels)
    return seal.rotate(chance.uniform(-18, 18), resample=Image.Resampling.BICUBIC)


def as_source(picture: Image.Image) -> str:
    """Return a picture as the address of an HTML image."""
    kept = io.BytesIO()
    picture.save(kept, "PNG")
    return "data:image/png;base64," + base64.b64encode(kept.getvalue()).decode()


def _along(seal: Image.Image, text: str, middle: float, radius: float, font: ImageFont.FreeTypeFont) -> None:
    widths = [font.getlength(sign) + 2 for sign in text]
    spread = min(1.0, 1.55 * pi * radius / max(1.0, sum(widths)))
    angle = -sum(widths) * spread / radius / 2
    for sign, width in zip(text, widths, strict=True):
        angle += width * spread / radius / 2
        tile = Image.new("RGBA", (60, 60), (0, 0, 0, 0))
        ImageDraw.Draw(tile).text((30, 30), sign, font=font, fill=(*RED, 235), anchor="mm")
        turned = tile.rotate(-angle * 180 / pi, resample=Image.Resampling.BICUBIC)
        place = (round(middle + radius * sin(angle) - 30), round(middle - radius * cos(angle) - 30))
        seal.alpha_composite(turned, (max(0, place[0]), max(0, place[1])))
        angle += width * spread / radius / 2


def _star(draw: ImageDraw.ImageDraw, x: float, y: float, size: float) -> None:
    corners = []
    for index in range(10):
        reach = size if index % 2 == 0 else size * 0.42
        corners.append((x + reach * sin(index * pi / 5), y - reach * cos(index * pi / 5)))
    draw.polygon(corners, fill=(*RED, 230))


def _middle(draw: ImageDraw.ImageDraw, text: str, middle: float, pixels: int) -> None:
    words, rows = text.split(), [""]
    for word in words:
        if len(rows[-1]) + len(word) > 12:
            rows.append("")
        rows[-1] = f"{rows[-1]} {word}".strip()
    rows = rows[:4]
    font = ImageFont.truetype(SERIF, round(pixels * 0.068))
    for index, row in enumerate(rows):
        y = middle + (index - (len(rows) - 1) / 2) * pixels * 0.085
        draw.text((middle, y), row, font=font, fill=(*RED, 230), anchor="mm")
