"""Rows that rise or fall on a page that is level otherwise, and rows with one word as high as two."""

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from intake import leaning, recogniser, rereading, second_rows
from intake.sheets import Sheet
from intake.words import Line, PixelBox, Word, around
from tests.intake import page

WORDS = ("Trụ", "sở:", "Số", "36", "đường", "Lê", "Lợi,", "thành", "phố", "Hải", "Phòng")
SLOPE = 0.05


def sheet(slope: float = SLOPE) -> tuple[Sheet, list[PixelBox]]:
    """Return a page with a row that falls by two of its heights, rows about it, and its words' boxes."""
    image = Image.new("RGB", (1100, 240), "white")
    draw, font = ImageDraw.Draw(image), ImageFont.truetype(page.FONT, 22)
    x, boxes = 60, []
    for word in WORDS:
        left, _, right, _ = draw.textbbox((x, 100), word, font=font)
        down = round(slope * ((left + right) / 2 - 550))
        draw.text((x, 100), word, fill="black", font=font)
        boxes.append((round(left), 102 + down, round(right), 126 + down))
        x = round(right) + 8
    for top in (62, 140):
        draw.text((60, top), "CÔNG TY CỔ PHẦN MẪU - Fax 024 - MST 0100112437 mẫu", fill="black", font=font)
    moves = np.array([[1.0, 0.0, 0.0], [slope, 1.0, -slope * 550]])
    colour = cv2.warpAffine(np.asarray(image, np.uint8), moves, (1100, 240), borderValue=(255, 255, 255))
    return Sheet(1, 0, None, np.asarray(colour, np.uint8), np.ascontiguousarray(colour[:, :, 1])), boxes


def test_a_row_that_falls_is_read_level() -> None:
    one, boxes = sheet()
    assert recogniser.read(rereading.picture(one, around(boxes), leaning.of(boxes))).text == " ".join(WORDS)


def test_its_words_stand_where_they_stood() -> None:
    one, boxes = sheet()
    row = Line(tuple(Word("?", 0.2, box) for box in boxes))
    found = second_rows.rows(Sheet(1, 0, None, one.colour, one.grey, [row]), [])
    words = [word for line in found for word in line.words]
    assert [word.text for word in words] == list(WORDS)
    assert all(abs(word.box[1] - box[1]) <= 4 for word, box in zip(words, boxes, strict=True))


def test_the_engine_reads_it_level_too() -> None:
    one, boxes = sheet()
    (again,) = rereading.read(one, [Line(tuple(Word("?", 0.2, box) for box in boxes))])
    assert again is not None
    assert "36 đường Lê Lợi" in again.text


def test_a_level_row_is_left_alone() -> None:
    assert leaning.of(sheet(0)[1]) is None


def test_one_word_as_high_as_two_rows_counts_for_nothing() -> None:
    boxes = [(0, 10, 40, 30), (50, 11, 90, 30), (100, 0, 140, 50), (150, 10, 190, 31)]
    assert leaning.of(boxes) == leaning.Lean(0.0, 10, 31)
    assert leaning.of(boxes[:2]) is None


def test_words_of_no_one_line_are_not_levelled() -> None:
    one, _ = sheet()
    steep = [(60, 20, 90, 30), (400, 120, 430, 130), (900, 220, 930, 232)]
    assert leaning.of(steep) is None
    odd = [(0, 0, 20, 6), (90, 8, 110, 14), (180, 18, 200, 24), (1080, 0, 1099, 239)]
    for boxes in (steep, odd, [(1090, 236, 1300, 260)] * 3):
        recogniser.read(rereading.picture(one, around(boxes), leaning.of(boxes)))
        rereading.read(one, [Line(tuple(Word("?", 0.2, box) for box in boxes))])
