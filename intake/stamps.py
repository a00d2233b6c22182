"""The stamp of a certified copy, cut out (`stamp_views.py`) and read for itself: with its page it falls apart."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from intake import engine, seals, stamp_days, stamp_values, stamp_views
from intake.fields import certification
from intake.pdfs import Picture
from intake.sheets import Sheet
from intake.stamp_days import Look
from intake.stamp_values import Stamp, View, worth
from intake.words import Line, PixelBox

_OF_A_STAMP = 2
"""So many values are seen of one above a seal: of 47 places with fewer the engine read none."""


def read(sheet: Sheet) -> Stamp | None:
    """Return the stamp of a certified copy as the view that shows most of it; None where no view shows one.

    Where values lack it is looked for in a wider place. Its day, in the lowest row, is looked for once more
    without the rings of the seal that is pressed below it, where it was not seen beyond doubt.
    """
    is_told = bool(seals.rows_of_stamp(sheet))
    best, is_wide = _best(stamp_views.levels(sheet), is_told=is_told), False
    if best is None or not best.is_whole:
        wider = _best(stamp_views.levels(sheet, wide=True), is_told=is_told)
        if wider and (best is None or worth(wider) > worth(best)):
            best, is_wide = wider, True
    if best is None:
        return None
    known = best.values.get(certification.DATE, ())
    if stamp_days.is_clear(known):
        return replace(best, values={**best.values, certification.DATE: stamp_days.clearest(known)})
    day: tuple[Look, ...] = ()
    for level, _ in stamp_views.levels(sheet, freed=True, wide=is_wide):
        day = _freed_day(level) or day
        if stamp_days.is_clear(day):
            break
    is_better = stamp_days.is_clear(day) if known else bool(day)
    if not stamp_days.is_clear(day) and (placed := stamp_days.by_place(_with_rows(sheet, is_wide=is_wide))):
        day, is_better = placed, all(value != placed[0][0] for value, _ in known[:1])
    return replace(best, values={**best.values, certification.DATE: day}) if is_better else best


def views(sheet: Sheet) -> Iterator[tuple[Picture, list[Line]]]:
    """Yield the pictures in which a stamp may stand out, cut out and level, each with its rows."""
    for level, _ in stamp_views.levels(sheet):
        lines = sorted(engine.read_block(level), key=lambda line: line.box[1] + line.box[3])
        yield level, certification.beside_title(stamp_values.rows_of(lines))


def _best(levels: Iterable[tuple[Picture, PixelBox]], *, is_told: bool = True) -> Stamp | None:
    """Return the stamp of the view that shows most of it.

    The recogniser looks at each first, which costs a third of what the engine's two layouts do: a view that this
    bears out needs no other. Else the engine reads them, those first of which more was seen; where no row of the
    page told of a stamp, those alone in which the recogniser sees one.
    """
    seen: list[View] = []
    best: Stamp | None = None
    for level, box in levels:
        view = stamp_values.checked(stamp_values.seen(level, box))
        stamp = stamp_values.borne_out(view)
        if stamp and stamp.is_clear:
            return stamp
        best = _better(best, stamp)
        if is_told or view.shows_rows or len(view.values) >= _OF_A_STAMP:
            seen.append(view)
    return best or _laid_out(sorted(seen, key=lambda view: len(view.values), reverse=True))


def _laid_out(views: Sequence[View]) -> Stamp | None:
    """Return the best stamp that the engine reads in some views, those first of which the recogniser saw most."""
    best: Stamp | None = None
    for view in views:
        if best and best.is_whole and len(view.values) < len(views[0].values):
            break
        stamp = stamp_values.by_both(view)
        best = _better(best, stamp if stamp.is_certification else None)
        if best and best.is_clear:
            break
    return best


def _better(best: Stamp | None, stamp: Stamp | None) -> Stamp | None:
    return stamp if stamp and (best is None or worth(stamp) > worth(best)) else best


def _with_rows(sheet: Sheet, *, is_wide: bool) -> Iterator[tuple[Picture, list[Line]]]:
    """Yield the views of a stamp, with the rings of seals and without, each with its rows."""
    for freed in (False, True):
        for level, _ in stamp_views.levels(sheet, freed=freed, wide=is_wide):
            yield level, stamp_values.by_ink(level)


def _freed_day(level: Picture) -> tuple[Look, ...]:
    """Return the looks at the day of a stamp without rings; the engine lays it out anew where that is unclear."""
    rows = stamp_values.by_ink(level)
    day = stamp_days.seen(level, [*rows, *stamp_values.unbroken(level, rows)]).get(certification.DATE, [])
    if day and not stamp_days.is_clear(day):  # where the recogniser sees none, the engine does not either
        lines = certification.beside_title(stamp_values.rows_of(stamp_values.whole(engine.read_block(level))))
        day += stamp_days.seen(level, lines).get(certification.DATE, [])
    return tuple(day)
