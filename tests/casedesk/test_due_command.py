"""`manage.py due` prints due days, and says what is wrong with a date."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from casedesk.models import CalendarDay

pytestmark = pytest.mark.django_db


def due(*arguments: str) -> list[str]:
    out = StringIO()
    call_command("due", *arguments, stdout=out)
    return out.getvalue().splitlines()


def test_prints_one_date_a_line_in_order() -> None:
    assert due("2025-12-31", "2024-04-26") == ["2026-01-09", "2024-05-07"]


def test_counts_as_many_days_as_asked() -> None:
    assert due("2026-11-23", "--days", "1") == ["2026-11-25"]


def test_counts_with_the_administrators_corrections() -> None:
    CalendarDay.objects.create(day=date(2026, 11, 25), is_worked=False, notice="thử")
    assert due("2026-11-23", "--days", "1") == ["2026-11-26"]


@pytest.mark.parametrize("text", ["2026-02-30", "31/12/2025", "x", ""])
def test_refuses_what_is_no_date(text: str) -> None:
    with pytest.raises(CommandError, match="NĂM-THÁNG-NGÀY"):
        due(text)


@pytest.mark.parametrize("arguments", [("2026-11-23", "--days", "0"), ("9999-12-30",)], ids=["no days", "no end"])
def test_refuses_what_has_no_due_day(arguments: tuple[str, ...]) -> None:
    with pytest.raises(CommandError) as refused:
        due(*arguments)
    assert refused.value.returncode == 2
