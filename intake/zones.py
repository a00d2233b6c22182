"""The machine-readable zone of a page: found in its rows, read anew from its own crop."""

from collections.abc import Mapping
from datetime import UTC, datetime

from intake import mrz, rereading
from intake.facts import Box
from intake.mrz import Zone
from intake.sheets import Sheet
from intake.words import around


def of(sheet: Sheet) -> tuple[Zone | None, Box | None, Mapping[str, str]]:
    """Return the zone of a page, its place, and the values in it that have their own check digit right.

    Those values are told of a zone that is not right as a whole, too, and of one that is not whole.
    """
    rows = [row for row in sheet.rows if row.text.count("<") >= 2 or "IDVNM" in row.text.replace(" ", "")]
    if not rows:
        return None, None, {}
    today = datetime.now(UTC).date()
    place = sheet.fraction(around(row.box for row in rows))
    anew = rereading.zone(sheet, [row.box for row in rows])
    zone, proven = mrz.read(anew, today), mrz.proven(anew, today)
    if zone and zone.valid:
        return zone, place, proven
    as_they_are = [row.text for row in rows]
    other = mrz.read(as_they_are, today)
    is_better = zone is None or (other is not None and other.valid)
    return (other if is_better else zone), place, mrz.proven(as_they_are, today) | proven
