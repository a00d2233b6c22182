"""Words alone that the engine passed over: with the marks above them, and behind a label however far."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from intake import gathering, second_rows
from intake.fields.found import Found
from intake.sheets import Sheet
from intake.words import Line, PixelBox, Word
from tests.intake import page
from tests.intake.test_second_rows import BOX_OF_NAME, sheet


def test_marks_of_a_word_alone_close_below_another_row_are_read_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    words = second_rows._words
    looks: list[int] = []

    def seen(one: Sheet, boxes: Sequence[PixelBox]) -> list[Word]:
        looks.append(boxes[0][1])
        return (
            [replace(word, confidence=0.2) for word in words(one, boxes)] if len(looks) == 1 else words(one, boxes)
        )

    monkeypatch.setattr(second_rows, "_words", seen)
    picture = page.drawn(["BẮC"])
    one = Sheet(1, 0, None, picture, np.ascontiguousarray(picture[:, :, 1]))
    letters = (108, 126, 170, 148)  # without the marks
    assert [word.text for word in second_rows._clear(one, letters)] == ["BẮC"]
    assert looks == [126, 116]


def test_many_unclear_words_are_looked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[Word] = []

    def unclear(_one: Sheet, _boxes: Sequence[PixelBox]) -> list[Word]:
        looks.append(Word("ôi", 0.2, BOX_OF_NAME))
        return [looks[0]] * 4

    monkeypatch.setattr(second_rows, "_words", unclear)
    assert second_rows._clear(sheet(), BOX_OF_NAME) == []
    assert len(looks) == 1


@pytest.mark.parametrize(("label", "is_read"), [("Họ và tên:", True), ("Họ và tên", False)])
def test_print_far_behind_a_label_that_the_engine_passed_over_is_its_value(label: str, is_read: bool) -> None:
    image = Image.new("RGB", (900, 300), "white")
    draw, font = ImageDraw.Draw(image), ImageFont.truetype(page.FONT, 26)
    draw.text((110, 80), label, fill="black", font=font)
    draw.text((600, 80), "LAM THANH", fill="black", font=font)
    colour = np.asarray(image, np.uint8)
    end, last = (round(110 + draw.textlength(one, font=font)) for one in (label, "Họ và "))
    known = Line((Word("Họ và", 0.95, (110, 86, last - 8, 112)), Word(label[6:], 0.95, (last, 86, end, 112))))
    one = Sheet(1, 0, None, colour, np.ascontiguousarray(colour[:, :, 1]), [known])
    assert any(second_rows.is_of_label(place, known) for place in second_rows.passed_over(one)) is is_read
    seen: list[Sequence[Line]] = []

    def reader(rows: Sequence[Line]) -> dict[str, Found]:
        seen.append(rows)
        return {}

    gathering._both(one, reader, {}, lacks=False)
    assert [row.text for rows in seen for row in rows] == ([f"{label} LAM THANH"] if is_read else [])


@pytest.mark.parametrize("is_there", [True, False], ids=["close to the number", "elsewhere"])
def test_a_name_that_is_missing_is_looked_for_close_to_its_number_first(
    is_there: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[tuple[bool, bool]] = []

    def rows(one: Sheet, _places: Sequence[PixelBox], *, anew: bool = False, near: object = None) -> list[Line]:
        looks.append((anew, near is not None))
        return one.rows

    def reader(_rows: Sequence[Line]) -> dict[str, Found]:
        return {"representative": name} if is_there or len(looks) > 2 else {}

    monkeypatch.setattr(second_rows, "rows", rows)
    number = Line((Word("040070134120", 0.95, (300, 400, 480, 424)),))
    name = Found("representative", "LAM THANH", (Line((Word("LAM THANH", 0.9, (300, 200, 480, 224)),)),))
    first = {"representative_id": Found("representative_id", "040070134120", (number,))}
    one = replace(sheet(), rows=[number])
    close = [gathering._above(first["representative_id"])]
    found = gathering._both(one, reader, first, lacks=True, named={"representative"}, close=close)
    assert found.fields["representative"] == name
    assert looks == ([(True, True)] if is_there else [(True, True), (False, False), (True, False)])
