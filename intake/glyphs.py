"""Words looked at again: each likely spelling drawn in the line's typeface and compared with the picture.

The engine confuses marks over one vowel (Ể and Ế, Ẩ and Ấ) the same way every time, so that two of its readings
are not two witnesses. The picture is another one. Only where the drawings differ is compared.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

from intake import rereading
from intake.sheets import Sheet
from intake.words import Line, Word

HEIGHT = 56
"""Pixels of a line's words in the pictures that are compared."""
_FOLDERS = ("liberation2", "liberation", "croscore", "dejavu", "crosextra")
_FONTS = (
    "LiberationSerif-Regular", "LiberationSerif-Bold", "LiberationSerif-Italic", "LiberationSans-Regular",
    "LiberationSans-Bold", "DejaVuSerif", "DejaVuSerif-Bold", "DejaVuSans", "DejaVuSans-Bold", "Carlito-Regular",
    "Carlito-Bold", "Caladea-Regular", "Caladea-Bold",
)  # fmt: skip
_ROOT = Path("/usr/share/fonts/truetype")
_SIZES = range(31, 62, 3)
_TYPEFACES = 2
_FIT_LEAST = 0.55
_DIFFERS = 60
_PAD = 8
_NEAR = range(-2, 3)
"""Pixels that a drawing is moved about, each way."""

Looks = Mapping[str, float]
"""How alike each spelling of a word looks: 0 is the same ink, −1 the opposite."""
Ink = npt.NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Typeface:
    """A typeface at a size in pixels."""

    path: str
    size: int


def looks(sheet: Sheet, line: Line, spellings: Sequence[Collection[str]]) -> list[Looks]:
    """Return, for each word of a line, how its spellings look; nothing for a word with fewer than two."""
    if not any(len(options) > 1 for options in spellings):
        return [{} for _ in line.words]
    ink, scale, margin = _line_ink(sheet, line)
    longest = max(line.words, key=lambda word: len(word.text))
    faces = _faces(_word_ink(ink, longest, line, scale, margin), longest.text)
    return [
        _compared(_word_ink(ink, word, line, scale, margin), tuple(options), faces) if len(options) > 1 else {}
        for word, options in zip(line.words, spellings, strict=True)
    ]


def _line_ink(sheet: Sheet, line: Line) -> tuple[Ink, float, int]:
    """Return the ink of a line (255 is ink), its pixels a working pixel, and the margin in working pixels."""
    tall = max(8, line.box[3] - line.box[1])
    margin = max(4, tall // 3)
    crop = sheet.crop(line.box, margin)
    factor = min(4.0, HEIGHT / (tall * sheet.scale))
    size = (max(8, round(crop.shape[1] * factor)), max(8, round(crop.shape[0] * factor)))
    way = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    grey = cv2.resize(rereading.black_or_printed(crop), size, interpolation=way)
    ink = np.clip((215.0 - grey.astype(np.float32)) * 1.4, 0, 255).astype(np.uint8)
    return ink, factor * sheet.scale, margin


def _word_ink(ink: Ink, word: Word, line: Line, scale: float, margin: int) -> Ink:
    start = int((word.box[0] - line.box[0] + margin) * scale) - _PAD
    end = int((word.box[2] - line.box[0] + margin) * scale) + _PAD
    return ink[:, max(0, start) : max(1, end)]


def _faces(ink: Ink, text: str) -> list[Typeface]:
    """Return the typefaces and sizes in which a word looks most like the picture, coarse sizes first."""
    tried = [(_fit(ink, text, path, size), path, size) for path in _paths() for size in _SIZES]
    coarse = sorted(tried, reverse=True)
    best: dict[str, Typeface] = {}
    for likeness, path, size in coarse[: 3 * _TYPEFACES]:
        if likeness >= _FIT_LEAST and len(best) < _TYPEFACES and path not in best:
            near = max(range(size - 2, size + 3), key=lambda one, path=path: _fit(ink, text, path, one))
            best[path] = Typeface(path, near)
    return list(best.values())


def _fit(ink: Ink, text: str, path: str, size: int) -> float:
    drawn = _cut(_drawn(text, path, size))
    if not drawn.size or drawn.shape[0] > ink.shape[0] or drawn.shape[1] > ink.shape[1]:
        return 0.0
    return float(cv2.matchTemplate(ink, drawn, cv2.TM_CCOEFF_NORMED).max())


def _compared(ink: Ink, options: tuple[str, ...], faces: Sequence[Typeface]) -> Looks:
    found: dict[str, float] = {}
    for face in faces:
        for option, score in _in_face(ink, options, face).items():
            found[option] = max(found.get(option, -1.0), score)
    return found


def _in_face(ink: Ink, options: tuple[str, ...], face: Typeface) -> Looks:
    drawn = _same_size([_drawn(option, face.path, face.size) for option in options])
    stack = np.stack(drawn).astype(np.float32)
    differs = ((stack.max(axis=0) - stack.min(axis=0)) > _DIFFERS).astype(np.uint8)
    mask = cv2.dilate(differs, np.ones((3, 3), np.uint8)) > 0
    height, width = drawn[0].shape
    beyond = max(0, width - ink.shape[1])
    field = np.pad(ink, ((height // 2, height // 2), (_PAD, _PAD + beyond)))
    if not mask.any():
        return {}
    mean = stack.mean(axis=0).astype(np.uint8)
    _, _, _, (x, y) = cv2.minMaxLoc(cv2.matchTemplate(field, mean, cv2.TM_CCOEFF_NORMED))
    return {
        option: max(_alike(field, one, mask, x + dx, y + dy) for dx in _NEAR for dy in _NEAR)
        for option, one in zip(options, drawn, strict=True)
    }


def _alike(field: Ink, drawn: Ink, mask: npt.NDArray[np.bool_], x: int, y: int) -> float:
    height, width = drawn.shape
    part = field[max(0, y) : y + height, max(0, x) : x + width]
    if x < 0 or y < 0 or part.shape != drawn.shape:
        return -1.0
    return -float(np.abs(part[mask].astype(np.float32) - drawn[mask]).mean()) / 255


def _same_size(drawn: Sequence[Ink]) -> list[Ink]:
    height, width = max(one.shape[0] for one in drawn), max(one.shape[1] for one in drawn)
    return [np.pad(one, ((0, height - one.shape[0]), (0, width - one.shape[1]))) for one in drawn]


def _cut(drawn: Ink) -> Ink:
    rows, columns = np.flatnonzero(drawn.max(axis=1) > 40), np.flatnonzero(drawn.max(axis=0) > 40)
    if not len(rows):
        return drawn[:0]
    return drawn[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


@lru_cache(4096)
def _drawn(text: str, path: str, size: int) -> Ink:
    font = _font(path, size)
    ascent, descent = font.getmetrics()
    image = Image.new("L", (int(font.getlength(text)) + 4, ascent + descent + 8), 0)
    ImageDraw.Draw(image).text((2, 4 + ascent), text, font=font, fill=255, anchor="ls")
    return np.asarray(cv2.GaussianBlur(np.asarray(image, np.uint8), (3, 3), 0.7), np.uint8)


@cache
def _font(path: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, size)


@cache
def _paths() -> tuple[str, ...]:
    """Return the typefaces that this system has: those of Vietnamese office papers, or their metric twins."""
    places = (_ROOT / folder / f"{name}.ttf" for name in _FONTS for folder in _FOLDERS)
    found: dict[str, Path] = {}
    for place in places:
        if place.exists():
            found.setdefault(place.stem, place)
    return tuple(map(str, found.values()))
