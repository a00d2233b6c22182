"""Words whose boxes run over into the rows beside them, read once more from their own crops.

Specks, a scratch or a short row below make the engine take two rows for one, and guess a word as high as both.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import fmean, median

from intake import engine, strips
from intake.pdfs import Picture
from intake.words import Line, PixelBox, Word, around, placed

_TALL, _UNSURE, _CLEAR = 1.5, 0.75, 0.7
"""How high a word that runs over is, in heights of its line; how unsure it and how clear the others there are."""
_GUESSED = 0.2
"""A letter as wide as it is high, of which the engine is so unsure, is what it guessed of a word."""
_CLEAR_WORDS, _LETTERS, _MOST = 3, 2, 8
"""Clear words that a line must have, letters of a word that runs over, and how many places of a page are read."""
_BESIDE, _WIDER = 1.0, 2.0
"""In heights of its line: how far apart the words of one place are, and how far beside it a row below may end."""
_MARGIN, _GAP, _CUT = 4, 40, 2
"""Pixels; a word that the edge of its crop cuts is none."""
_BETTER = 0.1


@dataclass(frozen=True, slots=True)
class Place:
    """Words of one line that run over, and the middle and height of that line."""

    line: int
    words: tuple[Word, ...]
    middle: float
    tall: float

    @property
    def box(self) -> PixelBox:
        """Return the box around the words, with some room beside them."""
        left, top, right, bottom = around(word.box for word in self.words)
        room = round(_WIDER * self.tall)
        return max(0, left - room), max(0, top - _MARGIN), right + room, bottom + _MARGIN

    def is_level(self, word: Word) -> bool:
        """Say whether a word stands in the line, and not in a row above or below."""
        return abs(_middle(word.box) - self.middle) < self.tall / 2

    def holds(self, word: Word) -> bool:
        """Say whether a word stands where the words stood."""
        left, _, right, _ = around(one.box for one in self.words)
        return left <= (word.box[0] + word.box[2]) / 2 <= right


def reread(grey: Picture, lines: Sequence[Line]) -> list[Line]:
    """Return lines with the words that run over as their crops read, where those read more surely: one call."""
    places = [place for index, line in enumerate(lines) for place in _places(index, line)][:_MOST]
    made = list(map(_level, lines))
    if not places:
        return made
    for place, words in zip(places, _read(grey, [place.box for place in places]), strict=True):
        level = [word for word in words if place.is_level(word) and place.holds(word)]
        if not level or _confidence(level) < _BETTER + _confidence(place.words):
            continue
        kept = [word for word in made[place.line].words if not _is_under(word, level)]
        ordered = sorted([*kept, *level], key=lambda word: word.box[0])
        made[place.line] = replace(made[place.line], words=tuple(ordered))
        known = [word.box for line in made for word in line.words]
        others = tuple(word for word in words if not place.is_level(word) and _is_new(word, known))
        made += [Line(others)] if others else []
    return made


def _level(line: Line) -> Line:
    """Return a line with each sure word that runs over as high as the nearest words that do not.

    Print below or above it is passed over otherwise.
    """
    words = [word for word in line.words if _letters(word) >= _LETTERS]
    if len(words) <= _CLEAR_WORDS:
        return line
    tall = median(word.box[3] - word.box[1] for word in words)
    level = [word for word in words if word.box[3] - word.box[1] <= _TALL * tall]
    if len(level) == len(words):
        return line
    return replace(line, words=tuple(_as_high(word, level) for word in line.words))


def _as_high(word: Word, level: Sequence[Word]) -> Word:
    if word in level or word.confidence < _UNSURE or _letters(word) < _LETTERS:
        return word
    left, top, right, bottom = word.box
    near = sorted(level, key=lambda other: abs(other.box[0] + other.box[2] - left - right))[:_CLEAR_WORDS]
    _, upper, _, lower = around(other.box for other in near)
    cut = max(top, upper), min(bottom, lower)
    return replace(word, box=(left, cut[0], right, cut[1])) if cut[0] < cut[1] else word


def _places(index: int, line: Line) -> Iterator[Place]:
    clear = [word for word in line.words if word.confidence > _CLEAR]
    if len(clear) < _CLEAR_WORDS:
        return
    tall = median(word.box[3] - word.box[1] for word in clear)
    middle = median(map(_middle, (word.box for word in clear)))
    taken: list[Word] = []
    for word in line.words:
        if not _runs_over(word, tall):
            continue
        if taken and word.box[0] - taken[-1].box[2] > _BESIDE * tall:
            yield Place(index, tuple(taken), middle, tall)
            taken = []
        taken.append(word)
    if taken:
        yield Place(index, tuple(taken), middle, tall)


def _runs_over(word: Word, tall: float) -> bool:
    """Say whether a word is unsure and higher than its line; what was guessed of a word may be one letter."""
    left, top, right, bottom = word.box
    is_guess = word.confidence < _GUESSED and right - left > tall and word.text.isalpha()
    is_word = is_guess or _letters(word) >= _LETTERS
    return is_word and word.confidence < _UNSURE and bottom - top > _TALL * tall


def _letters(word: Word) -> int:
    return sum(map(str.isalnum, word.text))


def _confidence(words: Sequence[Word]) -> float:
    return fmean(word.confidence for word in words)


def _is_under(word: Word, others: Sequence[Word]) -> bool:
    """Say whether other words of its line stand over half of a word: "Tên công" over one guess at both."""
    left, _, right, _ = word.box
    shared = (min(right, other.box[2]) - max(left, other.box[0]) for other in others)
    return 2 * sum(part for part in shared if part > 0) >= right - left


def _is_new(word: Word, known: Sequence[PixelBox]) -> bool:
    """Say whether a word is clear and stands where none was read: neither holds the middle of the other."""
    return word.confidence > _CLEAR and not any(
        _holds_middle(one, word.box) or _holds_middle(word.box, one) for one in known
    )


def _holds_middle(box: PixelBox, other: PixelBox) -> bool:
    x, y = (other[0] + other[2]) / 2, _middle(other)
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _middle(box: PixelBox) -> float:
    return (box[1] + box[3]) / 2


def _read(grey: Picture, boxes: Sequence[PixelBox]) -> list[list[Word]]:
    """Return the whole words in some boxes of a page, read one below the other."""
    crops = [grey[top:bottom, left:right] for left, top, right, bottom in boxes]
    tops, canvas = strips.stacked(crops, _GAP)
    found = [word for line in engine.read_block(canvas) for word in line.words if _letters(word) >= _LETTERS]
    return [
        list(placed(Line(_of_strip(found, top, crop)), 1, box[0] - strips.EDGE, box[1] - top).words)
        for box, top, crop in zip(boxes, tops, crops, strict=True)
    ]


def _of_strip(found: Sequence[Word], top: int, crop: Picture) -> tuple[Word, ...]:
    """Return the words in the strip of a crop that no edge of it cuts."""
    height, width = crop.shape
    return tuple(
        word
        for word in found
        if top - _GAP / 2 < _middle(word.box) < top + height + _GAP / 2
        and word.box[0] > strips.EDGE + _CUT
        and word.box[2] < strips.EDGE + width - _CUT
    )
