"""Ruled tables and boxed digits, read with the real engine."""

from itertools import pairwise

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from intake import boxed, engine, grids, tables
from intake.pdfs import Picture
from intake.words import Line, Word
from tests.intake import page

pytestmark = pytest.mark.ocr


def grid() -> Picture:
    """Return a page with a table of two columns, a label in the middle between two lines of its value."""
    image = Image.new("L", (1240, 600), 255)
    draw, font = ImageDraw.Draw(image), ImageFont.truetype(page.FONT, 24)
    for top, bottom in ((100, 200), (200, 260)):
        draw.rectangle((100, top, 400, bottom), outline=0, width=2)
        draw.rectangle((400, top, 1140, bottom), outline=0, width=2)
    draw.text((120, 135), "Địa chỉ", fill=0, font=font)
    draw.text((420, 115), "Số 12 đường Lê Lợi, Phường Bến Nghé", fill=0, font=font)
    draw.text((420, 155), "Thành phố Huế", fill=0, font=font)
    draw.text((120, 215), "Điện thoại", fill=0, font=font)
    draw.text((420, 215), "0912345678", fill=0, font=font)
    return np.asarray(image, np.uint8)


def test_cells_are_read_row_by_row() -> None:
    picture, cells = tables.opened(grid())
    lines = tables.in_cells(cells, engine.read_page(picture))
    assert [line.text for line in lines if line.is_cell] == [
        "Địa chỉ Số 12 đường Lê Lợi, Phường Bến Nghé Thành phố Huế",
        "Điện thoại 0912345678",
    ]


def thin(*, is_scratch: bool) -> Picture:
    """Return the page with black rules but one upright one, which is thin, and runs on beyond the table or not."""
    picture = grid().copy()
    picture[100:260, 397:404] = 255
    picture[(0 if is_scratch else 100) : (600 if is_scratch else 260), 400] = 90
    return picture


@pytest.mark.parametrize("is_scratch", [False, True])
def test_a_thin_rule_beside_black_ones_parts_cells_and_a_scratch_does_not(is_scratch: bool) -> None:
    assert len(tables.opened(thin(is_scratch=is_scratch))[1]) == (0 if is_scratch else 4)


def test_rules_that_drift_are_rules() -> None:
    picture = grid()
    drift = np.array([[1, 0.0, 0], [26 / 1040, 1, 0]], np.float32)
    leaning = cv2.warpAffine(picture, drift, (1240, 600), borderValue=(255,))
    assert len(tables.opened(np.asarray(leaning, np.uint8))[1]) == 4


def test_faint_rules_are_found_where_none_is_dark() -> None:
    dark, faint = grid(), grid().copy()
    across, down = grids.rules((dark < 100).astype(np.uint8))
    faint[(across | down) > 0] = 185
    assert len(tables.opened(faint)[1]) == len(tables.opened(dark)[1]) == 4


def test_a_card_with_its_picture_is_no_table() -> None:
    image = Image.new("L", (1240, 600), 255)
    draw = ImageDraw.Draw(image)
    draw.rectangle((100, 100, 900, 500), outline=185, width=2)
    draw.rectangle((130, 160, 330, 440), outline=185, width=2)
    assert not tables.opened(np.asarray(image, np.uint8))[1]


def test_rows_may_have_different_columns() -> None:
    image = Image.fromarray(grid())
    draw, font = ImageDraw.Draw(image), ImageFont.truetype(page.FONT, 24)
    draw.line((700, 200, 700, 260), fill=0, width=2)
    draw.line((850, 200, 850, 260), fill=0, width=2)
    draw.text((720, 215), "Thư", fill=0, font=font)
    draw.text((870, 215), "moi@thu.vn", fill=0, font=font)
    picture, cells = tables.opened(np.asarray(image, np.uint8))
    assert [sum(cell.row == row for cell in cells) for row in (0, 1)] == [2, 4]
    lines = tables.in_cells(cells, engine.read_page(picture))
    assert [line.text for line in lines if line.is_cell][1] == "Điện thoại 0912345678 Thư moi@thu.vn"


def test_page_without_a_table_is_left_alone() -> None:
    grey = np.ascontiguousarray(page.drawn(["Không có bảng nào"])[:, :, 0])
    picture, cells = tables.opened(grey)
    assert picture is grey
    assert cells == []


@pytest.mark.parametrize("shade", [0, 170], ids=["dark rules", "faint rules"])
def test_boxed_digits(shade: int) -> None:
    image = Image.new("L", (1240, 400), 255)
    draw, font = ImageDraw.Draw(image), ImageFont.truetype(page.FONT, 24)
    for index, digit in enumerate("0100112437"):
        left = 300 + index * 40
        draw.rectangle((left, 100, left + 36, 136), outline=shade, width=2)
        draw.text((left + 11, 104), digit, fill=0, font=font)
    picture, words = boxed.opened(np.asarray(image, np.uint8))
    ((word, again),) = words
    assert (word.text, again) == ("0100112437", "0100112437")
    assert cv2.countNonZero((picture < 150).astype(np.uint8)) == 0


def test_boxed_digits_whose_pale_cells_have_gaps() -> None:
    image = Image.new("L", (1240, 400), 255)
    draw, font = ImageDraw.Draw(image), ImageFont.truetype(page.FONT, 24)
    for index, digit in enumerate("0100112437"):
        left = 300 + index * 40
        draw.rectangle((left, 100, left + 36, 136), outline=190, width=1)
        draw.line((left + 18, 95, left + 18, 105), fill=255, width=2)
        draw.text((left + 11, 106), digit, fill=90, font=font)
    ((word, _again),) = boxed.opened(np.asarray(image, np.uint8))[1]
    assert word.text == "0100112437"


def test_boxed_digits_whose_cells_overlap_as_a_page_lies_askew() -> None:
    cells = [(300 + 38 * index, 100 - index // 4, 339 + 38 * index, 130 - index // 4) for index in range(10)]
    assert boxed._groups(cells) == [cells]


def test_the_frame_of_a_page_is_no_table_though_a_stamp_stands_in_it() -> None:
    image = Image.new("L", (1240, 1754), 255)
    draw = ImageDraw.Draw(image)
    for edge in (60, 80):
        draw.rectangle((edge, edge, 1240 - edge, 1754 - edge), outline=0, width=3)
    draw.line((60, 700, 900, 700), fill=0, width=3)
    draw.line((60, 900, 900, 900), fill=0, width=3)
    for column in (300, 700):
        draw.line((column, 700, column, 900), fill=0, width=3)
    assert tables.opened(np.asarray(image, np.uint8))[1] == []


def test_a_form_is_a_table_though_a_cell_of_it_is_large() -> None:
    image = Image.new("L", (1240, 1754), 255)
    draw = ImageDraw.Draw(image)
    rows = [300, *range(350, 850, 50), 1000, 1500]
    for top, bottom in pairwise(rows):
        draw.rectangle((120, top, 1120, bottom), outline=0, width=3)
        draw.line((400, top, 400, bottom), fill=0, width=3)
    cells = tables.opened(np.asarray(image, np.uint8))[1]
    assert len(cells) == 2 * (len(rows) - 1)


def test_a_line_that_runs_through_two_cells_stands_in_each_where_its_words_do() -> None:
    def word(text: str, left: int, top: int) -> Word:
        return Word(text, 0.9, (left, top, left + 90, top + 24))

    cells = [tables.Cell(0, 0, (100, 90, 300, 200), 0), tables.Cell(0, 0, (300, 90, 900, 200), 0)]
    through = Line((word("TÊN", 110, 130), word("DOANH", 310, 104)))
    rows = [through, Line((word("NGHIỆP", 420, 100),)), Line((word("MẪU", 310, 150),))]
    assert [line.text for line in tables.in_cells(cells, rows)] == ["TÊN DOANH NGHIỆP MẪU"]


def askew(grey: Picture, rule: int) -> Picture:
    """Return a page with its table in the dark edges of a scan, its rules of another grey, with some gaps."""
    across, down = grids.rules((grey < 100).astype(np.uint8))
    made = grey.copy()
    made[(across | down) > 0] = rule
    made[:, 350::40][(across | down)[:, 350::40] > 0] = 230
    made = np.pad(made, ((60, 700), (0, 0)), constant_values=255)
    made[:8, :], made[-8:, :], made[:, :6], made[:, -12:] = 40, 40, 40, 40
    for row in (300, 900):
        made[row : row + 2, :80] = 40
    return made


def test_the_table_on_a_page_is_meant_and_not_the_scan_s_dark_edges() -> None:
    cells = tables.opened(askew(grid(), 40))[1]
    assert sorted((cell.row, cell.box[0]) for cell in cells) == [(0, 100), (0, 400), (1, 100), (1, 400)]


def test_pale_rules_have_gaps() -> None:
    assert len(tables.opened(askew(grid(), 190))[1]) == 4


def test_pale_print_is_not_cut_where_a_cell_s_text_is_moved_up() -> None:
    pale = (155 + grid().astype(np.uint16) * 100 // 255).astype(np.uint8)
    picture, cells = tables.opened(pale)
    lines = tables.in_cells(cells, engine.read_page(picture))
    assert [line.text for line in lines if line.is_cell] == [
        "Địa chỉ Số 12 đường Lê Lợi, Phường Bến Nghé Thành phố Huế",
        "Điện thoại 0912345678",
    ]


def test_the_line_under_an_address_is_no_rule() -> None:
    image = Image.fromarray(grid())
    ImageDraw.Draw(image).line((420, 240, 860, 240), fill=0, width=3)
    cells = tables.opened(np.asarray(image, np.uint8))[1]
    assert [cell.row for cell in cells] == [0, 0, 1, 1]


def test_a_stamp_s_frame_that_runs_into_a_table_is_none_of_it() -> None:
    image = Image.new("L", (1240, 800), 255)
    image.paste(Image.fromarray(grid()), (0, 200))
    ImageDraw.Draw(image).rectangle((20, 150, 300, 310), outline=0, width=3)
    cells = tables.opened(np.asarray(image, np.uint8))[1]
    assert max(cell.row for cell in cells) == 1
    assert min(cell.box[0] for cell in cells) in range(98, 104)


def test_upright_rules_that_lean() -> None:
    height, width = grid().shape
    lean = np.array([[1, 0.12, -30], [0, 1, 0]], np.float32)
    leaning = cv2.warpAffine(grid(), lean, (width, height), borderValue=(255.0,))
    cells = tables.opened(np.asarray(leaning, np.uint8))[1]
    assert [cell.row for cell in cells] == [0, 0, 1, 1]


def test_a_table_whose_rules_are_dark_on_one_side_alone_is_whole() -> None:
    dark = grid().copy()
    across, down = grids.rules((dark < 100).astype(np.uint8))
    ruled = (across | down) > 0
    ruled[:, 620:] = False
    dark[ruled] = 180
    image = Image.fromarray(dark)
    ImageDraw.Draw(image).line((700, 100, 700, 260), fill=0, width=2)
    ImageDraw.Draw(image).line((900, 100, 900, 260), fill=0, width=2)
    cells = tables.opened(np.asarray(image, np.uint8))[1]
    assert min(cell.box[0] for cell in cells) in range(98, 104)


def test_a_cell_of_many_lines_is_none_and_each_line_stands_as_it_is() -> None:
    cell = tables.Cell(0, 0, (0, 0, 500, 900), 0)
    lines = [Line((Word(f"dòng {row}", 0.9, (10, 40 * row, 90, 40 * row + 20)),)) for row in range(12)]
    assert tables.in_cells([cell], lines) == lines
    (joined,) = tables.in_cells([cell], lines[:4])
    assert joined.is_cell
    assert joined.text == "dòng 0 dòng 1 dòng 2 dòng 3"
