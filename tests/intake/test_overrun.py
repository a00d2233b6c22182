"""Words that the engine took for as high as two rows, read once more with the real engine."""

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from intake import overrun
from intake.pdfs import Picture
from intake.words import Line, Word
from tests.intake import page

pytestmark = pytest.mark.ocr
ROW = "Tên công ty viết bằng tiếng Việt"
MISREAD = "Tâp"


def two_rows() -> tuple[Picture, Line]:
    """Return a page with a short row close below a long one, and the long one's words as the engine gave them."""
    image = Image.new("L", (900, 300), 255)
    draw, font = ImageDraw.Draw(image), ImageFont.truetype(page.FONT, 24)
    draw.text((110, 100), ROW, fill=0, font=font)
    draw.text((110, 132), "BẮC", fill=0, font=font)
    words, left = [], 110.0
    for text in ROW.split():
        right = left + draw.textlength(text, font=font)
        words.append(Word(text, 0.95, (round(left), 102, round(right), 128)))
        left = right + draw.textlength(" ", font=font)
    words[0] = Word(MISREAD, 0.05, (110, 102, words[0].box[2], 158))
    return np.asarray(image, np.uint8), Line(tuple(words))


@pytest.mark.parametrize("guess", [MISREAD, "H"])
def test_both_rows_are_read_anew(guess: str) -> None:
    picture, line = two_rows()
    line = Line((Word(guess, 0.05, line.words[0].box), *line.words[1:]))
    assert [one.text for one in overrun.reread(picture, [line])] == [ROW, "BẮC"]


def test_a_row_that_is_known_is_not_read_twice() -> None:
    picture, line = two_rows()
    below = Line((Word("BẮC", 0.9, (110, 134, 160, 158)),))
    assert [one.text for one in overrun.reread(picture, [line, below])] == [ROW, "BẮC"]


def test_a_row_that_another_is_as_high_as_is_not_read_twice() -> None:
    picture, line = two_rows()
    below = Line((Word("BÁC", 0.65, (110, 146, 160, 158)),))
    assert [one.text for one in overrun.reread(picture, [line, below])] == [ROW, "BÁC"]


def test_a_guess_at_two_words_goes_for_both() -> None:
    picture, line = two_rows()
    first, second, *rest = line.words
    guess = Word("Tng", 0.0, (first.box[0], 102, second.box[2], 158))
    assert overrun.reread(picture, [Line((guess, *rest))])[0].text == ROW


def test_what_reads_no_more_surely_stays() -> None:
    picture, line = two_rows()
    white = np.full_like(picture, 255)
    assert overrun.reread(white, [line]) == [line]


def test_a_page_without_such_words_is_left_alone() -> None:
    picture, line = two_rows()
    lines = [Line(line.words[1:])]
    assert overrun.reread(picture, lines) == lines


def test_a_sure_word_is_no_higher_than_the_word_beside_it() -> None:
    picture, line = two_rows()
    first, second, *rest = line.words
    high = Word(second.text, 0.95, (second.box[0], 100, second.box[2], 158))
    (level,) = overrun.reread(picture, [Line((Word("Tên", 0.95, first.box), high, *rest))])
    assert level.words[1] == Word(second.text, 0.95, (second.box[0], 102, second.box[2], 128))
    few = Line((first, high, rest[0]))
    assert overrun.reread(np.full_like(picture, 255), [few]) == [few]


def test_signs_beside_a_word_say_nothing_of_its_height() -> None:
    signs = [Word(sign, 0.9, (left, 112, left + 6, 116)) for left, sign in ((100, "-"), (400, ":"), (420, "."))]
    line = Line((signs[0], Word("Email:", 0.95, (110, 102, 190, 128)), *signs[1:]))
    assert overrun.reread(np.full((300, 900), 255, np.uint8), [line]) == [line]
