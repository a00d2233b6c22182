"""Until when a company may be told what is missing: on its case, at the review and in the inbox."""

from datetime import date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from casedesk import checking, sla
from casedesk.models import Case, CaseType, Clock, State
from casedesk.web.clocks import Clocks, Notice
from intake.facts import Kind
from tests import make
from tests.web.conftest import SignedIn

pytestmark = pytest.mark.django_db


def at(day: str) -> datetime:
    return make.NOW + (date.fromisoformat(day) - make.NOW.date())


def lacking(**columns: object) -> Case:
    """Make a case that was received on Monday 23 November, whose identity paper is missing."""
    case = make.case(State.CHECKED, reading=make.facts(without=(Kind.IDENTITY,)), **columns)  # type: ignore[arg-type]
    checking.run(case, make.NOW)
    return case


def noticed(case: Case, now: datetime) -> Notice | None:
    return Clocks(now).notice(sla.with_terms(Case.objects.all()).get(pk=case.pk))


@pytest.mark.parametrize(
    ("today", "words", "tone"),
    [
        pytest.param("2026-11-23", "yêu cầu bổ sung chậm nhất thứ Sáu 27/11", "calm", id="three left"),
        pytest.param("2026-11-25", "yêu cầu bổ sung chậm nhất thứ Sáu 27/11", "calm", id="two left"),
        pytest.param("2026-11-26", "yêu cầu bổ sung chậm nhất thứ Sáu 27/11", "soon", id="one left"),
        pytest.param("2026-11-27", "yêu cầu bổ sung chậm nhất hôm nay", "soon", id="the last day"),
        pytest.param("2026-11-28", "quá hạn yêu cầu bổ sung", "late", id="the Saturday after"),
        pytest.param("2026-12-01", "quá hạn yêu cầu bổ sung 2 ngày làm việc", "late", id="two days past"),
    ],
)
def test_the_last_day_in_words(today: str, words: str, tone: str) -> None:
    assert noticed(lacking(), at(today)) == Notice(words, tone, date(2026, 11, 27))


def test_the_days_are_those_of_the_cases_type() -> None:
    CaseType.objects.update(days_to_notify=1)
    notice = noticed(lacking(), make.NOW)
    assert notice and notice.day == date(2026, 11, 25)


@pytest.mark.parametrize("state", [state for state in State if state not in (State.RECEIVED, State.CHECKED)])
def test_what_is_told_or_decided_is_not_owed(state: State) -> None:
    assert noticed(make.case(state), make.NOW) is None


def test_a_complete_dossier_lacks_nothing() -> None:
    case = make.case()
    checking.run(case, make.NOW)
    assert case.is_complete()
    assert noticed(case, make.NOW) is None


def test_a_dossier_that_is_being_read_may_lack_something() -> None:
    assert noticed(make.case(State.RECEIVED), make.NOW) == noticed(lacking(), make.NOW)


def test_a_stopped_clock_owes_nothing() -> None:
    case = lacking()
    sla.stop_clock(case, make.NOW)
    assert noticed(case, make.NOW) is None


@pytest.mark.parametrize("name", ["case", "review"])
def test_the_pages_show_it(name: str, signed_in: SignedIn) -> None:
    case = lacking()
    Clock.objects.filter(case=case).update(started_on=date(2026, 1, 5))
    page = signed_in("clerk").get(reverse(f"web:{name}", args=[case.number])).content.decode()
    assert 'class="tone late" data-test="notice"' in page
    assert "quá hạn yêu cầu bổ sung " in page


def test_a_change_at_the_review_keeps_it(signed_in: SignedIn) -> None:
    case, htmx = lacking(), {"HX-Request": "true"}
    document = case.documents.get(kind=Kind.REQUEST_LETTER)
    url = reverse("web:set_field", args=[case.number, document.pk, "phone"])
    page = signed_in("clerk").post(url, {"value": "02438000001"}, headers=htmx).content.decode()
    assert 'data-test="notice"' in page


def test_the_inbox_gives_it_as_a_reason(signed_in: SignedIn) -> None:
    fine = make.case()
    checking.run(fine, make.NOW)
    Case.objects.filter(pk=fine.pk).update(due_on=timezone.localdate() + timedelta(days=30))
    case = lacking()
    Clock.objects.filter(case=case).update(started_on=date(2026, 1, 5))
    response = signed_in("clerk").get(reverse("web:inbox") + "?muc=all")
    why = {row.case.pk: row.why for group in response.context["groups"] for row in group.rows}
    assert "; ! quá hạn yêu cầu bổ sung " in why[case.pk]
    assert why[fine.pk] == "đủ, chờ chấp nhận"
