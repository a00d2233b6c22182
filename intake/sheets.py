"""A page made ready to be read: upright, level, at working size, its lines of words, and crops of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import cv2
import numpy as np

from intake import (
    blanks,
    boxed,
    cleaning,
    engine,
    ghosts,
    lexicon,
    orientation,
    overrun,
    pages,
    scratches,
    tables,
    underlines,
    unread,
)
from intake.facts import Box
from intake.orientation import Lie
from intake.pdfs import Picture
from intake.text import fold, rows
from intake.words import Line, PixelBox, Word

WORKING = 1754
"""The longer side of A4 at 150 dpi."""
SMALL = 620
"""Pixels of the width of a page at 75 dpi, where seals are looked for."""
_NEARLY = 0.005
"""How far from a whole number is what a page is made smaller by as if it were one, as a part of it."""
_LEVEL = Lie(0, 0.0, 1.0)
_TALL = 25
"""Pixels of a line of 12 points."""
_GOOD_WORDS, _UPRIGHT, _FEW_LETTERS = 0.55, 50.0, 20
"""A page whose words read worse is tried the other way too, but for one as legible as most upside down are not."""
_SYLLABLES, _FEW_WORDS, _SIGNS = 0.4, 8, ".,:;()\"'“”-"
"""So is one of which so few words are syllables: of one upside down one in ten was, of upright ones six in ten."""
_SHORT_WORD, _TALLER = 2, 1.5
_LEAST_LETTERS, _MOST_DIRT = 12, 0.02


@dataclass(slots=True)
class Sheet:
    """One page: `colour` is upright at full size as it lies, `grey` level at working size.

    Boxes of words are pixels of `grey`; `scale` is full size over working size. Parts of `colour` are made level
    as they are looked at (`crop`), for that takes as much of the processor as a page has pixels.
    `rows` are the lines of words from the top down, those side by side put together, cells of tables in order.
    """

    number: int
    rotation: int
    lie: Lie | None
    colour: Picture
    grey: Picture
    rows: list[Line] = field(default_factory=list)
    boxed: Mapping[PixelBox, str] = field(default_factory=dict)
    is_own_text: bool = False
    is_blank: bool = False
    is_unspecked: bool = False
    """Whether specks were taken off it, and perhaps pale print with them."""
    working: Picture | None = None
    """The page as `colour`, at working size; None where that is its size."""
    overlaid: tuple[tuple[PixelBox, Picture], ...] = ()
    """Places freed of what was stamped over their print (working pixels), and how they look then at full size."""

    @property
    def scale(self) -> float:
        """Return how many pixels of the full picture make one of the working picture."""
        return float(self.colour.shape[1] / self.grey.shape[1])

    @property
    def small(self) -> Picture:
        """Return the page in colour, level, `SMALL` pixels wide."""
        height, width = self.colour.shape[:2]
        size = (SMALL, max(1, round(height * SMALL / width)))
        coloured = self.colour if self.working is None else self.working
        made = np.asarray(cv2.resize(coloured, size, interpolation=cv2.INTER_AREA), np.uint8)
        return orientation.flattened(made, self.lie or _LEVEL)

    @property
    def text(self) -> str:
        """Return all text, one row a line."""
        return "\n".join(row.text for row in self.rows)

    def fraction(self, box: PixelBox) -> Box:
        """Return a box as fractions of the upright page, the levelling undone."""
        height, width = self.grey.shape[:2]
        left, top, right, bottom = box
        x, y = (left + right) / 2, (top + bottom) / 2
        if self.lie:
            back = np.linalg.inv(orientation.flat(self.lie, width, height))
            x, y, depth = (float(value) for value in back @ (x, y, 1.0))
            x, y = x / depth, y / depth
        half_width, half_height = (right - left) / 2, (bottom - top) / 2
        edges = ((x - half_width) / width, (y - half_height) / height)
        ends = ((x + half_width) / width, (y + half_height) / height)
        return _clipped(edges[0]), _clipped(edges[1]), _clipped(ends[0]), _clipped(ends[1])

    def crop(self, box: PixelBox, margin: int = 0) -> Picture:
        """Return a part of the page at full size in colour, level; `box` and `margin` in working pixels."""
        height, width = self.colour.shape[:2]
        left, top, right, bottom = (
            (edge + step) * self.scale for edge, step in zip(box, (-margin, -margin, margin, margin), strict=True)
        )
        part = max(0, round(left)), max(0, round(top)), min(width, round(right)), min(height, round(bottom))
        made = orientation.flattened(self.colour, self.lie or _LEVEL, part)
        return self._freed(made, part) if self.overlaid else made

    def _freed(self, crop: Picture, part: PixelBox) -> Picture:
        """Return a part of the page (its pixels) with what lies over its print gone where it was freed of that."""
        made = crop.copy()
        for (left, top, _, _), dark in self.overlaid:
            x, y = round(left * self.scale) - part[0], round(top * self.scale) - part[1]
            there = made[max(0, y) : max(0, y + dark.shape[0]), max(0, x) : max(0, x + dark.shape[1])]
            here = dark[max(0, -y) :, max(0, -x) :][: there.shape[0], : there.shape[1]]
            there[:] = here[:, :, np.newaxis]
        return made


def prepared(scan: pages.Scan, number: int) -> Sheet:
    """Read one page of a scan; raises `Refused` or `EngineFailed` where that cannot be done."""
    page = scan.page(number)
    colour, green = _at_working_size(page)
    grey = cleaning.printed(colour, green)
    own = scan.lines(number, grey.shape[1], grey.shape[0])
    if own:
        return Sheet(number, 0, None, page, grey, rows(_own_cells(grey, own)), is_own_text=True)
    ink = orientation.letters_of(grey)
    if blanks.is_blank(ink):
        return Sheet(number, 0, None, page, grey, is_blank=True)
    views = _Views(page, colour, grey)
    lie = orientation.find(ink)
    sheet = _with_its_print(number, views, lie)
    if _is_poor(sheet):
        sheet = max(sheet, _with_its_print(number, views, lie.other_way()), key=legible)
    if _is_on_side(sheet):
        return _set_upright(sheet, views, ink)
    return max(sheet, _set_upright(sheet, views, ink), key=legible) if _may_be_on_side(sheet, ink) else sheet


@dataclass(frozen=True, slots=True)
class _Views:
    """A page as it was scanned: in colour at full size, at working size, and its print there in grey."""

    page: Picture
    working: Picture
    grey: Picture

    def turned(self, rotation: int) -> "_Views":
        """Return the page turned clockwise."""
        return _Views(*(pages.turned(one, rotation) for one in (self.page, self.working, self.grey)))


def is_dirt(sheet: Sheet) -> bool:
    """Say whether what was read on a page is no more than a copier's dirt: hardly a clear word, hardly any ink."""
    clear = sum(len(fold(word.text)) for row in sheet.rows for word in row.words if word.confidence > _GOOD_WORDS)
    ink = orientation.letters_of(sheet.grey)
    return clear < _LEAST_LETTERS and float((ink > 0).mean()) < _MOST_DIRT


def _sheet(number: int, views: _Views, lie: Lie, *, with_specks: bool = False) -> Sheet:
    upright = views.turned(lie.turn)
    whole = orientation.flattened(upright.grey, lie, way=cv2.INTER_CUBIC)
    grey = whole if with_specks else cleaning.unspecked(whole)
    unboxed, numbers = boxed.opened(grey)
    picture, cells = tables.opened(unboxed)
    picture = scratches.without(underlines.without(cleaning.without_dark_edges(picture), _TALL))
    read = ghosts.without(picture, overrun.reread(picture, _read(picture)))
    read = unread.reread(picture, read)
    lines = tables.in_cells(cells, boxed.placed(read, _raised([word for word, _ in numbers], cells)))
    words = {word.box: again for word, again in numbers}
    is_unspecked = grey is not whole
    return Sheet(
        number, lie.turn, lie, upright.page, grey, rows(lines), words,
        is_unspecked=is_unspecked, working=upright.working,
    )  # fmt: skip


def _read(picture: Picture) -> list[Line]:
    """Return the lines of a page; the dark about it may make the engine take all of it for a picture."""
    return engine.read_page(picture) or engine.read_page(cleaning.paper(picture))


def _raised(words: list[Word], cells: list[tables.Cell]) -> list[Word]:
    """Return words as far up as the cells they stand in were moved."""
    return [tables.raised(word, cells) for word in words]


def _own_cells(grey: Picture, own: list[Line]) -> list[Line]:
    """Return a page's own text with its tables in order; nothing in them was moved."""
    cells = [replace(cell, shift=0) for cell in tables.opened(grey)[1]]
    return tables.in_cells(cells, own)


def _letters(sheet: Sheet) -> int:
    return sum(len(fold(line.text)) for line in sheet.rows)


def _is_poor(sheet: Sheet) -> bool:
    """Say whether a page reads so badly that it may lie another way."""
    letters = _letters(sheet)
    good = sum(len(fold(line.text)) * line.confidence for line in sheet.rows if line.confidence > 0.5)
    if letters < _FEW_LETTERS or (good < _GOOD_WORDS * letters and legible(sheet) < _UPRIGHT):
        return True
    words = [word.text.strip(_SIGNS).lower() for row in sheet.rows for word in row.words]
    words = [word for word in words if len(word) > 1 and word.isalpha()]
    return len(words) >= _FEW_WORDS and sum(map(lexicon.is_syllable, words)) < _SYLLABLES * len(words)


def _with_its_print(number: int, views: _Views, lie: Lie) -> Sheet:
    """Return a page; of one that reads badly, the specks on it, if more reads so: pale print goes with them."""
    sheet = _sheet(number, views, lie)
    if not sheet.is_unspecked or legible(sheet) >= _UPRIGHT:
        return sheet
    return max(sheet, _sheet(number, views, lie, with_specks=True), key=legible)


def _is_on_side(sheet: Sheet) -> bool:
    """Say whether the words of a page run up or down it: the engine reads those too.

    A stamp alone on a page, with its seals, has no rows that say how it lies.
    """
    words = [word for row in sheet.rows for word in row.words if len(fold(word.text)) > _SHORT_WORD]
    tall = sum(len(word.text) for word in words if _is_tall(word.box))
    return 2 * tall > sum(len(word.text) for word in words)


def _may_be_on_side(sheet: Sheet, ink: Picture) -> bool:
    """Say whether a page of hardly a letter has ink in upright rows: an office and a name in a frame, no dust."""
    return _letters(sheet) < _FEW_LETTERS and orientation.has_lines(pages.turned(ink, 90 - sheet.rotation % 180))


def _is_tall(box: PixelBox) -> bool:
    """Say whether a word of some letters runs up or down; rows of tiny print are made higher than they are."""
    left, top, right, bottom = box
    return bottom - top > _TALLER * (right - left)


def _set_upright(sheet: Sheet, views: _Views, ink: Picture) -> Sheet:
    lie = orientation.find(ink, sideways=sheet.rotation % 180 == 0)
    return max((_sheet(sheet.number, views, one) for one in (lie, lie.other_way())), key=legible)


def legible(sheet: Sheet) -> float:
    """Return how much of a page reads well: letters weighted by their confidence."""
    return legibility(sheet.rows)


def legibility(lines: Sequence[Line]) -> float:
    """Return how much of some lines reads well, as of a page."""
    return sum(len(fold(word.text)) * max(0.0, word.confidence - 0.4) for line in lines for word in line.words)


def _size(page: Picture) -> tuple[int, int]:
    """Return width and height at working size; small pictures are enlarged."""
    height, width = page.shape[:2]
    shrinks = max(height, width) / WORKING
    whole = _whole(shrinks)
    return (width // whole, height // whole) if whole else (round(width / shrinks), round(height / shrinks))


def _whole(shrinks: float) -> int:
    """Return the whole number that is nearly how much smaller a page is made (300 dpi: 2), or 0."""
    return round(shrinks) if shrinks > 1 and abs(shrinks - round(shrinks)) < _NEARLY * shrinks else 0


def _at_working_size(page: Picture) -> tuple[Picture, Picture]:
    """Return a page in colour and its green alone, from which letters are read, at working size.

    By a whole number the processor makes it smaller in a tenth of the time that another one takes. By another one
    each pixel of the green alone is made of its whole area, the colours of their nearest pixels.
    """
    width, height = _size(page)
    shrinks = max(page.shape[:2]) / WORKING
    whole = _whole(shrinks)
    if whole:
        page = page[: whole * height, : whole * width]
    if whole or shrinks <= 1:
        way = cv2.INTER_AREA if whole else cv2.INTER_CUBIC
        made = np.asarray(cv2.resize(page, (width, height), interpolation=way), np.uint8)
        return made, np.ascontiguousarray(made[:, :, 1])
    green = cv2.resize(cv2.extractChannel(page, 1), (width, height), interpolation=cv2.INTER_AREA)
    colour = cv2.resize(page, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(colour, np.uint8), np.asarray(green, np.uint8)


def _clipped(part: float) -> float:
    return min(1.0, max(0.0, part))
