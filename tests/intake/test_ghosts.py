"""Words that the engine guessed where there is hardly any ink."""

import numpy as np
import pytest

from intake import ghosts
from intake.pdfs import Picture
from intake.words import Line, Word

CLEAR = [Word(f"chữ{at}", 0.9, (100 * at, 100, 100 * at + 80, 120)) for at in range(1, 8)]


def drawn(ink: int) -> Picture:
    """Return a page with the clear words in black and a guessed one below them in some grey."""
    made = np.full((300, 900), 245, np.uint8)
    for word in CLEAR:
        left, top, right, bottom = word.box
        made[top:bottom:2, left:right] = 30
    made[150:170:2, 200:280] = ink
    return made


@pytest.mark.parametrize(
    ("ink", "bottom", "sure", "is_kept"),
    [
        (30, 170, 0.0, True),
        (220, 170, 0.0, False),
        (220, 170, 0.3, True),
        (30, 156, 0.3, False),
        (30, 156, 0.5, True),
    ],
    ids=["as dark as print", "paper's grain", "pale and no guess", "a speck", "low and no guess"],
)
def test_a_guessed_word_is_as_dark_and_as_high_as_print(ink: int, bottom: int, sure: float, is_kept: bool) -> None:
    guessed = Word("Sáng", sure, (200, 150, 280, bottom))
    lines = ghosts.without(drawn(ink), [Line((*CLEAR, guessed))])
    assert (guessed in lines[0].words) is is_kept
    assert lines[0].words[:7] == tuple(CLEAR)


def test_a_page_that_hardly_shows_clear_print_keeps_all() -> None:
    guessed = Line((Word("Sáng", 0.0, (200, 150, 280, 156)),))
    assert ghosts.without(drawn(220), [Line(tuple(CLEAR[:4])), guessed]) == [Line(tuple(CLEAR[:4])), guessed]
    assert ghosts.without(drawn(220), [Line(tuple(CLEAR)), guessed]) == [Line(tuple(CLEAR))]
