"""The OCR engine: a grey picture in, lines of words out; one thread a process."""

import os
from collections import defaultdict

import numpy as np
import pytesseract
from PIL import Image

from intake.pdfs import Picture
from intake.words import Line, Word

LANGUAGE = "vie"
PLAIN = "eng"
"""The model for digits, e-mail and machine-readable zones: another one than reads the page."""
SECONDS_A_CALL = 30
"""A page that takes longer is set aside."""
_LEVEL_WORD = "5"
_BORDER = 12
_DARK, _LEAST_INK = 160, 0.0003
"""With less ink than this there is nothing to read, and the engine would make words of dust."""


class EngineFailed(Exception):  # noqa: N818 (what happened)
    """The engine is missing, broke, or took too long."""


def read_page(grey: Picture) -> list[Line]:
    """Return the lines of a whole page (about 150 dpi)."""
    return _lines(grey, "--psm 3", LANGUAGE)


def read_block(grey: Picture, language: str = LANGUAGE, allowed: str = "") -> list[Line]:
    """Return the lines of one even block of text."""
    only = f" -c tessedit_char_whitelist={allowed}" if allowed else ""
    return _lines(grey, "--psm 6" + only, language)


def read_line(grey: Picture, language: str = LANGUAGE, allowed: str = "") -> Line | None:
    """Return a crop of one line, or None where nothing is there."""
    only = f" -c tessedit_char_whitelist={allowed}" if allowed else ""
    lines = _lines(np.pad(grey, _BORDER, constant_values=255), "--psm 7" + only, language)
    return max(lines, key=lambda line: len(line.text), default=None)


def _lines(grey: Picture, options: str, language: str) -> list[Line]:
    if float((grey < _DARK).mean()) < _LEAST_INK:
        return []
    os.environ["OMP_THREAD_LIMIT"] = "1"
    image = Image.fromarray(grey)
    image.format = "BMP"
    config = f"{options} --dpi 150 -c tessedit_do_invert=0"
    try:
        table = pytesseract.image_to_data(image, lang=language, config=config, timeout=SECONDS_A_CALL)
    except (pytesseract.TesseractError, pytesseract.TesseractNotFoundError, RuntimeError) as failure:
        raise EngineFailed(str(failure)) from failure
    return _parsed(str(table))


def _parsed(table: str) -> list[Line]:
    """Read Tesseract's TSV: level, page, block, paragraph, line, word, left, top, width, height, conf, text."""
    lines: dict[tuple[str, ...], list[Word]] = defaultdict(list)
    for row in table.splitlines()[1:]:
        cells = row.split("\t")
        if len(cells) < 12 or cells[0] != _LEVEL_WORD or not cells[11].strip():
            continue
        left, top, width, height = map(int, cells[6:10])
        word = Word(cells[11].strip(), float(cells[10]) / 100, (left, top, left + width, top + height))
        lines[tuple(cells[1:5])].append(word)
    return [Line(tuple(words)) for words in lines.values()]
