"""A page of dust, holes and lines is blank; one with a single word is not, however it lies."""

import random

import cv2
import numpy as np
import pytest

from intake import blanks, orientation
from intake.pdfs import Picture

HEIGHT, WIDTH = 1754, 1240


def dusty(specks: int, *, largest: int = 3) -> Picture:
    """Return a grey page with specks of up to so many pixels across."""
    chance = random.Random(specks)
    page = np.full((HEIGHT, WIDTH), 248, np.uint8)
    for _ in range(specks):
        place = chance.randrange(60, WIDTH - 60), chance.randrange(80, HEIGHT - 80)
        cv2.circle(page, place, chance.randint(1, largest), 40, -1)
    return page


def with_a_scratch(page: Picture) -> Picture:
    page[:, 800:802] = 90
    return page


def with_holes(page: Picture) -> Picture:
    for height in (300, 700, 1100, 1500):
        cv2.circle(page, (80, height), 16, 60, -1)
    return page


def with_a_word(page: Picture, word: str) -> Picture:
    cv2.putText(page, word, (700, 1400), cv2.FONT_HERSHEY_SIMPLEX, 0.7, 30, 2)
    return page


@pytest.mark.parametrize(
    "page",
    [
        np.full((HEIGHT, WIDTH), 250, np.uint8),
        dusty(400),
        with_a_scratch(dusty(300)),
        with_holes(dusty(200)),
    ],
    ids=["empty", "dust", "a scratch", "holes"],
)
def test_a_page_without_a_word_is_blank(page: Picture) -> None:
    assert blanks.is_blank(orientation.letters_of(page))


@pytest.mark.parametrize("turned", [0, 1, 2, 3])
@pytest.mark.parametrize("specks", [0, 400])
def test_a_page_of_one_word_is_not_blank(turned: int, specks: int) -> None:
    page = np.ascontiguousarray(np.rot90(with_a_word(dusty(specks), "Minh Anh"), turned))
    assert not blanks.is_blank(orientation.letters_of(page))
