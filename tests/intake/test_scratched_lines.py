"""Lines of print with more in their box than letters: scratches through all rows, specks, the rows beside them."""

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from intake import recogniser, rereading
from intake.sheets import Sheet
from tests.intake import page

BOX = (110, 92, 750, 158)
"""Twice as high as the line that it holds, as boxes of a page that lies askew are."""


def sheet(*, is_scratched: bool, is_dirty: bool) -> Sheet:
    """Return a page with three rows of print, a scratch down through them, specks between them."""
    image = Image.new("RGB", (1000, 300), "white")
    draw, font = ImageDraw.Draw(image), ImageFont.truetype(page.FONT, 26)
    for row, text in enumerate(("Kính gửi Quý cơ quan", "CÔNG TY CỔ PHẦN GIẤY MẪU", "trân trọng giới thiệu")):
        draw.text((112, 50 + 57 * row), text, fill="black", font=font)
    if is_scratched:
        draw.line((428, 0, 420, 300), fill="black", width=2)
    for x in range(130, 740, 60) if is_dirty else ():
        draw.ellipse((x, 93 + x % 7, x + 3, 96 + x % 7), fill="black")
        draw.ellipse((x + 9, 147 + x % 9, x + 12, 150 + x % 9), fill="black")
    colour = np.asarray(image, np.uint8)
    return Sheet(1, 0, None, colour, np.ascontiguousarray(colour[:, :, 1]))


@pytest.mark.parametrize(
    ("is_scratched", "is_dirty"),
    [(False, False), (True, False), (False, True), (True, True)],
    ids=["clean", "scratched", "dirty", "both"],
)
def test_a_line_is_read_whatever_stands_beside_it(is_scratched: bool, is_dirty: bool) -> None:
    picture = rereading.picture(sheet(is_scratched=is_scratched, is_dirty=is_dirty), BOX)
    assert "PHẦN GIẤY MẪU" in recogniser.read(picture).text
