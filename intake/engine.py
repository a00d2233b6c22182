"""The OCR engine: a grey picture in, lines of words out; one thread a process.

Tesseract is called as a library (tesserocr): a process a page (pytesseract) costs half as much again of the
processor and writes the pages of identity papers to files. Where the library cannot be loaded, or
`CASEDESK_ENGINE=pytesseract` says so, it is the process. Figures in DESIGN.md.
"""

import os
from collections import defaultdict
from functools import cache
from pathlib import Path

import numpy as np
import pytesseract
from PIL import Image

from intake.pdfs import Picture
from intake.words import Line, Word

os.environ["OMP_THREAD_LIMIT"] = "1"  # read when the library is loaded
try:
    import tesserocr
except ImportError:
    tesserocr = None

LANGUAGE = "vie"
PLAIN = "eng"
"""The model for digits, e-mail and machine-readable zones: another one than reads the page."""
SECONDS_A_CALL = 30
"""A page that takes longer is set aside."""
_PAGE, _BLOCK, _LINE, _SPARSE = 3, 6, 7, 11
"""Tesseract's page segmentation modes."""
_SETTINGS = {"tessedit_do_invert": "0", "textord_tabfind_find_tables": "0"}
_DPI = 150
_LEVEL_WORD = "5"
_BORDER = 12
_DARK, _LEAST_INK = 160, 0.0003
"""With less ink than this there is nothing to read, and the engine would make words of dust."""
_MODELS = ("/usr/share/tesseract-ocr/5/tessdata", "/usr/share/tesseract-ocr/4.00/tessdata", "/usr/share/tessdata")


_OF_OTHERS = str.maketrans("ÐðÑñ", "ĐđNn")
"""Letters of Icelandic and Spanish that look like ours."""


class EngineFailed(Exception):  # noqa: N818 (what happened)
    """The engine is missing, broke, or took too long."""


def read_page(grey: Picture) -> list[Line]:
    """Return the lines of a whole page (about 150 dpi)."""
    return _lines(grey, _PAGE, LANGUAGE)


def read_block(grey: Picture, language: str = LANGUAGE, allowed: str = "") -> list[Line]:
    """Return the lines of one even block of text."""
    return _lines(grey, _BLOCK, language, allowed)


def read_sparse(grey: Picture) -> list[Line]:
    """Return whatever lines stand in a part of a page, among other ink."""
    return _lines(grey, _SPARSE, LANGUAGE)


def read_line(grey: Picture, language: str = LANGUAGE, allowed: str = "") -> Line | None:
    """Return a crop of one line, or None where nothing is there."""
    lines = _lines(np.pad(grey, _BORDER, constant_values=255), _LINE, language, allowed)
    return max(lines, key=lambda line: len(line.text), default=None)


def is_library() -> bool:
    """Say whether the engine is called as a library, and not as a process."""
    return tesserocr is not None and os.environ.get("CASEDESK_ENGINE") != "pytesseract"


def _lines(grey: Picture, mode: int, language: str, allowed: str = "") -> list[Line]:
    if float((grey < _DARK).mean()) < _LEAST_INK:
        return []
    try:
        return _parsed((_by_library if is_library() else _by_process)(grey, mode, language, allowed))
    except (pytesseract.TesseractError, pytesseract.TesseractNotFoundError, RuntimeError, OSError) as failure:
        raise EngineFailed(str(failure)) from failure


def _by_library(grey: Picture, mode: int, language: str, allowed: str) -> str:
    api = _api(language)
    api.SetPageSegMode(mode)
    api.SetVariable("tessedit_char_whitelist", allowed)
    height, width = grey.shape
    try:
        api.SetImageBytes(np.ascontiguousarray(grey).tobytes(), width, height, 1, width)
        api.SetSourceResolution(_DPI)
        if not api.Recognize(1000 * SECONDS_A_CALL):
            raise EngineFailed("Tesseract took too long")
        return str(api.GetTSVText(0))
    finally:
        api.Clear()


@cache
def _api(language: str) -> "tesserocr.PyTessBaseAPI":
    """Return the library with a model loaded, which is kept as long as the process lives."""
    api = tesserocr.PyTessBaseAPI(path=models(), lang=language)
    for name, value in _SETTINGS.items():
        api.SetVariable(name, value)
    return api


@cache
def models() -> str:
    """Return the folder of the system's models; raises `EngineFailed` where there is none."""
    places = [os.environ.get("TESSDATA_PREFIX", ""), *_MODELS]
    found = next((place for place in places if place and (Path(place) / f"{LANGUAGE}.traineddata").exists()), "")
    if not found:
        raise EngineFailed(f"no model {LANGUAGE}.traineddata in {', '.join(filter(None, places))}")
    return found


def _by_process(grey: Picture, mode: int, language: str, allowed: str) -> str:
    image = Image.fromarray(grey)
    image.format = "BMP"
    settings = _SETTINGS | ({"tessedit_char_whitelist": allowed} if allowed else {})
    config = " ".join([f"--psm {mode} --dpi {_DPI}", *(f"-c {name}={value}" for name, value in settings.items())])
    return str(pytesseract.image_to_data(image, lang=language, config=config, timeout=SECONDS_A_CALL))


def _parsed(table: str) -> list[Line]:
    """Read Tesseract's TSV: level, page, block, paragraph, line, word, left, top, width, height, conf, text."""
    lines: dict[tuple[str, ...], list[Word]] = defaultdict(list)
    for row in table.splitlines():
        cells = row.split("\t")
        if len(cells) < 12 or cells[0] != _LEVEL_WORD or not cells[11].strip():
            continue
        left, top, width, height = map(int, cells[6:10])
        word = Word(
            cells[11].strip().translate(_OF_OTHERS),
            float(cells[10]) / 100,
            (left, top, left + width, top + height),
        )
        lines[tuple(cells[1:5])].append(word)
    return [Line(tuple(words)) for words in lines.values()]
