"""The administrator's room: people with roles and a first password; never a paper or a case."""

from datetime import date

import pytest
from django.apps import apps

from casedesk.accounts.models import PasswordPolicy, RegistryPolicy
from casedesk.admin import site
from casedesk.models import Absence, CalendarDay, CaseType, Queue, RoutingRule, User
from letters.models import Letterhead, Signer
from tests import make
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
    policy |= {RoutingRule, Absence, PasswordPolicy, RegistryPolicy, Signer}
    assert set(site._registry) == policy
    assert not {apps.get_model("casedesk", "Case"), apps.get_model("intake", "Scan")} & set(site._registry)


def test_a_person_is_never_deleted(signed_in: SignedIn) -> None:
    person = User.objects.create(username="cu")
    assert signed_in("administrator").post(f"/quan-tri/casedesk/user/{person.pk}/delete/").status_code == 403


POLICIES = "/quan-tri/verification/checklistpolicy/"


def lines(**paper: str) -> dict[str, str]:
    """Return the form of a policy with one line on papers."""
    line = {"kind": "identity", "request": "reset_password", "channel": "", "need": "never"} | paper
    totals = {"papers-TOTAL_FORMS": "1", "papers-INITIAL_FORMS": "0"}
    return totals | {"cmnd_ended_on": "31/12/2024"} | {f"papers-0-{name}": value for name, value in line.items()}


def test_what_papers_are_needed_is_said_from_a_day_on(signed_in: SignedIn) -> None:
    client = signed_in("administrator")
    client.post(f"{POLICIES}add/", {"effective_from": "01/01/2027", **lines()})
    made = ChecklistPolicy.objects.get()
    table = client.get(f"{POLICIES}{made.pk}/change/").content.decode().split('data-test="required"')[1]
    assert table.count("<td>–</td>") == 5
    assert "khi giấy phép không ghi mã số thuế, chứng thực" in table


@pytest.mark.parametrize(
    ("day", "paper", "sentence"),
    [
        ("23/11/2026", {}, "Đã có hồ sơ đến ngày 23/11/2026"),
        ("24/11/2026", {"need": "without_tax_code"}, "Chỉ giấy chứng nhận đăng ký thuế"),
    ],
    ids=["a day that was judged", "what means nothing"],
)
def test_a_policy_that_cannot_be(day: str, paper: dict[str, str], sentence: str, signed_in: SignedIn) -> None:
    make.case()
    page = signed_in("administrator").post(f"{POLICIES}add/", {"effective_from": day, **lines(**paper)})
    assert sentence in page.content.decode()
    assert not ChecklistPolicy.objects.exists()


@pytest.mark.parametrize(("day", "status"), [(date(2026, 11, 23), 403), (date(2026, 11, 24), 200)])
def test_a_policy_that_dossiers_were_judged_by_stays(day: date, status: int, signed_in: SignedIn) -> None:
    make.case()
    made = ChecklistPolicy.objects.create(effective_from=day, cmnd_ended_on=date(2024, 12, 31))
    client = signed_in("administrator")
    assert client.get(f"{POLICIES}{made.pk}/change/").status_code == 200
    assert client.get(f"{POLICIES}{made.pk}/delete/").status_code == status
    client.post(f"{POLICIES}{made.pk}/change/", {"effective_from": "01/01/2027", **lines()})
    made.refresh_from_db()
    assert (made.effective_from == day) == (status == 403)
