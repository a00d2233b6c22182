"""The words of a page in reading order, in which labels are found whatever the engine made of their marks."""

import re
from bisect import bisect_left
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from intake.text import fold, squeezed
from intake.words import Line, Word

_ALIKE = 0.8
_ALIKE_SHORT = 0.85
_ALIKE_BROKEN = 0.95
_SHORT = 4
"""Labels of so few letters must be whole words, exactly."""
EXACT = "="
"""What a label begins with that must be whole words, exactly: one letter off it is something else (Đồng Nai)."""
_FULL_ROW = 0.72
"""A row that ends before this part of the widest row's end is the last of its paragraph."""
_FORMS = frozenset({"cong", "cty", "ho", "doanh", "chi"})
"""What a company's name begins with; a colon behind it is dirt."""
_COLUMN, _BESIDE = 2.5, 20
"""A gap of so many heights parts two columns; so many pixels left of one stands what is none of it."""
_FLUSH = 0.4
"""How far from the margin text is that begins there, in heights of its words."""
_SCRAP, _UNSURE = 2, 0.6
_LABEL = re.compile(r"[\w)]:(?:\s|$)|\s:\s+\w")
"""The colon of a label; one within a word, or alone behind a row, is dirt."""
_GUESSED = 0.5
"""What is less sure makes no label of a row."""
_TAIL, _BRACKETS = 5, 8
"""Words between a label and its colon, and of brackets with its colon: "(trưởng chi nhánh):"."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a label stands: its first word, and the word after it (and after its colon)."""

    start: int
    end: int
    label: str
    weight: float = 0.0
    """How long the label is and how well it matches."""


@dataclass(frozen=True, slots=True)
class Item:
    """A word with the row it stands in."""

    word: Word
    row: int


class Flow:
    """The words of some rows, one after the other."""

    def __init__(self, rows: Sequence[Line]) -> None:
        self.rows = rows
        self.items = [Item(word, index) for index, row in enumerate(rows) for word in row.words]
        self._starts: list[int] = []
        self._pieces = [squeezed(item.word.text) for item in self.items]
        self._heads = [squeezed(re.split(r"[/|]", item.word.text)[0]) for item in self.items]
        text = ""
        for piece in self._pieces:
            self._starts.append(len(text))
            text += piece
        self._text = text
        self.right = max((item.word.box[2] for item in self.items), default=0)

    def find(self, groups: Mapping[str, Iterable[str]]) -> dict[str, list[Place]]:
        """Return every place of the labels of each group; of places that overlap the best match stays."""
        options = [
            (place, group)
            for group, labels in groups.items()
            for label in labels
            for place in self._places(squeezed(label), label)
        ]
        taken: set[int] = set()
        found: dict[str, list[Place]] = {group: [] for group in groups}
        for place, group in sorted(options, key=lambda option: -option[0].weight):
            if taken.isdisjoint(range(place.start, place.end)):
                taken.update(range(place.start, place.end))
                found[group].append(self._with_colon(place))
        return {group: sorted(places, key=lambda place: place.start) for group, places in found.items()}

    def until(self, start: int, stops: Sequence[Place], most_rows: int = 1) -> list[Item]:
        """Return the words from `start` to the next of some places, over at most `most_rows` rows that go on."""
        ahead = [place.start for place in stops if place.start >= start]
        end = min(ahead, default=len(self.items))
        known = {self.items[index].row for index in ahead}
        taken: list[Item] = []
        rows = 0
        for item in self.items[start:end]:
            if not taken and not any(map(str.isalnum, item.word.text)):
                continue
            if not taken or item.row != taken[-1].row:
                if rows == most_rows or (taken and not self.goes_on(taken[-1].row, item.row, known)):
                    break
                if taken and self._is_dirt(item):
                    continue
                rows += 1
            taken.append(item)
        return self._without_number(taken, end)

    def _is_dirt(self, item: Item) -> bool:
        """Say whether a word is a sign before its row that is no bullet."""
        words = self.rows[item.row].words
        return item.word is words[0] and _without_far_sign(words, self.rows[item.row - 1].box[0]) != words

    def _without_number(self, taken: list[Item], end: int) -> list[Item]:
        """Return words without the number of the label that ends them: "… 2. Địa chỉ"."""
        is_first = (
            len(taken) > 1 and end < len(self.items) and taken[-1].row == self.items[end].row != taken[-2].row
        )
        if is_first and re.fullmatch(r"[(*+•:'‘’“-]?\d{0,2}[.:)/\u2044]?", taken[-1].word.text):
            return taken[:-1]
        return taken

    def column(self, start: int, stops: Sequence[Place], most_rows: int) -> list[Item]:
        """Return the words from `start` to the next of some places, down the column that they stand in.

        Rows go on while they begin no further left than the label did and lie close below; where two columns
        share a row, the other one is left out, and so is what stands left of the column (a punched hole).
        """
        if start >= len(self.items):
            return []
        end = min((place.start for place in stops if place.start >= start), default=len(self.items))
        row = self.items[start].row
        if self.rows[row].is_cell:
            return [item for item in self.items[start:end] if item.row == row]
        taken: list[Item] = []
        left, right, rows = self.rows[row].words[0].box[0], 0, 1
        for index in range(start, end):
            item = self.items[index]
            if item.row != row and item.word.box[2] < left - _BESIDE and _is_scrap(item.word):
                continue
            if item.row != row:
                rows += 1
                if (
                    rows > most_rows
                    or not self._is_below(row, item.row)
                    or item.word.box[0] > max(right, left + 40)
                ):
                    break
                row = item.row
                if _is_scrap(item.word) and self._is_alone(index):
                    continue
            elif taken and taken[-1].row == row and _is_far(taken[-1].word, item.word):
                continue
            taken.append(item)
            right = max(right, item.word.box[2])
        return taken

    def _is_alone(self, index: int) -> bool:
        """Say whether the word after one stands in the same row, far from it."""
        ahead = self.items[index + 1 : index + 2]
        return any(one.row == self.items[index].row and _is_far(self.items[index].word, one.word) for one in ahead)

    def _is_below(self, above: int, below: int) -> bool:
        upper, lower = self.rows[above], self.rows[below]
        return not lower.is_cell and lower.box[1] - upper.box[3] <= 0.9 * (upper.box[3] - upper.box[1])

    def over(self, index: int) -> str:
        """Return the folded text of the row above a word that begins a stretch, as far as it stands over it.

        What stands over a word in a sentence of several rows says nothing of it.
        """
        item = self.items[index]
        if item.row == 0 or (
            index > 0
            and self.items[index - 1].row == item.row
            and not _is_far(self.items[index - 1].word, item.word)
        ):
            return ""
        above = self.rows[item.row - 1]
        if self.goes_on(item.row - 1, item.row):
            return ""
        left, right = item.word.box[0] - 30, item.word.box[2] + 30
        words = [word.text for word in above.words if left < word.box[2] and word.box[0] < right]
        return "" if any("@" in word for word in words) else fold(" ".join(words))

    def before(self, index: int, words: int) -> str:
        """Return the folded text of some words before a place: in its row, and in the row that it goes on."""
        row = self.items[index].row
        first = index == 0 or self.items[index - 1].row != row
        upper = self.rows[max(0, row - 1)]
        word = self.items[index].word
        is_begun = upper.text.endswith(",") or word.text.startswith("(")
        is_begun |= "@" in word.text and not upper.text.endswith((".", ";", ":"))
        goes_on = (not first or is_begun) and self._is_full(upper, word)
        above = row - 1 if goes_on else row
        near = (item for item in self.items[max(0, index - words) : index] if item.row >= above)
        return fold(" ".join(item.word.text for item in near))

    def text(self, start: int, end: int) -> str:
        """Return the text of some words."""
        return " ".join(item.word.text for item in self.items[start:end])

    def _places(self, wanted: str, label: str) -> list[Place]:
        if len(wanted) <= _SHORT or label.startswith(EXACT):
            size = len(label.split())
            found = (
                index
                for index in range(len(self._pieces))
                if (size == 1 and self._heads[index] == wanted)
                or ("".join(self._pieces[index : index + size]) == wanted and not self._has_colon(index, size))
            )
            return [
                Place(index, index + size, label, float(len(wanted)))
                for index in found
                if "&" not in self.text(index, index + size)  # "V&V" is no "V/v"
            ]
        return self._fuzzy(wanted, label, 0, len(self._text))

    def _has_colon(self, index: int, size: int) -> bool:
        """Say whether a label ends within some words, before the last: "Đại diện: La" is no "đại diện là"."""
        return any(item.word.text.endswith(":") for item in self.items[index : index + size - 1])

    def _fuzzy(self, wanted: str, label: str, start: int, end: int) -> list[Place]:
        if end - start < len(wanted):
            return []
        match = fuzz.partial_ratio_alignment(wanted, self._text[start:end], score_cutoff=100 * _ALIKE)
        if match is None:
            return []
        place = self._snapped(wanted, label, start + match.dest_start, start + match.dest_end)
        found = [place] if place else []
        left = self._fuzzy(wanted, label, start, start + match.dest_start)
        right = self._fuzzy(wanted, label, start + max(1, match.dest_end), end)
        return left + found + right

    def _snapped(self, wanted: str, label: str, start: int, end: int) -> Place | None:
        """Return the whole words nearest to a stretch of letters, where they are like the label."""
        firsts = {self._lettered(bisect_left(self._starts, start + step)) for step in (-2, 0, 1)}
        lasts = {bisect_left(self._starts, end + step) for step in (-2, 0, 2)}
        options = [
            (Levenshtein.normalized_similarity(self._run(first, last), wanted), first, last)
            for first in firsts
            for last in lasts
            if first < last <= len(self.items)
        ]
        likeness, first, last = max(options, default=(0.0, 0, 0))
        if likeness < self._least(wanted, first, last):
            return None
        if likeness < 1 and (self._is_name(first, last) or self._has_colon(first, last - first)):
            return None
        return Place(first, last, label, len(wanted) * likeness**4)

    def _is_name(self, first: int, last: int) -> bool:
        """Say whether words begin with capitals as names do, without a colon: "Chử Danh" is no "chức danh".

        Those in capitals alone may be a label, but none behind a colon: ": ĐOÀN HỒNG HIỆP" is no "doanh nghiệp".
        """
        texts = [item.word.text for item in self.items[first:last]]
        if len(texts) < 2 or texts[-1].endswith(":"):
            return False
        return all(map(str.istitle, texts)) or (all(map(str.isupper, texts)) and self._is_behind_colon(first))

    def _is_behind_colon(self, index: int) -> bool:
        """Say whether a word stands in its row right behind a colon, or so does one in capitals before it."""
        before = [item.word.text for item in self.items[:index] if item.row == self.items[index].row]
        is_said = any(text.endswith(":") for text in before)
        return is_said and (before[-1].endswith(":") or before[-1].isupper())

    def _lettered(self, index: int) -> int:
        """Return the first word from a place on that holds a letter or digit."""
        while index + 1 < len(self._starts) and self._starts[index + 1] == self._starts[index]:
            index += 1
        return index

    def _least(self, wanted: str, first: int, last: int) -> float:
        """Return how alike a label must be: short ones more, and one broken between two rows almost wholly."""
        if first < last and self.items[first].row != self.items[last - 1].row:
            return _ALIKE_BROKEN
        return _ALIKE_SHORT if len(wanted) <= 8 else _ALIKE

    def _run(self, first: int, last: int) -> str:
        end = self._starts[last] if last < len(self._starts) else len(self._text)
        return self._text[self._starts[first] : end]

    def _behind_brackets(self, start: int, row: int) -> int:
        """Return the place behind what brackets say of a label, with its colon: "… (trưởng chi nhánh):"."""
        if not self.text(start, start + 1).startswith("("):
            return 0
        ends = (
            index + 1
            for index in range(start, min(len(self.items), start + _BRACKETS))
            if self.items[index].row == row and self.items[index].word.text.endswith("):")
        )
        return next(ends, 0)

    def _with_colon(self, place: Place) -> Place:
        """Move the end of a place behind its colon, where one follows in the same row before any value."""
        row = self.items[place.end - 1].row
        if self.items[place.end - 1].word.text.endswith((":", ";")):
            return place
        if end := self._behind_brackets(place.end, row):
            return replace(place, end=end)
        for index in range(place.end, min(len(self.items), place.end + _TAIL)):
            item = self.items[index]
            if item.row != row or re.search(r"\d{2}|@", item.word.text) or fold(item.word.text) in _FORMS:
                break
            if item.word.text.endswith(":"):
                return replace(place, end=index + 1)
        return place

    def _is_full(self, row: Line, after: Word) -> bool:
        """Say whether a row reaches so far that the word after it stands in the next one for want of room."""
        needed = after.box[2] - after.box[0] if "@" in after.text else 0
        return row.box[2] >= _FULL_ROW * self.right or row.box[2] + needed > self.right

    def goes_on(self, above: int, below: int, known: Container[int] = ()) -> bool:
        """Say whether a row goes on with the one above: close below, no item, no label that we do not know."""
        upper, lower = self.rows[above], self.rows[below]
        if lower.is_cell or upper.is_cell or lower.box[1] - upper.box[3] > 0.9 * (upper.box[3] - upper.box[1]):
            return False
        if not self._is_full(upper, lower.words[0]):
            return False
        words = _without_far_sign(lower.words, upper.box[0])
        text = Line(tuple(word for word in words if word.confidence > _GUESSED)).text
        if re.match(r"^\s*([*•+\-–]|\(?[0-9a-zđ]{1,2}[.)])\s*\S", text):
            return False
        return below in known or not _LABEL.search(text[:40])


def _without_far_sign(words: tuple[Word, ...], margin: int) -> tuple[Word, ...]:
    """Return the words of a row without a sign far before them, or left of the margin: dirt, and no bullet.

    Behind a bullet text is indented; here it begins where the row above does.
    """
    if len(words) < 2 or any(map(str.isalnum, words[0].text)):
        return words
    first = words[1].box
    is_outside = words[0].box[2] <= margin and abs(first[0] - margin) < _FLUSH * (first[3] - first[1])
    return words[1:] if is_outside or _is_far(words[0], words[1]) else words


def _is_scrap(word: Word) -> bool:
    """Say whether a word is no more than dirt or a hole: a sign, or an unsure letter or two."""
    letters = sum(map(str.isalnum, word.text))
    return not letters or (letters <= _SCRAP and word.confidence < _UNSURE)


def _is_far(one: Word, other: Word) -> bool:
    """Say whether two words of a row stand in two columns."""
    return other.box[0] - one.box[2] > _COLUMN * (other.box[3] - other.box[1])
