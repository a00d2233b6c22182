"""The inbox: the right lists, the next thing first, cheap, and alive while something is read."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from casedesk import checking, history, notes, saved_filters, search, watching
from casedesk.models import Act, Case, LetterOrder, Question, State, User
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
    [(("clerk",), "review"), (("technician",), "now"), (("supervisor",), "approve")],
    ids=["clerk", "technician with two lists of work", "supervisor"],
)
def test_each_role_meets_its_own_work(roles: tuple[str, ...], code: str, signed_in: SignedIn) -> None:
    person = make.user(*roles)
    other = make.user("technician")
    make.case(State.CHECKED) if "clerk" in roles else None
    make.case(State.ASSIGNED, technician=person if "technician" in roles else other)
    make.case(State.PROPOSED, technician=other)
    assert signed_in(person=person).get("/hop-viec/").context["listing"].code == code


def test_all_of_ones_work_is_one_list_by_the_clock(signed_in: SignedIn) -> None:
    person, other = make.user("clerk", "technician"), make.user("technician")
    late = make.case(State.PROPOSED, technician=other, arrived_on=arrived(9))
    later = make.case(State.CHECKED, arrived_on=arrived(0))
    latest = make.case(State.ASSIGNED, technician=person, arrived_on=arrived(20))
    make.case(State.ASSIGNED, technician=other, arrived_on=arrived(30))
    response = signed_in(person=person).get("/hop-viec/")
    assert shown(response) == [latest.number, late.number, later.number]
    urls = [row.url.rsplit("/", 2)[1] for group in response.context["groups"] for row in group.rows]
    assert urls == ["xu-ly", "duyet", "kiem-tra"]
    assert {listing.code: count for listing, count in response.context["listings"]}["now"] == 3


def why(response: object) -> list[str]:
    groups = response.context["groups"]  # type: ignore[attr-defined]
    return [row.why for group in groups for row in group.rows]


def test_a_row_says_why_it_is_mine(signed_in: SignedIn) -> None:
    me, boss = make.user("technician", full_name="Tôi"), make.user("supervisor", full_name="Sếp")
    notes = [(None, "giao cho Tôi vì đang giữ ít hồ sơ nhất (0)"), (boss, "giao cho Tôi vì Sếp giao"), (None, "")]
    for actor, note in notes:
        case = make.case(State.ASSIGNED, technician=me, arrived_on=arrived(30))
        history.add(case, Act.ASSIGNED, make.NOW, by=actor, note=note)
    back = make.case(State.ASSIGNED, technician=me, arrived_on=arrived(30))
    history.add(back, Act.ASSIGNED, make.NOW, note="giao cho Tôi vì rảnh")
    history.add(back, Act.RETURNED, make.NOW, by=boss, note="sai số sê-ri")
    assert why(signed_in(person=me).get("/hop-viec/?muc=mine")) == [
        "giao cho bạn vì đang giữ ít hồ sơ nhất (0)",
        "Sếp giao cho bạn",
        "giao cho bạn",
        "Sếp trả lại: sai số sê-ri",
    ]


def test_a_row_says_who_is_to_approve(signed_in: SignedIn) -> None:
    proposer = make.user("technician", full_name="Người Đề Xuất")
    make.case(State.PROPOSED, technician=proposer, arrived_on=arrived(30))
    clients = [signed_in("supervisor"), signed_in(person=proposer), signed_in("clerk")]
    assert [why(client.get("/hop-viec/?muc=all"))[0] for client in clients] == [
        "chờ bạn duyệt, Người Đề Xuất đề xuất",
        "bạn đề xuất, chờ người khác duyệt",
        "chờ người thứ hai duyệt",
    ]


def test_what_is_promised_for_today_says_so(signed_in: SignedIn) -> None:
    case = make.case(State.SUPPLEMENT_REQUESTED)
    Case.objects.filter(pk=case.pk).update(due_on=timezone.localdate())
    assert why(signed_in("clerk").get("/hop-viec/?muc=supplement")) == ["chờ doanh nghiệp nộp thêm; hẹn hôm nay"]


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


def test_a_very_long_list_is_not_counted_to_its_end(signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inbox, "MOST_COUNTED", 2)
    for _ in range(4):
        make.case()
    page = signed_in("clerk").get("/hop-viec/?muc=review")
    assert page.context["page"].paginator.count == 3
    assert "hơn 2 hồ sơ" in page.content.decode()


def test_an_administrator_is_led_to_the_policy(signed_in: SignedIn) -> None:
    assert signed_in("administrator").get("/").url == "/quan-tri/"  # type: ignore[attr-defined]


LISTS = "now", "review", "mine", "approve", "asked", "mentioned", "watched", "reading", "letters", "all", "closed"


def test_a_list_costs_few_queries_whatever_its_length(
    signed_in: SignedIn, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    person = make.user("clerk", "technician", "supervisor", full_name="Đủ Vai")
    client = signed_in(person=person)
    saved_filters.save("của tôi", "muc=all&nguoi=toi", True, person)
    _one_of_each(person)
    search.rebuild()
    few = {}
    for code in LISTS:
        with CaptureQueriesContext(connection) as asked:
            client.get(f"/hop-viec/?muc={code}&tim=mau&xep=moi")
        few[code] = len(asked)
    for _ in range(3):
        _one_of_each(person)
    search.rebuild()
    for code in LISTS:
        with django_assert_max_num_queries(min(15, few[code])):
            assert client.get(f"/hop-viec/?muc={code}&tim=mau&xep=moi").status_code == 200


def _one_of_each(person: User) -> None:
    colleague = make.user("technician")
    for state in (State.RECEIVED, State.CHECKED, State.ASSIGNED, State.PROPOSED, State.CLOSED):
        for technician in (person, colleague):
            case = make.case(state, technician=technician)
            history.add(case, Act.ASSIGNED, make.NOW, by=colleague, note=str(technician))
            make.scan(case)
            checking.run(case, make.NOW)
            LetterOrder.objects.create(case=case, kind=Letter.RECEIPT, ordered_at=make.NOW, problem="Thiếu.")
            notes.add(case, f"@{person.username} xem giúp", colleague, make.NOW)
            watching.follow(case, person)
            Question.objects.create(case=case, asked_by=colleague, asked_of=person, text="?", asked_at=make.NOW)
