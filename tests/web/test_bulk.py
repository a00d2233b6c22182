"""Rows chosen in the inbox: given together, printed together, refused together."""

import pytest
from django.test import Client

from casedesk.models import Act, Case, Event, State, User
from casedesk.web import bulk
from tests import make
from tests.web.conftest import SignedIn

pytestmark = pytest.mark.django_db
URL = "/hop-viec/chon/"


@pytest.fixture
def technician() -> User:
    return make.user("technician", full_name="Phạm Văn Nhận")


def assigned(count: int) -> list[Case]:
    holder = make.user("technician")
    return [make.case(State.ASSIGNED, technician=holder) for _ in range(count)]


def give(client: Client, cases: list[Case], to: object, **more: str) -> str:
    data = {"act": "assign", "chon": [case.pk for case in cases], "technician": to, "back": "muc=all"} | more
    return client.post(URL, data, follow=True).content.decode()


def holders() -> set[object]:
    return set(Case.objects.values_list("technician", flat=True))


def test_every_case_chosen_is_given(technician: User, signed_in: SignedIn) -> None:
    page = give(signed_in("supervisor"), assigned(3), technician.pk)
    assert "3 hồ sơ đã giao cho Phạm Văn Nhận." in page
    assert holders() == {technician.pk}
    assert Event.objects.filter(act=Act.ASSIGNED, note__startswith="giao cho Phạm Văn Nhận").count() == 3


def test_one_that_cannot_be_given_is_said_and_holds_up_no_other(technician: User, signed_in: SignedIn) -> None:
    cases = [*assigned(2), make.case(State.CHECKED)]
    page = give(signed_in("supervisor"), cases, technician.pk)
    assert "2 hồ sơ đã giao cho Phạm Văn Nhận, 1 không giao được" in page
    assert f"hồ sơ {cases[2].number} nay đã ở bước" in page
    assert Case.objects.filter(technician=technician).count() == 2


def test_the_list_comes_back_as_it_was(technician: User, signed_in: SignedIn) -> None:
    data = {"act": "assign", "chon": assigned(1)[0].pk, "technician": technician.pk, "back": "muc=all&kenh=post"}
    response = signed_in("supervisor").post(URL, data)
    assert response.url == "/hop-viec/?muc=all&kenh=post"  # type: ignore[attr-defined]


def test_a_list_is_printed_in_the_order_of_the_clock(signed_in: SignedIn) -> None:
    cases = [make.case(), make.case()]
    Case.objects.filter(pk=cases[0].pk).update(due_on=None)
    page = (
        signed_in("technician").post(URL, {"act": "print", "chon": [case.pk for case in cases]}).content.decode()
    )
    assert page.index(cases[1].number) < page.index(cases[0].number)
    assert make.COMPANY in page


@pytest.mark.parametrize("roles", [("clerk",), ("technician",)], ids=["clerk", "technician"])
def test_only_a_supervisor_gives(roles: tuple[str, ...], technician: User, signed_in: SignedIn) -> None:
    case = assigned(1)[0]
    data = {"act": "assign", "chon": case.pk, "technician": technician.pk}
    client = signed_in(*roles)
    assert client.post(URL, data).status_code == 403
    assert client.post(URL, {"act": "assign"}).status_code == 403, "before anything of the form is looked at"
    assert holders() == {case.technician_id}


@pytest.mark.parametrize(
    "stranger",
    ["0", "-1", "x", "", "²", "9" * 30, "1; --"],
    ids=["none", "minus", "x", "empty", "sup", "big", "sql"],
)
def test_one_that_is_not_there_refuses_the_whole(stranger: str, technician: User, signed_in: SignedIn) -> None:
    case = assigned(1)[0]
    data = {"act": "assign", "chon": [str(case.pk), stranger], "technician": technician.pk}
    response = signed_in("supervisor").post(URL, data)
    assert (response.status_code, "Không có gì bị thay đổi" in response.content.decode()) == (409, True)
    assert holders() == {case.technician_id}


@pytest.mark.parametrize(
    ("act", "to"), [("assign", ""), ("assign", "0"), ("assign", "x"), ("delete", ""), ("", "")], ids=str
)
def test_no_technician_or_no_such_act_changes_nothing(act: str, to: str, signed_in: SignedIn) -> None:
    case = assigned(1)[0]
    response = signed_in("supervisor").post(URL, {"act": act, "chon": case.pk, "technician": to})
    assert response.status_code == 409
    assert holders() == {case.technician_id}


def test_a_clerk_is_given_nothing(signed_in: SignedIn) -> None:
    case = assigned(1)[0]
    assert "Hãy chọn kỹ thuật viên" in give(signed_in("supervisor"), [case], make.user("clerk").pk)
    assert holders() == {case.technician_id}


def test_nothing_chosen_and_too_much_chosen_are_said(signed_in: SignedIn) -> None:
    client = signed_in("clerk")
    assert "ít nhất một" in client.post(URL, {"act": "print"}).content.decode()
    many = [str(number) for number in range(bulk.MOST + 1)]
    assert "nhiều nhất 200" in client.post(URL, {"act": "print", "chon": many}).content.decode()


def test_it_is_a_form_only(signed_in: SignedIn) -> None:
    assert signed_in("supervisor").get(URL).status_code == 405


@pytest.mark.parametrize(
    "back", ["//evil.example", "https://evil.example/?a=b", "muc=all#x", "%0d%0aSet-Cookie:a"]
)
def test_the_way_back_stays_in_the_inbox(back: str, technician: User, signed_in: SignedIn) -> None:
    data = {"act": "assign", "chon": assigned(1)[0].pk, "technician": technician.pk, "back": back}
    response = signed_in("supervisor").post(URL, data)
    assert response.url.startswith("/hop-viec/?")  # type: ignore[attr-defined]
