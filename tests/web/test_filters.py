"""Filters of the inbox: what each shows, that they combine and stay, and that nothing else is taken."""

from datetime import date, timedelta

import pytest
from django.http import QueryDict
from django.utils import timezone

from casedesk import search
from casedesk.models import Case, State
from casedesk.web import inbox
from casedesk.web.filters import Filters, parse
from intake.facts import Request
from tests import make
from tests.web.conftest import SignedIn
from tests.web.test_inbox import shown
from verification.findings import Channel

pytestmark = pytest.mark.django_db


def due(case: Case, on: date | None) -> Case:
    Case.objects.filter(pk=case.pk).update(due_on=on)
    return case


@pytest.mark.parametrize(
    ("query", "columns"),
    [
        ("yeu-cau=rebind_lost", {"request": Request.REBIND_LOST}),
        ("kenh=walk_in", {"channel": Channel.WALK_IN}),
        ("tim=biển xanh", {"company_name": "CÔNG TY BIỂN XANH"}),
        ("tim=Biển", {"company_name": "Công ty Biển Xanh"}),
        ("tim=bien xanh", {"company_name": "CÔNG TY BIỂN XANH"}),
        ("tim=dong duong", {"company_name": "Công ty Đông Dương"}),
        ("tim=dường xanh đong", {"company_name": "Công ty Đông Dương Xanh"}),
        ("tim=79", {"company_name": "Công ty 79"}),
        ("tim=0312", {"tax_code": "0312345678"}),
        ("tim=0312 345", {"tax_code": "0312345678"}),
        ("kenh=walk_in&tim=xanh&yeu-cau=", {"channel": Channel.WALK_IN, "company_name": "CÔNG TY XANH"}),
    ],
    ids=[
        "request",
        "channel",
        "company",
        "as typed",
        "no accents",
        "đ is d",
        "any order",
        "digits",
        "tax code",
        "grouped tax code",
        "two",
    ],
)
def test_a_filter_shows_what_meets_it(query: str, columns: dict[str, str], signed_in: SignedIn) -> None:
    make.case()
    make.case(channel=Channel.WALK_IN) if "&" in query else None
    wanted = make.case(**columns)  # type: ignore[arg-type]
    search.rebuild()
    assert shown(signed_in("clerk").get(f"/hop-viec/?muc=all&{query}")) == [wanted.number]


@pytest.mark.parametrize(
    "text", ["bien xanh do", "ien", "tnhh bien"], ids=["one too many", "not a start", "not all"]
)
def test_a_text_that_is_not_the_companys_shows_nothing(text: str, signed_in: SignedIn) -> None:
    make.case(company_name="CÔNG TY BIỂN XANH")
    search.rebuild()
    assert shown(signed_in("clerk").get("/hop-viec/", {"muc": "all", "tim": text})) == []


def test_only_the_companys_name_counts(signed_in: SignedIn) -> None:
    make.case(reply_address="bien.xanh@mau.example")
    search.rebuild()
    assert shown(signed_in("clerk").get("/hop-viec/", {"muc": "all", "tim": "bien"})) == []


def test_the_holder_is_me_a_person_or_nobody(signed_in: SignedIn) -> None:
    me, other = make.user("technician"), make.user("technician")
    mine, theirs, nobodys = (make.case(State.ASSIGNED, technician=who) for who in (me, other, None))
    client = signed_in(person=me)
    found = [shown(client.get(f"/hop-viec/?muc=all&nguoi={who}")) for who in ("toi", other.pk, "khong")]
    assert found == [[mine.number], [theirs.number], [nobodys.number]]


def test_the_due_day_is_past_today_or_this_week(signed_in: SignedIn) -> None:
    today = timezone.localdate()
    sunday = today + timedelta(days=6 - today.weekday())
    past, now = due(make.case(), today - timedelta(days=1)), due(make.case(), today)
    week, later = due(make.case(), sunday), due(make.case(), sunday + timedelta(days=1))
    due(make.case(), None)
    client = signed_in("clerk")
    found = {
        code: shown(client.get(f"/hop-viec/?muc=all&han={code}")) for code in ("qua-han", "hom-nay", "tuan-nay")
    }
    on_sunday = [week.number] if today == sunday else []
    assert found == {
        "qua-han": [past.number],
        "hom-nay": [now.number, *on_sunday],
        "tuan-nay": [now.number, week.number],
    }
    assert later.number not in found["tuan-nay"]


@pytest.mark.parametrize(
    ("sort", "order"), [("", "abc"), ("den", "bca"), ("moi", "acb"), ("cong-ty", "cab")], ids=str
)
def test_rows_are_sorted_as_asked(sort: str, order: str, signed_in: SignedIn) -> None:
    rows = {"a": (3, 1, "Công ty M"), "b": (1, 2, "Công ty N"), "c": (2, 3, "Công ty A")}
    numbers = {}
    for name, (day, due_day, company) in rows.items():
        case = make.case(arrived_on=date(2026, 11, day), company_name=company)
        numbers[due(case, date(2026, 12, due_day)).number] = name
    found = shown(signed_in("clerk").get(f"/hop-viec/?muc=all&xep={sort}"))
    assert "".join(numbers[number] for number in found) == order


def test_filters_stay_on_the_next_page_and_in_the_poll(
    signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbox, "PER_PAGE", 1)
    for _ in range(3):
        make.scan(make.case(State.RECEIVED))
    search.rebuild()
    page = signed_in("clerk").get("/hop-viec/?muc=all&kenh=post&tim=m%E1%BA%ABu&trang=2").content.decode()
    kept = "?muc=all&amp;kenh=post&amp;tim=m%E1%BA%ABu"
    assert f'hx-get="/hop-viec/{kept}&amp;trang=2"' in page
    assert f'href="{kept}" rel="prev"' in page
    assert f'href="{kept}&amp;trang=3" rel="next"' in page


def test_an_empty_result_says_that_it_is_the_filter(signed_in: SignedIn) -> None:
    make.case()
    page = signed_in("clerk").get("/hop-viec/?muc=review&tim=khong-co").content.decode()
    assert "Không có hồ sơ nào hợp với bộ lọc" in page


@pytest.mark.parametrize(
    "query",
    [
        "state=closed",
        "technician__password=x",
        "yeu-cau=khac",
        "kenh=fax",
        "han=mai",
        "xep=password",
        "xep=-id",
        "nguoi=0",
        "nguoi=99999999999999999999",
        "nguoi=abc",
        "kenh=post&kenh=walk_in",
        "trang=0",
        "trang=hai",
        "trang=²",
        "tim=%00",
        "tim=" + "a" * 101,
    ],
    ids=lambda query: query[:24],
)
def test_an_unknown_name_or_value_is_refused(query: str, signed_in: SignedIn) -> None:
    assert signed_in("clerk").get(f"/hop-viec/?muc=review&{query}").status_code == 400


def test_a_clerk_is_nobody_to_filter_by(signed_in: SignedIn) -> None:
    clerk = make.user("clerk")
    assert signed_in(person=clerk).get(f"/hop-viec/?nguoi={clerk.pk}").status_code == 400


@pytest.mark.parametrize("text", ["100%", "a_b", "'; --", '"><b>'], ids=str)
def test_signs_in_the_text_are_text(text: str, signed_in: SignedIn) -> None:
    make.case()
    wanted = make.case(company_name=f"CÔNG TY {text}")
    search.rebuild()
    response = signed_in("clerk").get("/hop-viec/", {"muc": "review", "tim": text})
    assert shown(response) == [wanted.number]
    assert '"><b>' not in response.content.decode()


def test_the_same_filters_have_the_same_address() -> None:
    one = parse(QueryDict("kenh=post&tim=a+b&xep=&yeu-cau="), {})
    assert one == Filters(channel="post", text="a b")
    assert parse(QueryDict(one.address("all")), {}) == one
