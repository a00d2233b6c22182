"""Values of a stamp that a seal's ring runs through, and of which of several views they are taken."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from intake import engine, stamp_days, stamp_values, stamp_views, stamps
from intake.fields import certification
from intake.fields.found import Found
from intake.pdfs import Picture
from intake.sheets import Sheet
from intake.stamp_values import Stamp, View
from intake.words import Line, PixelBox, Word
from tests.intake import page
from tests.intake.test_recogniser import SERIF
from tests.intake.test_stamps import STAMP

BOX = (0, 0, 100, 100)
TEXT = "Ngày 08 tháng 11 năm 2026"
LEFT, TOP = 260, 60


def ringed(text: str = TEXT, seen: str = "tháng 11 năm 2026") -> tuple[Picture, Line]:
    """Return a stamp's row with a ring through its beginning, and the words that its ink made of it."""
    face = ImageFont.truetype(SERIF, 26)
    image = Image.new("L", (900, 200), 250)
    ImageDraw.Draw(image).text((LEFT, TOP), text, font=face, fill=60)
    level = np.asarray(image, np.uint8).copy()
    cv2.ellipse(level, (300, 190), (150, 122), 0, 180, 360, 90, 3)
    words = []
    for word in seen.split():
        start = text.index(word)
        left, right = (LEFT + round(face.getlength(text[:end])) for end in (start, start + len(word)))
        words.append(Word(word, 0.98, (left, TOP - 6, right, TOP + 52)))
    return level, Line(tuple(words))


def test_a_day_is_read_from_its_year_back_to_its_beginning() -> None:
    level, row = ringed()
    found = stamp_days._day(level, [row])
    assert found is not None
    assert found[0] == "2026-11-08"


def test_a_row_without_a_year_is_no_day() -> None:
    level, row = ringed()
    assert stamp_days._day(level, [Line(row.words[:3])]) is None


def test_figures_that_a_ring_joins_to_it_are_read_with_their_row() -> None:
    row = "Số chứng thực 9319 quyển số 10-SCT/BS"
    level, broken = ringed(row, "Số chứng thực 931 số 10-SCT/BS")
    low = Line(tuple(replace(word, box=(word.box[0], TOP + 4, word.box[2], TOP + 30)) for word in broken.words))
    values = stamp_values._seen(level, [low])
    assert [value for value, _ in values["certification_number"]] == ["9319"]
    assert [value for value, _ in values["certification_book"]] == ["10-SCT/BS"]


@pytest.mark.parametrize(
    ("one", "other", "values"),
    [
        ("931", "9319", ["9319"]),
        ("9319", "931", ["9319"]),
        ("9319", "9319", ["9319"]),
        ("9318", "9319", ["9318", "9319"]),
        ("9319", "", ["9319"]),
        ("", "9319", ["9319"]),
    ],
)
def test_of_two_looks_one_that_lost_figures_does_not_count(one: str, other: str, values: list[str]) -> None:
    line = Line((Word(one or other, 0.9, BOX),))
    found = [Found("certification_number", text, (line,)) if text else None for text in (one, other)]
    assert [value for value, _ in stamp_values._looks(*found)] == values


@pytest.mark.parametrize(
    ("first", "second", "day"),
    [
        ((0.84, 0.86), (0.99, 0.99), "2026-11-05"),
        ((0.95, 0.96), (0.99, 0.99), "2026-11-06"),
        ((0.84, 0.86), (0.8, 0.7), "2026-11-06"),
    ],
    ids=["clearer in the second", "clear in the first", "clear in none"],
)
def test_a_day_that_one_view_shows_unclearly_is_looked_for_in_the_next(
    first: tuple[float, float], second: tuple[float, float], day: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = iter([_stamp("2026-11-06", first), _stamp("2026-11-05", second)])
    monkeypatch.setattr(stamp_values, "borne_out", lambda view: None)
    monkeypatch.setattr(stamp_values, "by_both", lambda view: next(shown))
    best = stamps._best(_views())
    assert best is not None
    assert {value for value, _ in best.values[certification.DATE]} == {day}


def _views() -> Iterator[tuple[Picture, PixelBox]]:
    for _ in range(2):
        yield np.full((10, 10), 255, np.uint8), BOX


def _stamp(day: str, sure: tuple[float, float]) -> Stamp:
    number, book = ("4172", 0.9), ("02/2026-SCT/BS", 0.9)
    days = tuple((day, one) for one in sure)
    names = {"certification_number": (number, number), "certification_book": (book, book)}
    return Stamp(True, names | {certification.DATE: days}, BOX)


@pytest.mark.parametrize(
    ("sure", "kept"),
    [((0.99, 0.99, 0.4), 2), ((0.93, 0.91), 2), ((0.99, 0.4), 0), ((0.8, 0.95, 0.93), 0)],
    ids=["two beyond doubt", "each clear", "one beyond doubt", "one unclear"],
)
def test_a_day_that_two_looks_saw_beyond_doubt_is_not_looked_for_again(
    sure: tuple[float, ...], kept: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = replace(_stamp("2026-11-06", (0.9, 0.9)), values={certification.DATE: _days(sure)})
    monkeypatch.setattr(stamps, "_best", lambda levels, **told: shown)
    monkeypatch.setattr(stamp_views, "levels", lambda sheet, **asked: [(np.zeros((9, 9), np.uint8), BOX)])
    monkeypatch.setattr(stamps, "_freed_day", lambda level: _days((0.99, 0.99, 0.98)))
    found = stamps.read(Sheet(1, 0, None, np.zeros((9, 9, 3), np.uint8), np.zeros((9, 9), np.uint8)))
    assert found and len(found.values[certification.DATE]) == (kept or 3)


def _days(sure: tuple[float, ...]) -> tuple[tuple[str, float], ...]:
    return tuple(("2026-11-06", one) for one in sure)


@pytest.mark.parametrize(
    ("lines", "asked"), [(["Ngày 05/11/2026"], 0), (["(Đã ký)"], 0), ([], 0)], ids=["clear", "none", "blank"]
)
def test_the_engine_looks_for_no_day_where_the_recogniser_saw_none_or_a_clear_one(
    lines: list[str], asked: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = _counted(monkeypatch)
    stamps._freed_day(_level(lines))
    assert len(calls) == asked


def test_the_engine_looks_for_a_day_that_the_recogniser_saw_unclearly(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = _counted(monkeypatch)
    monkeypatch.setattr(stamp_days, "_day", lambda level, rows: ("2026-11-05", 0.8))
    stamps._freed_day(_level(["Ngày 05/11/2026"]))
    assert calls == ["block"]


@pytest.mark.parametrize(
    ("lines", "asked"),
    [(["o"], []), (["Giám đốc", "Nguyễn Thị Mẫu"], ["block"])],
    ids=["hardly a word", "words of something else"],
)
def test_the_engine_reads_a_picture_of_clear_words_alone(
    lines: list[str], asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = _counted(monkeypatch)
    assert not stamp_values.by_both(stamp_values.seen(_level(lines), BOX)).is_certification
    assert calls == asked


@pytest.mark.parametrize(
    ("numbers", "asked"),
    [(("4172", "4172"), ["block"]), (("4172", "4177"), ["block", "page"])],
    ids=["seen twice", "seen once"],
)
def test_a_stamp_is_laid_out_in_another_way_where_no_two_looks_agree(
    numbers: tuple[str, str], asked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = _counted(monkeypatch)
    day, book = ("2026-11-05", 0.99), ("02/2026-SCT/BS", 0.9)
    seen = {
        "certification_number": [(one, 0.9) for one in numbers],
        "certification_book": [book, book],
        certification.DATE: [day, day],
    }
    more = {"certification_number": [("4178", 0.7)]}
    monkeypatch.setattr(stamp_values, "_values", lambda level, rows, known: more)
    level = _level(["CHỨNG THỰC BẢN SAO ĐÚNG VỚI BẢN CHÍNH"])
    assert stamp_values.by_both(View(level, BOX, [], seen)).is_certification
    assert calls == asked


def _level(lines: list[str]) -> Picture:
    return np.asarray(cv2.cvtColor(page.drawn(lines, height=500), cv2.COLOR_RGB2GRAY), np.uint8)


def _counted(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return in which layouts the engine is asked to read from now on."""
    calls: list[str] = []

    def counting(name: str, read: Callable[[Picture], list[Line]]) -> Callable[[Picture], list[Line]]:
        def counted(grey: Picture) -> list[Line]:
            calls.append(name)
            return read(grey)

        return counted

    for name in ("block", "page"):
        monkeypatch.setattr(engine, f"read_{name}", counting(name, getattr(engine, f"read_{name}")))
    return calls


@pytest.mark.parametrize(
    ("borne_out", "shown", "asked"),
    [((False, True), (0, 3), []), ((False, False), (1, 3), [3]), ((False, False), (3, 3), [3, 3])],
    ids=["borne out in the second", "more in the second", "as much in both"],
)
def test_the_engine_lays_out_views_that_the_recogniser_saw_most_in_where_it_bears_out_none(
    borne_out: tuple[bool, bool], shown: tuple[int, int], asked: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    clear, unclear = _stamp("2026-11-06", (0.99, 0.99)), _stamp("2026-11-06", (0.84, 0.86))
    names = [*certification.NORMAL]
    views = iter([View(_level([]), BOX, [], dict.fromkeys(names[:one], ())) for one in shown])
    results = iter(borne_out)
    laid_out: list[int] = []

    def by_both(view: View) -> Stamp:
        laid_out.append(len(view.values))
        return unclear

    monkeypatch.setattr(stamp_values, "seen", lambda level, box: next(views))
    monkeypatch.setattr(stamp_values, "borne_out", lambda view: clear if next(results) else None)
    monkeypatch.setattr(stamp_values, "by_both", by_both)
    assert stamps._best(_views()) == (clear if any(borne_out) else unclear)
    assert laid_out == asked


@pytest.mark.parametrize(
    ("values", "rows", "is_laid_out"),
    [(1, "", False), (2, "", True), (0, "Quyển số: 02/2026 - SCT/BS", True)],
    ids=["a value alone", "two values", "a row of a stamp"],
)
def test_above_a_seal_alone_the_engine_reads_what_the_recogniser_sees_of_a_stamp(
    values: int, rows: str, is_laid_out: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = View(
        _level([]), BOX, page.rows(rows) if rows else [], dict.fromkeys([*certification.NORMAL][:values], ())
    )
    unclear = _stamp("2026-11-06", (0.84, 0.86))
    monkeypatch.setattr(stamp_values, "seen", lambda level, box: view)
    monkeypatch.setattr(stamp_values, "borne_out", lambda view: None)
    monkeypatch.setattr(stamp_values, "by_both", lambda view: unclear)
    assert stamps._best(_views(), is_told=False) == (unclear if is_laid_out else None)
    assert stamps._best(_views()) == unclear


def test_rows_below_a_stamp_s_day_are_not_read() -> None:
    office = ("TUQ. CHỦ TỊCH", "CÔNG CHỨC TƯ PHÁP")
    read = [row.text for row in stamp_values.by_ink(_level([*STAMP, *office]))]
    assert len(read) == len(STAMP)
    assert "05/11/2026" in read[-1]
    assert len(stamp_values.by_ink(_level([*STAMP[:2], *office]))) == len(STAMP) + 1
