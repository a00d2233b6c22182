"""What the stamp of a certified copy says of itself (NĐ 23/2015): number, book and day."""

import re
from collections.abc import Sequence

from intake import numbers
from intake.fields.flow import Flow
from intake.fields.found import Found, labelled
from intake.words import Line

PREFIX = "certification_"
_NUMBER = ("số chứng thực", "số chứng thực bản sao")
_BOOK = ("quyển số", "quyển số SCT/BS", "quyển", "sổ chứng thực quyển số")
_TITLE = ("chứng thực bản sao đúng với bản chính", "bản sao đúng với bản chính")
_DAY = ("ngày",)
_ROWS = 4
"""Rows under its title that a stamp's number, book and day take."""


def read(rows: Sequence[Line]) -> dict[str, Found]:
    """Return number, book and day of a stamp among some rows, as fields that begin with `PREFIX`."""
    flow = Flow(rows)
    places = flow.find({"number": _NUMBER, "book": _BOOK, "title": _TITLE, "day": _DAY})
    heads = places["title"] or places["book"]
    if not heads:
        return {}
    top = flow.items[heads[0].start].row - (0 if places["title"] else 1)
    inside = {
        group: [one for one in found if top <= flow.items[one.start].row <= top + _ROWS]
        for group, found in places.items()
    }
    stops = [place for group in inside.values() for place in group]
    days = [place for group in ("number", "book", "title") for place in inside[group]]
    options = (
        labelled(f"{PREFIX}number", flow, inside["number"], stops, number),
        labelled(f"{PREFIX}book", flow, inside["book"], stops, book),
        labelled(f"{PREFIX}date", flow, inside["day"], days, numbers.iso_date, 2),
    )
    return {option.name: option for option in options if option}


def number(text: str) -> str:
    """Return the number of a certification in a text."""
    found = re.match(r"\D{0,4}(\d[\d.]{0,8})", text)
    return found[1].strip(".") if found else ""


def book(text: str) -> str:
    """Return the mark of a book of certifications: "02/2026-SCT/BS", whatever is left of its letters."""
    found = re.search(r"\d{1,3}(?:\s*/\s*\d{4})?", text)
    return re.sub(r"\s", "", found[0]) + "-SCT/BS" if found else ""
