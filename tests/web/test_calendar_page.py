"""The calendar's page for supervisors, and the sentence that proposes to put a case's day off."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from casedesk import sla
from casedesk.lib import workdays
from casedesk.models import Act, CalendarDay, Case, Extension
from tests import make
from tests.web.conftest import SignedIn

pytestmark = pytest.mark.django_db
PAGE, APPLY = "/lich-lam-viec/", "/lich-lam-viec/ap-dung/"


def due_next_working_day() -> Case:
    case, today = make.case(), sla.today(timezone.now())
    case.due_on = workdays.first_working_day(today + timedelta(days=1))
    case.save()
    return case


def test_a_supervisor_previews_and_applies(signed_in: SignedIn) -> None:
    case, client = make.case(), signed_in("supervisor")
    assert "Không hồ sơ nào phải dời" in client.get(PAGE).content.decode()
    CalendarDay.objects.create(day=date(2026, 11, 26), is_worked=False, notice="Thông báo 1")
    page = client.get(PAGE).content.decode()
    assert all(words in page for words in (case.number, "01/12/2026", "02/12/2026", "Thông báo 1", "chưa in"))
    assert client.post(APPLY, {"version": sla.calendar_version()}).status_code == 302
    case.refresh_from_db()
    assert case.due_on == date(2026, 12, 2)


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 40, "7"])
def test_a_stale_or_odd_version_moves_nothing(version: str, signed_in: SignedIn) -> None:
    case = make.case()
    CalendarDay.objects.create(day=date(2026, 11, 26), is_worked=False, notice="Thông báo 1")
    assert signed_in("supervisor").post(APPLY, {"version": version}).status_code == 409
    case.refresh_from_db()
    assert case.due_on == date(2026, 12, 1)


def test_the_case_page_proposes_and_carries_out_an_extension(signed_in: SignedIn) -> None:
    case, client = due_next_working_day(), signed_in("supervisor")
    assert 'data-test="extension"' in client.get(f"/ho-so/{case.number}/").content.decode()
    to = workdays.due_on(case.due_on, 3)  # type: ignore[arg-type]
    sent = {"to": to.isoformat(), "reason": "Chờ xác minh"}
    assert client.post(f"/ho-so/{case.number}/hen-lai/", sent).status_code == 302
    assert (Extension.objects.get().to_on, case.events.filter(act=Act.EXTENDED).count()) == (to, 1)
    assert 'data-test="extension"' not in client.get(f"/ho-so/{case.number}/").content.decode()


def test_a_clerk_sees_no_proposal(signed_in: SignedIn) -> None:
    case = due_next_working_day()
    assert 'data-test="extension"' not in signed_in("clerk").get(f"/ho-so/{case.number}/").content.decode()


@pytest.mark.parametrize("sent", [{}, {"to": "mai", "reason": "x"}, {"to": "2099-01-05", "reason": " "}])
def test_an_unusable_form_comes_back_with_its_sentence(sent: dict[str, str], signed_in: SignedIn) -> None:
    case = make.case()
    assert signed_in("supervisor").post(f"/ho-so/{case.number}/hen-lai/", sent).status_code == 409
    assert not Extension.objects.exists()
