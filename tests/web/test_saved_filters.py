"""Filters under a name: kept, shared, counted, thrown away, and refused where they are none."""

import pytest
from django.test import Client

from casedesk import saved_filters
from casedesk.models import SavedFilter, State, User
from tests import make
from tests.web.conftest import SignedIn

pytestmark = pytest.mark.django_db


def save(client: Client, query: str = "muc=all&kenh=post", name: str = "Bưu điện", **more: str) -> int:
    return client.post("/hop-viec/bo-loc/", {"name": name, "query": query} | more).status_code


def left_column(client: Client) -> dict[str, int | None]:
    return {kept.row.name: count for kept, count in client.get("/hop-viec/").context["saved"]}


def test_a_saved_filter_stands_in_the_left_column_with_its_count(signed_in: SignedIn) -> None:
    clerk = signed_in("clerk")
    make.case()
    assert save(clerk) == 302
    assert left_column(clerk) == {"Bưu điện": 1}
    assert 'href="/hop-viec/?muc=all&amp;kenh=post"' in clerk.get("/hop-viec/").content.decode()


def test_a_count_that_is_not_cheap_is_not_made(signed_in: SignedIn) -> None:
    clerk = signed_in("clerk")
    save(clerk, "muc=all&tim=xanh", "Chữ")
    save(clerk, "muc=closed&kenh=post", "Xong")
    assert left_column(clerk) == {"Chữ": None, "Xong": None}


def test_a_shared_filter_counts_for_each_person_their_own(signed_in: SignedIn) -> None:
    me = make.user("technician")
    make.case(State.ASSIGNED, technician=me)
    assert save(signed_in("supervisor"), "muc=all&nguoi=toi", "Của mỗi người", shared="on") == 302
    assert left_column(signed_in(person=me)) == {"Của mỗi người": 1}
    assert left_column(signed_in("clerk")) == {"Của mỗi người": 0}


def test_a_filter_of_a_list_that_one_has_not_is_not_shown(signed_in: SignedIn) -> None:
    save(signed_in("supervisor"), "muc=review&kenh=post", shared="on")
    assert left_column(signed_in("technician")) == {}


def test_ones_own_filter_is_nobody_elses(signed_in: SignedIn) -> None:
    save(signed_in("clerk"))
    assert left_column(signed_in("clerk")) == {}


def test_the_same_name_again_is_the_new_filter(signed_in: SignedIn) -> None:
    clerk = signed_in("clerk")
    save(clerk)
    save(clerk, "muc=all&kenh=walk_in")
    assert SavedFilter.objects.get().query == "muc=all&kenh=walk_in"


def test_only_a_supervisor_shares(signed_in: SignedIn) -> None:
    assert save(signed_in("clerk"), shared="on") == 403
    assert not SavedFilter.objects.exists()


def test_twenty_are_enough(signed_in: SignedIn) -> None:
    person = make.user("clerk")
    client = signed_in(person=person)
    for number in range(saved_filters.MOST):
        saved_filters.save(f"Lọc {number}", "muc=all", False, person)
    assert save(client) == 409
    assert save(client, name="Lọc 3") == 302
    assert SavedFilter.objects.count() == saved_filters.MOST


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("muc=all&state=closed", 400),
        ("muc=all&xep=password", 400),
        ("muc=mine", 400),
        ("kenh=post", 400),
        ("", 400),
        ("muc=all&trang=2", 302),
    ],
    ids=["unknown name", "unknown value", "not my list", "no list", "nothing", "a page is left out"],
)
def test_what_the_inbox_would_not_take_is_not_kept(query: str, status: int, signed_in: SignedIn) -> None:
    assert save(signed_in("clerk"), query) == status
    assert [kept.query for kept in SavedFilter.objects.all()] == ([] if status == 400 else ["muc=all"])


@pytest.mark.parametrize("name", ["", "  ", "a" * 61], ids=["empty", "blank", "long"])
def test_a_filter_has_a_name(name: str, signed_in: SignedIn) -> None:
    assert save(signed_in("clerk"), name=name) == 409


def test_only_its_owner_throws_it_away(signed_in: SignedIn) -> None:
    owner = make.user("supervisor")
    kept = saved_filters.save("Chung", "muc=all", True, owner)
    address = f"/hop-viec/bo-loc/{kept.pk}/xoa/"
    assert signed_in("supervisor").post(address).status_code == 404
    assert signed_in(person=owner).post(address).status_code == 302
    assert not SavedFilter.objects.exists()


def test_one_that_fits_nothing_any_more_is_said_and_can_go(signed_in: SignedIn) -> None:
    owner, gone = make.user("supervisor"), make.user("technician")
    saved_filters.save("Của Tâm", f"muc=all&nguoi={gone.pk}", True, owner)
    User.objects.filter(pk=gone.pk).update(is_technician=False)
    assert "không còn dùng được" in signed_in(person=owner).get("/hop-viec/").content.decode()
    assert left_column(signed_in("clerk")) == {}
