"""The supervisor's board on the screen: every figure leads to its cases, cheap, and nobody else sees it."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from casedesk import forecast, history, overdue, sla
from casedesk.models import Act, Case, Clock, OverdueReason, State
from tests import make
from tests.web.conftest import SignedIn

pytestmark = pytest.mark.django_db
BOARD = "/bang-theo-doi/"


def late(**columns: object) -> Case:
    """Make a case whose due day has passed."""
    made = make.case(**columns)  # type: ignore[arg-type]
    made.due_on = timezone.localdate() - timedelta(days=1)
    made.save()
    return made


def fill(count: int) -> None:
    """Make so many cases at several people, late, in time and ended."""
    technician = make.user("technician")
    for number in range(count):
        late(state=State.ASSIGNED, technician=technician if number % 2 else make.user("technician"))
        case = make.case(State.CLOSED, now=timezone.now(), with_account=False)
        history.add(case, Act.CLOSED, timezone.now())
        reasoned = late(state=State.CHECKED)
        overdue.explain(reasoned.pk, "Thiếu người", make.user("supervisor"), timezone.now())


def test_the_figures_lead_to_their_cases(signed_in: SignedIn) -> None:
    late(state=State.ASSIGNED, technician=make.user("technician"))
    make.case()
    client = signed_in("supervisor")
    page = client.get(BOARD).content.decode()
    links = {unescape(link) for link in re.findall(r'href="(/bang-theo-doi/ho-so/[^"]+)"', page)}
    assert len(links) > 60
    assert {client.get(link).status_code for link in links} == {200}
    groups = {re.findall(r"nhom=([a-z-]+)", link)[0] for link in links}
    assert {"qua-han", "hom-nay", "nguy-co", "hen-tra", "dang-giu", "nhan", "xong"} <= groups


def test_a_late_case_is_listed(signed_in: SignedIn) -> None:
    case = late()
    page = signed_in("supervisor").get(BOARD + "ho-so/?nhom=qua-han").content.decode()
    assert f'data-test="case-{case.number}"' in page


def test_a_case_at_risk_says_why(signed_in: SignedIn) -> None:
    technician = make.user("technician", full_name="Phạm Minh Đức")
    case = make.case(State.ASSIGNED, technician=technician)
    case.due_on = forecast.working_day(timezone.localdate(), 2, sla.calendar())
    case.save()
    client = signed_in("supervisor")
    words = "thứ 1 trong hàng của Phạm Minh Đức, chưa đo được nhịp, tạm tính 5 ngày 1 hồ sơ: xong "
    for url in (BOARD, BOARD + "ho-so/?nhom=nguy-co"):
        page = client.get(url).content.decode()
        assert case.number in page
        assert words in page


def test_charts_have_a_table_and_no_style_attribute(signed_in: SignedIn) -> None:
    fill(1)
    page = signed_in("supervisor").get(BOARD).content.decode()
    assert page.count("<svg") == 3
    assert page.count('<details class="periods">') == 2
    assert "style=" not in page
    assert "<script" not in page[page.index("<main") : page.index("</main>")]
    numbers = re.findall(r'<rect[^>]*? x="([^"]*)" y="([^"]*)" width="([^"]*)" height="([^"]*)"', page)
    assert numbers
    assert all(value.isdecimal() for row in numbers for value in row)


def test_an_english_page_draws_the_same(signed_in: SignedIn) -> None:
    fill(1)
    client = signed_in("supervisor")
    vietnamese = re.findall(r"<rect[^>]*>", client.get(BOARD).content.decode())
    client.cookies.load({"django_language": "en"})
    english = client.get(BOARD).content.decode()
    assert '<html lang="en">' in english
    assert re.findall(r"<rect[^>]*>", english) == vietnamese


def test_the_board_stays_cheap(signed_in: SignedIn) -> None:
    client = signed_in("supervisor")
    counted = []
    for count in (1, 5):
        fill(count)
        with CaptureQueriesContext(connection) as queries:
            client.get(BOARD)
        counted.append(len(queries))
    assert counted[0] == counted[1] <= 25


@pytest.mark.parametrize("group", ["qua-han", "nguy-co", "xong&tu=2026-11-01&den=2026-11-30"])
def test_a_list_stays_cheap(group: str, signed_in: SignedIn) -> None:
    client = signed_in("supervisor")
    counted = []
    for count in (1, 5):
        fill(count)
        with CaptureQueriesContext(connection) as queries:
            client.get(f"{BOARD}ho-so/?nhom={group}")
        counted.append(len(queries))
    assert counted[1] <= 20


def test_an_empty_board_says_what_will_appear(signed_in: SignedIn) -> None:
    page = signed_in("supervisor").get(BOARD).content.decode()
    assert 'data-test="empty"' in page
    assert "<svg" not in page


@pytest.mark.parametrize("role", ["clerk", "technician", "administrator"])
def test_nobody_else_is_led_there(role: str, signed_in: SignedIn) -> None:
    client = signed_in(role)
    assert client.get(BOARD).status_code == 403
    if role != "administrator":
        assert "/bang-theo-doi/" not in client.get("/hop-viec/").content.decode()


def test_a_supervisor_is_led_there_by_name_and_key(signed_in: SignedIn) -> None:
    page = signed_in("supervisor").get("/hop-viec/").content.decode()
    assert f'<a href="{BOARD}">Bảng theo dõi</a>' in page
    assert f'data-board="{BOARD}"' in page


@pytest.mark.parametrize(
    "query",
    ["", "?nhom=x", "?nhom=qua-han&sap-xep=password", "?nhom=xong&tu=2026-11-01", "?nhom=hen-tra&ngay=1"],
    ids=str,
)
def test_an_unknown_figure_is_refused(query: str, signed_in: SignedIn) -> None:
    assert signed_in("supervisor").get(f"{BOARD}ho-so/{query}").status_code == 400


def test_the_reason_is_asked_once_and_reported(signed_in: SignedIn) -> None:
    technician = make.user("technician")
    case = late(state=State.ASSIGNED, technician=technician)
    client, url = signed_in(person=technician), f"/ho-so/{case.number}/"
    assert 'data-test="overdue-reason"' in client.get(url).content.decode()
    response = client.post(f"{url}ly-do-qua-han/", {"reason": "  Chờ nhà mạng\nxác nhận "}, follow=True)
    page = response.content.decode()
    assert 'data-test="overdue-reason"' not in page
    assert "Chờ nhà mạng xác nhận" in page
    assert case.events.filter(act=Act.OVERDUE_EXPLAINED, actor=technician).count() == 1
    assert "Chờ nhà mạng xác nhận" in signed_in("supervisor").get(BOARD).content.decode()
    assert client.post(f"{url}ly-do-qua-han/", {"reason": "Khác"}).status_code == 409
    assert OverdueReason.objects.count() == 1


def test_the_next_run_is_asked_anew(signed_in: SignedIn) -> None:
    supervisor = make.user("supervisor")
    case = late()
    overdue.explain(case.pk, "Nghỉ bão", supervisor, timezone.now())
    assert not overdue.is_asked(case, supervisor, timezone.now())
    sla.stop_clock(case, timezone.now())
    sla.start_clock(case, make.NOW.date() - timedelta(days=60))
    case.save()
    assert overdue.is_asked(case, supervisor, timezone.now())
    overdue.explain(case.pk, "Lại nghỉ bão", supervisor, timezone.now())
    assert sorted(OverdueReason.objects.values_list("run", flat=True)) == [1, 2]
    assert Clock.objects.filter(case=case).count() == 2


@pytest.mark.parametrize(
    ("roles", "holds", "is_given", "status"),
    [
        (("technician",), True, True, 302),
        (("supervisor",), False, True, 302),
        (("clerk",), False, False, 302),
        (("technician",), False, True, 403),
        (("clerk",), False, True, 403),
        (("technician",), False, False, 403),
        (("administrator",), False, True, 403),
    ],
    ids=["its technician", "a supervisor", "a clerk before", "another", "a clerk", "a technician before", "admin"],
)
def test_who_may_say_why(
    roles: tuple[str, ...], holds: bool, is_given: bool, status: int, signed_in: SignedIn
) -> None:
    person, other = make.user(*roles), make.user("technician")
    case = late(state=State.ASSIGNED if is_given else State.CHECKED)
    case.technician = (person if holds else other) if is_given else None
    case.save()
    response = signed_in(person=person).post(f"/ho-so/{case.number}/ly-do-qua-han/", {"reason": "Thiếu người"})
    assert response.status_code == status
    assert OverdueReason.objects.count() == (status == 302)


@pytest.mark.parametrize("reason", ["", "   ", "a" * 501], ids=["empty", "blank", "too long"])
def test_a_reason_must_say_something(reason: str, signed_in: SignedIn) -> None:
    case = late()
    response = signed_in("supervisor").post(f"/ho-so/{case.number}/ly-do-qua-han/", {"reason": reason})
    assert response.status_code == 409
    assert OverdueReason.objects.count() == 0


@pytest.mark.parametrize("state", [State.CHECKED, State.SUPPLEMENT_REQUESTED, State.CLOSED])
def test_a_case_in_time_stopped_or_ended_is_not_asked(state: State, signed_in: SignedIn) -> None:
    case = make.case(state) if state == State.CHECKED else late(state=state)
    if state == State.CHECKED:
        case.due_on = timezone.localdate()
    if state == State.SUPPLEMENT_REQUESTED:
        case.due_on = None
    case.save()
    client = signed_in("supervisor")
    assert 'data-test="overdue-reason"' not in client.get(f"/ho-so/{case.number}/").content.decode()
    assert client.post(f"/ho-so/{case.number}/ly-do-qua-han/", {"reason": "x y z"}).status_code == 409
