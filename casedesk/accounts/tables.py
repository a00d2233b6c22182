"""A table of accounts read from a file, line by line: CSV as Excel writes it in any encoding it knows, or XLSX."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import chain

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

from casedesk.accounts.columns import COLUMNS, NEEDED, Line, named

MAX_BYTES = 40 * 1024 * 1024
MAX_UNPACKED = 250 * 1024 * 1024
MOST_LINES = 200_000
MOST_LETTERS = 1_000
"""In one cell."""
_ZIP = b"PK\x03\x04"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_DELIMITERS = ";,\t"


class BadTable(Exception):  # noqa: N818 (reads as a sentence where it is raised)
    """The file holds no table that can be read; the sentence says what to do."""


def glance(content: bytes) -> None:
    """Refuse at once what is plainly no table; a workbook is opened by the machine alone. Raises `BadTable`."""
    _weigh(content)
    if not content.startswith(_ZIP):
        next(lines(content), None)


def lines(content: bytes) -> Iterator[Line]:
    """Yield the lines of a table that hold anything, without its heading. Raises `BadTable`."""
    _weigh(content)
    rows = _workbook(content) if content.startswith(_ZIP) else _csv(content)
    yield from _numbered(rows)


def _weigh(content: bytes) -> None:
    if not content:
        raise BadTable(_("Tệp rỗng: hãy chọn tệp CSV hoặc XLSX của sổ tài khoản."))
    if len(content) > MAX_BYTES:
        raise BadTable(_("Tệp lớn quá %(most)d MB: hãy chia nhỏ.") % {"most": MAX_BYTES // 1024**2})


def _numbered(rows: Iterator[Sequence[str]]) -> Iterator[Line]:
    headings = next(rows, None)
    names = _columns(headings or ())
    for number, row in enumerate(rows, start=2):
        if number > MOST_LINES + 1:
            raise BadTable(_("Tệp có hơn %(most)d dòng: hãy chia nhỏ.") % {"most": MOST_LINES})
        cells = {name: plain(cell) for name, cell in zip(names, row, strict=False) if cell}
        if cells:
            yield Line(number, cells)


def plain(cell: str) -> str:
    """Return a cell without the apostrophe that keeps a spreadsheet from taking it for a formula."""
    text = cell.strip()[: MOST_LETTERS + 1]
    return text[1:] if text.startswith("'") and text[1:].lstrip(" ").startswith(_FORMULA) else text


def _columns(headings: Sequence[str]) -> list[str]:
    names = named(headings)
    unknown = [head.strip() for head, name in zip(headings, names, strict=True) if head.strip() and not name]
    if unknown:
        text = _("Dòng 1: cột «%(name)s» không được biết đến. Các cột là: %(known)s.")
        raise BadTable(text % {"name": unknown[0][:60], "known": ", ".join(COLUMNS.values())})
    missing = [COLUMNS[name] for name in NEEDED if name not in names]
    if missing:
        text = _("Dòng 1 phải là tiêu đề cột; thiếu cột «%(name)s». Các cột là: %(known)s.")
        raise BadTable(text % {"name": missing[0], "known": ", ".join(COLUMNS.values())})
    double = next((COLUMNS[name] for name in names if name and names.count(name) > 1), "")
    if double:
        raise BadTable(_("Dòng 1: cột «%(name)s» có hai lần.") % {"name": double})
    return [name or "?" for name in names]


def _csv(content: bytes) -> Iterator[Sequence[str]]:
    """Yield the records of a CSV; commas, semicolons (Excel in Vietnamese) or tabs part its columns."""
    file = io.TextIOWrapper(io.BytesIO(content), encoding=_encoding(content), newline="")
    try:
        first = file.readline()
        if first.lower().startswith("sep="):
            first = file.readline()
        delimiter = max(_DELIMITERS, key=first.count)
        yield from csv.reader(chain([first], _without_nul(file)), delimiter=delimiter)
    except UnicodeDecodeError as wrong:
        raise BadTable(_("Tệp không phải UTF-8: trong Excel hãy chọn «CSV UTF-8» hoặc lưu dạng XLSX.")) from wrong
    except csv.Error as wrong:
        raise BadTable(_("Tệp CSV bị hỏng: có ô dài quá hoặc dấu nháy không đóng.")) from wrong


def _without_nul(file: Iterable[str]) -> Iterator[str]:
    return (line.replace("\0", "") for line in file)


def _encoding(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    head = content[:200]
    if head[1::2].count(0) > len(head) // 4:
        return "utf-16-le"
    if head[::2].count(0) > len(head) // 4:
        return "utf-16-be"
    return "utf-8-sig"


def _workbook(content: bytes) -> Iterator[Sequence[str]]:
    """Yield the rows of a workbook's first sheet; one that would not fit into memory is refused unopened."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            size = sum(part.file_size for part in packed.infolist())
        if size > MAX_UNPACKED:
            raise BadTable(_("Tệp XLSX quá lớn khi mở ra: hãy chia nhỏ hoặc dùng CSV."))
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
        rows = sheet.iter_rows()
    except (zipfile.BadZipFile, CalamineError, ValueError, OSError, RuntimeError) as wrong:
        raise BadTable(_("Không mở được tệp XLSX: tệp hỏng hoặc có mật khẩu.")) from wrong
    for _empty in range(sheet.start[0] if sheet.start else 0):
        yield ()
    for row in rows:
        yield [_text(cell) for cell in row]


def _text(cell: object) -> str:
    """Return a cell of a workbook as it would be typed."""
    if isinstance(cell, bool):
        return "x" if cell else ""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else str(cell)
    if isinstance(cell, datetime | date):
        return cell.isoformat()
    return str(cell)
