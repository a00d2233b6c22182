"""Pages of hardly a word whose rows do not say how they lie."""

from unittest.mock import Mock

import numpy as np
import pytest

from intake import cleaning, engine, orientation, pages, sheets
from intake.pdfs import Picture
from intake.words import Line, Word
from tests.intake import page

pytestmark = pytest.mark.ocr
FEW = ["CHỨNG THỰC BẢN SAO ĐÚNG VỚI BẢN CHÍNH", "Số chứng thực: 5005", "Ngày 30 tháng 10 năm 2026"]


@pytest.mark.parametrize("turn", [0, 90])
def test_a_page_of_few_words_that_seemed_to_lie_on_its_side_is_set_upright(
    turn: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = orientation.find
    monkeypatch.setattr(
        orientation,
        "find",
        lambda ink, *, sideways=None: found(ink, sideways=turn == 90 if sideways is None else sideways),
    )
    picture = page.drawn(FEW)
    with pages.opened(page.encoded(picture)) as scan:
        sheet = sheets.prepared(scan, 1)
    assert sheet.rotation == 0
    assert [row.text for row in sheet.rows] == FEW


def test_a_page_of_one_row_on_its_side_is_no_blank_page(monkeypatch: pytest.MonkeyPatch) -> None:
    found = orientation.find
    monkeypatch.setattr(orientation, "find", lambda ink, *, sideways=False: found(ink, sideways=sideways))
    read = engine.read_page
    monkeypatch.setattr(  # as it often does of a row that runs up a page in a frame
        engine,
        "read_page",
        lambda grey: [one for one in read(grey) if one.box[2] - one.box[0] > one.box[3] - one.box[1]],
    )
    with pages.opened(page.encoded(pages.turned(page.drawn(FEW[:1]), 90))) as scan:
        sheet = sheets.prepared(scan, 1)
    assert (sheet.rotation, [row.text for row in sheet.rows]) == (270, FEW[:1])


def test_dust_is_not_looked_at_from_its_side(monkeypatch: pytest.MonkeyPatch) -> None:
    found = Mock(wraps=orientation.find)
    monkeypatch.setattr(orientation, "find", found)
    dusty = np.full((1754, 1240), 250, np.uint8)
    places = np.random.default_rng(5).integers(0, 1200, (120, 2))
    for x, y in places.tolist():
        dusty[y : y + 5, x : x + 5] = 40
    with pages.opened(page.encoded(dusty)) as scan:
        assert not sheets.prepared(scan, 1).rows
    assert found.call_count <= 1


@pytest.mark.parametrize(("width", "is_on_side"), [(20, False), (10, True)])
def test_short_words_of_tiny_print_run_up_no_page(width: int, is_on_side: bool) -> None:
    rows = [Line(tuple(Word("CHỦ", 0.9, (at, 203, at + width, 231)) for at in range(0, 200, 40)))]
    blank = np.full((300, 300, 3), 255, np.uint8)
    assert sheets._is_on_side(sheets.Sheet(1, 0, None, blank, blank[:, :, 0], rows)) is is_on_side


def test_a_page_that_reads_well_is_looked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    found = Mock(wraps=orientation.find)
    monkeypatch.setattr(orientation, "find", found)
    with pages.opened(
        page.encoded(page.drawn([*FEW, "Ngày 05 tháng 11 năm 2026", "Trung tâm phục vụ hành chính công"] * 4))
    ) as scan:
        sheets.prepared(scan, 1)
    assert found.call_count == 1


def test_a_page_that_the_engine_takes_for_a_picture_is_read_without_the_dark_about_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    read = engine.read_page
    monkeypatch.setattr(engine, "read_page", lambda grey: read(grey) if grey[0, 0] > 200 else [])
    picture = page.drawn(FEW).copy()
    picture[:, :30], picture[:30], picture[:, 30:60], picture[30:60] = 20, 20, 130, 130
    with pages.opened(page.encoded(picture)) as scan:
        sheet = sheets.prepared(scan, 1)
    assert [row.text for row in sheet.rows] == FEW


def test_pale_print_is_not_taken_for_a_page_upside_down(monkeypatch: pytest.MonkeyPatch) -> None:
    scrap = np.ascontiguousarray(page.drawn(FEW[:1])[:, :, 0])
    looks = iter([np.full_like(scrap, 250), scrap])
    monkeypatch.setattr(cleaning, "unspecked", lambda grey: next(looks))
    with pages.opened(page.encoded(page.drawn(FEW))) as scan:
        sheet = sheets.prepared(scan, 1)
    assert sheet.rotation == 0
    assert [row.text for row in sheet.rows] == FEW


@pytest.mark.parametrize("is_pale", [True, False], ids=["print goes with specks", "print stays"])
def test_a_page_of_which_specks_left_little_is_read_with_them(
    is_pale: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unspecked(grey: Picture) -> Picture:
        return np.full_like(grey, 250) if is_pale else grey.copy()

    monkeypatch.setattr(cleaning, "unspecked", unspecked)
    with pages.opened(page.encoded(page.drawn(FEW))) as scan:
        sheet = sheets.prepared(scan, 1)
    assert [row.text for row in sheet.rows] == FEW
    assert sheet.is_unspecked is not is_pale
