"""Lines for training: crops of words with what was printed there, kept in files, drawn with small changes."""

from pathlib import Path
from random import Random

import numpy as np
import pytest

from casedesk.samples import lines, sheets
from intake import recogniser
from intake.pdfs import Picture
from intake.training import worn
from intake.words import PixelBox
from tests.intake import page

PRINTED = "Tên công ty: Công ty TNHH Giấy Mẫu Địa chỉ trụ sở: Số 1 Phố Thử"


def drawn(box: PixelBox) -> Picture:
    return np.full((recogniser.HEIGHT, box[2] - box[0]), 255, np.uint8)


@pytest.mark.parametrize(
    ("read", "lost"),
    [
        ("Tên công ty: Công ty TNHH Giày Mẫn\nĐịa chỉ trụ sở: Số 1 Phố Thử", set()),
        ("Tên công ty: Công ty TNHH Giấy\nxx yy zz trụ sở: Số 1 Phố Thử", {"Mẫu", "Địa", "chỉ"}),
    ],
    ids=["letters misread", "words lost"],
)
def test_words_are_told_by_what_was_printed_there(read: str, lost: set[str]) -> None:
    found = list(lines.aligned(page.rows(read), PRINTED, drawn, Random(1)))
    assert {word for text, _ in found for word in text.split()} == set(PRINTED.split()) - lost
    assert all(text in PRINTED for text, _ in found)


def test_the_texts_of_what_is_drawn_are_kept_while_it_is_asked_for() -> None:
    with sheets.recorded() as texts:
        sheets.draw("<p>Kính gửi Quý cơ quan</p>", "", 40)
    sheets.draw("<p>Khác</p>", "", 40)
    assert texts == ["Kính gửi Quý cơ quan"]


def test_lines_are_kept_in_files_and_the_last_file_is_for_checking(tmp_path: Path) -> None:
    blank = drawn((0, 0, 60, 20))
    lines.save(tmp_path / "1.npz", [("Giấy", blank), ("Mẫu", blank[:, :44])])
    lines.save(tmp_path / "2.npz", [("Thử", blank)])
    kept = worn.read(tmp_path)
    assert [text for text, _ in (*kept.easy, *kept.hard)] == ["Giấy", "Mẫu"]
    assert [picture.shape[1] for _, picture in (*kept.easy, *kept.hard)] == [60, 44]
    assert [text for text, _ in kept.check] == ["Thử"]
    assert {picture.shape[0] for _, picture in kept.draw(40, Random(2))} == {recogniser.HEIGHT}


def test_without_worn_pages_nothing_is_drawn_of_them() -> None:
    assert worn.Worn((), (), ()).draw(0, Random(1)) == []
