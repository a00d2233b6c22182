"""A label between the two rows of its value belongs before the first of them."""

from dataclasses import replace

import pytest

from intake.fields import letter
from intake.words import Line, Word
from tests.intake import page

TALL, PITCH, VALUE = 26, 34, 540


def row(text: str, left: int, middle: float) -> Line:
    words, at = [], left
    for word in text.split():
        words.append(
            Word(word, 0.95, (at, round(middle - TALL / 2), at + 13 * len(word), round(middle + TALL / 2)))
        )
        at += 13 * len(word) + 10
    return Line(tuple(words))


def table(label: float) -> list[Line]:
    """Return the rows of a table without rules; the seat's label stands `label` pixels below its first row."""
    lines = [
        row("Mã số thuế 0100112437", 200, 560),
        row("Số 87A đường Mẫu, Phường Thử, tỉnh Nghệ", VALUE, 627),
        row("Địa chỉ trụ sở", 200, 627 + label),
        row("An", VALUE, 627 + PITCH),
        row("Điện thoại 0203 333 0583", 200, 710),
    ]
    return sorted(lines, key=lambda line: line.box[1])


def test_a_label_between_two_rows_is_read_before_them() -> None:
    assert letter.read(table(PITCH / 2))["address"].value == "Số 87A đường Mẫu, Phường Thử, tỉnh Nghệ An"


@pytest.mark.parametrize("moved", [0, -300])
def test_a_row_that_is_not_behind_it_is_no_value_of_it(moved: int) -> None:
    rows = table(PITCH / 2)
    rows[1] = Line(tuple(replace(word, box=(word.box[0] + moved, *word.box[1:])) for word in rows[1].words))
    found = letter.read(rows).get("address")
    assert (found is not None and found.value.endswith("An")) is (moved == 0)


def test_nothing_changes_without_rows_around_a_label() -> None:
    rows = page.rows(
        "Mã số thuế: 0100112437\nĐịa chỉ: Số 1 đường Mẫu, Phường Thử, tỉnh Nghệ An\nĐiện thoại: 0203 333 0583"
    )
    assert letter.read(rows)["address"].value == "Số 1 đường Mẫu, Phường Thử, tỉnh Nghệ An"


@pytest.mark.parametrize(("end", "is_left_out"), [("vị)", True), ("vị", False), ("(vị)", False)])
def test_a_label_s_bracket_that_ends_below_is_none_of_the_value_behind_it(end: str, is_left_out: bool) -> None:
    first = row("Tên người nộp hồ sơ (đơn", 200, 560).words + row("CÔNG TY CỔ PHẦN GIẤY VÀ", 620, 556).words
    below = row(end, 200, 594).words + row("THƯƠNG MẠI MẪU", 620, 590).words
    rows = [Line(first), Line(below), row("Mã số thuế 0100112437", 200, 650)]
    found = letter.read(rows).get("company_name")
    assert (found is not None and found.value == "CÔNG TY CỔ PHẦN GIẤY VÀ THƯƠNG MẠI MẪU") is is_left_out
