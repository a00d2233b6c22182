"""The clock of a case as a bar: day 0 to the promised day, today marked, what is late, and when it stood still."""

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from casedesk import actions, checking, history, sla
from casedesk.models import Act, Case, State
from casedesk.web import clock_bar
from casedesk.web.clocks import Clocks
from tests import make
from tests.web.conftest import SignedIn

pytestmark = pytest.mark.django_db


def days(case: Case, now: datetime) -> list[tuple[int, str, str]]:
    read = sla.with_terms(Case.objects.filter(pk=case.pk)).get()
    return [(one.number, f"{one.day:%d/%m}", one.tone) for one in clock_bar.days_of(read, Clocks(now))]


def test_each_working_day_counts_once_and_the_last_is_promised() -> None:
    case = make.case()
    assert days(case, make.NOW + timedelta(days=2)) == [
        (0, "23/11", "past"),
        (1, "25/11", "today"),
        (2, "26/11", "ahead"),
        (3, "27/11", "ahead"),
        (4, "30/11", "ahead"),
        (5, "01/12", "ahead"),
    ]


def test_a_late_case_goes_on_in_red_for_a_few_days() -> None:
    found = days(make.case(), make.NOW + timedelta(days=30))
    assert [tone for _number, _day, tone in found[-4:]] == ["past", "late", "late", "late"]


@pytest.mark.parametrize("state", [State.CLOSED, State.SUPPLEMENT_REQUESTED])
def test_what_has_ended_or_stands_still_has_no_days(state: State) -> None:
    case = make.case(state)
    if state == State.SUPPLEMENT_REQUESTED:
        sla.stop_clock(case, make.NOW)
        case.save()
    assert days(case, make.NOW) == []


def test_the_page_says_when_the_clock_stood_still(signed_in: SignedIn) -> None:
    case, clerk = make.case(), make.user("clerk")
    checking.run(case, make.NOW)
    actions.request_supplement(case.pk, "Bản rõ hơn.", clerk, make.NOW)
    client, url = signed_in(person=clerk), reverse("web:case", args=[case.number])
    assert "Đồng hồ dừng từ thứ Hai 23/11." in client.get(url).content.decode()
    history.add(case, Act.SUPPLEMENTED, make.NOW + timedelta(days=3))
    assert "Đồng hồ đã dừng từ thứ Hai 23/11 đến thứ Năm 26/11." in client.get(url).content.decode()


def test_the_page_shows_the_bar(signed_in: SignedIn) -> None:
    case = make.case(arrived_on=timezone.localdate())
    page = signed_in("clerk").get(reverse("web:case", args=[case.number])).content.decode()
    assert 'data-test="clock"' in page
    assert f'<time datetime="{case.due_on:%Y-%m-%d}">' in page
    assert clock_bar.stops_of([]) == []
    assert isinstance(case.due_on, date)
