"""A value found among words, before papers are compared, and the ways in which labels lead to values."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from intake.fields.flow import Flow, Item, Place
from intake.text import composed, fold
from intake.words import Line, PixelBox, Word, around

PUNCTUATION = " :;,.-–—_*|'\"“”‘’…•·=~[]{}<>«»ˆ`^°´¨˜"
SPECK_INSIDE = re.compile(r"(?<=[^\W\d_]{2})['`´‘’](?=[^\W\d_]{2})")
"""A speck between two words of a name: "THỤC'KHUYÊN"; one letter before it is the name's ("H'Hen")."""
_UNFINISHED = frozenset({"miền", "việt", "toàn"})
"""Words that no name ends with: what stands behind one is its last word, however it was read ("MIỀN BC")."""
_SURE_LETTER, _GUESSED = 0.6, 0.1
_SCRAP, _UNSURE_SCRAP = 2, 0.3


@dataclass(frozen=True, slots=True)
class Found:
    """A value as the engine read it: its words by line, and the text made of them."""

    name: str
    value: str
    lines: tuple[Line, ...]
    is_choice: bool = False
    """Whether another value stood there that might be meant as well: somebody has to look."""
    is_led_to: bool = False
    """Whether it is a choice only for what the second reader may not see: a hyphen or underline that leads to it,
    dirt or left of its start, or that it is broken beside another address.
    """
    is_short: bool = False
    """Whether it is a choice only for so little that stands before its @: its beginning may be lost."""

    @property
    def boxes(self) -> tuple[PixelBox, ...]:
        """Return one box a line."""
        return tuple(line.box for line in self.lines)

    @property
    def box(self) -> PixelBox:
        """Return the box around all lines."""
        return around(self.boxes)

    @property
    def confidence(self) -> float:
        """Return the engine's mean confidence in the words."""
        return max(0.0, sum(line.confidence for line in self.lines) / len(self.lines))


Accept = Callable[[str], str]
"""Takes the text after a label and returns the value in it, or an empty string."""


def labelled(
    name: str,
    flow: Flow,
    places: Iterable[Place],
    stops: Sequence[Place],
    accept: Accept,
    most_rows: int = 1,
) -> Found | None:
    """Return the first value behind some labels that is accepted."""
    return next(every(name, flow, places, stops, accept, most_rows), None)


def every(
    name: str,
    flow: Flow,
    places: Iterable[Place],
    stops: Sequence[Place],
    accept: Accept,
    most_rows: int = 1,
) -> Iterator[Found]:
    """Yield the values behind some labels that are accepted."""
    for place in places:
        found = taken(name, flow.until(place.end, stops, most_rows), accept)
        if found:
            yield found


def taken(name: str, items: Sequence[Item], accept: Accept) -> Found | None:
    """Return the value in some words, with the words that make it; None where there is none."""
    items = _without_dirt(items)
    value = accept(value_of(items))
    if not value:
        return None
    return Found(name, value, lines_of(_narrowed(items, value)))


def _without_dirt(items: Sequence[Item]) -> Sequence[Item]:
    """Return words without the specks after them: single letters that are unsure or stand far off.

    Nor has a row that goes on a letter before it that the engine has guessed.
    """
    items = [*items[:1], *(item for before, item in pairwise(items) if not _is_guess_before_row(before, item))]
    end = len(items)
    while end > 1 and _is_speck(items[end - 2], items[end - 1]):
        end -= 1
    return items[:end]


def _is_guess_before_row(before: Item, item: Item) -> bool:
    is_first = item.row != before.row
    return is_first and sum(map(str.isalnum, item.word.text)) <= 1 and item.word.confidence < _GUESSED


def _is_speck(before: Item, item: Item) -> bool:
    letters = "".join(filter(str.isalnum, item.word.text))
    if letters.isdigit() and before.word.text[-1:].isdigit() and item.row == before.row:
        return len(letters) <= _SCRAP and _is_far(before, item)
    if len(letters) > 1 or (item.row != before.row and item.word.confidence > _SURE_LETTER):
        is_word = not letters.isascii() or "&" in item.word.text
        is_word |= before.word.text.lower() in _UNFINISHED
        is_marked = item.row == before.row and is_word and not _is_far(before, item)
        return len(letters) <= _SCRAP and item.word.confidence < _UNSURE_SCRAP and not is_marked
    far = item.row == before.row and _is_far(before, item)
    return not letters or far or item.word.confidence < _SURE_LETTER


def _is_far(before: Item, item: Item) -> bool:
    """Say whether a word stands further behind another than that one is high."""
    return item.word.box[0] - before.word.box[2] > before.word.box[3] - before.word.box[1]


def value_of(items: Iterable[Item]) -> str:
    """Return the text of some words without the punctuation around it."""
    return composed(" ".join(item.word.text for item in items)).strip(PUNCTUATION)


def lines_of(items: Iterable[Item]) -> tuple[Line, ...]:
    """Return words as lines; a row of a table may hold several."""
    lines: list[list[Item]] = []
    for item in items:
        if lines and item.row == lines[-1][0].row and _is_level(lines[-1][-1].word, item.word):
            lines[-1].append(item)
        else:
            lines.append([item])
    return tuple(Line(tuple(item.word for item in line)) for line in lines)


def _is_level(one: Word, other: Word) -> bool:
    middle = (other.box[1] + other.box[3]) / 2
    return other.box[0] >= one.box[0] and one.box[1] - 8 <= middle <= one.box[3] + 8


def trimmed(words: Sequence[Word]) -> tuple[Word, ...]:
    """Return words without those at the ends that hold no letter or digit."""
    kept = [index for index, word in enumerate(words) if any(map(str.isalnum, word.text))]
    return tuple(words[kept[0] : kept[-1] + 1]) if kept else ()


def _narrowed(items: Sequence[Item], value: str) -> Sequence[Item]:
    """Return the words that the value is made of: the shortest run that holds its letters."""
    wanted = fold(value).replace(" ", "")
    pieces = [fold(item.word.text).replace(" ", "") for item in items]
    for start in (index for index, piece in enumerate(pieces) if piece):
        run = ""
        for end in range(start, len(items)):
            run += pieces[end]
            if wanted and wanted == run:
                return items[start : end + 1]
    return items
