"""Following a case: a change of its state is news until it is opened."""

import pytest
from django.test import Client
from django.urls import reverse

from casedesk import watching
from casedesk.models import Case, State, User, Watch
from tests import make
from tests.web.conftest import SignedIn

pytestmark = pytest.mark.django_db


@pytest.fixture
def case() -> Case:
    return make.case(State.ASSIGNED)


@pytest.fixture
def follower() -> User:
    return make.user("clerk")


def press(client: Client, case: Case, act: str) -> int:
    return client.post(reverse("web:watch", args=[case.number]), {"act": act}).status_code


def listed(client: Client) -> tuple[int, list[str]]:
    """Return how many cases are news, and of each row of the list the state that was seen."""
    response = client.get("/hop-viec/?muc=watched")
    count = {listing.code: count for listing, count in response.context["listings"]}["watched"]
    return count, [row.was for group in response.context["groups"] for row in group.rows]


def move(case: Case, state: State) -> None:
    Case.objects.filter(pk=case.pk).update(state=state)


def test_a_change_of_state_is_news_until_the_case_is_opened(
    case: Case, follower: User, signed_in: SignedIn
) -> None:
    client = signed_in(person=follower)
    assert press(client, case, "follow") == 302
    assert listed(client) == (0, [""])
    move(case, State.CLOSED)
    assert listed(client) == (1, ["Chờ xử lý"])
    assert "mới:" in client.get("/hop-viec/?muc=watched").content.decode()
    client.get(reverse("web:case", args=[case.number]))
    assert listed(client) == (0, [""])


def test_opening_the_review_is_seeing_it(follower: User, signed_in: SignedIn) -> None:
    case, client = make.case(State.RECEIVED), signed_in(person=follower)
    make.scan(case)
    watching.follow(case, follower)
    move(case, State.CHECKED)
    assert listed(client)[0] == 1
    client.get(reverse("web:review", args=[case.number]))
    assert listed(client)[0] == 0


def test_who_follows_no_more_hears_no_more(case: Case, follower: User, signed_in: SignedIn) -> None:
    client = signed_in(person=follower)
    press(client, case, "follow")
    press(client, case, "unfollow")
    move(case, State.CLOSED)
    assert listed(client) == (0, [])


def test_each_follows_for_themselves(case: Case, follower: User, signed_in: SignedIn) -> None:
    other = make.user("technician")
    watching.follow(case, follower)
    watching.follow(case, other)
    move(case, State.CLOSED)
    signed_in(person=other).get(reverse("web:case", args=[case.number]))
    assert listed(signed_in(person=follower))[0] == 1


def test_a_colleague_who_looks_does_not_follow(case: Case, signed_in: SignedIn) -> None:
    page = signed_in("technician").get(reverse("web:case", args=[case.number])).content.decode()
    assert 'data-test="follow"' in page
    assert not Watch.objects.exists()


def test_following_twice_is_following(case: Case, follower: User, signed_in: SignedIn) -> None:
    client = signed_in(person=follower)
    press(client, case, "follow")
    move(case, State.CLOSED)
    press(client, case, "follow")
    assert listed(client) == (1, ["Chờ xử lý"])


def test_unfollowing_what_one_does_not_follow_is_nothing(case: Case, signed_in: SignedIn) -> None:
    assert press(signed_in("clerk"), case, "unfollow") == 302
