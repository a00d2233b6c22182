"""Ink on paper: round red seals, certification stamps, signatures, and the pale pattern of licences."""

from functools import cache
from math import cos, pi, sin
from random import Random

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFont

RED, BLUE, BLACK = (205, 28, 36), (36, 58, 150), (40, 40, 44)
_FONTS = "/usr/share/fonts/truetype/noto"


@cache
def font(size: int, style: str = "Serif-Bold") -> ImageFont.FreeTypeFont:
    """Return a typeface that has every Vietnamese letter."""
    return ImageFont.truetype(f"{_FONTS}/Noto{style}.ttf", size)


def press(page: Image.Image, ink: Image.Image, centre: tuple[float, float]) -> None:
    """Multiply ink over a page, in place, with its centre at a point in pixels."""
    left, top = int(centre[0] - ink.width / 2), int(centre[1] - ink.height / 2)
    left = max(0, min(left, page.width - ink.width))
    top = max(0, min(top, page.height - ink.height))
    box = (left, top, left + ink.width, top + ink.height)
    page.paste(ImageChops.multiply(page.crop(box), ink), box)


def seal(chance: Random, around: str, inside: str, dpi: int, colour: tuple[int, int, int] = RED) -> Image.Image:
    """Return a round seal: text on a circle, a star, the owner's name in the middle."""
    scale = 2
    size = int(dpi / 25.4 * 37) * scale
    middle = size / 2
    ink = Image.new("RGB", (size, size), "white")
    pen = ImageDraw.Draw(ink)
    for radius, width in ((0.485, 0.014), (0.335, 0.007)):
        edge = [middle - size * radius, middle - size * radius, middle + size * radius, middle + size * radius]
        pen.ellipse(edge, outline=colour, width=max(1, int(size * width)))
    top = _on_circle(ink, around.upper(), size * 0.41, colour)
    _star(pen, (middle, middle + size * 0.41), size * 0.045, colour)
    lines = _broken(inside.upper(), 13)
    letters = font(int(size * (0.072 if len(lines) < 4 else 0.058)))
    _spread(pen, lines, (middle, middle), letters, colour)
    turned = top.rotate(chance.uniform(-9, 9), fillcolor="white", resample=Image.Resampling.BICUBIC)
    return inked(chance, turned.resize((size // scale, size // scale), Image.Resampling.LANCZOS))


def _on_circle(ink: Image.Image, text: str, radius: float, colour: tuple[int, int, int]) -> Image.Image:
    """Write a text clockwise around the upper part of the ring."""
    letters = font(int(ink.width * 0.064))
    advance = [letters.getlength(letter) * 1.1 for letter in text]
    full = 1.62 * pi * radius
    squeeze = min(1.0, full / sum(advance))
    angle = -sum(advance) * squeeze / radius / 2
    half = int(letters.size)
    for letter, width in zip(text, advance, strict=True):
        at = angle + width * squeeze / radius / 2
        angle += width * squeeze / radius
        tile = Image.new("RGBA", (half * 2, half * 2))
        ImageDraw.Draw(tile).text((half, half), letter, (*colour, 255), letters, anchor="mm")
        tile = tile.rotate(-at * 180 / pi, resample=Image.Resampling.BICUBIC)
        spot = (ink.width / 2 + radius * sin(at) - half, ink.height / 2 - radius * cos(at) - half)
        ink.paste(tile, (int(spot[0]), int(spot[1])), tile)
    return ink


def _star(pen: ImageDraw.ImageDraw, at: tuple[float, float], size: float, colour: tuple[int, int, int]) -> None:
    points = [(at[0] + (size if index % 2 == 0 else size * 0.4) * sin(index * pi / 5),
               at[1] - (size if index % 2 == 0 else size * 0.4) * cos(index * pi / 5)) for index in range(10)]  # fmt: skip
    pen.polygon(points, fill=colour)


def _broken(text: str, width: int) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + len(word) < width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _spread(
    pen: ImageDraw.ImageDraw,
    lines: list[str],
    middle: tuple[float, float],
    letters: ImageFont.FreeTypeFont,
    colour: tuple[int, int, int],
) -> None:
    for index, line in enumerate(lines):
        y = middle[1] + (index - (len(lines) - 1) / 2) * letters.size * 1.15
        pen.text((middle[0], y), line, colour, letters, anchor="mm")


def inked(chance: Random, ink: Image.Image, weak: float = 0.3) -> Image.Image:
    """Make ink uneven, as a hand presses a stamp."""
    noise = np.random.default_rng(chance.randrange(1 << 30))
    rough = Image.fromarray((noise.random((9, 9)) * 255).astype(np.uint8)).resize(
        ink.size, Image.Resampling.BICUBIC
    )
    fade = np.asarray(rough, dtype=np.float32)[..., None] / 255 * weak
    solid = np.asarray(ink, dtype=np.float32)
    return Image.fromarray((solid + (255 - solid) * fade).clip(0, 255).astype(np.uint8))


def signature(chance: Random, dpi: int, colour: tuple[int, int, int] = BLUE) -> Image.Image:
    """Return a scribble that no one could read."""
    width, height = int(dpi / 25.4 * 34), int(dpi / 25.4 * 15)
    ink = Image.new("RGB", (width, height), "white")
    loops, slant = chance.uniform(3, 6), chance.uniform(0.2, 0.5)
    points = []
    for step in range(160):
        along = step / 159
        swing = sin(along * loops * 2 * pi) * (0.42 - 0.25 * along)
        points.append((width * (0.08 + 0.84 * along + slant * 0.12 * swing), height * (0.52 + swing)))
    ImageDraw.Draw(ink).line(points, fill=colour, width=max(2, dpi // 75), joint="curve")
    return ink


def certification(chance: Random, number: int, book: str, day: str, who: tuple[str, str], dpi: int) -> Image.Image:
    """Return the stamp of a certified copy: title, number, book, date and the one who certified."""
    lines = (
        f"Số chứng thực: {number}   quyển số: {book}", day,
        who[0], "Người thực hiện chứng thực",
    )  # fmt: skip
    colour = chance.choice((BLUE, RED, BLACK))
    return _frame(chance, "CHỨNG THỰC BẢN SAO ĐÚNG VỚI BẢN CHÍNH", lines, who[1], colour, dpi)


def plain_copy(chance: Random, who: str, name: str, dpi: int) -> Image.Image:
    """Return the stamp with which a company vouches for a copy itself: no certification."""
    return _frame(chance, "SAO Y BẢN CHÍNH", (who,), name, chance.choice((BLUE, RED)), dpi)


def _frame(
    chance: Random, title: str, lines: tuple[str, ...], name: str, colour: tuple[int, int, int], dpi: int
) -> Image.Image:
    unit = dpi / 25.4
    width, height = int(88 * unit), int((11 + 5.2 * len(lines) + 28) * unit)
    ink = Image.new("RGB", (width, height), "white")
    pen = ImageDraw.Draw(ink)
    top = 8 + 5.2 * len(lines)
    edge = (1, 1, width - 2, int(top * unit))
    if chance.random() < 0.6:
        pen.rectangle(edge, outline=colour, width=max(2, int(0.45 * unit)))
    style = chance.choice(("Serif", "Sans"))
    pen.text((width / 2, 4 * unit), title, colour, font(int(3.3 * unit), f"{style}-Bold"), anchor="mm")
    for index, line in enumerate(lines):
        letters = font(int(3.2 * unit), f"{style}-Regular")
        pen.text((width / 2, (9.2 + 5.2 * index) * unit), line, colour, letters, anchor="mm")
    pen.text((width / 2, height - 3 * unit), name, colour, font(int(3.6 * unit)), anchor="mm")
    turned = ink.rotate(
        chance.uniform(-1.5, 1.5), expand=True, fillcolor="white", resample=Image.Resampling.BICUBIC
    )
    return inked(chance, turned, 0.2)


def guilloche(page: Image.Image, colour: tuple[int, int, int], chance: Random) -> None:
    """Multiply the pale pattern of security paper over a page, in place."""
    width, height = page.size
    y, x = np.mgrid[0:height, 0:width].astype(np.float32) / width
    a, b = chance.uniform(28, 44), chance.uniform(5, 9)
    waves = np.sin(2 * pi * (a * y + 0.55 * np.sin(2 * pi * b * x))) * np.sin(
        2 * pi * (a * x + 0.55 * np.sin(2 * pi * b * y))
    )
    depth = (0.02 + 0.10 * np.clip(1 - np.abs(waves) * 4, 0, 1))[..., None]
    tint = 1 - depth * (1 - np.array(colour, dtype=np.float32) / 255)
    page.paste(Image.fromarray((np.asarray(page, dtype=np.float32) * tint).clip(0, 255).astype(np.uint8)))
