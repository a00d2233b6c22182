"""The line recogniser reads what is printed, marks included, and judges other spellings by the picture."""

import itertools
import math

import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from intake import recogniser
from intake.pdfs import Picture
from intake.seen import ALPHABET, Seen

SERIF = "/usr/share/fonts/truetype/croscore/Tinos-Regular.ttf"
SANS = "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"


def line(text: str, font: str = SERIF, size: int = 48) -> Picture:
    """Return a clean line as the recogniser gets it."""
    face = ImageFont.truetype(font, size)
    left, top, right, bottom = face.getbbox(text)
    image = Image.new("L", (int(right - left) + 20, int(bottom - top) + 14), 250)
    ImageDraw.Draw(image).text((10 - left, 7 - top), text, font=face, fill=20)
    return recogniser.fitted(np.asarray(image, np.uint8), bottom - top)


@pytest.mark.parametrize("font", [SERIF, SANS])
@pytest.mark.parametrize(
    "text",
    [
        "CÔNG TY CỔ PHẦN ĐẦU TƯ",
        "Nguyễn Thị Hằng",
        "NGUYỄN ĐẮC ĐIỀM",
        "0108807984",
        "hanoi.xnk@mau.example",
        "Số 12, phố Lẫm",
    ],
)
def test_reads_a_clean_line(text: str, font: str) -> None:
    assert recogniser.read(line(text, font)).text == text


def test_reads_what_is_there_and_not_what_is_likely() -> None:
    assert recogniser.read(line("CÔNG TY CỖ PHẪN NHẲT")).text == "CÔNG TY CỖ PHẪN NHẲT"


def test_the_spelling_that_is_printed_is_the_likeliest() -> None:
    seen = recogniser.read(line("TRẦN VĂN ĐIỂM"))
    spellings = ["ĐIỂM", "ĐIỀM", "ĐIẾM", "ĐIỄM", "ĐIÊM"]
    found = seen.likelihoods(2, spellings)
    assert max(zip(found, spellings, strict=True))[1] == "ĐIỂM"


def test_digits_alone_where_they_alone_are_allowed() -> None:
    assert recogniser.read(line("O108B07984"), "0123456789").text.isdigit()


def test_a_letter_that_is_not_known_cannot_be_seen() -> None:
    assert recogniser.read(line("MẪU")).likelihoods(0, ["MẪ中", "MẪU"])[0] == -math.inf


def test_nothing_on_an_empty_line() -> None:
    seen = recogniser.read(np.full((recogniser.HEIGHT, 90), 255, np.uint8))
    assert (seen.text, seen.spans, seen.confidence) == ("", (), 0.0)


def test_likelihood_is_the_sum_over_all_ways() -> None:
    """Compared with every path of four steps, one by one."""
    steps, classes = 4, len(ALPHABET) + 1
    scores = np.log(np.random.default_rng(3).dirichlet(np.ones(classes), steps)).astype(np.float32)
    word = "ab"
    inside = [0, *(ALPHABET.index(letter) + 1 for letter in " ab")]
    total = 0.0
    for path in itertools.product(inside, repeat=steps):
        letters = [one for one, before in zip(path, [None, *path], strict=False) if one != before]
        said = "".join(ALPHABET[one - 1] for one in letters if one)
        if said.strip() == word and " " not in said.strip():
            total += math.exp(sum(float(scores[step, one]) for step, one in enumerate(path)))
    found = Seen("ab", 1.0, ((0, steps),), scores).likelihoods(0, [word])[0]
    assert found == pytest.approx(math.log(total), rel=0.02)
