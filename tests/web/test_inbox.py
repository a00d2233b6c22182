"""The inbox: the right lists, the next thing first, cheap, and alive while something is read."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from casedesk import checking
from casedesk.models import Case, LetterOrder, State
from casedesk.web import inbox
from intake.facts import Kind
from letters.kinds import Kind as Letter
from tests import make
from tests.web.conftest import SignedIn

pytestmark = pytest.mark.django_db


def arrived(days_ago: int) -> date:
    return timezone.localdate() - timedelta(days=days_ago)


def shown(response: object) -> list[str]:
    groups = response.context["groups"]  # type: ignore[attr-defined]
    return [row.case.number for group in groups for row in group.rows]


def test_the_first_row_is_the_most_pressing(signed_in: SignedIn) -> None:
    later = make.case(arrived_on=arrived(0))
    first = make.case(arrived_on=arrived(20))
    assert shown(signed_in("clerk").get("/hop-viec/")) == [first.number, later.number]


def test_rows_stand_under_the_day_they_are_due(signed_in: SignedIn) -> None:
    make.case(arrived_on=arrived(20))
    make.case(arrived_on=arrived(0))
    page = signed_in("clerk").get("/hop-viec/").content.decode()
    assert page.index("Quá hạn") < page.index("quá hạn ") < page.index("còn 5 ngày")


@pytest.mark.parametrize(
    ("roles", "code"),
    [(("clerk",), "review"), (("technician",), "mine"), (("supervisor",), "approve")],
    ids=["clerk", "technician", "supervisor"],
)
def test_each_role_meets_its_own_work(roles: tuple[str, ...], code: str, signed_in: SignedIn) -> None:
    person = make.user(*roles)
    other = make.user("technician")
    make.case(State.CHECKED) if "clerk" in roles else None
    make.case(State.ASSIGNED, technician=person if "technician" in roles else other)
    make.case(State.PROPOSED, technician=other)
    assert signed_in(person=person).get("/hop-viec/").context["listing"].code == code


def test_my_own_proposal_is_not_mine_to_approve(signed_in: SignedIn) -> None:
    person = make.user("technician")
    make.case(State.PROPOSED, technician=person)
    assert shown(signed_in(person=person).get("/hop-viec/?muc=approve")) == []


def test_what_was_found_is_said_in_the_row(signed_in: SignedIn) -> None:
    case = make.case(reading=make.facts(without=(Kind.IDENTITY,)))
    checking.run(case, make.NOW)
    assert "điểm không đạt" in signed_in("clerk").get("/hop-viec/").content.decode()


def test_reading_shows_how_far_it_is_and_polls(signed_in: SignedIn) -> None:
    scan = make.scan(make.case(State.RECEIVED))
    scan.pages_read, scan.page_count = 3, 7
    scan.save()
    page = signed_in("clerk").get("/hop-viec/?muc=reading").content.decode()
    assert "đọc trang 3/7" in page
    assert "hx-trigger" in page


def test_nothing_to_read_does_not_poll(signed_in: SignedIn) -> None:
    make.case()
    assert "hx-trigger" not in signed_in("clerk").get("/hop-viec/").content.decode()


def test_a_poll_gets_the_list_alone(signed_in: SignedIn) -> None:
    page = signed_in("clerk").get("/hop-viec/", headers={"HX-Request": "true"}).content.decode()
    assert page.lstrip().startswith('<div id="inbox"')


def test_a_letter_that_could_not_be_written_is_listed_with_its_reason(signed_in: SignedIn) -> None:
    case = make.case(State.ASSIGNED)
    LetterOrder.objects.create(case=case, kind=Letter.RECEIPT, ordered_at=make.NOW, problem="Chưa có tiêu đề thư.")
    page = signed_in("clerk").get("/hop-viec/?muc=letters").content.decode()
    assert case.number in page
    assert "Chưa có tiêu đề thư." in page


def test_a_halted_case_is_listed_with_its_reason(signed_in: SignedIn) -> None:
    make.case(State.APPROVED, halted_because="Chưa rõ kết quả.")
    assert "Chưa rõ kết quả." in signed_in("technician").get("/hop-viec/?muc=halted").content.decode()


def test_an_empty_list_says_what_will_come(signed_in: SignedIn) -> None:
    assert "Hồ sơ đọc xong sẽ vào đây" in signed_in("clerk").get("/hop-viec/").content.decode()


@pytest.mark.parametrize("code", ["khong-co", "mine", "state__in"], ids=["unknown", "not-mine", "a-lookup"])
def test_an_unknown_list_is_refused(code: str, signed_in: SignedIn) -> None:
    assert signed_in("clerk").get(f"/hop-viec/?muc={code}").status_code == 400


def test_a_long_list_comes_in_pages(signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inbox, "PER_PAGE", 2)
    cases = [make.case(arrived_on=arrived(9)) for _ in range(3)]
    client = signed_in("clerk")
    assert shown(client.get("/hop-viec/?muc=review&trang=2")) == [cases[2].number]


def test_an_administrator_is_led_to_the_policy(signed_in: SignedIn) -> None:
    assert signed_in("administrator").get("/").url == "/quan-tri/"  # type: ignore[attr-defined]


def test_the_page_costs_few_queries(
    signed_in: SignedIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for state in (State.RECEIVED, State.CHECKED, State.ASSIGNED, State.PROPOSED):
        for _ in range(4):
            make.scan(make.case(state, technician=make.user("technician")))
    for case in Case.objects.filter(state=State.CHECKED):
        checking.run(case, make.NOW)
    client = signed_in("clerk", "technician")
    with django_assert_max_num_queries(15):
        client.get("/hop-viec/?muc=all")
