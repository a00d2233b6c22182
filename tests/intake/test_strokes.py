"""Rules told from rows of bold print whose tops run together."""

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from intake import strokes, tables, underlines
from intake.pdfs import Picture
from tests.intake import page

FIGURES = "0960 6560 8096 6085".replace(" ", "")
ROW = (slice(290, 330), slice(400, 800))


def framed() -> Picture:
    """Return a page in a frame with rules across it and bold figures, as blurred as at 150 dpi."""
    image = Image.new("L", (1240, 1754), 255)
    draw, font = ImageDraw.Draw(image), ImageFont.truetype(page.FONT, 23)
    draw.rectangle((60, 60, 1180, 1694), outline=60, width=3)
    for top in (420, 900):
        draw.line((60, top, 1180, top), fill=60, width=3)
    draw.line((80, 60, 80, 1694), fill=60, width=3)
    draw.text((420, 300), FIGURES, fill=0, font=font, stroke_width=1)
    return np.asarray(cv2.GaussianBlur(np.asarray(image, np.uint8), (5, 5), 1.2), np.uint8)


def test_bold_figures_on_a_framed_page_keep_their_tops() -> None:
    whole = framed()
    opened, cells = tables.opened(whole)
    assert cells == []
    assert np.array_equal(opened[ROW], whole[ROW])
    assert opened[420, 200] > 240


def test_the_tops_of_bold_figures_are_no_underline() -> None:
    whole = framed()
    assert np.array_equal(underlines.without(whole, 25)[ROW], whole[ROW])


@pytest.mark.parametrize(
    ("sides", "kept"),
    [((strokes.BELOW,), False), ((strokes.ABOVE,), True), ((strokes.ABOVE, strokes.BELOW), False)],
)
def test_what_a_stroke_stands_on(sides: tuple[int, ...], kept: bool) -> None:
    ink = np.zeros((40, 120), np.uint8)
    ink[10:12, 10:110] = 1
    level = ink.copy()
    ink[12:30, 10:110:5] = ink[12:30, 11:110:5] = 1
    assert strokes.bare(level, ink, *sides).any() == kept
