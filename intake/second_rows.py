"""The rows of a page once more, by the recogniser: those that the engine was unsure of, and print it passed over.

Laying a page out the engine drops words and whole ends of rows: beside rules, in faint print and in links.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

import cv2

from intake import inked, leaning, recogniser, rereading, text
from intake.pdfs import Picture
from intake.sheets import Sheet
from intake.words import Line, PixelBox, Word, around

_GAP = 1.5
_ODD_DIGITS = re.compile(r"\d[^\W\d_a-zA-Z]\d|[⁄½¼¾]|\(\d{3,4}\)\D*$")
"""Digits among which the engine saw what no number is written with: its row is read again."""
_CLEAR = 0.75
"""A row whose every word the engine is surer of is not read again."""
_PALEST, _LOST = 225, 8
"""Ink is darker than this however pale print is; pixels of a line's letters at either end that are paler still."""
_SURE = 0.5
"""How sure the recogniser must be of each letter that the engine passed over."""
_OF_A_ROW = 8
"""Of so many words of a row one may be unclear."""
_TOUCHING, _LEVEL = 0.3, 0.4
"""How near a place stands to a word that it is a part of, and how far it overlaps its row, in heights."""
_LOST_LETTERS = 3.0
"""How far behind a word of which the engine is unsure its last letters may stand, in heights."""
_FEW, _MARKS = 3, 0.45
"""Words of a place that are looked at once more, with so much room above them, in heights."""
_RULED = 0.9
"""So much of its height a rule between two words takes."""
_OVERLAP, _BELOW = 0.3, 0.8
"""How far above and below a line's foot the next row of print begins, in heights."""
_ROWS = 2.0
"""How far above and below a value the rows stand that may go on with it, in heights."""
_NEAR = 1.5
"""How near a place stands to a value that it may be a part of, in heights."""


def rows(
    sheet: Sheet, places: Sequence[PixelBox], *, anew: bool = False, near: Sequence[PixelBox] | None = None
) -> list[Line]:
    """Return a page's rows: those anew that the engine was unsure of or cut short, and what it passed over.

    Of rows read `anew` no word of the engine's stays; those that are not `near` some boxes stay as they are.
    """
    made = []
    for row in sheet.rows:
        if near is not None and not _is_near(row.box, near):
            places = [place for place in places if not any(_is_within(place, line) for line in _lines(row))]
            made.append(row)
            continue
        found: list[Word] = []
        for line in _lines(row):
            own = [place for place in places if _is_within(place, line)]
            places = [place for place in places if place not in own]
            broken = [place for place in own if _goes_on_from(place, line)]
            touching = [place for place in own if place not in broken and _touches(place, line)]
            cut = touching + [(line.words[-1].box[2], *place[1:]) for place in broken]
            apart = [word for place in own if place not in (*broken, *touching) for word in _clear(sheet, place)]
            found += sorted((*_row(sheet, line, cut, anew=anew).words, *apart), key=_left)
        made.append(replace(row, words=tuple(found)))
    alone = (Line(tuple(_clear(sheet, place))) for place in places if near is None or _is_near(place, near))
    return text.rows([row for row in (*made, *alone) if row.words])


def _is_near(box: PixelBox, others: Sequence[PixelBox]) -> bool:
    """Say whether a box stands at most some rows above or below any of some others."""
    return any(
        box[1] < bottom + _ROWS * (bottom - top) and box[3] > top - _ROWS * (bottom - top)
        for _, top, _, bottom in others
    )


def _lines(row: Line) -> list[Line]:
    """Return the lines of print of a row; one of a table may hold several, in its cells one after the other."""
    lines: list[list[Word]] = []
    for word in row.words:
        if lines and _goes_on(lines[-1][-1], word):
            lines[-1].append(word)
        else:
            lines.append([word])
    return [Line(tuple(words), row.is_cell) for words in lines] if row.is_cell else [row]


def _goes_on(before: Word, word: Word) -> bool:
    """Say whether a word stands behind another on its line."""
    return word.box[0] > before.box[0] and (_is_level(before.box, word.box) or _is_level(word.box, before.box))


def passed_over(sheet: Sheet) -> list[PixelBox]:
    """Return the boxes of print (working pixels) that no word of a page covers, from the top down."""
    return inked.passed_over(sheet.grey, [word for row in sheet.rows for word in row.words])


def _clear(sheet: Sheet, place: PixelBox) -> list[Word]:
    """Return the words in a place where each is clearly read, of a whole row nearly each; else none.

    The marks over capitals may lie above their place, close below the row above it: "BẮC" is no word without them.
    """
    words = _words(sheet, [place])
    if _has_letters(words) and not _are_clear(words) and len(words) <= _FEW:
        left, top, right, bottom = place
        words = _words(sheet, [(left, max(0, top - round(_MARKS * (bottom - top))), right, bottom)])
    return words if _has_letters(words) and _are_clear(words) else []


def _has_letters(words: Sequence[Word]) -> bool:
    """Say whether some words have letters; one alone is a scribble."""
    return sum(letter.isalnum() for word in words for letter in word.text) > 1


def _are_clear(words: Sequence[Word]) -> bool:
    return sum(word.confidence < _SURE for word in words) <= len(words) // _OF_A_ROW


def _left(word: Word) -> int:
    return word.box[0]


def _row(sheet: Sheet, row: Line, cut: Sequence[PixelBox], *, anew: bool) -> Line:
    """Return a row with those words anew that the engine was unsure of or cut short; its other words stay."""
    is_odd = _ODD_DIGITS.search(row.text) is not None
    kept = [] if anew else [word for word in row.words if _is_kept(word, cut, is_odd)]
    if len(kept) == len(row.words) or any(word.box in sheet.boxed for word in row.words):
        return row
    boxes = sorted([*(word.box for word in row.words), *cut])
    again = [word for part in _parts(sheet, boxes) for word in _words(sheet, part)]
    new = [word for word in again if not _is_covered(word.box, [other.box for other in kept])]
    kept = [word for word in kept if not _is_covered(word.box, [other.box for other in new])]
    return Line(tuple(sorted((*kept, *new), key=_left)), row.is_cell)


def _is_kept(word: Word, cut: Sequence[PixelBox], is_odd: bool) -> bool:
    """Say whether the engine was sure of a word and saw all of it."""
    if word.confidence < _CLEAR or (is_odd and any(map(str.isdigit, word.text))):
        return False
    return not any(_is_part(place, word.box) for place in cut)


def _is_covered(box: PixelBox, others: Sequence[PixelBox]) -> bool:
    """Say whether other words of its row stand over more than half of a word."""
    shared = sum(max(0, min(box[2], other[2]) - max(box[0], other[0])) for other in others)
    return 2 * shared > box[2] - box[0]


def _parts(sheet: Sheet, boxes: Sequence[PixelBox]) -> list[list[PixelBox]]:
    """Return the words of a row's stretches, cut at a gap wider than the row is high, and at a rule."""
    _, top, _, bottom = around(boxes)
    parts: list[list[PixelBox]] = []
    for box in boxes:
        end = parts[-1][-1][2] if parts else 0
        if parts and box[0] - end < _GAP * (bottom - top) and not _is_ruled(sheet.grey[top:bottom, end : box[0]]):
            parts[-1].append(box)
        else:
            parts.append([box])
    return parts


def _is_ruled(gap: Picture) -> bool:
    """Say whether a table's rule runs through the gap between two words, from top to bottom."""
    return gap.size > 0 and int((gap < inked.INK).sum(axis=0).max()) >= _RULED * len(gap)


def _words(sheet: Sheet, boxes: Sequence[PixelBox]) -> list[Word]:
    """Return the words that the recogniser sees in a stretch of words, each where it stands."""
    box, lean = around(boxes), leaning.of(boxes)
    picture = rereading.picture(sheet, box, lean)
    if lean is None:
        return words(picture, box)
    left, _, right, _ = box
    level = words(picture, (left, lean.top, right, lean.bottom))
    return [replace(word, box=lean.moved(word.box, (left + right) / 2)) for word in level]


def words(picture: Picture, box: PixelBox) -> list[Word]:
    """Return the words that the recogniser sees in the picture of a box, each where it stands."""
    view = recogniser.read(picture)
    margin = max(2, round((box[3] - box[1]) * recogniser.MARGIN))
    step = recogniser.STRIDE * (box[2] - box[0] + 2 * margin) / picture.shape[1]
    left = box[0] - margin
    return [
        Word(text, sure, (round(left + first * step), box[1], round(left + end * step), box[3]))
        for text, sure, (first, end) in zip(view.text.split(), view.sure, view.spans, strict=True)
    ]


def by_ink(
    picture: Picture, tall: float, join: float, enough: Callable[[Sequence[Line]], bool] = lambda _: False
) -> list[Line]:
    """Return the lines of print in a level picture, however pale, as the recogniser reads them.

    They are read from the top down, as far as those read are not `enough`.
    """
    split, _ = cv2.threshold(picture, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    least = min(_PALEST, max(inked.INK, round(split)))
    boxes = [
        (max(0, left - _LOST), top, right + _LOST, bottom)
        for left, top, right, bottom in inked.places(picture, [], tall, join, least)
    ]
    lines: list[Line] = []
    lowest = 0
    for box in sorted(boxes, key=lambda box: box[1]):
        if box[1] >= lowest and enough(lines):
            break
        lowest = max(lowest, box[3])
        if found := words(fitted(picture, box), box):
            lines.append(Line(tuple(found)))
    return lines


def fitted(picture: Picture, box: PixelBox) -> Picture:
    """Return a line of a level picture as the recogniser reads it."""
    left, top, right, bottom = box
    margin = max(2, round((bottom - top) * recogniser.MARGIN))
    crop = picture[max(0, top - margin) : bottom + margin, max(0, left - margin) : right + margin]
    return recogniser.fitted(crop, bottom - top)


def is_beside(place: PixelBox, line: Line) -> bool:
    """Say whether a place is level with a line and so near that it may go on with it."""
    left, top, right, bottom = line.box
    return _is_level(place, line.box) and max(place[0], left) - min(place[2], right) < _NEAR * (bottom - top)


def is_of_label(place: PixelBox, row: Line) -> bool:
    """Say whether a place is level behind a label that a row ends with, however far: its value, passed over."""
    return row.text.rstrip().endswith(":") and place[0] > row.box[2] and _is_level(place, row.box)


def is_below(place: PixelBox, line: Line) -> bool:
    """Say whether a place is close below a line, where what it says may go on in a row of its own."""
    tall = line.box[3] - line.box[1]
    return line.box[3] - _OVERLAP * tall < place[1] < line.box[3] + _BELOW * tall


def _is_within(place: PixelBox, row: Line) -> bool:
    """Say whether a place is a part of a row: of one of its words, or level with them and between them."""
    left, _, right, _ = row.box
    between = left < place[0] and place[2] < right and any(_is_level(place, word.box) for word in row.words)
    return between or _touches(place, row) or _goes_on_from(place, row)


def _touches(place: PixelBox, row: Line) -> bool:
    """Say whether a place is a part of a word of a row that the engine has cut."""
    return any(_is_part(place, word.box) for word in row.words)


def _goes_on_from(place: PixelBox, row: Line) -> bool:
    """Say whether a place is the rest of a row whose last word the engine broke off, some letters between lost."""
    last = row.words[-1]
    near = -1 < place[0] - last.box[2] < _LOST_LETTERS * (last.box[3] - last.box[1])
    return near and last.confidence < _CLEAR and _is_level(place, last.box)


def _is_part(place: PixelBox, box: PixelBox) -> bool:
    near = max(place[0], box[0]) - min(place[2], box[2]) < _TOUCHING * (box[3] - box[1])
    return near and _is_level(place, box)


def _is_level(place: PixelBox, box: PixelBox) -> bool:
    return min(place[3], box[3]) - max(place[1], box[1]) > _LEVEL * (place[3] - place[1])
