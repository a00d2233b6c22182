"""What the rows of a page tell of its stamp."""

from dataclasses import replace

import pytest

from intake import stamp_rows
from intake.fields import certification
from intake.fields.found import Found
from intake.words import Line, Word
from tests.intake import page
from tests.intake.test_stamps import STAMP, sheet

BOOK = "certification_book"


def test_a_figure_that_the_engine_gave_to_the_label_makes_a_number_a_doubt() -> None:
    whole = sheet(page.drawn(["BẢN SAO ĐÚNG VỚI BẢN CHÍNH", "Số chứng thực: 23083 Quyển số: 05/2026-SCT/BS"]))
    (row,) = (row for row in whole.rows if "23083" in row.text)
    at = next(index for index, word in enumerate(row.words) if word.text == "23083")
    label, number = row.words[at - 1 : at + 1]
    cut = number.box[0] + (number.box[2] - number.box[0]) // 5
    label = replace(label, box=(*label.box[:2], cut, label.box[3]))
    number = replace(number, text="3083", box=(cut + 1, *number.box[1:]))
    lost = Line((*row.words[: at - 1], label, number, *row.words[at + 1 :]))
    alone = Line((number, *row.words[at + 1 :]))
    pages = whole, *(replace(whole, rows=[whole.rows[0], one]) for one in (lost, alone))
    assert ["certification_number" in stamp_rows.read(one, one.rows) for one in pages] == [True, False, False]


@pytest.mark.parametrize(("apart", "is_there"), [(3, False), (60, True)], ids=["close", "far"])
def test_a_figure_right_behind_a_number_in_another_row_makes_it_a_doubt(apart: int, *, is_there: bool) -> None:
    whole = sheet(page.drawn(["BẢN SAO ĐÚNG VỚI BẢN CHÍNH", "Số chứng thực: 23083", "Quyển số: 05/2026-SCT/BS"]))
    number = next(word for row in whole.rows for word in row.words if word.text == "23083")
    left, top, right, bottom = (
        number.box[2] + apart,
        number.box[1] - 6,
        number.box[2] + apart + 12,
        number.box[3] - 6,
    )
    split = replace(whole, rows=[*whole.rows, Line((Word("7", 0.9, (left, top, right, bottom)),))])
    assert ("certification_number" in stamp_rows.read(split, split.rows)) is is_there


def test_a_figure_that_the_engine_lost_behind_a_number_makes_it_a_doubt() -> None:
    whole = sheet(page.drawn(["BẢN SAO ĐÚNG VỚI BẢN CHÍNH", "Số chứng thực: 23083", "Quyển số: 05/2026-SCT/BS"]))
    (row,) = (row for row in whole.rows if "23083" in row.text)
    number = row.words[-1]
    cut = number.box[2] - (number.box[2] - number.box[0]) // 5 + 4
    number = replace(number, text="2308:", box=(*number.box[:2], cut, number.box[3]))
    lost = [Line((*row.words[:-1], number)) if one is row else one for one in whole.rows]
    assert "certification_number" not in stamp_rows.read(replace(whole, rows=lost), lost)


@pytest.mark.parametrize("below", ["TUQ. CHỦ TỊCH", "TRƯỞNG VĂN PHÒNG"])
def test_the_row_below_a_stamp_s_day_is_none_of_it(below: str) -> None:
    rows = page.rows(f"{STAMP[0]}\n{STAMP[1]} Ngày 05 tháng 11 năm 2026\n{below}")
    one = certification.read(rows)[certification.DATE]
    assert [line.text for line in one.lines] == ["05 tháng 11 năm 2026"]
    assert certification.is_whole(one)


def test_a_day_that_goes_on_in_the_next_row_has_both() -> None:
    rows = page.rows("\n".join((*STAMP[:2], "Ngày 05 tháng 11", "năm 2026")))
    one = certification.read(rows, alone=True)[certification.DATE]
    assert (one.value, len(one.lines)) == ("2026-11-05", 2)


@pytest.mark.parametrize(
    ("said", "is_whole"),
    [
        ("05/2026 - SCT/BS", True),
        ("05/2026 - SCT/BŠ", True),
        ("08/2026-SGT/BS", True),
        ("05/2026-$ŒT/BS", True),
        ("08 - SCT/RS", True),
        ("01 -SCT/B$", True),
        ("05-3C1/B=", False),
        ("05/2026 S", False),
        ("05/20", False),
    ],
)
def test_a_book_is_whole_with_its_mark_however_that_was_read(said: str, is_whole: bool) -> None:
    (row,) = page.rows(said)
    assert certification.is_whole(Found(BOOK, "05/2026-SCT/BS", (row,))) is is_whole


@pytest.mark.parametrize("month", ["|1", "70", "f1"])
def test_a_day_misread_is_told_by_its_picture_where_number_and_book_are_told(month: str) -> None:
    stamp = sheet(page.drawn([*STAMP[:2], "Ngày 05 tháng 11 năm 2026"]))
    *others, row = stamp.rows
    misread = Line(tuple(replace(word, text=month) if word.text == "11" else word for word in row.words))
    assert certification.DATE not in certification.read([*others, misread])
    found = stamp_rows.read(stamp, [*others, misread])
    assert {text for text, _ in found[certification.DATE].readings} == {"2026-11-05"}
    title, _ = others
    assert certification.DATE not in stamp_rows.read(stamp, [title, misread])


@pytest.mark.parametrize(
    ("engine", "day", "sure", "looks"),
    [
        (0.85, "2026-11-05", 0.99, [0.99, 0.99]),
        (0.95, "2026-11-05", 0.99, [0.95, 0.99, 0.99]),
        (0.85, "2026-11-05", 0.92, [0.85, 0.92]),
        (0.85, "2026-11-06", 0.99, [0.85, 0.99]),
    ],
    ids=["beyond doubt", "and clear to the engine", "clear", "another day"],
)
def test_a_day_beyond_doubt_by_its_picture_is_clear(
    engine: float, day: str, sure: float, looks: list[float]
) -> None:
    (row,) = page.rows("05/11/2026")
    one = Found(certification.DATE, "2026-11-05", (Line(tuple(replace(w, confidence=engine) for w in row.words)),))
    assert [clear for _, clear in stamp_rows._looks(one, (day, sure))] == looks
