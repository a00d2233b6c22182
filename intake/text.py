"""Vietnamese text compared without its marks, and put together from rows of words."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache, reduce
from statistics import median

from intake.words import Line, Word

_GLUED = re.compile(r"^([^\W\d]{2,}:)[-'`´’.,]?(?!\d{1,3}@)(\(?\w.*)$")
_GLUED_NUMBER = re.compile(r"^(MST|MSDN|MSHQ|ĐT|SĐT|DĐ|TEL)[^\d\s]{0,2}(\d[\d-]{8,}\S*)$", re.IGNORECASE)
"""A short label that runs into its number, its colon misread: "MSTz0844537866"."""
_BILINGUAL = re.compile(r"^([^\W\d_]{2,}/)([A-Z][a-z]{2,}\W*)$")
"""The last word of a label and its English, "thoại/Phone"."""
_BEHIND_MAIL = re.compile(r"^(\S*\w@[\w.-]*\w[;,])[-–]?([^\W\d]\S*)$")
"""An address of e-mail and the word of a label that runs into it: "mau@thu.example;-Điện"."""
_COMPANY = re.compile(r"^([Tt]y)([A-ZĐ]\w*)$")
"""A company's form and the word that runs into it: "Công tyCổ phần"."""
_BEHIND_CODE = re.compile(r"^(\d{10}(?:\d\d|-\d{3})?)((?:Tel|ĐT|SĐT|Fax|Email)[.:]\S*)$", re.IGNORECASE)
"""A tax code and the label that runs into it: "0841678393Tel:"."""
_RUN_TOGETHER = (_GLUED, _GLUED_NUMBER, _BILINGUAL, _BEHIND_MAIL, _COMPANY, _BEHIND_CODE)
SMALL = "a-zđàáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
"""All small letters, for a class of a pattern: in the order of signs they stand among the capitals."""
_KEPT = 4096
"""Labels are compared again and again; their folded forms are kept, and those of a page or two."""
_FACING = 3
"""So many words tell the level of a line's end."""
_SAME_ROW = 0.5
"""The part of its height by which a line overlaps another on the same row."""


@lru_cache(_KEPT)
def bare(text: str) -> str:
    """Return a text without marks, case kept: "Đỗ Mười" gives "Do Muoi"."""
    plain = unicodedata.normalize("NFD", text).replace("đ", "d").replace("Đ", "D")
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


@lru_cache(_KEPT)
def fold(text: str) -> str:
    """Return a text in small letters and digits without marks and punctuation, one space between words."""
    letters = (letter if letter.isalnum() else " " for letter in bare(text).lower())
    return " ".join("".join(letters).split())


@lru_cache(_KEPT)
def squeezed(text: str) -> str:
    """Return a folded text without spaces, as labels are compared."""
    return fold(text).replace(" ", "")


def composed(text: str) -> str:
    """Return a text in composed form (NFC), one space between words."""
    return unicodedata.normalize("NFC", " ".join(text.split()))


_UNSURE, _SPECK = 0.4, 0.45
"""How unsure and how small, as a part of its row, a speck of dirt is."""


def rows(lines: Sequence[Line]) -> list[Line]:
    """Return lines that stand side by side put together, from the top of the page to its foot."""
    made: list[list[Line]] = []
    clean = (reduce(parted, _RUN_TOGETHER, _without_specks(line)) for line in lines)
    for line in sorted(clean, key=lambda one: sum(_level(one.words))):
        if line.is_cell:
            made.append([line])
            continue
        row = next(
            (
                row
                for row in reversed(made[-4:])
                if not row[0].is_cell and all(_is_beside(line, other) for other in row)
            ),
            None,
        )
        if row is None:
            made.append([line])
        else:
            row.append(line)
    return [_without_specks(_joined(row)) for row in made]


def _without_specks(row: Line) -> Line:
    """Return a row without the dirt that the engine took for a letter: far smaller than the row, and unsure."""
    if len(row.words) < 2 or row.is_cell:
        return row
    tall = sorted(word.box[3] - word.box[1] for word in row.words)[len(row.words) // 2]
    kept = tuple(word for word in row.words if not _is_speck(word, tall))
    return replace(row, words=kept) if kept else row


def _is_speck(word: Word, tall: int) -> bool:
    return len(word.text) == 1 and word.confidence < _UNSURE and word.box[3] - word.box[1] < _SPECK * tall


def parted(line: Line, way: re.Pattern[str] = _GLUED) -> Line:
    """Return a line with words like "tên:LÊ" in two: where a pattern of two groups parts them."""
    if not any(way.match(word.text) for word in line.words):
        return line
    return replace(line, words=tuple(part for word in line.words for part in _parts(word, way)))


def _parts(word: Word, way: re.Pattern[str]) -> tuple[Word, ...]:
    glued = way.match(word.text)
    if not glued:
        return (word,)
    left, top, right, bottom = word.box
    cut = left + round((right - left) * len(glued[1]) / len(word.text))
    first = Word(glued[1], word.confidence, (left, top, cut, bottom))
    return first, Word(glued[2], word.confidence, (cut, top, right, bottom))


def _is_beside(line: Line, other: Line) -> bool:
    """Say whether two lines stand on one level where they face each other; lines that lean do nowhere else."""
    left, _, right, _ = line.box
    other_left, _, other_right, _ = other.box
    if min(right, other_right) - max(left, other_left) > 0.3 * min(right - left, other_right - other_left):
        return False
    is_first = left + right < other_left + other_right
    top, bottom = _level(line.words[-_FACING:] if is_first else line.words[:_FACING])
    other_top, other_bottom = _level(other.words[:_FACING] if is_first else other.words[-_FACING:])
    overlap = min(bottom, other_bottom) - max(top, other_top)
    return overlap >= _SAME_ROW * min(bottom - top, other_bottom - other_top)


def _level(words: Sequence[Word]) -> tuple[float, float]:
    """Return the top and bottom of most of some words of a line: one that is as high as two rows says nothing."""
    return median(word.box[1] for word in words), median(word.box[3] for word in words)


def _joined(row: Sequence[Line]) -> Line:
    if len(row) == 1:
        return row[0]
    words: list[Word] = [word for line in row for word in line.words]
    return Line(tuple(sorted(words, key=lambda word: word.box[0])))
