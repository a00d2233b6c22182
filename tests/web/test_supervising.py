"""The supervisor's pages: rebalancing a queue with a preview, and who is away."""

import re

import pytest
from django.urls import reverse

from casedesk import actions
from casedesk.models import Absence, Case, Queue, RoutingRule, State, User
from tests import make
from tests.web.conftest import SignedIn

pytestmark = pytest.mark.django_db
URL = "/can-bang/passwords/"


@pytest.fixture
def full() -> User:
    person = make.user("technician", full_name="Phạm Minh Đức")
    make.user("technician", full_name="Vũ Hải Yến")
    for _index in range(4):
        make.case(State.ASSIGNED, technician=person, queue=Queue.objects.get(code="passwords"))
    return person


def seen(page: str) -> str:
    found = re.search(r'name="seen" value="([0-9a-f]+)"', page)
    assert found
    return found.group(1)


def test_a_preview_says_what_moves_and_applying_does_it(full: User, signed_in: SignedIn) -> None:
    client = signed_in("supervisor")
    page = client.get(URL).content.decode()
    assert page.count('data-test="move-') == 2
    assert "Vũ Hải Yến" in page
    assert Case.objects.filter(technician=full).count() == 4
    page = client.post(URL, {"seen": seen(page)}, follow=True).content.decode()
    assert "Đã chuyển 2 hồ sơ." in page
    assert 'data-test="balanced"' in page
    assert Case.objects.filter(technician=full).count() == 2


def test_a_queue_that_changed_is_told_and_computed_anew(full: User, signed_in: SignedIn) -> None:
    client = signed_in("supervisor")
    old = seen(client.get(URL).content.decode())
    case = Case.objects.filter(technician=full).earliest("pk")
    actions.propose(case.pk, None, "", full, make.NOW)
    response = client.post(URL, {"seen": old})
    page = response.content.decode()
    assert (response.status_code, "Hàng đợi đã thay đổi" in page) == (409, True)
    assert seen(page) != old
    assert Case.objects.filter(technician=full).count() == 4


def test_an_unknown_queue_is_not_found(signed_in: SignedIn) -> None:
    assert signed_in("supervisor").get("/can-bang/khong-co/").status_code == 404


def test_an_absence_is_noted_and_taken_back(full: User, signed_in: SignedIn) -> None:
    client, url = signed_in("supervisor"), reverse("web:absences")
    assert "Chưa ghi ngày vắng nào" in client.get(url).content.decode()
    days = {"person": full.pk, "first_day": "23/11/2026", "last_day": "25/11/2099"}
    assert client.post(url, days).status_code == 302
    absence = Absence.objects.get()
    assert (absence.person, absence.first_day.isoformat()) == (full, "2026-11-23")
    assert "Phạm Minh Đức" in client.get(url).content.decode()
    assert client.post(reverse("web:delete_absence", args=[absence.pk])).status_code == 302
    assert not Absence.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"last_day": "22/11/2026"},
        {"first_day": "13/25/2026"},
        {"first_day": ""},
        {"person": "0"},
        {"person": "a\x00"},
    ],
    ids=["ends before it begins", "no such day", "no day", "nobody", "no number"],
)
def test_a_wrong_absence_is_told_and_not_kept(wrong: dict[str, str], full: User, signed_in: SignedIn) -> None:
    days = {"person": str(full.pk), "first_day": "23/11/2026", "last_day": "25/11/2026"} | wrong
    response = signed_in("supervisor").post(reverse("web:absences"), days)
    assert response.status_code == 422
    assert 'class="error-text"' in response.content.decode()
    assert not Absence.objects.exists()


def test_the_absence_of_a_clerk_is_not_noted(signed_in: SignedIn) -> None:
    days = {"person": str(make.user("clerk").pk), "first_day": "23/11/2026", "last_day": "25/11/2026"}
    assert signed_in("supervisor").post(reverse("web:absences"), days).status_code == 422


def test_an_administrator_writes_a_rule_of_routing(signed_in: SignedIn) -> None:
    client, queue = signed_in("administrator"), Queue.objects.get(code="certificates")
    form = {"order": "1", "request": "", "flag": "walk_in", "queue": queue.pk, "effective_from": "23/11/2026"}
    assert client.post(reverse("admin:casedesk_routingrule_add"), form).status_code == 302
    rule = RoutingRule.objects.get()
    assert (rule.flag, rule.request, rule.effective_from.isoformat()) == ("walk_in", "", "2026-11-23")
    listed = client.get(reverse("admin:casedesk_routingrule_changelist")).content.decode()
    assert "mọi yêu cầu" in listed
    assert client.post(reverse("admin:casedesk_routingrule_add"), form | {"flag": "la"}).status_code == 200
    assert RoutingRule.objects.count() == 1
