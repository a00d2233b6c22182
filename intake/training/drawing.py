"""Made-up lines drawn as scanners and copiers show them: typefaces, sizes, wear, and what stands around them."""

import subprocess
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from random import Random

import cv2
import numpy as np
import numpy.typing as npt
from PIL import Image, ImageDraw, ImageFont

from intake import recogniser
from intake.cleaning import evened
from intake.pdfs import Picture

Grey = npt.NDArray[np.float64]

_EM = 72
"""Pixels of a letter's body before a line is worn."""
_ROOM = 48
_BODIES = (18, 20, 22, 24, 26, 28, 30, 34, 38, 44, 52)
"""Pixels of a letter's body in a scan: 9 to 25 points at 150 dpi."""
_OWN_MARKS, _SPREAD = 0.45, 0.08
_HATS, _TONES = ("\u0302", "\u0306"), ("\u0300", "\u0301", "\u0309", "\u0303")
_SLANTED = 0.4
"""Slanted typefaces are drawn so much less often."""
_FAMILIES = {
    "LiberationSerif": 8, "Tinos": 6, "FreeSerif": 3, "LiberationSans": 4, "Arimo": 3, "DejaVuSerif": 2,
    "DejaVuSans": 1.5,
    "Roboto": 2, "NotoSans": 2, "NotoSerif": 2, "Carlito": 2, "Caladea": 2, "Gentium": 2, "Charis": 2,
    "LinLibertine": 3,
    "FreeSans": 2, "LiberationMono": 0.7, "Cousine": 0.7, "FreeMono": 0.5, "Lato": 1, "Inter": 1, "Vollkorn": 1.5,
    "Junicode": 0.7, "Andika": 1, "Cantarell": 1, "OpenSans": 1,
}  # fmt: skip
"""Typefaces by the beginning of their file's name, and how often each family is drawn."""
_NOT = (
    "Display",
    "Math",
    "Mono-Thin",
    "Thin",
    "Hairline",
    "Symbol",
    "Condensed",
    "Black",
    "ExtraLight",
    "Exp",
    "SemiCond",
)


def draw(text: str, chance: Random) -> Picture:
    """Return the picture of a line as the recogniser gets it: grey, `recogniser.HEIGHT` pixels high."""
    page, box = _printed(text, chance)
    page = _surrounded(page, box, chance)
    page, box = _worn(page, box, chance)
    left, top, right, bottom = box
    tall = bottom - top
    margin = max(3, round(tall * recogniser.MARGIN))

    def jitter(edge: int, by: float) -> int:
        return round(edge + chance.uniform(-by, by) * tall)

    rows = slice(max(0, jitter(top - margin, 0.1)), max(8, jitter(bottom + margin, 0.1)))
    columns = slice(max(0, jitter(left - margin, 0.12)), max(8, jitter(right + margin, 0.12)))
    seen = tall * (chance.uniform(0.85, 1.25) if chance.random() < 0.3 else 1.0)
    return recogniser.fitted(evened(np.ascontiguousarray(page[rows, columns])), seen)


def _printed(text: str, chance: Random) -> tuple[Picture, tuple[int, int, int, int]]:
    """Return ink (255) on nothing (0), with room around, and the box of the ink."""
    font = _font(chance.choices(*_faces())[0], _EM)
    ascent, descent = font.getmetrics()
    baseline = _ROOM + ascent
    own_marks, spread = chance.random() < _OWN_MARKS, chance.random() < _SPREAD
    gap = _EM // 12 if spread else 0
    width = sum(font.getlength(letter) + gap for letter in text) if own_marks or spread else font.getlength(text)
    image = Image.new("L", (int(width) + 2 * _ROOM, ascent + descent + 2 * _ROOM), 0)
    if own_marks or spread:
        how = Stack.draw(chance) if own_marks else None
        x = float(_ROOM)
        for letter in text:
            _put(image, letter, font, (x, baseline), how)
            x += font.getlength(letter) + gap
    else:
        ImageDraw.Draw(image).text((_ROOM, baseline), text, font=font, fill=255, anchor="ls")
    left, top, right, bottom = image.getbbox() or (_ROOM, _ROOM, _ROOM + 10, _ROOM + 10)
    stretch = chance.uniform(0.85, 1.12) if chance.random() < 0.5 else 1.0
    ink = cv2.resize(np.asarray(image, np.uint8), None, fx=stretch, fy=1.0, interpolation=cv2.INTER_LINEAR)
    return np.array(ink, np.uint8), (int(left * stretch), top, int(right * stretch), bottom)


@dataclass(frozen=True, slots=True)
class Stack:
    """How a typeface sets a tone upon a hat: aside, how deep into it, and how large; parts of a letter's body."""

    aside: float
    deep: float
    size: float

    @classmethod
    def draw(cls, chance: Random) -> "Stack":
        """Draw one: typefaces set the tone in the middle or to a side, above the hat or run into it."""
        return cls(chance.uniform(-0.16, 0.2), chance.uniform(-0.03, 0.1), chance.uniform(0.65, 1.0))


def _put(
    image: Image.Image, letter: str, font: ImageFont.FreeTypeFont, place: tuple[float, float], how: Stack | None
) -> None:
    """Draw one letter; where `how` is given, a tone upon a hat is set as it says."""
    pen = ImageDraw.Draw(image)
    parts = unicodedata.normalize("NFD", letter)
    hat = next((one for one in parts if one in _HATS), "")
    tone = next((one for one in parts if one in _TONES), "")
    if how is None or not hat or not tone:
        pen.text(place, letter, font=font, fill=255, anchor="ls")
        return
    below = unicodedata.normalize("NFC", parts[0] + hat)
    pen.text(place, below, font=font, fill=255, anchor="ls")
    mark, offset = _mark(str(font.path), font.size, parts[0], tone)
    if not mark.size:
        return
    height, width = (max(2, round(edge * how.size)) for edge in mark.shape)
    small = Image.fromarray(np.asarray(cv2.resize(mark, (width, height), interpolation=cv2.INTER_AREA), np.uint8))
    middle = place[0] + offset + how.aside * font.size
    top = place[1] + font.getbbox(below, anchor="ls")[1]
    at = (round(middle - width / 2), round(top - height + how.deep * font.size))
    image.paste(Image.new("L", small.size, 255), at, small)


@lru_cache(4096)
def _mark(path: str, size: float, letter: str, tone: str) -> tuple[Picture, float]:
    """Return the ink of a tone alone, and how far its middle stands from the letter's beginning."""
    font = _font(path, int(size))
    marked = unicodedata.normalize("NFC", letter + tone)
    room = (int(size) * 2, int(size) * 2)
    drawn = []
    for text in (marked, letter):
        image = Image.new("L", room, 0)
        ImageDraw.Draw(image).text((size / 2, size * 1.4), text, font=font, fill=255, anchor="ls")
        drawn.append(np.asarray(image, np.uint8))
    alone = np.where(drawn[1] > 40, 0, drawn[0])
    rows, columns = np.flatnonzero(alone.max(axis=1) > 90), np.flatnonzero(alone.max(axis=0) > 90)
    if not len(rows):
        return np.zeros((0, 0), np.uint8), 0.0
    part = alone[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    return np.asarray(part, np.uint8), float(columns[0] + columns[-1]) / 2 - size / 2


def _surrounded(ink: Picture, box: tuple[int, int, int, int], chance: Random) -> Picture:
    """Draw what stands around lines: rules, dotted leaders, the lines above and below."""
    height, width = ink.shape
    draw = chance.random()
    if draw < 0.07:
        y = min(height - 2, box[3] + chance.randint(2, 10))
        cv2.line(ink, (0, y), (width, y), 255, chance.randint(1, 4))
    elif draw < 0.13:
        y = min(height - 2, box[3] - chance.randint(0, _EM // 4))
        for x in range(0, width, chance.randint(10, 22)):
            cv2.circle(ink, (x, y), 2, 255, -1)
    elif draw < 0.18:
        x = chance.choice((box[0] - chance.randint(6, 24), box[2] + chance.randint(6, 24)))
        cv2.line(ink, (x, 0), (x, height), 255, chance.randint(2, 5))
    if chance.random() < 0.3:
        other, other_box = _printed("".join(chance.choice("gyqpjhợộđ nhatu") for _ in range(14)), chance)
        strip = other[other_box[1] : other_box[3], other_box[0] : other_box[2]]
        strip = strip[:, :width]
        gap = chance.randint(4, 20)
        if chance.random() < 0.5:
            part = strip[-max(1, box[1] - gap) :] if box[1] > gap else strip[:0]
            ink[
                max(0, box[1] - gap - part.shape[0]) : max(0, box[1] - gap - part.shape[0]) + part.shape[0],
                : part.shape[1],
            ] |= part
        else:
            start = box[3] + gap
            part = strip[: max(0, height - start)]
            ink[start : start + part.shape[0], : part.shape[1]] |= part
    return ink


def _worn(
    ink: Picture, box: tuple[int, int, int, int], chance: Random
) -> tuple[Picture, tuple[int, int, int, int]]:
    """Return a line as scanned, at the scan's resolution, dark on light, with its box."""
    body = chance.choice(_BODIES)
    scale = body / _EM
    ink = _turned(_thickened(ink, chance), chance)
    part = cv2.resize(ink, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA).astype(np.float64) / 255
    page = _blurred(_stained(_on_paper(part, chance), part, body, chance), body, chance)
    left, top, right, bottom = (round(edge * scale) for edge in box)
    return _copied(page, body, chance), (left, top, max(left + 4, right), max(top + 4, bottom))


def _thickened(ink: Picture, chance: Random) -> Picture:
    """Return ink that ran, or that was sparing."""
    if chance.random() >= 0.25:
        return ink
    size = chance.choice(((2, 2), (3, 3), (3, 2), (2, 3)))
    change = cv2.dilate if chance.random() < 0.6 else cv2.erode
    return np.asarray(change(ink, np.ones(size, np.uint8)), np.uint8)


def _turned(ink: Picture, chance: Random) -> Picture:
    """Return ink a little askew."""
    if chance.random() >= 0.6:
        return ink
    height, width = ink.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), chance.uniform(-0.7, 0.7), 1.0)
    matrix[0, 1] += chance.uniform(-0.04, 0.04)
    return np.asarray(cv2.warpAffine(ink, matrix, (width, height)), np.uint8)


def _on_paper(part: Grey, chance: Random) -> Grey:
    paper = chance.uniform(200, 255)
    dark = chance.uniform(0, 110) if chance.random() < 0.3 else chance.uniform(0, 50)
    return np.asarray(paper - (paper - dark) * part)


def _stained(page: Grey, part: Grey, body: int, chance: Random) -> Grey:
    """Return a line on a security pattern, or with a stroke of a seal's ring through it."""
    height, width = page.shape
    draw = chance.random()
    if draw < 0.12:
        along, down = np.arange(width)[None, :], np.arange(height)[:, None]
        waves = np.sin(along / chance.uniform(2, 8) + down / chance.uniform(2, 8))
        return np.asarray(page - waves * chance.uniform(4, 22) * (1 - part))
    if draw < 0.22:
        radius = chance.randint(height, 4 * height)
        middle = (chance.randint(0, width), chance.randint(-radius, height + radius))
        ring = np.zeros((height, width), np.uint8)
        cv2.circle(ring, middle, radius, 255, max(1, body // 9))
        return np.minimum(page, 255 - ring * chance.uniform(0.2, 0.65))
    return page


def _blurred(page: Grey, body: int, chance: Random) -> Grey:
    """Return a line out of focus, in a shadow, and with grain."""
    noise = np.random.default_rng(chance.randrange(1 << 30))
    if chance.random() < 0.6:
        blur = chance.uniform(0.2, 0.9) * max(1.0, body / 34)
        page = np.asarray(cv2.GaussianBlur(page, (0, 0), blur), np.float64)
    if chance.random() < 0.3:
        page = page * (1 - np.linspace(0, chance.uniform(0, 0.35), page.shape[1])[None, :])
    return np.asarray(page + noise.standard_normal(page.shape, np.float32) * chance.uniform(0, 11))


def _copied(page: Grey, body: int, chance: Random) -> Picture:
    """Return a line in black and white, or with the traces of JPEG."""
    grey = page.clip(0, 255).astype(np.uint8)
    draw = chance.random()
    if draw < 0.2:
        window = max(9, int(body * chance.uniform(0.8, 1.6)) | 1)
        way, kind = cv2.ADAPTIVE_THRESH_GAUSSIAN_C, cv2.THRESH_BINARY
        return np.asarray(cv2.adaptiveThreshold(grey, 255, way, kind, window, chance.randint(12, 30)), np.uint8)
    if draw < 0.65:
        _, data = cv2.imencode(".jpg", grey, [cv2.IMWRITE_JPEG_QUALITY, chance.randint(30, 88)])
        return np.asarray(cv2.imdecode(data, cv2.IMREAD_GRAYSCALE), np.uint8)
    return grey


@cache
def _faces() -> tuple[list[str], list[float]]:
    """Return the typefaces of this machine that hold Vietnamese, with their weights."""
    listed = subprocess.run(["fc-list", ":lang=vi", "file"], capture_output=True, text=True, check=True).stdout
    files = sorted({line.strip().rstrip(":") for line in listed.splitlines()})
    found: dict[str, list[str]] = {}
    for path in files:
        name = path.rsplit("/", 1)[-1]
        family = next((one for one in sorted(_FAMILIES, key=len, reverse=True) if name.startswith(one)), None)
        if family and not any(part in name for part in _NOT):
            found.setdefault(family, []).append(path)
    paths = [path for group in found.values() for path in group]
    weights = [
        _FAMILIES[family] / len(group) * (_SLANTED if "Italic" in path or "Oblique" in path else 1.0)
        for family, group in found.items()
        for path in group
    ]
    return paths, weights


@lru_cache(256)
def _font(path: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, size)
