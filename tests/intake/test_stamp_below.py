"""The day of a stamp whose row a seal's ring has joined with what lies below: looked for where it must stand."""

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from intake import inked, stamp_days, stamp_values
from intake.fields import certification
from intake.pdfs import Picture
from intake.words import Line, Word
from tests.intake import page
from tests.intake.test_recogniser import SERIF

LEFT, TOP, PITCH, SIZE = 60, 40, 44, 28
NUMBER, BOOK = "Số chứng thực: 4180", "Quyển số: 04-SCT/BS"


def stamp(*lines: str, is_ringed: bool = True) -> tuple[Picture, list[Line]]:
    """Return a stamp with a ring through its last row, and the rows that ink makes of it: all but that."""
    face = ImageFont.truetype(SERIF, SIZE)
    image = Image.new("L", (760, 420), 250)
    rows = []
    for at, text in enumerate(lines):
        top = TOP + at * PITCH
        ImageDraw.Draw(image).text((LEFT, top), text, font=face, fill=50)
        rows.append(Line(tuple(_words(text, face, top))))
    level = np.asarray(image, np.uint8).copy()
    if is_ringed:
        cv2.circle(level, (210, TOP + len(lines) * PITCH + 101), 110, 90, 2)
    return level, rows[:-1]


def _words(text: str, face: ImageFont.FreeTypeFont, top: int) -> list[Word]:
    made, start = [], 0
    for word in text.split():
        start = text.index(word, start)
        left, right = (LEFT + round(face.getlength(text[:end])) for end in (start, start + len(word)))
        made.append(Word(word, 0.95, (left, top + 5, right, top + 32)))
        start += len(word)
    return made


@pytest.mark.parametrize(
    ("lines", "day"),
    [
        ((NUMBER, BOOK, "Ngày 29 tháng 10 năm 2026"), "2026-10-29"),
        ((NUMBER, BOOK, "Ngày: 03/11/2026"), "2026-11-03"),
        (("CHỨNG THỰC", "Số chứng thực 4180 quyển số 04-SCT/BS ngày 12 tháng", "11 năm 2026"), "2026-11-12"),
        ((NUMBER, BOOK, "CÔNG CHỨNG VIÊN"), ""),
        ((BOOK, "Ngày: 03/11/2026"), ""),
    ],
    ids=["in words", "in figures", "begun in the row above", "no day", "nothing says how far apart rows are"],
)
def test_a_day_is_seen_below_the_book(lines: tuple[str, ...], day: str) -> None:
    found = stamp_days.by_place([stamp(*lines)] * 2)
    assert [value for value, _ in found] == ([day] if day else [])
    assert all(sure <= 0.5 for _, sure in found), "somebody has to look"


def test_days_that_differ_from_height_to_height_are_none(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = iter([("2026-11-02", 0.9), ("2026-11-12", 0.9)] * 12)
    monkeypatch.setattr(certification, "seen_day", lambda view: next(shown))
    assert stamp_days.by_place([stamp(NUMBER, BOOK, "Ngày: 03/11/2026")]) == ()


@pytest.mark.parametrize(
    ("text", "left", "kept"),
    [
        ("ỉ Số chứng thực: 4180", 12, "Số chứng thực: 4180"),
        ("4180 Quyển số: 04-SCT/BS", 12, ""),
        ("Số chứng thực: 4180", 30, "Số chứng thực: 4180"),
        ("thực:", 12, ""),
    ],
    ids=["a punched hole", "figures", "whole", "a word alone"],
)
def test_a_row_that_the_edge_cuts_stays_but_for_the_word_that_it_cuts(text: str, left: int, kept: str) -> None:
    words = tuple(
        Word(word, 0.9, (left + 60 * at, 0, left + 60 * at + 50, 28)) for at, word in enumerate(text.split())
    )
    assert " ".join(line.text for line in stamp_values.whole([Line(words)])) == kept


@pytest.mark.parametrize(
    ("above", "below", "day"),
    [
        ("Số 12 quyển số 01-SCT/BS ngày 31", "tháng 10 năm 2026", "2026-10-31"),
        ("Số 12 quyển số 01-SCT/BS ngày 31", "ậgg 10 năm 2026", "2026-10-31"),
        ("Số 12 quyển số 01-SCT/BS ngày 12 tháng", "11 năm 2026", "2026-11-12"),
        ("Số 12 quyển số 01-SCT/BS ngày 12 tháng 11 năm", "2026", "2026-11-12"),
        ("Số 12 quyển số 01-SCT/BS ngày 12 tháng", "CHỦ TỊCH", ""),
        ("Số 12 quyển số 01-SCT/BS", "tháng 10 năm 2026", ""),
    ],
)
def test_a_day_goes_on_in_the_row_below(above: str, below: str, day: str) -> None:
    assert certification.day_over(above, below) == day
    found = certification.read(page.rows(f"{above}\n{below}"), alone=True).get(certification.DATE)
    assert (found.value if found else "") == day


def test_a_punched_hole_is_no_part_of_a_row() -> None:
    level, _ = stamp(NUMBER, BOOK, "Ngày: 03/11/2026", is_ringed=False)
    cv2.circle(level, (30, TOP + 18), 26, 20, -1)
    lefts = [left for left, top, _, _ in inked.places(level, [], 28, 1.6) if top < TOP + PITCH // 2]
    assert lefts
    assert min(lefts) >= LEFT
