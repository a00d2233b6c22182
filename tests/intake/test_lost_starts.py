"""Values whose start the engine lost or cut: amid a letter, behind a sign, in a label's word."""

from dataclasses import replace

import numpy as np
import pytest

from intake import gathering, text, witness
from intake.facts import Kind
from intake.fields import addresses, letter
from intake.fields.found import Found
from intake.sheets import Sheet
from intake.words import Line, PixelBox, Word
from tests.intake import page

BELOW = "Đơn vị cam kết những điều trên đây là đúng và chịu trách nhiệm trước pháp luật hiện hành của Nhà nước"


def sheet(*inked: tuple[int, int]) -> Sheet:
    """Return a page with a line 20 pixels high that has ink in some columns, and a rule below its letters."""
    colour = np.full((200, 400, 3), 255, np.uint8)
    for start, end in inked:
        colour[100:114, start:end] = 0
    colour[117:119, 40:380] = 0
    return Sheet(1, 0, None, colour, np.ascontiguousarray(colour[:, :, 1]), [])


def value(left: int) -> Found:
    return Found("email", "ocs@mau.vn", (Line((Word("ocs@mau.vn", 0.9, (left, 100, 380, 120)),)),))


@pytest.mark.parametrize(
    ("inked", "left", "start"),
    [
        ([(100, 108), (111, 119), (122, 380)], 120, 100),
        ([(90, 94), (100, 108), (111, 380)], 110, 100),
        ([(100, 380)], 100, 100),
        ([(100, 115), (122, 380)], 120, 120),
    ],
    ids=["amid a word", "behind a colon", "whole", "behind a word"],
)
def test_a_value_begins_where_its_word_does(inked: list[tuple[int, int]], left: int, start: int) -> None:
    assert witness.uncut(sheet(*inked), value(left)).lines[0].words[0].box[0] == start


def test_a_value_does_not_reach_into_the_word_before_it() -> None:
    one = sheet((60, 380))
    one.rows = [Line((Word("thư:", 0.9, (60, 100, 98, 120)),))]
    assert witness.uncut(one, value(120)).lines[0].words[0].box[0] == 98


@pytest.mark.parametrize(("name", "start"), [("full_name", 104), ("id_number", 110)])
def test_names_are_looked_at_from_where_they_begin(name: str, start: int, monkeypatch: pytest.MonkeyPatch) -> None:
    found = {name: replace(value(110), name=name)}
    monkeypatch.setitem(gathering.READERS, Kind.TAX_CERTIFICATE, lambda rows: found)
    one = sheet((104, 108), (111, 380))
    one.grey[117:119] = 255
    gathered = gathering.gathered(one, [], Kind.TAX_CERTIFICATE)
    assert gathered.fields[name].lines[0].words[0].box[0] == start


@pytest.mark.parametrize(
    ("said", "address"),
    [
        ("Email: hanhchinh _ 88@mail.mau.vn", "hanhchinh_88@mail.mau.vn"),
        ("Email: hanhchinh, .89@mail.mau.vn", "hanhchinh.89@mail.mau.vn"),
        ("Email: trac: 67@mau.vn", "trac.67@mau.vn"),
        ("Email trac:67@mau.vn", "trac.67@mau.vn"),
        ("Email: hanhchinh 85@g mail.example;", "hanhchinh_85@gmail.example"),
        ("Email: 67@mau.vn", "67@mau.vn"),
        ("hòm thư: 67@mau.vn", "67@mau.vn"),
    ],
    ids=[
        "an underscore alone",
        "dirt behind a word",
        "a stop with a speck",
        "that in one word",
        "in pieces behind it too",
        "a label",
        "another",
    ],
)
def test_a_mailbox_in_pieces_before_its_number(said: str, address: str) -> None:
    found = letter.read(text.rows(page.rows(said)))["email"]
    assert found.value == address


def test_a_colon_in_a_mailbox_is_a_stop_and_a_label_s_is_none() -> None:
    assert addresses.email("trac: 67@mau.vn") == "trac.67@mau.vn"
    assert addresses.email("email:67@mau.vn") == "67@mau.vn"


@pytest.mark.parametrize("is_cell", [True, False])
def test_a_dash_at_the_start_of_a_cell_leads_to_no_lost_start(*, is_cell: bool) -> None:
    (row,) = page.rows("Hộp thư nhận trả lời - docs@mau.vn")
    found = letter.read([Line(row.words, is_cell)])["email"]
    assert found.is_choice is not is_cell


def leaning_row(words: str, top: int, slope: float) -> Line:
    """Return a row that falls to the right by so many pixels a pixel."""
    (row,) = page.rows(words)

    def lower(box: PixelBox) -> PixelBox:
        down = round(slope * (box[0] - 100))
        return box[0] + 100, top + down, box[2] + 100, top + 20 + down

    return Line(tuple(Word(word.text, word.confidence, lower(word.box)) for word in row.words))


def test_a_short_row_below_one_that_falls_is_a_row_of_its_own() -> None:
    row = leaning_row(BELOW, 200, 0.02)
    below = Line((Word("dụng.", 0.9, (160, 223, 210, 243)),))
    assert [one.text for one in text.rows([row, below])] == [BELOW, "dụng."]


def test_a_label_before_a_row_that_falls_is_of_that_row() -> None:
    row = leaning_row(BELOW, 200, 0.02)
    before = Line((Word("Số:", 0.9, (110, 204, 150, 224)),))
    assert [one.text for one in text.rows([row, before])] == [f"Số: {BELOW}"]


def test_a_company_s_form_and_the_word_that_runs_into_it() -> None:
    (row,) = text.rows(page.rows("Công tyCổ phần Mẫu trân trọng giới thiệu, VinaTyCo"))
    assert row.text == "Công ty Cổ phần Mẫu trân trọng giới thiệu, VinaTyCo"


def test_a_tax_code_and_the_label_that_runs_into_it() -> None:
    found = letter.read(text.rows(page.rows("MST: 0841678393Tel: (028) 3863 4185")))
    assert (found["tax_code"].value, found["phone"].value) == ("0841678393", "02838634185")


def test_a_row_with_one_word_as_high_as_three_stands_where_its_other_words_do() -> None:
    (row,) = page.rows("Email nhận kết quả:")
    high = Word("ân", 0.4, (700, 90, 730, 210))
    below = Line((Word("docs@mau.vn", 0.9, (100, 131, 240, 151)),))
    assert [one.words[0].text for one in text.rows([Line((*row.words, high)), below])] == ["Email", "docs@mau.vn"]
