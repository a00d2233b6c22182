"""Days are weighed by their picture: both ones of an 11, a whole month, nothing where no day is written."""

from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest

from intake import days, recogniser, stamp_days
from intake.fields import certification
from tests.intake import page
from tests.intake.test_recogniser import line

FIRST, LAST = 2015, 2026
TODAY = datetime.now(UTC).date()
LAST_EVE = next(
    eve for year in (TODAY.year, TODAY.year - 1) if (eve := date(year, 12, 31)) <= TODAY + timedelta(days=1)
)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Ngày 15 tháng 11 năm 2026", "2026-11-15"),
        ("Ngày: 11/11/2026", "2026-11-11"),
        ("Ngày: 05/01/2026", "2026-01-05"),
        ("Ngày 09 tháng 9 năm 2025", "2025-09-09"),
        ("Ngày 28/02/2019", "2019-02-28"),
        ("31/12/2025", "2025-12-31"),
    ],
)
@pytest.mark.parametrize("size", [14, 20, 48])
def test_a_day_is_read(text: str, day: str, size: int) -> None:
    found = days.read(recogniser.read(line(text, size=size)), FIRST, LAST)
    assert found is not None
    assert found[0] == day
    assert 0.7 <= found[1] <= 1


@pytest.mark.parametrize("size", [14, 20, 48])
@pytest.mark.parametrize(
    "text",
    [
        "Ngày tháng năm",
        "CHỦ TỊCH",
        "Số 1",
        "TM. ỦY BAN NHÂN DÂN",
        "đTháng 11 năm 2026",
        "iN áng 11 năm 2026",
        "% tháng 11 năm 2026",
    ],
)
def test_no_day_is_made_up(text: str, size: int) -> None:
    assert days.read(recogniser.read(line(text, size=size)), FIRST, LAST) is None


def test_no_day_after_the_last_year() -> None:
    found = days.read(recogniser.read(line("Ngày 15 tháng 11 năm 2031")), FIRST, LAST)
    assert found is None or found[0] < "2027"


def test_an_empty_line_has_no_day() -> None:
    assert days.read(recogniser.read(np.full((48, 200), 255, np.uint8)), FIRST, LAST) is None


@pytest.mark.parametrize(
    ("text", "may_be"),
    [("Ngày 14 tháng 11 năm 2026", True), ("14/11/2026", True), ("8ñ: 25103, eã: 06/2026 SGT/BS", False)],
)
def test_a_stamp_s_book_is_no_day(text: str, may_be: bool) -> None:
    assert certification.may_be_day(page.rows(text)[0]) is may_be


@pytest.mark.parametrize(
    ("end", "day", "is_guess"),
    [
        ("ngày 09 tháng 11\nnăm 2025", "2025-11-09", False),
        ("ngày 09 tháng <Ÿ\n11 năm 2025", "2025-11-09", False),
        ("ngày 09 tháng 11 năm\n2025", "2025-11-09", False),
        ("ngày 01 tháng 01 năm\nCÔ KHCHNG VIÊN", f"{TODAY.year}-01-01", True),
        ("ngày 31 tháng 12 năm\nCÔ KHCHNG VIÊN", LAST_EVE.isoformat(), True),
        ("ngày 09 tháng\nCÔ KHCHNG VIÊN", "", False),
        ("ngày 40 tháng 11 năm\nCÔ KHCHNG VIÊN", "", False),
    ],
)
def test_a_stamp_s_day_that_goes_on_in_the_next_row(end: str, day: str, is_guess: bool) -> None:
    rows = page.rows(f"BẢN SAO ĐÚNG VỚI BẢN CHÍNH\nSố chứng thực 15690 quyển số 05-SCT/BS {end}")
    found = certification.read(rows, alone=True).get("certification_date")
    assert (found.value if found else "", found is not None and found.is_choice) == (day, is_guess)
    looks = stamp_days.parted({"certification_date": found} if found else {}).get("certification_date", [])
    assert [text for text, _ in looks] == ([day] if day else [])
    assert all((sure <= 0.5) is is_guess for _, sure in looks)
