"""Rows that the engine left out of a page, with a stand-in for the engine that leaves some out."""

import numpy as np
import pytest

from intake import engine, unread
from intake.pdfs import Picture
from intake.words import Line, Word
from tests.intake import page

ROWS = [
    "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
    "Kính gửi: Trung tâm Quản lý vận hành hệ thống",
    "Kính mong Quý cơ quan tạo điều kiện giúp đỡ chúng tôi",
    "Có giá trị đến hết ngày 20/12/2026",
] * 2


def half(picture: Picture, *, upper: bool) -> list[Line]:
    """Return the rows of ink in the upper or the lower half of a page, as the engine's lines."""
    inked = np.flatnonzero((picture < 128).any(axis=1))
    groups = np.split(inked, np.flatnonzero(np.diff(inked) > 3) + 1)
    lines = []
    for group in groups:
        top, bottom = int(group[0]), int(group[-1]) + 1
        columns = np.flatnonzero((picture[top:bottom] < 128).any(axis=0))
        box = int(columns[0]), top, int(columns[-1]) + 1, bottom
        lines.append(Line((Word("Kính", 0.9, box), Word("%", 0.1, (box[2] + 9, *box[1:])))))
    return lines[: len(lines) // 2] if upper else lines


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[Picture]:
    read: list[Picture] = []

    def read_page(picture: Picture) -> list[Line]:
        read.append(picture)
        return half(picture, upper=False)

    monkeypatch.setattr(engine, "read_page", read_page)
    return read


def test_a_page_of_which_half_was_left_out_is_read_on(calls: list[Picture]) -> None:
    grey = np.ascontiguousarray(page.drawn(ROWS)[:, :, 1])
    upper, whole = half(grey, upper=True), half(grey, upper=False)
    lines = unread.reread(grey, upper)
    assert [line.words[0].box[1] for line in lines] == [line.words[0].box[1] for line in whole]
    assert len(lines[-1].words) == 1, "what the engine guessed is none of a row"
    assert (calls[0][: upper[-1].box[3]] > 200).all()


def test_a_page_that_was_read_whole_is_not_read_again(calls: list[Picture]) -> None:
    grey = np.ascontiguousarray(page.drawn(ROWS)[:, :, 1])
    whole = half(grey, upper=False)
    assert unread.reread(grey, whole) == whole
    assert unread.reread(grey, whole[:-1]) == whole[:-1], "one row is the recogniser's"
    assert calls == []


@pytest.mark.parametrize(("rows", "is_read"), [(["Nghệ An", "GIÁM ĐỐC"], True), (["Nghệ An", "."], False)])
def test_a_page_of_few_words_is_read_on_for_a_row(rows: list[str], is_read: bool, calls: list[Picture]) -> None:
    grey = np.ascontiguousarray(page.drawn(rows, height=400)[:, :, 1])
    first = half(grey, upper=False)[:1]
    assert (len(unread.reread(grey, first)) > 1) is is_read
    assert len(calls) == is_read


@pytest.mark.parametrize("known", [0, 1], ids=["nothing read", "a row read"])
def test_the_rest_of_a_page_of_few_words_is_looked_at_word_by_word(
    known: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    grey = np.ascontiguousarray(page.drawn(["Nghệ An", "GIÁM ĐỐC"], height=400)[:, :, 1])
    whole = half(grey, upper=False)
    monkeypatch.setattr(engine, "read_page", lambda _picture: [])
    monkeypatch.setattr(engine, "read_sparse", lambda _picture: whole[known:])
    assert len(unread.reread(grey, whole[:known])) == len(whole) == 2


@pytest.mark.parametrize(
    ("darkest", "count"), [(140, 2), (60, 0), (240, 0)], ids=["pale", "dark", "all but white"]
)
def test_a_page_of_pale_print_is_read_in_black(darkest: int, count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    grey = np.ascontiguousarray(page.drawn(["Nghệ An", "GIÁM ĐỐC"], height=400)[:, :, 1])
    pale = (darkest + grey.astype(np.float32) / 255 * (255 - darkest)).astype(np.uint8)
    monkeypatch.setattr(
        engine, "read_page", lambda picture: half(picture, upper=False) if picture.min() < 60 else []
    )
    monkeypatch.setattr(engine, "read_sparse", lambda _picture: [])
    assert len(unread.reread(pale, [])) == count


def test_words_that_were_guessed_do_not_count_as_read(calls: list[Picture]) -> None:
    grey = np.ascontiguousarray(page.drawn(["Nghệ An", "GIÁM ĐỐC"], height=400)[:, :, 1])
    first = half(grey, upper=False)[0]
    guessed = Line(first.words + tuple(Word("ứh", 0.2, first.words[-1].box) for _ in range(20)))
    assert len(unread.reread(grey, [guessed])) > 1
    assert len(calls) == 1
