"""Round seals, red or grey, and certification stamps by their words."""

import cv2
import numpy as np
import pytest

from intake import seals
from intake.pdfs import Picture
from intake.sheets import Sheet
from intake.words import Line, Word
from tests.intake import page

TEXT = ["Công ty kính đề nghị Quý Trung tâm xem xét, giải quyết", "Trân trọng cảm ơn./.", "GIÁM ĐỐC"] * 3
RED, GREY, BLUE = (200, 30, 40), (90, 90, 90), (40, 60, 200)


def sheet(picture: Picture, rows: list[Line] | None = None) -> Sheet:
    return Sheet(1, 0, None, picture, np.ascontiguousarray(picture[:, :, 1]), rows or [])


def with_ring(colour: tuple[int, int, int], radius: int = 100) -> Picture:
    picture = page.drawn(TEXT).copy()
    cv2.circle(picture, (700, 1200), radius, colour, 4)
    cv2.circle(picture, (700, 1200), radius - 12, colour, 2)
    return picture


@pytest.mark.parametrize("colour", [RED, GREY], ids=["red", "grey"])
def test_ring_is_a_seal(colour: tuple[int, int, int]) -> None:
    mark = seals.seal(sheet(with_ring(colour)))
    assert (mark.found, mark.certain) == (True, True)
    assert mark.box
    assert mark.box[0] < 700 / 1240 < mark.box[2]
    assert mark.box[1] < 1200 / 1754 < mark.box[3]


def test_lines_of_text_are_no_seal() -> None:
    assert not seals.seal(sheet(page.drawn(TEXT * 3))).found


@pytest.mark.parametrize(("is_sealed", "found"), [(False, False), (True, True)])
def test_a_grey_ring_in_a_letter_s_head_is_no_seal(is_sealed: bool, found: bool) -> None:
    picture = with_ring(GREY) if is_sealed else page.drawn(TEXT).copy()
    cv2.circle(picture, (400, 200), 90, (0, 0, 0), 6)
    addressee = Line((Word("Kính", 0.9, (300, 330, 350, 350)), Word("gửi:", 0.9, (360, 330, 400, 350))))
    mark = seals.seal(sheet(picture, [addressee]))
    assert mark.found is found
    assert not found or (mark.box and mark.box[1] > 0.5)


def test_small_ring_is_no_seal() -> None:
    assert not seals.seal(sheet(with_ring(RED, radius=40))).found


@pytest.mark.parametrize(
    ("text", "found", "certain"),
    [
        ("CHỨNG THỰC BẢN SAO ĐÚNG VỚI BẢN CHÍNH\nSố chứng thực: 12 quyển số: 01/2026 - SCT/BS", True, True),
        ("CHUNG THƯC BẢN SAO ĐUNG VƠI BẢN CHINH", True, True),
        ("SAO Y BẢN CHÍNH\nGIÁM ĐỐC", False, True),
        ("Số chứng thực: 12 quyển số: 01/2026", True, False),
        ("TRƯỞNG PHÒNG", False, True),
    ],
    ids=["stamp", "stamp without marks", "the company's own copy", "number alone", "licence's own seal"],
)
def test_certification(text: str, found: bool, certain: bool) -> None:
    mark = seals.certification(sheet(page.drawn([]), page.rows(text)))
    assert (mark.found, mark.certain) == (found, certain)


@pytest.mark.parametrize(
    ("middle", "certain"), [(800, True), (300, False)], ids=["where one signs", "at the left"]
)
def test_a_red_ring_that_print_covers_in_part_is_sure_where_letters_are_signed(middle: int, certain: bool) -> None:
    picture = np.full((1754, 1240, 3), 255, np.uint8)
    cv2.ellipse(picture, (middle, 1100), (100, 100), 0, 0, 265, (210, 40, 50), 4)  # three quarters of a ring
    mark = seals.seal(sheet(picture))
    assert mark.found
    assert mark.confidence < seals.RED_SURE
    assert mark.certain is certain


def test_a_ring_that_is_red_in_part_and_else_whole_is_sure() -> None:
    picture = np.full((1754, 1240, 3), 255, np.uint8)
    cv2.circle(picture, (300, 1100), 100, (150, 130, 132), 4)  # so pale that it is no red
    cv2.ellipse(picture, (300, 1100), (100, 100), 0, 0, 235, (210, 40, 50), 4)
    mark = seals.seal(sheet(picture))
    assert (mark.found, mark.certain) == (True, True)
    assert mark.confidence < seals.RED_SIGNED


@pytest.mark.parametrize(
    ("middle", "certain"),
    [((850, 1100), True), ((300, 1100), False), ((850, 300), False)],
    ids=["where one signs", "at the left", "at the top"],
)
def test_a_grey_ring_that_is_nearly_whole_is_sure_where_letters_are_signed(
    middle: tuple[int, int], certain: bool
) -> None:
    picture = np.full((1754, 1240, 3), 255, np.uint8)
    cv2.ellipse(picture, middle, (100, 100), 0, 0, 338, GREY, 4)
    mark = seals.seal(sheet(picture))
    assert mark.found
    assert seals.GREY_FOUND <= mark.confidence < seals.GREY_SURE
    assert mark.certain is certain


@pytest.mark.parametrize(
    ("middle", "arc", "found", "certain"),
    [
        ((850, 1100), 328, True, True),
        ((850, 1100), 312, True, False),
        ((850, 1100), 296, False, True),
        ((300, 1100), 312, False, False),
    ],
    ids=["most of it", "less", "too little", "at the left"],
)
def test_how_much_of_a_grey_ring_is_a_seal_depends_on_its_place(
    middle: tuple[int, int], arc: int, found: bool, certain: bool
) -> None:
    picture = np.full((1754, 1240, 3), 255, np.uint8)
    cv2.ellipse(picture, middle, (100, 100), 0, 0, arc, GREY, 4)
    mark = seals.seal(sheet(picture))
    assert (mark.found, mark.certain) == (found, certain)


@pytest.mark.parametrize(
    ("colour", "office", "found"),
    [
        ((168, 140, 144), "GIÁM ĐỐC", True),
        ((168, 140, 144), "Kính gửi", False),
        ((150, 146, 147), "GIÁM ĐỐC", False),
    ],
    ids=["below the office", "nobody signs", "no red"],
)
def test_a_pale_red_ring_of_a_dim_scan_is_a_seal_where_one_signs(
    colour: tuple[int, int, int], office: str, found: bool
) -> None:
    picture = np.full((1754, 1240, 3), 150, np.uint8)
    cv2.circle(picture, (850, 1100), 100, colour, 4)
    words = Line(
        tuple(Word(word, 0.95, (780 + 70 * at, 960, 840 + 70 * at, 990)) for at, word in enumerate(office.split()))
    )
    mark = seals.seal(sheet(picture, [words]))
    assert (mark.found, mark.certain) == (found, True)


@pytest.mark.parametrize(
    ("office", "ink", "found"),
    [("GIÁM ĐỐC", 208, True), ("GIÁM ĐỐC", 230, True), ("", 208, False)],
    ids=["there", "fainter", "elsewhere"],
)
def test_a_ring_paler_than_print_in_a_shadow_is_a_seal_where_one_signs(office: str, ink: int, found: bool) -> None:
    picture = page.drawn(TEXT).copy()
    cv2.circle(picture, (420, 1200), 100, (ink, ink, ink), 4)
    shadow = np.linspace(0.27, 0.25, picture.shape[1])[None, :, None]
    picture = (picture * shadow).clip(0, 255).astype(np.uint8)
    words = (Word(one, 0.9, (360 + 60 * at, 1080, 410 + 60 * at, 1104)) for at, one in enumerate(office.split()))
    mark = seals.seal(sheet(picture, [Line(tuple(words))] if office else []))
    assert mark.found is found
