"""What lies about and across a page on the scanner's glass, and how a page lies that says little."""

import numpy as np
import pytest

from intake import boxed, cleaning, engine, sheets
from intake.pdfs import Picture
from intake.sheets import Sheet
from intake.words import Line, Word
from tests.intake import page

TEXT = ["Địa chỉ trụ sở: Số 6 đường Mẫu", "Điện thoại: 024 3436 5358"] * 6


def grey(*, edge: int = 0, scratch: bool = False) -> Picture:
    """Return a page of print with a black edge, and a scratch from top to bottom."""
    made = page.drawn(TEXT)[:, :, 1].copy()
    made[made < 128] = 120
    if edge:
        made[:edge], made[:, -edge:] = 10, 10
    if scratch:
        made[:, 500:502] = 60
    return made


def test_the_dark_about_a_page_is_whitened_and_print_is_not() -> None:
    whitened = cleaning.without_dark_edges(grey(edge=60))
    assert whitened.min() == 120
    assert np.array_equal(whitened[80:, :-80], grey()[80:, :-80])


def test_a_page_without_dark_about_it_is_left_alone() -> None:
    plain = grey()
    assert cleaning.without_dark_edges(plain) is plain


def test_a_scratch_makes_no_two_pages_of_one() -> None:
    assert (cleaning.paper(grey(edge=60, scratch=True))[:, 100:490] < 128).sum() > 1000


@pytest.mark.parametrize(
    ("text", "is_poor"),
    [
        ("TỔNG CỤC THUẾ TỈNH MẪU Cục Thuế tỉnh tên người nộp thuế", False),
        ("ĐNOAMI tupu ÁpI nEI ạnd đãHd HNVOd HNI VNMN ĐNỌN", True),
        ("CĂN CƯỚC", True),
    ],
    ids=["upright", "upside down", "hardly a word"],
)
def test_a_page_is_tried_the_other_way_where_its_words_are_no_syllables(text: str, is_poor: bool) -> None:
    words = tuple(Word(word, 0.9, (100, 100, 190, 124)) for word in text.split() * (3 if len(text) > 20 else 1))
    white = np.full((90, 90), 255, np.uint8)
    assert sheets._is_poor(Sheet(1, 0, None, white, white, [Line(words)])) is is_poor


def test_boxed_figures_are_set_apart_where_the_engine_loses_one(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = iter(("013153335", "0113153335"))
    monkeypatch.setattr(engine, "read_line", lambda *_: Line((Word(next(seen), 0.9, (0, 0, 9, 9)),)))
    cells = [(40 * at, 0, 40 * at + 30, 30) for at in range(10)]
    read = boxed._read(np.full((60, 500), 255, np.uint8), cells)
    assert read is not None
    assert (read[0].text, read[0].confidence) == ("0113153335", 0.9)
