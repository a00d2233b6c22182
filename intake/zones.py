"""The machine-readable zone of a page: found in its rows, read anew from its own crop by both readers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from intake import mrz, recogniser, rereading
from intake.facts import Box
from intake.mrz import Zone
from intake.sheets import Sheet
from intake.words import Line, around


@dataclass(frozen=True, slots=True)
class Seen:
    """What the zone of a page says, where it stands, and the values in it that have their own check digit right.

    Those values are told of a zone that is not right as a whole, too, and of one that is not whole. `agreed` are
    those of them that both readers see.
    """

    zone: Zone | None = None
    box: Box | None = None
    proven: Mapping[str, str] = field(default_factory=dict)
    agreed: tuple[str, ...] = ()


def of(sheet: Sheet) -> Seen:
    """Return what the zone of a page says; a page may have none."""
    rows = [row for row in sheet.rows if row.text.count("<") >= 2 or "IDVNM" in row.text.replace(" ", "")]
    if not rows:
        return Seen()
    today = datetime.now(UTC).date()
    place = sheet.fraction(around(row.box for row in rows))
    anew = rereading.zone(sheet, [row.box for row in rows])
    zone, proven = mrz.read(anew, today), mrz.proven(anew, today)
    if zone and zone.valid:
        return Seen(zone, place, proven)
    as_they_are = [row.text for row in rows]
    other = mrz.read(as_they_are, today)
    is_better = zone is None or (other is not None and other.valid)
    proven = mrz.proven(as_they_are, today) | proven
    second = _second(sheet, rows, today)
    agreed = tuple(name for name, value in proven.items() if second.get(name) == value)
    return Seen(other if is_better else zone, place, second | proven, agreed)


def _second(sheet: Sheet, rows: Sequence[Line], today: date) -> dict[str, str]:
    """Return the values with their own check digit that the recogniser sees, which knows no fillers."""
    return mrz.proven([recogniser.read(rereading.picture(sheet, row.box)).text for row in rows], today)
