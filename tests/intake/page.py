"""Builders: rows of words without a picture, and drawn pages."""

import io

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from intake.pdfs import Picture
from intake.words import Line, Word

FONT = "DejaVuSans.ttf"
_LINE = 30
_LETTER = 11


def rows(text: str) -> list[Line]:
    """Return the lines of a text as rows of words, spread evenly over a page 1,240 pixels wide."""
    return [_row(line.strip(), index) for index, line in enumerate(text.strip().splitlines()) if line.strip()]


def _row(text: str, index: int) -> Line:
    words, left = [], 100
    top = 100 + index * _LINE
    for word in text.split():
        right = left + _LETTER * len(word)
        words.append(Word(word, 0.95, (left, top, right, top + 24)))
        left = right + _LETTER
    return Line(tuple(words))


def drawn(lines: list[str], *, size: int = 26, width: int = 1240, height: int = 1754) -> Picture:
    """Return a page with some lines of text, black on white."""
    image = Image.new("RGB", (width, height), "white")
    draw, font = ImageDraw.Draw(image), ImageFont.truetype(FONT, size)
    for index, line in enumerate(lines):
        draw.text((110, 120 + index * size * 2), line, fill="black", font=font)
    return np.asarray(image, np.uint8)


def encoded(picture: Picture, form: str = "PNG") -> bytes:
    """Return a picture as a file."""
    out = io.BytesIO()
    Image.fromarray(picture).save(out, form)
    return out.getvalue()
