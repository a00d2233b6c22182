"""The administrator's room: people with roles and a first password; never a paper or a case."""

import pytest
from django.apps import apps

from casedesk.admin import site
from casedesk.models import CalendarDay, CaseType, Queue, User
from letters.models import Letterhead
from tests.web.conftest import SignedIn
from verification.models import ChecklistPolicy, RevocationList, TrustedAuthority

pytestmark = pytest.mark.django_db
PASSWORD = "mot-mat-khau-du-dai"


def test_a_person_is_made_with_a_password_and_roles(signed_in: SignedIn) -> None:
    data = {"username": "moi", "full_name": "Người Mới", "password1": PASSWORD, "password2": PASSWORD}
    signed_in("administrator").post("/quan-tri/casedesk/user/add/", data | {"is_clerk": "on"})
    made = User.objects.get(username="moi")
    assert made.check_password(PASSWORD)
    assert made.is_clerk
    assert not made.is_technician


def test_the_add_page_speaks_vietnamese(signed_in: SignedIn) -> None:
    page = signed_in("administrator").get("/quan-tri/casedesk/user/add/").content.decode()
    assert "Password" not in page
    assert "After you" not in page


def test_a_day_off_is_added(signed_in: SignedIn) -> None:
    data = {"day": "24/11/2026", "notice": "Thông báo 1"}
    signed_in("administrator").post("/quan-tri/casedesk/calendarday/add/", data)
    assert CalendarDay.objects.get().notice == "Thông báo 1"


def test_only_policy_is_here() -> None:
    policy = {User, Queue, CalendarDay, CaseType, ChecklistPolicy, Letterhead, TrustedAuthority, RevocationList}
    assert set(site._registry) == policy
    assert not {apps.get_model("casedesk", "Case"), apps.get_model("intake", "Scan")} & set(site._registry)


def test_a_person_is_never_deleted(signed_in: SignedIn) -> None:
    person = User.objects.create(username="cu")
    assert signed_in("administrator").post(f"/quan-tri/casedesk/user/{person.pk}/delete/").status_code == 403
