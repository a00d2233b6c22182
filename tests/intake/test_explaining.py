"""What was read, drawn on its page."""

import io
from pathlib import Path

import numpy as np
from PIL import Image

from intake import explaining
from intake.facts import Document, Facts, Field, Kind, Mark, Page, Source
from tests.intake import page

SURE = Field("0100112437", 0.98, True, 1, (0.1, 0.1, 0.3, 0.12), Source.OCR)
DOUBT = Field("a@thu.example", 0.4, False, 1, (0.1, 0.12, 0.3, 0.14), Source.OCR)


def facts(**fields: Field) -> Facts:
    seal = Mark(True, 0.9, True, 1, (0.5, 0.5, 0.7, 0.7))
    document = Document(Kind.REQUEST_LETTER, (1,), fields, sealed=seal)
    return Facts((Page(1, Kind.REQUEST_LETTER, 0),), (document,))


def picture(read: Facts) -> np.ndarray:
    data = page.encoded(page.drawn(["Mã số thuế: 0100112437"]))
    ((number, png),) = explaining.explain(data, read)
    assert number == 1
    return np.asarray(Image.open(io.BytesIO(png)).convert("RGB")).astype(int)


def has(colour: tuple[int, int, int], pixels: np.ndarray) -> bool:
    return bool((np.abs(pixels - np.array(colour)).sum(axis=2) < 12).sum() > 100)


def test_certain_is_green_doubtful_orange_seal_blue() -> None:
    pixels = picture(facts(tax_code=SURE, email=DOUBT))
    assert all(has(colour, pixels) for colour in (explaining._SURE, explaining._UNSURE, explaining._MARK))


def test_no_doubt_no_orange() -> None:
    assert not has(explaining._UNSURE, picture(facts(tax_code=SURE)))


def test_writes_a_picture_a_page(tmp_path: Path) -> None:
    data = page.encoded(page.drawn(["Mã số thuế"]))
    assert [path.name for path in explaining.write(tmp_path / "out", "001", data, facts())] == ["001-p1.png"]
