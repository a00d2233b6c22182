"""The letterhead of a day."""

from datetime import date

import pytest

from casedesk.lib.outcomes import NeedsPerson
from letters.models import Letterhead

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("on", "parent"), [(date(2025, 2, 28), "Tổng cục Hải quan"), (date(2025, 3, 1), "Cục Hải quan")], ids=str
)
def test_letterhead_follows_the_day(on: date, parent: str) -> None:
    assert Letterhead.current(on).parent_body == parent


def test_day_before_the_first_letterhead_needs_a_person() -> None:
    with pytest.raises(NeedsPerson):
        Letterhead.current(date(2000, 1, 1))
