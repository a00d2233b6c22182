"""A table as a workbook (XLSX), row by row; its file is gone once it was handed out."""

import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, islice
from pathlib import Path
from typing import Any

from xlsxwriter import Workbook

from casedesk.register_lines import HEADINGS, Line, cells

MOST_ROWS = 1_048_576
"""What Excel holds on a sheet, its headings among them."""
_MOST_LETTERS = 32_767
_PIECE = 64 * 1024
_WIDTHS = (8, 22, 30, 8, 40, 15, 44, 16, 24, 12, 12, 12, 16, 10, 30)


Row = Iterable[str | int | date | None]


@dataclass(frozen=True, slots=True)
class _Shape:
    """What stands above a table's columns, and how wide they are."""

    headings: Sequence[str]
    widths: Sequence[int]


def as_xlsx(found: Iterable[Line], title: str, most_rows: int = MOST_ROWS) -> Iterator[bytes]:
    """Yield the register as a workbook, in as many sheets as it needs."""
    return sheets((cells(line) for line in found), HEADINGS, _WIDTHS, title, most_rows)


def sheets(
    rows: Iterable[Row], headings: Sequence[str], widths: Sequence[int], title: str, most_rows: int = MOST_ROWS
) -> Iterator[bytes]:
    """Yield a table as a workbook, in as many sheets as it needs."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "book.xlsx"
        _write(path, rows, _Shape(headings, widths), title, most_rows)
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                yield piece


def _write(path: Path, rows: Iterable[Row], shape: _Shape, title: str, most_rows: int) -> None:
    """Write the sheets; a row is in its file before the next one is taken up."""
    options = {"constant_memory": True, "tmpdir": str(path.parent), "default_date_format": "dd/mm/yyyy"}
    with Workbook(str(path), options) as book:
        lines, number, first = iter(rows), 0, None
        while number == 0 or first is not None:
            number += 1
            sheet = _sheet(book, title if number == 1 else f"{title} ({number})", shape)
            taken = chain(() if first is None else (first,), lines)
            for row, line in enumerate(islice(taken, most_rows - 1), 1):
                _write_row(sheet, row, line)
            first = next(lines, None)


def _sheet(book: Workbook, name: str, shape: _Shape) -> Any:
    sheet = book.add_worksheet(name)
    for column, width in enumerate(shape.widths):
        sheet.set_column(column, column, width)
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "vcenter"})
    sheet.write_row(0, 0, shape.headings, bold)
    return sheet


def _write_row(sheet: Any, row: int, found: Row) -> None:
    """Write a row: what is text stays text, whatever it looks like."""
    for column, cell in enumerate(found):
        if isinstance(cell, str):
            sheet.write_string(row, column, cell[:_MOST_LETTERS])
        elif isinstance(cell, date):
            sheet.write_datetime(row, column, cell)
        elif cell is not None:
            sheet.write_number(row, column, cell)
