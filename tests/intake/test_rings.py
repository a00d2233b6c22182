"""The rings of a seal taken off the name that they run through."""

import cv2
import numpy as np
import pytest

from intake import gathering, rings, second_rows, signing
from intake.cleaning import printed
from intake.fields import parties
from intake.fields.found import Found
from intake.pdfs import Picture
from intake.sheets import Sheet
from intake.text import rows
from intake.words import Line, Word
from tests.intake import page

NAME = "Nguyễn Thị Mẫu"


def pressed(grey: Picture, middle: tuple[int, int], radius: int) -> Picture:
    """Return a picture with both rings of a seal in black ink on it."""
    made = grey.copy()
    for part in (1.0, 0.72):
        cv2.circle(made, middle, round(part * radius), (0,) * (3 if made.ndim == 3 else 1), 2, cv2.LINE_AA)
    return made


def test_rings_go_and_letters_under_them_stay() -> None:
    grey = np.asarray(cv2.cvtColor(page.drawn([NAME], height=400), cv2.COLOR_RGB2GRAY), np.uint8)
    sealed = pressed(grey, (190, 20), 130)
    freed = rings.without(sealed, (65, -113, 323, 147))  # some pixels off, as it is found on a small picture
    ink = grey < 128
    assert (sealed < 128)[~ink].sum() > 500
    assert (freed < 128)[~ink].sum() < 0.2 * (sealed < 128)[~ink].sum()
    assert (freed < 128)[ink].mean() > 0.8


def test_a_picture_without_a_ring_stays_as_it_is() -> None:
    grey = np.asarray(cv2.cvtColor(page.drawn([NAME], height=400), cv2.COLOR_RGB2GRAY), np.uint8)
    assert np.array_equal(rings.without(grey, (60, -120, 320, 140)), grey)
    assert np.array_equal(rings.without(grey, (-900, -900, -800, -800)), grey)


@pytest.mark.ocr
def test_a_name_is_read_under_the_rings_of_a_black_seal() -> None:
    page_of = page.drawn(["GIÁM ĐỐC", "", "", NAME])
    first = page.rows("GIÁM ĐỐC")
    colour = pressed(page_of, (260, 215), 95)
    found = signing.read(Sheet(1, 0, None, colour, printed(colour), first), "representative").name
    assert found and found.value == NAME


@pytest.mark.parametrize(
    ("name", "is_part"), [("ƠNG MẠI À", True), ("Nông Đăng Xướng", False)], ids=["of the seal", "a person"]
)
def test_what_a_seal_says_of_the_company_is_no_person(name: str, is_part: bool) -> None:
    one = Found("representative", name, (Line((Word(name, 0.9, (0, 0, 90, 20)),)),))
    assert parties.is_of_company(one, "CÔNG TY CỔ PHẦN THƯƠNG MẠI VÀ DỊCH VỤ 3B ĐÀI") is is_part


def named(value: str, sure: float = 0.9) -> Found:
    words = tuple(Word(word, sure, (100 * at, 0, 100 * at + 80, 30)) for at, word in enumerate(value.split()))
    return Found("representative", value, (Line(words),))


@pytest.mark.parametrize(
    ("before", "signed", "stands"),
    [
        (None, named(NAME), NAME),
        (named("Kguyễn Thị Mẫu", 0.6), named(NAME, 0.95), NAME),
        (named(NAME, 0.95), named("Kguyễn Thị Mẫu"), NAME),
        (named(NAME, 0.7), named("Kguyễn Thị Mẫu", 0.5), NAME),
        (named("Thị Mẫu", 0.6), named(NAME), NAME),
    ],
    ids=["none before", "an unsure one", "a sure one", "less sure", "a part"],
)
def test_who_signed_is_looked_for_where_no_clear_name_is_read(
    before: Found | None, signed: Found, stands: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signing, "read", lambda sheet, name, company: signing.Signed(signed))
    values = {"representative": before} if before else {}
    found = gathering.Gathered(dict(values), dict(values))
    gathering._sign(Sheet(1, 0, None, page.drawn([]), printed(page.drawn([]))), found)
    assert found.fields["representative"].value == stands
    assert found.readings("representative")[0][0] == (before.value if before and len(before.value) > 10 else NAME)


@pytest.mark.parametrize("choice", [True, False])
def test_a_code_that_may_be_anothers_gives_way_to_one_that_is_not(
    choice: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def code(value: str, *, is_choice: bool) -> dict[str, Found]:
        return {"tax_code": Found("tax_code", value, (Line((Word(value, 0.95, (0, 0, 90, 20)),)),), is_choice)}

    first = code("0566780616", is_choice=choice)
    monkeypatch.setattr(second_rows, "passed_over", lambda sheet: [])
    monkeypatch.setattr(second_rows, "rows", lambda sheet, places, anew=False, near=None: [])
    empty = Sheet(1, 0, None, page.drawn([]), printed(page.drawn([])))
    again = code("0384353560", is_choice=False)
    found = gathering._both(empty, lambda rows: again, first, lacks=False)
    assert found.fields["tax_code"].value == ("0384353560" if choice else "0566780616")


def test_rows_are_read_anew_where_the_engine_was_sure_and_wrong() -> None:
    colour = page.drawn(["Tên đơn vị: CƠ SỞ KHE"])
    grey = printed(colour)
    box = _of_ink(grey)
    wrong = Line((Word("Tên đơn vị: CƠ SỞKHE", 0.97, box),))
    sheet = Sheet(1, 0, None, colour, grey, rows([wrong]))
    assert second_rows.rows(sheet, [])[0].text == wrong.text
    assert second_rows.rows(sheet, [], anew=True)[0].text.endswith("CƠ SỞ KHE")


def _of_ink(grey: Picture) -> tuple[int, int, int, int]:
    down, across = np.nonzero(grey < 128)
    return int(across.min()), int(down.min()), int(across.max()), int(down.max())
