"""What the stamp of a certified copy says of itself (NĐ 23/2015): number, book and day."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from rapidfuzz.distance import Levenshtein

from intake import days, numbers
from intake.fields.flow import Flow, Place
from intake.fields.found import Found, labelled, lines_of, taken
from intake.seen import Seen
from intake.text import fold, parted
from intake.words import Line, PixelBox, around

PREFIX = "certification_"
NUMBER, BOOK, DATE = (f"{PREFIX}{name}" for name in ("number", "book", "date"))
CLEAR_DAY = 0.9
"""How sure every look at a day must be for it to be vouched for, and for no other view to be looked at."""
_LAW = 2015
"""The year from which on such stamps are made (NĐ 23/2015)."""
_NUMBER = ("số chứng thực", "số chứng thực bản sao", "số CT", "=số")
_BOOK = ("quyển số", "quyển số SCT/BS", "quyển")
BOOKS_YEAR = re.compile(r"/(20\d\d)(?=-)")
"""The year of a stamp's book, "05/2026-SCT/BS"."""
BOOK_MARK = "sctbs"
"""What books of certified copies are called (NĐ 23/2015), squeezed."""
_TITLE = ("chứng thực bản sao đúng với bản chính", "bản sao đúng với bản chính")
_UPPER_TITLE = ("chứng thực bản sao",)
"""The first row of a title in two, with another column beside it."""
_DAY = ("ngày",)
_NO_STAMP = (
    "ca nhan", "giay chung thuc", "ngay cap", "ngay sinh", "lan dau", "lien lac", "thuong tru", "cong chung so",
)  # fmt: skip
_NO_DAY = ("so ", "quyen", "sct")
_BARE_BOOK = re.compile(r"\W{0,3}\d\s?\d(?:\s*/\s*20\d\d)?\W{0,4}s?ct\W{0,2}[b8]s", re.IGNORECASE)
"""A book whose label is lost: "05/2026 - SCT/BS"."""
_MARKED, _MARK, _MISREAD = re.compile(r"\d(?:\s*/\s*20\d\d)?\s*[-–.]?\s*(\S{2,4}/\S{1,3})\W*$"), "SCT/BS", 2
"""What stands behind the figures of a book, what that is, and how many of its signs may be others: "SGT/BŠ"."""
_NO_BOOK = re.compile(r"0+(?!\d)")
"""Noughts alone: of "06" a figure is lost."""
_ONE = re.compile(r"(?<=\d)(\s?)[Il|†](?=[\W\d]|$)")
"""What the readers make of a 1 that stands apart from its number."""
_BETWEEN = re.compile(r"(?<=\d)[SZBO](?=\d)")
"""A figure among others that was taken for a letter: "266S7"."""
_NUMBER_ALONE = re.compile(r"\W{0,3}\S{1,3}\s?\S?T\W{0,2}\s\d{2,6}\W*$")
"""A stamp's row of nothing but its number, behind what was made of "Số CT:"."""
_RUN_IN = re.compile(r"^(\W*\d+[.,;:]|\S*[A-Z]/[A-Z]{2}[.,;:])([^\W\d]{2}.*)$")
"""A number or a book that runs into the label behind it: "15204,quyển", "10-SCT/BS,ngày"."""
_BOOK_OF_YEAR = re.compile(r"(?<![\d/.-])\d{1,2}/20\d\d\W*\w{3}/\w{2}\b")
"""A stamp's book, however its letters were read: "06/2026 SGT/BS"."""
_OF_HOUSE = re.compile(
    r"\D{0,4}\d+[A-Z]?(?:/\d+)*[\s,]+(?:ngõ|phố|đường|hẻm|ngách|quốc lộ|tổ|thôn|phường|xã)\b", re.IGNORECASE
)
"""The number of a house in a row beside the stamp: "Số 261 Ngõ 23 phố Mẫu"."""
_STROKE_MISREAD = re.compile(r"(?<=\b\d\d)[17Il|yv;:,]/?(?=20[12]\d\s*[-–.]?\s*[S$]?[CG]T)")
"""The stroke before a book's year, taken for a figure or a letter: "0772026 - SCT/BS", "11y/2026-SCT/BS"."""
_HALF_A_MONTH = re.compile(r"th\w*ng\W{0,4}[12]\W{0,6}n\w*m", re.IGNORECASE)
_DAY_AT_END = re.compile(
    r"\bng[aà]y\s+(\d{1,2})(?:\s+th[aá]ng(?:\s+(\d{1,2}))?(?:\s+n[aă]m)?)?(?![^\W\d_])[^\d]{0,9}$", re.IGNORECASE
)
"""A row that ends amid a day: its day, and its month where that is there too."""
_YEAR_BELOW = re.compile(r"\W*(?:n[aă]m\W+)?(20\d\d)\b", re.IGNORECASE)
_MONTH_BELOW = re.compile(r"\W*(?:\S{1,6}\s+)?(\d{1,2})\s+n[aă]m\W*(20\d\d)\b", re.IGNORECASE)
"""What stands in the row below of a day that begins above it."""
_ROWS = 4
"""Rows under its title that a stamp's number, book and day take."""
_LEAST_FIGURES = 2
_BESIDE, _COLUMN_GAP = 0.1, 2.5
"""How far beyond its title a stamp's words stand, as a part of its width; the gap in heights that ends them."""


def read(rows: Sequence[Line], *, alone: bool = False) -> dict[str, Found]:
    """Return number, book and day of a stamp among some rows, or in rows that are its own (`alone`)."""
    rows = [parted(row, _RUN_IN) for row in beside_title(rows)]
    flow = Flow(rows)
    inside = flow.find({"number": _NUMBER, "book": _BOOK, "title": _TITLE, "day": _DAY})
    heads = inside["title"] or inside["book"]
    if not heads and not alone:
        return {}
    top = flow.items[heads[0].start].row - (0 if inside["title"] else 1) if heads else 0
    last = len(rows) if alone else top + _ROWS
    inside = {group: [one for one in found if _is_in(flow, one, top, last)] for group, found in inside.items()}
    stops = [place for group in inside.values() for place in group]
    days = [place for group in ("number", "book", "title") for place in inside[group]]
    options = (
        labelled(NUMBER, flow, inside["number"], stops, number)
        or _number_before_book(flow, inside["title"], inside["book"]),
        labelled(BOOK, flow, inside["book"], stops, book, 2) or _bare_book(flow, top, last),
        _in_its_rows(labelled(DATE, flow, inside["day"], days, day, 2))
        or ((_bare_day(flow, top) or _parted_day(flow)) if alone else None),
    )
    return {option.name: option for option in options if option}


def _in_its_rows(found: Found | None) -> Found | None:
    """Return a day without the row below it where the first one tells all of it."""
    if found is None or len(found.lines) == 1 or day(found.lines[0].text) != found.value:
        return found
    return replace(found, lines=found.lines[:1])


def is_whole(one: Found) -> bool:
    """Say whether a value of a page's stamp stands in one row, a book with its mark, however that was read."""
    if len(one.lines) > 1 or one.name != BOOK:
        return len(one.lines) <= 1
    marked = _MARKED.search(one.lines[0].text)
    return marked is not None and Levenshtein.distance(marked[1].upper(), _MARK) <= _MISREAD


def rows_of(flow: Flow) -> range:
    """Return which rows of a page are a stamp's: its title and those below that hold number, book and day."""
    titles = flow.find({"title": (*_TITLE, "chứng thực bản sao")})["title"]
    first = flow.items[titles[0].start].row if titles else 0
    return range(first, flow.items[titles[-1].end - 1].row + _ROWS + 1) if titles else range(0)


def beside_title(rows: Sequence[Line]) -> list[Line]:
    """Return rows without what is no stamp's: what stands above its title, and in another column than that."""
    flow = Flow(rows)
    titles = flow.find({"title": _TITLE})["title"] or flow.find({"title": _UPPER_TITLE})["title"]
    if not titles:
        return list(rows)
    title = around(item.word.box for item in flow.items[titles[0].start : titles[0].end])
    kept = [_of_column(row, title) for row in rows if row.box[3] > title[1]]
    return [row for row in kept if row.words]


def _of_column(row: Line, title: PixelBox) -> Line:
    """Return the words of a row that stand under a stamp's title, or close beside such words."""
    reach, gap = _BESIDE * (title[2] - title[0]), _COLUMN_GAP * (title[3] - title[1])
    left, right = title[0] - reach, title[2] + reach
    under = [index for index, word in enumerate(row.words) if word.box[2] > left and word.box[0] < right]
    if not under:
        return replace(row, words=())
    first, last = under[0], under[-1]
    while first > 0 and row.words[first].box[0] - row.words[first - 1].box[2] < gap:
        first -= 1
    while last + 1 < len(row.words) and row.words[last + 1].box[0] - row.words[last].box[2] < gap:
        last += 1
    return replace(row, words=row.words[first : last + 1])


def _is_in(flow: Flow, place: Place, top: int, last: int) -> bool:
    """Say whether a label stands between two rows, and not in a row on a person's papers."""
    row = flow.items[place.start].row
    return top <= row <= last and not is_of_paper(flow.rows[row])


def _number_before_book(flow: Flow, titles: Sequence[Place], books: Sequence[Place]) -> Found | None:
    """Return the figures that stand right before the book, whatever became of their label ("5ó chưng thưc").

    Where print runs through the title the row above the book's is all figures but for a label: "6€ đT: 8960".
    """
    if not books:
        return None
    start, first = books[0].start, titles[0].end if titles else 0
    row = flow.items[start].row
    if not titles and not (row and _NUMBER_ALONE.match(flow.rows[row - 1].text)):
        return None
    before = [item for item in flow.items[first:start] if item.row == row] or [
        item for item in flow.items[first:start] if item.row == row - 1
    ]
    if re.search(r"\bn\w*m 20\d\d|\bngay\b|\bthang\b", fold(" ".join(item.word.text for item in before))):
        return None
    figures = [item.word.text.strip(".,;:").isdigit() for item in before]
    if not any(figures):
        return None
    end = len(figures) - figures[::-1].index(True)
    first = end - next((size for size, one in enumerate(reversed(figures[:end])) if not one), end)
    return taken(NUMBER, before[first:end], number)


def _bare_book(flow: Flow, top: int, last: int) -> Found | None:
    """Return a book by its mark, whatever became of its label."""
    for index, item in enumerate(flow.items):
        if top <= item.row <= last:
            items = [one for one in flow.items[index : index + 5] if one.row == item.row]
            found = _BARE_BOOK.match(" ".join(one.word.text for one in items))
            if found:
                return taken(BOOK, items[: found[0].count(" ") + 1], book)
    return None


def _bare_day(flow: Flow, top: int) -> Found | None:
    """Return a day whose label ran into the word before it ("SCT/BSngày 05/11/2026")."""
    for index, item in enumerate(flow.items):
        if item.row >= top and re.match(
            r"\D{0,6}\d{1,2}(?:\s*[/.-]\s*\d|\s+th[aá]ng)", flow.text(index, index + 3)
        ):
            if is_of_paper(flow.rows[item.row]):
                continue
            items = [one for one in flow.items[index : index + 8] if one.row <= item.row + 1]
            found = day(" ".join(one.word.text for one in items))
            if found:
                return Found(DATE, found, lines_of(items))
    return None


def _parted_day(flow: Flow) -> Found | None:
    """Return the day of a stamp whose row ends amid it: "ngày 09 tháng", "11 năm 2026" below; "ngày 09 tháng 11".

    A seal is often pressed on the row below: where its year is lost it is the last in which there was such a day,
    and a choice.
    """
    for index, row in enumerate(flow.rows):
        begun = _DAY_AT_END.search(row.text)
        if begun is None:
            continue
        below = flow.rows[index + 1].text if index + 1 < len(flow.rows) else ""
        if found := day_over(row.text, below):
            return Found(DATE, found, (row, flow.rows[index + 1]))
        this_year = datetime.now(UTC).year
        likely = (
            day(f"{begun[1]} tháng {begun[2]} năm {year}") for year in (this_year, this_year - 1) if begun[2]
        )
        if found := next(filter(None, likely), ""):
            return Found(DATE, found, (row,), is_choice=True)
    return None


def day_over(above: str, below: str) -> str:
    """Return the day amid which a row ends and that goes on in the row below it; empty where there is none."""
    begun = _DAY_AT_END.search(above)
    end = (_YEAR_BELOW if begun[2] else _MONTH_BELOW).match(below) if begun else None
    if begun is None or end is None:
        return ""
    return day(f"{begun[1]} tháng {begun[2] or end[1]} năm {end[end.lastindex or 0]}")


def number(text: str) -> str:
    """Return the number of a certification in a text; its last figures may stand apart ("2421 1", "6 782")."""
    if _OF_HOUSE.match(text):
        return ""
    text = re.sub(r"\bS(?=\d{2})", "5", _ONE.sub(r"\g<1>1", text))
    text = _BETWEEN.sub(lambda letter: numbers.as_digits(letter[0]), text)
    text = re.sub(r"(?<=\d)['`,:;_-]+(?= \d)", "", text)
    found = re.match(r"\D{0,4}(\d[\d.]{0,6}(?: \d{1,3})?)(?!\s?[\d/]|[\s-]*[S5]CT|[A-Z>][\d\s]|[A-Z>]$)", text)
    return re.sub(r"\D", "", found[1]) if found else ""


def book(text: str) -> str:
    """Return the mark of a book of certifications: "02/2026-SCT/BS", whatever is left of its letters.

    Where a stroke leads to no whole year that is cut off, and the book not whole.
    """
    text = _STROKE_MISREAD.sub("/", text)
    found = re.search(r"(?<!\d)(?<!\d\s)(?<!/)(?<!/\s)\d(?:\s?\d){0,2}(?:\s*/\s*20\d\d)?(?!\s?\d|\s*/)", text)
    mark = re.sub(r"\s", "", found[0]) if found else ""
    return f"{mark}-SCT/BS" if mark and not _NO_BOOK.match(mark) else ""


def day(text: str) -> str:
    """Return the day of a certification in a text: after the law's (2015), not after today's.

    January and February are written 01 and 02 (NĐ 30/2020, Phụ lục I): a single 1 or 2 is left of 11 or 12.
    """
    if _HALF_A_MONTH.search(text):
        return ""
    found = numbers.iso_date(text) if re.match(r"\D{0,6}\d", text) else ""
    return found if str(_LAW) <= found <= (datetime.now(UTC).date() + timedelta(days=1)).isoformat() else ""


def may_be_day(row: Line) -> bool:
    """Say whether a row of a stamp may hold its day."""
    text = fold(row.text)
    no_day = any(sign in text for sign in _NO_DAY) or _BOOK_OF_YEAR.search(row.text)
    return sum(map(str.isdigit, text)) > _LEAST_FIGURES and not no_day and not is_of_paper(row)


def is_of_paper(row: Line) -> bool:
    """Say whether a row is of the paper that is certified: of persons, of days on which something was issued."""
    text = fold(row.text)
    return any(sign in text for sign in _NO_STAMP)


def seen_day(view: Seen) -> tuple[str, float] | None:
    """Return the day that a line of a stamp shows, with its probability; it is not after tomorrow."""
    today = datetime.now(UTC).date()
    found = days.read(view, _LAW, today.year)
    return found if found and found[0] <= (today + timedelta(days=1)).isoformat() else None


LETTERS: Mapping[str, str] = {
    NUMBER: "0123456789.", BOOK: "0123456789/-.: SCTBCKĐ",
}  # fmt: skip
"""What number and book are written with."""
NORMAL: Mapping[str, Callable[[str], str]] = {
    NUMBER: number, BOOK: book, DATE: day,
}  # fmt: skip
"""Takes each value from a text that holds nothing else."""
