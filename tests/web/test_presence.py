"""Two people on one dossier see each other, and only while both have it open."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from casedesk import checking, presence
from casedesk.models import Case, Presence, State, User
from tests import make
from tests.web.conftest import SignedIn

pytestmark = pytest.mark.django_db
NOW = make.NOW
HTMX = {"HX-Request": "true"}


@pytest.fixture
def case() -> Case:
    made = make.case()
    checking.run(made, NOW)
    return made


@pytest.fixture
def first() -> User:
    return make.user("clerk", full_name="Nguyễn Thị Trước")


def review(client: Client, case: Case) -> str:
    return client.get(reverse("web:review", args=[case.number])).content.decode()


def beat(client: Client, case: Case, there: str = "") -> tuple[int, str]:
    response = client.post(reverse("web:presence", args=[case.number]), {"there": there}, headers=HTMX)
    return response.status_code, response.content.decode()


def test_the_second_sees_the_first_at_once_and_the_first_the_second(
    case: Case, first: User, signed_in: SignedIn
) -> None:
    one, other = signed_in(person=first), signed_in("clerk")
    assert "Đang cùng mở" not in review(one, case)
    assert "Đang cùng mở: Nguyễn Thị Trước" in review(other, case)
    assert "Đang cùng mở" in beat(one, case)[1]


def test_a_heartbeat_that_changes_nothing_swaps_nothing(case: Case, first: User, signed_in: SignedIn) -> None:
    one, other = signed_in(person=first), signed_in("clerk")
    review(other, case)
    _, shown = beat(one, case)
    known = re.search(r'name="there" value="([0-9a-f]+)"', shown)
    assert known
    assert beat(one, case, known.group(1)) == (204, "")


def test_the_screen_beats(case: Case, signed_in: SignedIn) -> None:
    page = review(signed_in("clerk"), case)
    assert f'hx-post="{reverse("web:presence", args=[case.number])}" hx-trigger="every 15s"' in page


@pytest.mark.parametrize(("seconds", "is_there"), [(0, True), (44, True), (45, False), (600, False)])
def test_who_is_heard_of_no_more_is_gone(seconds: int, is_there: bool, case: Case, first: User) -> None:
    presence.note(case, first, NOW)
    found = presence.others(case, make.user("clerk"), NOW + timedelta(seconds=seconds))
    assert (first in found) == is_there


def test_a_person_stands_there_once(case: Case, first: User) -> None:
    for second in range(3):
        presence.note(case, first, NOW + timedelta(seconds=15 * second))
    assert presence.others(case, make.user("clerk"), NOW + timedelta(seconds=60)) == [first]
    assert Presence.objects.count() == 1


def test_another_case_is_another_room(case: Case, first: User) -> None:
    presence.note(make.case(), first, NOW)
    assert presence.others(case, make.user("clerk"), NOW) == []


def test_what_is_long_past_is_swept_away(case: Case, first: User) -> None:
    presence.note(case, first, NOW)
    other = make.user("clerk")
    presence.note(case, other, NOW + timedelta(hours=2))
    assert [one.user for one in Presence.objects.all()] == [other]


def test_a_case_that_moved_on_is_said_to_who_still_has_it_open(case: Case, signed_in: SignedIn) -> None:
    client = signed_in("clerk")
    review(client, case)
    Case.objects.filter(pk=case.pk).update(state=State.SUPPLEMENT_REQUESTED)
    assert "Hồ sơ nay đã ở bước «Chờ bổ sung»" in beat(client, case)[1]


def test_markup_in_a_name_is_text(case: Case, signed_in: SignedIn) -> None:
    review(signed_in(person=make.user("clerk", full_name="<b>Ai</b>")), case)
    assert "<b>Ai" not in review(signed_in("clerk"), case)
