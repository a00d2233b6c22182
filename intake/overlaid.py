"""Print that the mailroom's stamp of arrival lies on, read in a page's darkest ink alone.

The stamp comes down where there is room for most of it: on a letter's head, its tax code, its seat. Where its ink
is paler than the print, or coloured, it goes when paper begins at a darker grey. So do the thin marks over vowels:
what is read there is to be looked at where it has marks.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from statistics import median

import cv2
import numpy as np
import numpy.typing as npt

from intake import engine, grids, second_rows
from intake.cleaning import black, evened, printed
from intake.pdfs import Picture
from intake.sheets import Sheet, legibility
from intake.text import rows
from intake.words import Line, PixelBox, Word, around, placed

_UPPER = 0.4
"""The part of a page, from its top, that stamps of arrival lie on; below it are the seals of who signs."""
_UNSURE, _LEAST_UNSURE, _MOST_UNSURE = 0.6, 2, 0.08
"""A row is poor in which letters of words so unsure are so many, and so much of it."""
_WIDE, _HIGH = 1.5, 0.4
"""In heights of a row: the least print that no word covers."""
_APART, _ROOM, _BESIDE = 1.2, 0.35, 12
"""In heights of a row how far apart those of one band are at most, and the room about it; pixels beside it."""
_SURE, _LETTERS, _WORDS = 0.85, 3, 30
"""How sure the engine is of words that tell how dark print is, their letters, and how many are looked at."""
_INK, _PALE = 190, 35
"""Ink is darker than the first; by how much the middle of a stamp's strokes is paler than print's: of a faint page
none is, and of a black copy nothing can be parted."""
_WINDOW, _LEAST_MIDDLES, _LEAST_PALE, _SOME_PALE = 110, 40, 0.25, 0.1
"""Pixels across which a band is looked at; how many middles of strokes are there at least and how much of them has
to be paler; how much beside that is of the same stamp."""
PALER = (90, 65)
"""By how much paler than print what is paper then is: at 130 a stamp stays, at 60 letters lose their marks."""
_LARGER = 1.35
"""How much larger than working size the thinner strokes are read: figures read better so."""
_USUAL_PRINT = 60
_LEAST_SIDE = 8
"""Pixels; in less there is nothing to see."""
_WORSE = 0.85
"""So much as legible as before is a band at least that lost the stamp's own words."""
_EDGE, _WHITE = 20, 255


def freed(sheet: Sheet, near: Sequence[Line] | None = None) -> Iterator[Sheet]:
    """Yield a page with its poor rows as they read without the paler ink on them, with less of it each time.

    Where no row has such there is nothing to yield. Of rows `near` some lines alone that is done, and once.
    """
    groups = list(_poor(sheet))
    if near is not None:
        groups = [group for group in groups if any(_is_level(line, group) for line in near)]
    dark = _print(sheet) if groups else 0
    bands = {band: place for group in groups for band, place in _overlaid(sheet, group, dark)}
    if near is not None:
        bands = {band: place for band, place in bands.items() if any(_lies_on(place, line) for line in near)}
    for paler in PALER[: len(PALER) if near is None else 1] if bands else ():
        if page := _freed(sheet, bands, dark + paler):
            yield page


def _freed(sheet: Sheet, bands: Mapping[PixelBox, PixelBox], paper: int) -> Sheet | None:
    """Return a page without what lies on its bands, each with the place where it does; None where none gains."""
    grey, overlaid, lines = sheet.grey, sheet.overlaid, list(sheet.rows)
    for band, place in bands.items():
        dark, small = _without_it(sheet, place, paper)
        new = _read(replace(sheet, overlaid=((place, dark),)), band)
        old = [line for line in lines if _is_level(line, band)]
        if legibility(new) < _WORSE * legibility(old):
            continue
        grey = np.array(grey) if grey is sheet.grey else grey
        grey[place[1] : place[3], place[0] : place[2]] = small
        overlaid = (*overlaid, (place, dark))
        lines = [line for line in lines if line not in old] + new
    if not overlaid:
        return None
    lines.sort(key=lambda line: line.box[1])
    return replace(sheet, grey=grey, rows=lines, overlaid=overlaid)


def lies_on(sheet: Sheet, lines: Sequence[Line]) -> bool:
    """Say whether some lines of a value stand where a page was freed of what lay on them."""
    return any(_lies_on(place, line) for line in lines for place, _ in sheet.overlaid)


def _lies_on(place: PixelBox, line: Line) -> bool:
    return _is_level(line, place) and line.box[0] < place[2] and line.box[2] > place[0]


def _read(sheet: Sheet, band: PixelBox) -> list[Line]:
    """Return the rows in a band of a page."""
    left, top, right, bottom = band
    size = (round((right - left) * _LARGER), round((bottom - top) * _LARGER))
    way = cv2.INTER_AREA if sheet.scale > _LARGER else cv2.INTER_CUBIC
    picture = np.asarray(cv2.resize(printed(sheet.crop(band)), size, interpolation=way), np.uint8)
    found = engine.read_block(np.pad(picture, _EDGE, constant_values=_WHITE))
    edge = round(_EDGE / _LARGER)
    return rows([placed(line, _LARGER, left - edge, top - edge) for line in found])


def _tall(sheet: Sheet) -> float:
    return median(row.box[3] - row.box[1] for row in sheet.rows) if sheet.rows else 0.0


def _poor(sheet: Sheet) -> Iterator[PixelBox]:
    """Yield the boxes about poor rows of the upper part of a page, those one below the other together."""
    height, tall = sheet.grey.shape[0], _tall(sheet)
    poor = [row.box for row in sheet.rows if _is_poor(row)]
    poor += [
        place
        for place in second_rows.passed_over(sheet)
        if place[2] - place[0] > _WIDE * tall and place[3] - place[1] > _HIGH * tall
    ]
    groups: list[PixelBox] = []
    for box in sorted((box for box in poor if box[1] < _UPPER * height), key=lambda box: box[1]):
        if groups and box[1] - groups[-1][3] < _APART * tall:
            groups[-1] = around((groups[-1], box))
        else:
            groups.append(box)
    yield from groups


def _band(sheet: Sheet, group: PixelBox) -> PixelBox:
    """Return the box about all of some rows, with some room."""
    (height, width), room = sheet.grey.shape, round(_ROOM * _tall(sheet))
    left, top, right, bottom = around([group, *(row.box for row in sheet.rows if _is_level(row, group))])
    return max(0, left - _BESIDE), max(0, top - room), min(width, right + _BESIDE), min(height, bottom + room)


def _is_poor(row: Line) -> bool:
    letters = sum(len(word.text) for word in row.words)
    unsure = sum(len(word.text) for word in row.words if word.confidence < _UNSURE)
    return unsure >= max(_LEAST_UNSURE, _MOST_UNSURE * letters)


def _is_level(line: Line, band: PixelBox) -> bool:
    return band[1] <= (line.box[1] + line.box[3]) / 2 <= band[3]


def _print(sheet: Sheet) -> int:
    """Return how dark the middle of the strokes of a page's print is."""
    words = [word for row in sheet.rows for word in row.words if _is_print(word)]
    crops = (sheet.crop(word.box, 6) for word in words[-_WORDS:])
    blacks = (black(crop) for crop in crops if min(crop.shape[:2]) >= _LEAST_SIDE)
    greys = [crop[_middles(crop)] for crop in blacks]
    found = np.concatenate(greys) if greys else np.zeros(0)
    return round(float(np.median(found))) if found.size else _USUAL_PRINT


def _is_print(word: Word) -> bool:
    return word.confidence >= _SURE and len(word.text) >= _LETTERS


def _middles(grey: Picture) -> npt.NDArray[np.bool_]:
    """Return where the middles of a picture's strokes are: where nothing beside is darker."""
    darkest = cv2.erode(grey, np.ones((3, 3), np.uint8))
    return np.asarray((darkest == grey) & (grey < _INK))


def _overlaid(sheet: Sheet, group: PixelBox, dark: int) -> Iterator[tuple[PixelBox, PixelBox]]:
    """Yield the band of some poor rows, and the place in it that something lies on, if something does.

    It lies on the rows beside them too that read well for all that.
    """
    place = _place(sheet, _band(sheet, group), dark)
    if place is None:
        return
    reach = _APART * _tall(sheet)
    beside = [row for row in sheet.rows if not _is_level(row, group) and _gap(row.box, group) < reach]
    for row in beside:
        if _place(sheet, row.box, dark):
            group = around((group, row.box))
    band = _band(sheet, group)
    if found := _place(sheet, band, dark):
        yield band, found


def _gap(box: PixelBox, other: PixelBox) -> int:
    """Return how many pixels one box stands above or below another."""
    return max(box[1] - other[3], other[1] - box[3])


def _place(sheet: Sheet, band: PixelBox, dark: int) -> PixelBox | None:
    """Return the part of a band in which much of the ink is paler than print, or coloured; None without one."""
    left, top, right, bottom = band
    crop = sheet.crop(band)
    if min(crop.shape[:2]) < _LEAST_SIDE:
        return None
    middles = _middles(evened(np.ascontiguousarray(crop[:, :, 1])))
    pale = middles & (black(crop) > dark + _PALE)
    starts = range(0, right - left, _WINDOW)
    parts = [slice(round(x * sheet.scale), round((x + _WINDOW) * sheet.scale)) for x in starts]
    counts = [(int(middles[:, part].sum()), int(pale[:, part].sum())) for part in parts]
    shares = [found / max(1, count) for count, found in counts]
    surely = [at for at, (count, _) in enumerate(counts) if count >= _LEAST_MIDDLES and shares[at] >= _LEAST_PALE]
    if not surely:
        return None
    first, last = min(surely), max(surely)
    while first > 0 and shares[first - 1] >= _SOME_PALE:
        first -= 1
    while last + 1 < len(shares) and shares[last + 1] >= _SOME_PALE:
        last += 1
    start, end = left + first * _WINDOW - _BESIDE, left + (last + 1) * _WINDOW + _BESIDE
    return max(0, start), top, min(sheet.grey.shape[1], end), bottom


def _without_it(sheet: Sheet, place: PixelBox, paper: int) -> tuple[Picture, Picture]:
    """Return a place at full and at working size in its darkest ink alone, without a frame."""
    left, top, right, bottom = place
    dark = np.asarray(cv2.convertScaleAbs(black(sheet.crop(place)), alpha=_WHITE / paper), np.uint8)
    small = np.asarray(cv2.resize(dark, (right - left, bottom - top), interpolation=cv2.INTER_AREA), np.uint8)
    across, down = grids.rules((small < _INK).astype(np.uint8))
    frame = np.asarray(cv2.dilate(cv2.bitwise_or(across, down), np.ones((3, 3), np.uint8)), np.uint8)
    whole = cv2.resize(frame, dark.shape[::-1], interpolation=cv2.INTER_NEAREST)
    dark[whole > 0], small[frame > 0] = _WHITE, _WHITE
    return dark, small
