"""What the rows of a page tell of the stamp of a certified copy, where both readers see the same.

What they do not tell is looked for in the stamp's own picture (`stamps.py`), at ten times the cost.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from intake import readings, stamp_days, witness
from intake.fields import certification
from intake.fields.flow import Flow
from intake.fields.found import Found
from intake.leaf import Candidate
from intake.sheets import Sheet
from intake.stamp_days import Look
from intake.words import Line, Word

_NUMBER, _BOOK = certification.NUMBER, certification.BOOK
_LEVEL, _CLOSE, _ROOM = 0.3, 0.4, 1.5
"""In heights of a figure: how much of it is level with the next one of its number, how far off that is, and how
far behind a number another figure is looked for."""


def read(sheet: Sheet, rows: Sequence[Line]) -> dict[str, Candidate]:
    """Return number, book and day of a stamp among the rows of a page, those that both readers read alike."""
    made = {}
    for name, one in certification.read(rows).items():
        again = None if sheet.is_own_text else _again(sheet, one)
        both = _looks(one, again)
        is_seen_alike = again is not None and again[0] == one.value and certification.is_whole(one)
        if sheet.is_own_text or (is_seen_alike and _has_all_figures(sheet, rows, one)):
            made[name] = Candidate(name, both, sheet.number, sheet.fraction(one.box), sheet.is_own_text)
    if not sheet.is_own_text and {_NUMBER, _BOOK} <= made.keys() and certification.DATE not in made:
        made |= _day(sheet, rows)
    return without_books_number(made)


def _looks(one: Found, again: tuple[str, float] | None) -> tuple[Look, ...]:
    """Return both looks at a value; a day that its picture shows beyond doubt is seen clearly, by whom it is."""
    both = ((one.value, one.confidence), *((again,) if again else ()))
    is_sure_day = one.name == certification.DATE and again is not None and again[1] >= stamp_days.SURE_DAY
    return stamp_days.clearest((*both, both[-1])) if is_sure_day and stamp_days.agree(both) else both


def _again(sheet: Sheet, one: Found) -> tuple[str, float] | None:
    whole = one if one.name == certification.DATE else witness.stretched(sheet, one)
    return readings.second(sheet, one, witness.seen(sheet, whole))


def _day(sheet: Sheet, rows: Sequence[Line]) -> dict[str, Candidate]:
    """Return the day that a row of a stamp shows beyond doubt among all days, however its letters were read."""
    own = certification.beside_title(rows)
    last = len(own)
    for row in (own[index] for index in certification.rows_of(Flow(own)) if index < last):
        if not certification.may_be_day(row):
            continue
        views = witness.seen(sheet, Found(certification.DATE, "", (row,)))
        shown = certification.seen_day(views[0]) if views else None
        if shown and shown[1] >= stamp_days.SURE_DAY:
            box = sheet.fraction(row.box)
            return {certification.DATE: Candidate(certification.DATE, (shown, shown), sheet.number, box)}
    return {}


def _has_all_figures(sheet: Sheet, rows: Sequence[Line], one: Found) -> bool:
    """Say whether a stamp's number is the same read with its label: the engine may give a figure to "thực:".

    Of a number that begins its row figures may be lost, as its label is.
    """
    if one.name != _NUMBER:
        return True
    first = one.lines[0].words[0]
    before = [
        row.words[index - 1] for row in rows for index, word in enumerate(row.words) if word is first and index
    ]
    last = one.lines[-1].words[-1]
    if not before or any(_goes_on(last, word) or _goes_on(word, first) for row in rows for word in row.words):
        return False
    words = before[0], *one.lines[0].words, *_behind(last, rows)
    labelled = replace(one, lines=(Line(words), *one.lines[1:]))
    text = " ".join(view.text for view in witness.seen(sheet, labelled))
    return certification.number(re.sub(r"^\D+", "", text)) == one.value


def _behind(last: Word, rows: Sequence[Line]) -> list[Word]:
    """Return the place behind a number, up to the next word: a figure that the engine lost may stand there."""
    _, top, right, bottom = last.box
    level = (word.box for row in rows for word in row.words if word.box[1] < bottom and word.box[3] > top)
    room = round(_ROOM * (bottom - top))
    end = min((left for left, *_ in level if left > right), default=right + room)
    return [Word("", 1.0, (right, top, min(end, right + room), bottom))] if end > right + 1 else []


def _goes_on(last: Word, word: Word) -> bool:
    """Say whether figures stand right behind others, in whatever row the engine has put them: a stamp leans."""
    _, top, right, bottom = last.box
    left, upper, _, lower = word.box
    tall = bottom - top
    is_level = min(bottom, lower) - max(top, upper) > _LEVEL * tall
    are_figures = last.text[-1:].isdigit() and word.text[:1].isdigit()
    return are_figures and is_level and 0 <= left - right < _CLOSE * tall


def without_books_number(values: dict[str, Candidate]) -> dict[str, Candidate]:
    """Return a stamp's values without a number that is but its book's: it is looked for anew."""
    number, book = values.get(_NUMBER), values.get(_BOOK)
    if number is None or book is None or not book.readings[0][0].startswith(number.readings[0][0]):
        return values
    return {name: one for name, one in values.items() if one is not number}
