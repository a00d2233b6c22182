"""How letters write days, hours, numbers and serials (NĐ 30/2020, Phụ lục I)."""

from datetime import date, datetime

from django import template
from django.utils import timezone

register = template.Library()


@register.filter
def day(value: date | datetime | None) -> str:
    """Write a day: "ngày 05 tháng 9 năm 2026"; days below 10 and months 1 and 2 with a leading zero."""
    if value is None:
        return ""
    on = timezone.localdate(value) if isinstance(value, datetime) else value
    month = f"{on.month:02d}" if on.month < 3 else str(on.month)
    return f"ngày {on.day:02d} tháng {month} năm {on.year}"


@register.filter
def moment(value: datetime | None) -> str:
    """Write an hour of a day: "10 giờ 05 phút, ngày …", in the centre's time."""
    if value is None:
        return ""
    return f"{timezone.localtime(value):%H giờ %M phút}, {day(value)}"


@register.filter
def short_day(value: date | datetime | None) -> str:
    """Write a day for a table: "05/09/2026"."""
    if value is None:
        return ""
    on = timezone.localdate(value) if isinstance(value, datetime) else value
    return f"{on:%d/%m/%Y}"


@register.filter
def grouped(value: str) -> str:
    """Write a serial in groups of four, so that it can be read aloud."""
    return " ".join(value[start : start + 4] for start in range(0, len(value), 4))


@register.filter
def two_digits(value: int) -> str:
    """Write a count on paper: below 10 with a leading zero, so that no digit can be put before it."""
    return f"{value:02d}"


def reference(number: int, symbol: str) -> str:
    """Write a letter's number and symbol: "05/HDHS"."""
    return f"{number:02d}/{symbol}" if symbol else f"{number:02d}"
