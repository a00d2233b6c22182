"""Scratches and folds that run down through the print of a page."""

import numpy as np
import pytest
from PIL import Image, ImageDraw

from intake import engine, scratches
from intake.pdfs import Picture
from tests.intake import page

ROWS = ["CHỨNG THỰC BẢN SAO ĐÚNG VỚI BẢN CHÍNH", "Số chứng thực: 14298    Quyển số: 02-SCT/BS"] * 8


def scratched(*ends: tuple[int, int, int, int]) -> Picture:
    """Return a page of print in grey with some thin lines through it."""
    image = Image.fromarray(page.drawn(ROWS))
    for line in ends:
        ImageDraw.Draw(image).line(line, fill=(90, 90, 90), width=2)
    return np.ascontiguousarray(np.asarray(image, np.uint8)[:, :, 1])


def test_a_scratch_goes_and_the_letters_stay() -> None:
    plain, before = scratched(), scratched((400, 0, 436, 1753))
    after = scratches.without(before)
    assert ((before < 200) & (plain > 250)).sum() > 2500
    assert ((after < 200) & (plain > 250)).sum() < 50
    assert (after < 128).sum() > 0.98 * (plain < 128).sum()


@pytest.mark.parametrize(
    "line",
    [(), (60, 0, 70, 1753), (400, 200, 406, 800), (300, 0, 700, 1753)],
    ids=["none", "the edge of the sheet", "the edge of a card", "a stroke across"],
)
def test_other_lines_stay(line: tuple[int, int, int, int]) -> None:
    drawn = scratched(line) if line else scratched()
    assert scratches.without(drawn) is drawn


@pytest.mark.ocr
def test_rows_that_a_scratch_cuts_are_read_whole() -> None:
    read = engine.read_page(scratches.without(scratched((400, 0, 436, 1753))))
    assert sum("VỚI BẢN CHÍNH" in line.text and "THỰC" in line.text for line in read) >= 7
