"""The second witness of a value: the recogniser reads its lines and says how like each spelling looks.

The engine confuses marks over one vowel (Ể and Ế, Ẩ and Ấ) the same way every time, so that two of its readings
are not two witnesses. The recogniser was taught otherwise and by other lines, and errs otherwise.
"""

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from intake import leaning, marks, recogniser, rereading
from intake.fields.found import Found
from intake.leaf import Looks
from intake.lexicon import Lexicon
from intake.pdfs import Picture
from intake.seen import Seen
from intake.sheets import Sheet
from intake.words import Line, PixelBox, Word

_RULES = "|[]!"
"""What the engine makes of the rules between boxed digits."""
_STRETCH, _WORD_GAP, _LEAST_WORD, _LEAST_TALL = 8.0, 0.75, 0.7, 0.4
"""In heights of a line: how far beyond it ink is looked for, the gap before a word, a word's width and height."""
ROOM, _MOST_CUT = 0.9, 2
"""How far behind its box a value's last letters stand, in heights, and how many a box that is too short cuts."""
_INK, _ABOVE_RULE, _LETTER_GAP = 190, 0.75, 0.2
_DIGITS = "0123456789"
_ALLOWED = {
    "tax_code": _DIGITS + "- ", "phone": _DIGITS + " .-()+/", "representative_id": _DIGITS + "ABCEPNKM ",
    "id_number": _DIGITS + "ABCEPNKM ", "bearer_id": _DIGITS + "ABCEPNKM ",
    "certificate_serial": _DIGITS + "ABCDEF :",
}  # fmt: skip
"""The letters of numbers; "/" may part two telephone numbers."""


def seen(sheet: Sheet, one: Found) -> tuple[Seen, ...]:
    """Return what the recogniser sees along each line of a value; nothing where it stands in boxes."""
    if one.box in sheet.boxed or any(map(is_ruled, one.lines)):
        return ()
    allowed = _ALLOWED.get(one.name.rstrip("_0123456789"), "")
    pictures = (rereading.picture(sheet, line.box, leaning.of_line(line)) for line in one.lines)
    return tuple(recogniser.read(picture, allowed) for picture in pictures)


def stretched(sheet: Sheet, one: Found) -> Found:
    """Return a value with the ink close before and behind it that the engine has taken for no word."""
    if not one.lines or one.box in sheet.boxed:
        return one
    return reaching(sheet.grey, one, sheet.rows)


def reaching(grey: Picture, one: Found, rows: Sequence[Line]) -> Found:
    """Return a value in a picture with the ink close to it that belongs to no word of some rows."""
    taken = [word.box for row in rows for word in row.words]
    first = beyond(grey, one.lines[0].box, taken, -1)
    lines = list(one.lines)
    if first:
        lines[0] = replace(lines[0], words=(Word("", 1.0, first), *lines[0].words))
    last = beyond(grey, one.lines[-1].box, taken, 1)
    if last:
        lines[-1] = replace(lines[-1], words=(*lines[-1].words, Word("", 1.0, last)))
    return replace(one, lines=tuple(lines))


def uncut(sheet: Sheet, one: Found) -> Found:
    """Return a value with what stands so close before it that it is of the same word.

    The engine begins a word amid a letter or a name behind dirt, and a word that runs into its label is parted by
    how many letters either has.
    """
    first, *lines = one.lines
    word, *words = first.words
    left, top, right, bottom = word.box
    taken = [other.box for row in sheet.rows for other in row.words]
    before = [box[2] for box in taken if box[1] < bottom and box[3] > top and box[2] <= left]
    start = left - _ink_before(sheet.grey, word.box, max(before, default=0))
    words = [replace(word, box=(start, top, right, bottom)), *words]
    return replace(one, lines=(replace(first, words=tuple(words)), *lines))


def _ink_before(grey: Picture, box: PixelBox, end: int) -> int:
    """Return how many pixels a word reaches out of a box on its left, as far as another's `end`.

    A rule below the letters is none of it.
    """
    left, top, _, bottom = box
    tall = bottom - top
    part = grey[top : top + round(_ABOVE_RULE * tall), max(end, left - round(_STRETCH * tall)) : left]
    return _reach(part[:, ::-1], math.ceil(_LETTER_GAP * tall) - 1)


def _reach(part: Picture, gap: int) -> int:
    """Return how many pixels ink reaches into a part of a page from its left, over blanks of at most `gap`."""
    reach = 0
    for column in np.flatnonzero((part < _INK).sum(axis=0) > 1).tolist():
        if column - reach > gap:
            break
        reach = column + 1
    return reach


def beyond(grey: Picture, box: PixelBox, taken: Sequence[PixelBox], step: int) -> PixelBox | None:
    """Return the box of the ink that goes on from the end of a line (1) or its start (-1): words, none known."""
    left, top, right, bottom = box
    tall = bottom - top
    edge = right if step > 0 else left
    level = [other for other in taken if other[1] < bottom and other[3] > top]
    beside = [step * ((other[0] if step > 0 else other[2]) - edge) for other in level]
    reach = min([round(_STRETCH * tall), *(distance for distance in beside if distance >= 0)])
    part = grey[top:bottom, max(0, min(edge, edge + step * reach)) : max(edge, edge + step * reach)][:, ::step]
    end = _reach(part, math.floor(_WORD_GAP * tall))
    if end < _LEAST_WORD * tall:
        return None
    rows = np.flatnonzero((part[:, :end] < _INK).sum(axis=1) > 1)
    if len(rows) < _LEAST_TALL * tall:
        return None
    return (edge, top, edge + end, bottom) if step > 0 else (edge - end, top, edge, bottom)


def is_cut(read: str, value: str) -> bool:
    """Say whether a reading of a value lacks its last letters, which the engine's box may have cut."""
    return bool(read) and read != value and value.startswith(read) and len(value) - len(read) <= _MOST_CUT


def wider(one: Found, heights: float = ROOM) -> Found:
    """Return a value with some room behind its last word, in heights."""
    *lines, last = one.lines
    *words, word = last.words
    left, top, right, bottom = word.box
    room = replace(word, box=(left, top, right + round(heights * (bottom - top)), bottom))
    return replace(one, lines=(*lines, replace(last, words=(*words, room))))


def is_ruled(line: Line) -> bool:
    """Say whether the engine saw rules between the digits of a line."""
    return sum(map(line.text.count, _RULES)) >= 2


def looks(one: Found, lines: Sequence[Seen], words: Lexicon) -> tuple[Looks, ...]:
    """Return how each word of a name looks, where the words found are those of its value and were seen as many."""
    if not lines or sum(len(line.words) for line in one.lines) != len(one.value.split()):
        return ()
    read = " ".join(line.text for line in lines)
    options = marks.spellings(one.value, read, words)
    made: list[Looks] = []
    for line, view in zip(one.lines, lines, strict=True):
        here = options[len(made) : len(made) + len(line.words)]
        made += _compared(view, here) if len(view.spans) == len(here) else [{} for _ in here]
    return tuple(made)


def _compared(view: Seen, options: Sequence[set[str]]) -> list[Looks]:
    made: list[Looks] = []
    for index, spellings in enumerate(options):
        listed = sorted(spellings)
        found = view.likelihoods(index, listed) if len(listed) > 1 else []
        best = max(found, default=-np.inf)
        made.append(
            {one: value - best for one, value in zip(listed, found, strict=True)} if np.isfinite(best) else {}
        )
    return made
