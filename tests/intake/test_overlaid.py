"""Print under the mailroom's stamp of arrival, read in the darkest ink of a page."""

from dataclasses import replace

import numpy as np
import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFont

from intake import overlaid, preferring, reader, sheets, weighing
from intake.facts import Kind
from intake.fields.found import Found
from intake.leaf import Leaf
from intake.pages import opened
from intake.pdfs import Picture
from intake.sheets import Sheet
from intake.words import Line, Word
from tests.intake import page

LETTER = [
    "CÔNG TY CỔ PHẦN GIẤY MẪU",
    "CÔNG VĂN ĐỀ NGHỊ",
    "Kính gửi: Trung tâm Quản lý vận hành hệ thống CNTT Hải quan",
    "Tên đơn vị: CÔNG TY CỔ PHẦN GIẤY MẪU",
    "Mã số thuế: 0100112437",
    "Địa chỉ: Số 6 phố Mẫu, Phường Láng, thành phố Hà Nội",
    "Điện thoại: 0912 345 678",
    "Email nhận kết quả: vanthu@giaymau.example",
    "Nội dung: đề nghị cấp lại mật khẩu tài khoản quản trị VNACCS",
]
STAMP = ("CỤC HẢI QUAN", "CÔNG VĂN ĐẾN", "Số: 5207 Chuyển:", "Ngày: 23/11/2026", "08 giờ 45 phút")
GREY, RED, BLACK = (125, 125, 125), (220, 50, 60), (0, 0, 0)
HIDDEN = {"tax_code": "0100112437", "phone": "0912345678"}


def letter(ink: tuple[int, int, int] | None) -> Picture:
    """Return a letter with its tax code and its telephone under a stamp in some ink; `None`: without one."""
    print_ = Image.fromarray(page.drawn(LETTER))
    stamp = Image.new("RGB", print_.size, "white")
    draw, font = ImageDraw.Draw(stamp), ImageFont.truetype(page.FONT, 24)
    for row, text in enumerate(STAMP if ink else ()):
        draw.text((262, 312 + 34 * row), text, fill=ink, font=font)
    if ink:
        draw.rectangle((246, 304, 540, 490), outline=ink, width=2)
    return np.asarray(ImageChops.darker(print_, stamp), np.uint8)


def leaf(picture: Picture) -> Leaf:
    with opened(page.encoded(picture)) as scan:
        return reader.leaf(scan, 1, None)


def prepared(picture: Picture) -> Sheet:
    with opened(page.encoded(picture)) as scan:
        return sheets.prepared(scan, 1)


@pytest.mark.parametrize("ink", [GREY, RED], ids=["grey", "red"])
def test_what_a_stamp_lies_on_is_read_without_it(ink: tuple[int, int, int]) -> None:
    read = leaf(letter(ink))
    assert read.page.kind is Kind.REQUEST_LETTER
    for name, value in HIDDEN.items():
        assert weighing.alone(read.candidates[name]).value == value


@pytest.mark.parametrize("ink", [None, BLACK], ids=["no stamp", "as black as print"])
def test_a_page_on_which_nothing_paler_lies_is_not_read_again(ink: tuple[int, int, int] | None) -> None:
    assert list(overlaid.freed(prepared(letter(ink)))) == []


def test_a_crop_of_a_freed_page_shows_its_print_alone() -> None:
    sheet = prepared(letter(GREY))
    freed = next(overlaid.freed(sheet))
    (place, _), *_ = freed.overlaid
    inside = (place[0] + 20, place[1] + 10, place[0] + 220, place[1] + 90)
    outside = (100, 800, 400, 900)
    greys = freed.crop(inside)
    assert np.mean((greys > 90) & (greys < 160)) < 0.5 * np.mean(
        (sheet.crop(inside) > 90) & (sheet.crop(inside) < 160)
    )
    assert np.array_equal(freed.crop(outside), sheet.crop(outside))
    across = freed.crop((place[0] - 30, place[1] - 30, place[0] + 30, place[1] + 30))
    assert np.array_equal(across[:20], sheet.crop((place[0] - 30, place[1] - 30, place[0] + 30, place[1] - 10)))


def test_words_beyond_the_edge_of_a_page_are_nothing_to_look_at() -> None:
    sheet = prepared(letter(GREY))
    beyond = (1300, 300, 1420, 324)
    rows = [Line((Word("thuế", 0.9, beyond),))]
    assert overlaid._print(replace(sheet, rows=rows)) == overlaid._USUAL_PRINT
    assert overlaid._place(sheet, beyond, 0) is None


def found(value: str, confidence: float) -> Found:
    return Found("email", value, (Line((Word(value, confidence, (100, 100, 400, 124)),)),))


@pytest.mark.parametrize(
    ("again", "is_better"),
    [(("a@mau.example", 0.5), True), (("b@mau.example", 0.5), False), (("b@mau.example", 0.8), True)],
    ids=["the same", "another, hardly surer", "another, clearly surer"],
)
def test_another_value_under_a_stamp_has_to_be_read_much_better(again: tuple[str, float], is_better: bool) -> None:
    assert preferring.is_seen_better(found(*again), found("a@mau.example", 0.45)) is is_better
