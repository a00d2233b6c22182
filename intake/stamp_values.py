"""What one picture of a certified copy's stamp shows: its number, book and day, as both readers see them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import median

from intake import engine, seals, second_rows, slips, stamp_days, stamp_views, strips, witness
from intake.fields import certification
from intake.fields.found import Found
from intake.pdfs import Picture
from intake.stamp_days import Look, agree, look
from intake.text import fold, parted, squeezed
from intake.text import rows as joined
from intake.words import Line, PixelBox

_TALL, _JOIN = 28, 1.6
"""Pixels that a word of a stamp is high; gaps of so many heights stand between figures filled in by hand."""
_GAP, _MARGIN = 24, 6
"""Pixels between rows that are read one below the other, and of paper about each."""
_NUMBERS = sorted(certification.LETTERS)
_YEAR = re.compile(r"20\d\d")
_ALL = len(certification.NORMAL)
_TOUCHING = 3
"""Pixels from the edge of a picture within which ink is cut by it."""
_LINE_HEIGHT, _LEAST_WORDS = 6, 3
_CLEAR_WORD, _LEAST_CLEAR = 0.8, 3
"""How sure the recogniser is of a clear word; of a picture with fewer in its rows the engine reads no stamp."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What one way of looking at a stamp showed: its lines, its values by both readers, its place on the page."""

    is_certification: bool
    values: Mapping[str, tuple[Look, ...]]
    box: PixelBox

    @property
    def is_whole(self) -> bool:
        """Say whether all values of a stamp were shown."""
        return len(self.values) == _ALL

    @property
    def is_clear(self) -> bool:
        """Say whether all values were shown, each alike to all readers, and the day clearly."""
        return worth(self) == (_ALL, _ALL)


@dataclass(frozen=True, slots=True)
class View:
    """A level picture in which a stamp may stand out, its place, and the rows and values the recogniser sees."""

    level: Picture
    box: PixelBox
    rows: Sequence[Line]
    values: Mapping[str, Sequence[Look]]

    @property
    def is_whole(self) -> bool:
        """Say whether the recogniser sees all values of a stamp."""
        return len(self.values) == _ALL

    @property
    def shows_rows(self) -> bool:
        """Say whether the recogniser sees rows that belong to a stamp."""
        return any(map(seals.is_stamp_row, self.rows))

    @property
    def told(self) -> str:
        """Return what its rows say, squeezed."""
        return squeezed(" ".join(row.text for row in self.rows))


def seen(level: Picture, box: PixelBox) -> View:
    """Return a picture of a stamp as the recogniser sees it, in the lines that its ink makes."""
    rows = by_ink(level)
    return View(level, box, rows, _seen(level, rows))


def checked(view: View) -> View:
    """Return a view with the engine's looks too, where it reads number and book as the recogniser does."""
    told = view.told
    if not (view.is_whole and (seals.says_certified(told) or certification.BOOK_MARK in told)):
        return view
    own = [row for row in view.rows if any(map(str.isdigit, row.text))]
    _, canvas = strips.stacked([_cropped(view.level, row.box) for row in own], _GAP)
    found = certification.read(
        rows_of(sorted(engine.read_block(canvas), key=lambda line: line.box[1])), alone=True
    )
    if any(name not in found or found[name].value != view.values[name][0][0] for name in _NUMBERS):
        return view
    is_day_alike = agree(view.values[certification.DATE])
    more = {name: [look(one)] for name, one in found.items() if name != certification.DATE or not is_day_alike}
    return replace(view, values={name: [*looks, *more.get(name, [])] for name, looks in view.values.items()})


def borne_out(view: View) -> Stamp | None:
    """Return the stamp that a view shows where all looks at each of its values saw the same."""
    if not (view.is_whole and all(map(agree, view.values.values()))):
        return None
    return Stamp(True, {name: tuple(looks) for name, looks in view.values.items()}, view.box)


def by_both(view: View) -> Stamp:
    """Return the stamp as both readers see it; what only one look saw, or none, laid out in another way.

    Number, book and day tell it from other stamps where print runs through its title.
    """
    rows, told = view.rows, view.told
    if not view.values and not view.shows_rows and _clear_words(rows) < _LEAST_CLEAR:
        return Stamp(False, {}, view.box)
    values = {name: list(looks) for name, looks in view.values.items()}
    unseen = {name: ("", 0.0) for name in _NUMBERS if values and name not in values}
    is_certification = False
    for read in (engine.read_block, engine.read_page):
        lines = sorted(whole(read(view.level)), key=lambda line: line.box[1] + line.box[3])
        told += squeezed(" ".join(line.text for line in lines))
        is_certification = seals.says_certified(told)
        if not is_certification and not any(map(seals.is_stamp_row, (*rows, *lines))):
            break
        for name, more in _values(view.level, certification.beside_title(rows_of(lines)), values).items():
            known = values.setdefault(name, [])
            if name != certification.DATE or more[:1] != known[:1]:  # the same row in both layouts is one look
                known.extend(more)
        if not values or (len(values) == _ALL and all(map(_is_seen_twice, values.values()))):
            break
    is_certification |= len(values) == _ALL and certification.BOOK_MARK in told
    looks = {name: tuple(filter(None, (unseen.get(name), *seen))) for name, seen in values.items()}
    return Stamp(is_certification, looks, view.box)


def worth(stamp: Stamp) -> tuple[int, int]:
    """Return how many values a view showed, and how many all readers read alike, one less for an unclear day."""
    day = stamp.values.get(certification.DATE)
    is_day_unclear = day is not None and not stamp_days.is_clear(day)
    return len(stamp.values), sum(map(agree, stamp.values.values())) - is_day_unclear


def by_ink(level: Picture) -> list[Line]:
    """Return the rows of a stamp as the recogniser reads them, where ink shows lines of print, to that of its day.

    Below that stand office and name of who certified.
    """
    return _own_rows(second_rows.by_ink(level, _TALL, _JOIN, _tell_all))


def _own_rows(lines: Iterable[Line]) -> list[Line]:
    return certification.beside_title(joined(whole(lines)))


def _tell_all(lines: Sequence[Line]) -> bool:
    """Say whether some lines tell number, book and day of a stamp."""
    if not any(_YEAR.search(line.text) for line in lines):
        return False
    found = certification.read(_own_rows(lines), alone=True)
    return len(found) == _ALL and not any(one.is_choice for one in found.values())


def whole(lines: Iterable[Line]) -> list[Line]:
    """Return lines without those that the left edge of the picture cuts amid figures, which are the last of some.

    A word or a punched hole that it cuts goes, and the rest of the line stays.
    """
    return [kept for line in lines if (kept := _uncut(line)).words]


def _uncut(line: Line) -> Line:
    first = line.words[0]
    if first.box[0] > stamp_views.MARGIN + _TOUCHING:
        return line
    return replace(line, words=() if any(map(str.isdigit, first.text)) else line.words[1:])


def unbroken(level: Picture, rows: Sequence[Line]) -> list[Line]:
    """Return rows of figures read in one look each, as high as their words: a ring makes words of them no ink."""
    made = []
    for row in rows:
        if len(row.words) < _LEAST_WORDS or not any(map(str.isdigit, row.text)):
            continue
        top, bottom = (round(median(word.box[edge] for word in row.words)) for edge in (1, 3))
        box = row.box[0], top, row.box[2], bottom
        made.append(Line(tuple(second_rows.words(second_rows.fitted(level, box), box))))
    return [row for row in made if row.words]


def rows_of(lines: list[Line]) -> list[Line]:
    """Return lines without those of a seal, which are scraps; a label is parted from what runs into it."""
    return [parted(line) for line in lines if len(fold(line.text)) >= _LINE_HEIGHT]


def _cropped(level: Picture, box: PixelBox) -> Picture:
    left, top, right, bottom = box
    return level[max(0, top - _MARGIN) : bottom + _MARGIN, max(0, left - _MARGIN) : right + _MARGIN]


def _seen(level: Picture, rows: Sequence[Line]) -> dict[str, list[Look]]:
    """Return the values of a stamp's rows as the recogniser reads them: by words, and each row in one look."""
    in_one_look = unbroken(level, rows)
    found, again = (certification.read(one, alone=True) for one in (rows, in_one_look))
    names = [name for name in _NUMBERS if name in found or name in again]
    made = {name: _looks(found.get(name), again.get(name)) for name in names}
    shown = stamp_days.seen(level, [*rows, *in_one_look])
    return made | (shown or stamp_days.parted(found) or stamp_days.parted(again))


def _looks(one: Found | None, other: Found | None) -> list[Look]:
    """Return two looks at a value as one where they are alike, or one of them has lost figures."""
    both = [found for found in (one, other) if found]
    if len(both) > 1:
        shorter, longer = sorted(both, key=lambda found: len(found.value))
        is_cut = bool(slips.besides(longer.value, shorter.value))
        both = [longer] if is_cut else both[: len({found.value for found in both})]
    return [look(found) for found in both]


def _values(level: Picture, rows: Sequence[Line], known: Mapping[str, Sequence[Look]]) -> dict[str, list[Look]]:
    """Return the values of a stamp's rows as the engine reads them; before one unlike those known, its crop's."""
    found = certification.read(rows, alone=True)
    made, parted_day = stamp_days.seen(level, rows), stamp_days.parted(found)
    for name, one in found.items():
        if name == certification.DATE and parted_day and name not in made:
            made |= parted_day
            continue
        # with the ink beside it, lest both readers lose the same figure
        is_known = name == certification.DATE or one.value in {value for value, _ in known.get(name, ())}
        again = [] if is_known else _again(level, witness.reaching(level, one, rows))
        made.setdefault(name, []).extend([*again, look(one)])
    return made


def _again(level: Picture, one: Found) -> list[Look]:
    """Return the recogniser's reading of a value's lines."""
    parts = [stamp_days.view(level, line.box, certification.LETTERS[one.name]) for line in one.lines]
    text, confidence = " ".join(part.text for part in parts), min((part.confidence for part in parts), default=0.0)
    value = certification.NORMAL[one.name](text)
    return [(value, confidence)] if value else []


def _is_seen_twice(looks: Sequence[Look]) -> bool:
    """Say whether two looks at a value saw the same one: a third of the engine's would say what it said before."""
    return len(looks) > len({value for value, _ in looks})


def _clear_words(rows: Sequence[Line]) -> int:
    return sum(word.confidence > _CLEAR_WORD for row in rows for word in row.words)
