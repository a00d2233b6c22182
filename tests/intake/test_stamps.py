"""Stamps pressed aslant over print, and names under seals, cut out and read for themselves."""

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from intake import engine, signing, stamps
from intake.fields import certification
from intake.pdfs import Picture
from intake.sheets import Sheet, printed
from intake.text import parted, rows
from intake.words import Line, Word
from tests.intake import page

pytestmark = pytest.mark.ocr
FONT = "DejaVuSerif.ttf"
STAMP = (
    "CHỨNG THỰC BẢN SAO ĐÚNG VỚI BẢN CHÍNH",
    "Số chứng thực: 4172; quyển số: 02/2026 - SCT/BS",
    "Ngày 05/11/2026",
)


def sheet(picture: Picture) -> Sheet:
    """Return a page at working size with what the engine reads on it."""
    grey = printed(picture)
    return Sheet(1, 0, None, picture, grey, rows(engine.read_page(grey)))


def stamped(colour: tuple[int, int, int], angle: float) -> Picture:
    """Return a licence's page with a stamp and its round seal pressed aslant in some ink."""
    lines = ["Số giấy chứng thực cá nhân: 031092000123", "Ngày cấp: 20/05/2014", "Nơi cấp: Công an tỉnh"]
    base = page.drawn(lines)
    ink = Image.new("RGB", (1240, 1754), "white")
    draw, font = ImageDraw.Draw(ink), ImageFont.truetype(FONT, 19)
    for index, line in enumerate(STAMP):
        draw.text((180, 900 + 32 * index), line, fill=colour, font=font)
    draw.ellipse((280, 1020, 460, 1200), outline=colour, width=4)
    draw.ellipse((306, 1046, 434, 1174), outline=colour, width=2)
    turned = ink.rotate(angle, center=(400, 1000), fillcolor="white", resample=Image.Resampling.BICUBIC)
    return np.minimum(base, np.asarray(turned, np.uint8))


@pytest.mark.parametrize("colour", [(200, 30, 40), (36, 57, 154), (40, 40, 40)], ids=["red", "blue", "black"])
@pytest.mark.parametrize("angle", [0, 4, -4])
def test_a_stamp_is_read_whatever_its_ink_and_its_slant(colour: tuple[int, int, int], angle: float) -> None:
    found = stamps.read(sheet(stamped(colour, angle)))
    assert found
    told = {name: {value for value, _ in seen} for name, seen in found.values.items()}
    assert "4172" in told["certification_number"]
    assert "02/2026-SCT/BS" in told["certification_book"]
    assert told["certification_date"] == {"2026-11-05"}


def test_a_page_without_a_stamp_shows_none() -> None:
    lines = ["Số giấy chứng thực cá nhân: 031092000123", "Ngày cấp: 20/05/2014", "SAO Y BẢN CHÍNH"]
    assert stamps.read(sheet(page.drawn(lines))) is None


def test_a_name_under_a_seal_is_read_from_the_darkest_ink() -> None:
    seal = np.full((1754, 1240, 3), 255, np.uint8)
    cv2.circle(seal, (190, 265), 90, (225, 120, 125), 3)
    cv2.putText(seal, "CONG TY TNHH", (115, 285), cv2.FONT_HERSHEY_SIMPLEX, 0.8, (225, 120, 125), 2)
    signed = np.minimum(page.drawn(["GIÁM ĐỐC", "", "", "Nguyễn Thị Mẫu"]), seal)
    found = signing.read(sheet(signed), "representative")
    assert found
    assert found.value == "Nguyễn Thị Mẫu"


def test_what_the_company_is_called_is_no_name_under_its_seal() -> None:
    signed = sheet(page.drawn(["GIÁM ĐỐC", "", "Mai Mẫu", "", "Nguyễn Thị Mẫu"]))
    below = sheet(page.drawn(["GIÁM ĐỐC", "", "Mai Mẫu"]))
    found, none = (signing.read(one, "representative", "CÔNG TY TNHH MAI MẪU") for one in (signed, below))
    assert found and found.value == "Nguyễn Thị Mẫu"
    assert none is None


def test_number_book_and_day_tell_a_stamp_whose_title_print_runs_through() -> None:
    lines = ["P<VNMMAU<<THI<THU<<<<<<<", "Số CT: 23385", "Quyển số: 07-SCT/BS", "Ngày 05 tháng 11 năm 2026"]
    level = np.asarray(cv2.cvtColor(page.drawn(lines, height=500), cv2.COLOR_RGB2GRAY), np.uint8)
    assert stamps._stamp(level, (0, 0, 1, 1)).is_certification
    assert not stamps._stamp(level[:220], (0, 0, 1, 1)).is_certification


def test_a_label_is_parted_from_the_value_that_runs_into_it() -> None:
    words = tuple(Word(text, 0.9, (100 * at, 0, 100 * at + 90, 20)) for at, text in enumerate(("Quyển", "số:-08")))
    assert parted(Line(words)).text == "Quyển số: 08"


def test_the_number_of_a_house_above_a_stamp_is_not_its_own() -> None:
    lines = page.rows("Địa chỉ liên lạc: Số 123 Phố Mẫu\nQuyển số: 01-SCT/BS\nNgày 17 tháng 11 năm 2026")
    found = certification.read(lines, alone=True)
    assert {name: one.value for name, one in found.items()} == {
        "certification_book": "01-SCT/BS",
        "certification_date": "2026-11-17",
    }
