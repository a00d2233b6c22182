"""Days, hours and numbers as official letters write them."""

from datetime import UTC, date, datetime

import pytest

from letters.templatetags import wording


@pytest.mark.parametrize(
    ("on", "written"),
    [
        (date(2026, 9, 5), "ngày 05 tháng 9 năm 2026"),
        (date(2027, 1, 10), "ngày 10 tháng 01 năm 2027"),
        (date(2027, 2, 1), "ngày 01 tháng 02 năm 2027"),
        (date(2026, 12, 31), "ngày 31 tháng 12 năm 2026"),
        (None, ""),
    ],
    ids=str,
)
def test_day(on: date | None, written: str) -> None:
    assert wording.day(on) == written


def test_moment_is_in_the_centres_time() -> None:
    assert wording.moment(datetime(2026, 11, 22, 18, 5, tzinfo=UTC)) == "01 giờ 05 phút, ngày 23 tháng 11 năm 2026"


def test_serial_is_grouped() -> None:
    assert wording.grouped("5401436C0") == "5401 436C 0"


@pytest.mark.parametrize(("number", "symbol", "written"), [(5, "HDHS", "05/HDHS"), (112, "", "112")])
def test_reference(number: int, symbol: str, written: str) -> None:
    assert wording.reference(number, symbol) == written
