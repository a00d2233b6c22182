"""The auditor's page: who did what, from where, and whether the chain holds; it shows no button of an act."""

import csv
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from casedesk import chain, history, verifying
from casedesk.models import Act, Event, State, User
from casedesk.web import trail
from tests import make
from tests.web.conftest import SignedIn
from tests.web.test_page_cost import MOST, full

pytestmark = pytest.mark.django_db
URL = "/nhat-ky/"


def rows(page: str) -> int:
    return page.count("data-row=")


def test_it_shows_who_did_what(signed_in: SignedIn) -> None:
    case, clerk = make.case(), make.user("clerk", full_name="Lê Thị Thu")
    history.add(case, Act.NOTED, make.NOW, by=clerk, note="Đã gọi", subject="điện thoại")
    chain.link(make.NOW)
    page = signed_in("auditor").get(URL).content.decode()
    for shown in ("Lê Thị Thu", "Đã gọi", "điện thoại", case.number, chain.head().digest, "chưa kiểm tra lần nào"):
        assert shown in page
    assert "1 dòng chờ nối" in page


FILTERS = {
    "all": ("", 6),
    "a person": ("nguoi={clerk}", 2),
    "the machine": ("nguoi=may", 2),
    "a case": ("ho-so={case}", 3),
    "no such case": ("ho-so=khong-co", 0),
    "an act": ("viec=noted", 2),
    "from": ("tu=22/11/2026&den=2026-11-22", 1),
    "until": ("den=2026-11-22", 2),
    "all at once": ("nguoi={clerk}&ho-so={case}&viec=noted&tu=2026-11-23&den=2026-11-23", 1),
}


@pytest.mark.parametrize("how", FILTERS)
def test_it_is_filtered(how: str, signed_in: SignedIn) -> None:
    case, clerk = make.case(), make.user("clerk")
    make.case()
    history.add(case, Act.NOTED, make.NOW, by=clerk)
    history.add(case, Act.NOTED, make.NOW - timedelta(days=2), by=make.user("technician"))
    history.add(None, Act.SEARCHED, make.NOW - timedelta(days=1), by=clerk)
    query, expected = FILTERS[how]
    asked = query.format(clerk=clerk.pk, case=case.number)
    assert rows(signed_in("auditor").get(f"{URL}?{asked}").content.decode()) == expected


def test_it_goes_on_behind_an_id(signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trail, "PER_PAGE", 4)
    case = make.case()
    for _number in range(6):
        history.add(case, Act.NOTED, make.NOW)
    client = signed_in("auditor")
    first = client.get(f"{URL}?ho-so={case.number}")
    following = first.context["following"]
    history.add(case, Act.NOTED, make.NOW)
    second = client.get(f"{URL}?ho-so={case.number}&truoc={following}")
    shown = [event.pk for page in (first, second) for event in page.context["events"]]
    assert shown == list(case.events.order_by("-id").values_list("pk", flat=True))[1:]
    assert second.context["following"] == 0


@pytest.mark.parametrize(
    "query",
    ["x=1", "nguoi=x", "truoc=-1", "viec=x", "tu=hom-nay", "tu=31/02/2026", "den=9999-12-31", "nguoi=1&nguoi=2"],
)
def test_what_is_no_filter_is_refused(query: str, signed_in: SignedIn) -> None:
    assert signed_in("auditor").get(f"{URL}?{query}").status_code == 400


def test_the_table_holds_everything_and_no_formula(signed_in: SignedIn) -> None:
    history.add(make.case(), Act.NOTED, make.NOW, by=make.user("clerk", full_name="=HYPERLINK()"), note="@SUM(A1)")
    response = signed_in("auditor").get(reverse("web:export_trail"))
    lines = list(csv.reader(b"".join(response.streaming_content).decode("utf-8-sig").splitlines()))  # type: ignore[attr-defined]
    assert len(lines) == 1 + Event.objects.count()
    assert lines[1][5] == "Xuất nhật ký kiểm tra"
    assert lines[2][2] == "'=HYPERLINK()"
    assert lines[2][8] == "'@SUM(A1)"
    assert lines[2][1] == "2026-11-23T10:00:00.000000+07:00"
    assert response["Cache-Control"] == "private, no-store"


def test_a_broken_chain_is_shown(signed_in: SignedIn) -> None:
    make.case()
    chain.link(make.NOW)
    client = signed_in("auditor")
    verifying.verify(make.NOW)
    assert "nguyên vẹn" in client.get(URL).content.decode()
    on_table = "" if connection.vendor == "sqlite" else " ON casedesk_event"
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER casedesk_event_append_only{on_table}")
        cursor.execute("UPDATE casedesk_event SET note = 'khác' WHERE place = 1")
    with pytest.raises(SystemExit):
        call_command("audit", "verify")
    page = client.get(URL).content.decode()
    assert 'data-test="chain-problem"' in page
    assert "nguyên vẹn" not in page


def test_it_is_cheap(signed_in: SignedIn) -> None:
    boss = make.user("supervisor", "technician", "clerk")
    for state in (State.CHECKED, State.ASSIGNED):
        full(state, boss, signed_in(person=boss))
    client = signed_in("auditor")
    client.get(URL)
    with CaptureQueriesContext(connection) as asked:
        client.get(URL)
    assert len(asked) <= MOST


@pytest.fixture
def auditor() -> User:
    return make.user("auditor")


@pytest.mark.parametrize("state", list(State))
def test_an_auditor_sees_no_button_of_an_act(state: State, auditor: User, signed_in: SignedIn) -> None:
    boss = make.user("supervisor", "technician", "clerk")
    case = full(state, boss, signed_in(person=boss))
    client = signed_in(person=auditor)
    lists = ("/hop-viec/?muc=all", "/hop-viec/", "/so-theo-doi/", "/bang-theo-doi/", URL)
    for url in (reverse("web:case", args=[case.number]), *lists):
        page = client.get(url).content.decode()
        forms = page.count('method="post"') - page.count(reverse("web:sign_out")) - page.count("/ngon-ngu/")
        assert forms == 0, url
        acts = ("absences", "rebalance", "review", "supplement", "withdraw", "stop", "reopen", "approve")
        assert not [act for act in acts if f'data-test="to-{act}"' in page], url


def test_an_auditor_is_asked_and_reminded_of_nothing(auditor: User, signed_in: SignedIn) -> None:
    case = make.case()
    page = signed_in("clerk").get(reverse("web:case", args=[case.number])).content.decode()
    assert f"@{auditor.username}" not in page
