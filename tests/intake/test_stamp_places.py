"""Where a stamp stands on its page: by its own rows, whatever stands beside or above them."""

import cv2
import numpy as np
import pytest

from intake import engine, orientation, seals, stamp_days, stamp_values, stamp_views
from intake.fields import certification
from intake.sheets import Sheet
from intake.text import rows
from intake.words import Line, PixelBox, Word
from tests.intake import page
from tests.intake.test_stamp_rings import ringed

BOX = (0, 0, 100, 100)
STAMP = [
    "CHỨNG THỰC BẢN SAO ĐÚNG VỚI BẢN CHÍNH",
    "Số: 4172, quyển số: 02/2026 - SCT/BS",
    "Ngày 05 tháng 11 năm 2026",
]
ABOVE = "Địa chỉ liên lạc: Thôn Mẫu, Xã Thử Nghiệm, Đà Nẵng, Việt Nam"
BESIDE = ["KT. TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG", "Phòng Đăng ký kinh doanh"]


def stamped(angle: float) -> Sheet:
    """Return a page with a stamp aslant at its left, below and beside print that is level."""
    picture = np.full((1754, 1240, 3), 255, np.uint8)
    picture[:330] = page.drawn([ABOVE] * 4, height=330)
    picture[300:700, 780:] = page.drawn(BESIDE, height=400)[:, :460]
    stamp = orientation.levelled(page.drawn(STAMP, height=400), angle)[:, :760]
    picture[300:700, :760] = np.minimum(picture[300:700, :760], stamp)
    grey = np.asarray(cv2.cvtColor(picture, cv2.COLOR_RGB2GRAY), np.uint8)
    return Sheet(1, 0, None, picture, grey, rows(engine.read_page(grey)))


@pytest.mark.parametrize("angle", [-3.5, 3.5])
def test_a_stamp_is_levelled_by_its_own_rows_and_not_by_the_page_about_it(angle: float) -> None:
    level, _ = next(stamp_views.levels(stamped(angle)))
    view = stamp_values.seen(level, BOX)
    assert {name: looks[0][0] for name, looks in view.values.items()} == {
        "certification_number": "4172",
        "certification_book": "02/2026-SCT/BS",
        certification.DATE: "2026-11-05",
    }
    title, *others = (row for row in view.rows if len(row.words) > 2)
    ends = [(row.words[0].box, row.words[-1].box) for row in (title, *others)]
    assert all(abs(first[3] - last[3]) < 12 for first, last in ends)


def test_what_stands_beside_a_stamp_in_its_row_is_no_part_of_its_place() -> None:
    def row(top: int, *words: tuple[str, int]) -> Line:
        return Line(tuple(Word(text, 0.9, (left, top, left + 14 * len(text), top + 24)) for text, left in words))

    def placed(title: Line) -> list[PixelBox]:
        grey = np.full((1754, 1240), 255, np.uint8)
        grey[1120:1130, 100:1000] = 0
        one = Sheet(1, 0, None, np.dstack([grey] * 3), grey, [title])
        return [box for _, box in stamp_views.levels(one)]

    title = [(word, 100 + 90 * index) for index, word in enumerate(("CHỨNG", "THỰC", "BẢN", "SAO"))]
    alone = placed(row(1100, *title))
    assert alone
    assert placed(row(1100, *title, ("TRƯỞNG", 800), ("PHÒNG", 900))) == alone


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("CHỨNG THỰC BẢN SAO ĐÚNG VỚI BẢN CHÍNH", True),
        ("Loại giấy tờ chứng thực cá r hân: Thẻ căn cước công dân", False),
        ("Số giấy chứng thực cá nhâm: 031092000123", False),
    ],
)
def test_a_paper_s_own_words_for_its_papers_are_no_stamp(text: str, is_one: bool) -> None:
    assert all(map(seals.is_stamp_row, page.rows(text))) is is_one


def test_no_row_above_a_title_is_of_its_stamp() -> None:
    kept = certification.beside_title(page.rows("\n".join([ABOVE, *STAMP])))
    assert [row.text for row in kept] == STAMP


@pytest.mark.parametrize(("label", "day"), [("Ngày", "2026-11-08"), ("Ngày cấp: ngày", None)])
def test_the_day_on_which_a_paper_was_issued_is_no_stamp_s(label: str, day: str | None) -> None:
    """The row's beginning is under a ring: its day is read up to its year."""
    level, row = ringed()
    first, *others = row.words
    told = Line((Word(label, 0.9, first.box), *others))
    found = stamp_days._day(level, [told])
    assert (found and found[0]) == day
