"""Underlined text, as links are printed, read with the real engine."""

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from intake import cleaning, engine, underlines
from intake.pdfs import Picture
from tests.intake import page

_WITHOUT = {"p": "n", "y": "n", "g": "n", "_": "n"}
"""Letters with descenders, and others in their place."""
TEXT = "Email: kepgiay_52@congty.example"


def underlined(ink: tuple[int, int, int] = (0, 0, 0)) -> Picture:
    """Return a page with a line of text, underlined through its descenders."""
    image = Image.new("RGB", (1240, 400), "white")
    draw, font = ImageDraw.Draw(image), ImageFont.truetype(page.FONT, 22)
    draw.text((110, 120), TEXT, fill=ink, font=font)
    left, _top, right, bottom = draw.textbbox((110, 120), "".join(map(_WITHOUT.get, TEXT, TEXT)), font=font)
    draw.line((left, bottom + 1, right, bottom + 1), fill=ink, width=2)
    return np.asarray(image, np.uint8)


def grey(picture: Picture) -> Picture:
    return np.ascontiguousarray(picture[:, :, 1])


def test_an_underline_goes_and_letters_stay() -> None:
    before, after = grey(underlined()), underlines.without(grey(underlined()), 25)
    assert (before < 128).sum(axis=1).max() > 400
    assert (after < 128).sum(axis=1).max() < 300


@pytest.mark.ocr
def test_underlined_text_is_read() -> None:
    read = engine.read_block(underlines.without(grey(underlined()), 25))
    assert " ".join(line.text for line in read).replace(" ", "").startswith("Email:kepgiay")
    assert "@congty.example" in read[0].text.replace(" ", "")


def test_a_page_without_long_lines_is_left_alone() -> None:
    plain = grey(page.drawn([TEXT]))
    assert underlines.without(plain, 25) is plain


def test_a_dark_edge_is_no_underline() -> None:
    edged = grey(page.drawn([TEXT])).copy()
    edged[:40] = 20
    assert (underlines.without(edged, 25)[:38] == 20).all()


def test_light_blue_print_is_no_pattern() -> None:
    blue = cleaning.printed(underlined((90, 140, 205)))
    yellow = cleaning.printed(underlined((235, 225, 150)))
    assert (blue < 150).sum() > 1500
    assert (yellow < 150).sum() == 0


@pytest.mark.parametrize("ink", [(180, 188, 200), (200, 165, 168)], ids=["a pale link", "a pale red stamp"])
def test_pale_coloured_print_is_no_pattern(ink: tuple[int, int, int]) -> None:
    assert (cleaning.printed(underlined(ink)) < 190).sum() > 1500


def test_letters_stay_beside_the_grain_of_a_scanners_lid() -> None:
    """Thousands of grains about a sheet are no specks on it, which would take thin letters with them."""
    sheet = grey(page.drawn([TEXT]))
    grain = np.random.default_rng(1).integers(0, 2, (sheet.shape[0] // 2, 300), np.uint8) * 120 + 100
    lid = np.kron(grain, np.ones((2, 1), np.uint8))[: sheet.shape[0]]
    edge = np.full((len(lid), 30), 20, np.uint8)
    cleaned = cleaning.unspecked(np.hstack([sheet[: len(lid)], edge, lid]))
    assert (cleaned[:, -300:] == 250).all()
    assert np.array_equal(cleaned[:, : sheet.shape[1] - 20], sheet[: len(lid), : sheet.shape[1] - 20])
