"""The search page: one box, results by company with the place found, safe, paged, within rights."""

import pytest
from pytest_django import DjangoAssertNumQueries

from casedesk import access, checking
from casedesk.access import Act, Role
from casedesk.models import Case
from casedesk.web import search
from tests import make
from tests.web.conftest import SignedIn

pytestmark = [pytest.mark.django_db, pytest.mark.every_value]


def case(**columns: object) -> Case:
    made = make.case(**columns)  # type: ignore[arg-type]
    checking.run(made, make.NOW)
    return made


def test_a_case_is_found_and_led_to_with_its_place(signed_in: SignedIn) -> None:
    found = case()
    page = signed_in("technician").get("/tim/", {"q": "nguyen van an"}).content.decode()
    assert f'href="/ho-so/{found.number}/"' in page
    assert "Người đại diện theo pháp luật:</span> <mark>NGUYỄN</mark> <mark>VĂN</mark> <mark>AN</mark>" in page


def test_results_stand_under_their_company(signed_in: SignedIn) -> None:
    cases = [case(with_account=False) for _ in range(3)]
    companies = signed_in("clerk").get("/tim/", {"q": "mau thu"}).context["companies"]
    assert [(one.tax_code, [each.number for each, _hits in one.cases]) for one in companies] == [
        (make.TAX_CODE, [one.number for one in reversed(cases)])
    ]


def test_a_hostile_value_is_shown_as_text(signed_in: SignedIn) -> None:
    found = case()
    found.scans.update(name='<img src=x onerror="alert(1)">.pdf')
    checking.run(found, make.NOW)
    page = signed_in("clerk").get("/tim/", {"q": "onerror alert"}).content.decode()
    assert "<img src=x" not in page
    assert "&lt;img src=x <mark>onerror</mark>=&quot;<mark>alert</mark>" in page


def test_who_may_not_see_papers_neither_finds_nor_sees_their_values(
    signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    case()
    monkeypatch.setitem(access.ALLOWED, Act.SEE_PAPERS, frozenset({Role.SUPERVISOR}))
    client = signed_in("clerk")
    assert client.get("/tim/", {"q": "nguyen van an"}).context["companies"] == []
    page = client.get("/tim/", {"q": make.TAX_CODE}).content.decode()
    assert "<mark>0100000010</mark>" in page
    assert "Giấy phép" not in page


@pytest.mark.parametrize("asked", ["a", "?!", " - "])
def test_too_little_is_said(asked: str, signed_in: SignedIn) -> None:
    response = signed_in("clerk").get("/tim/", {"q": asked})
    assert (response.status_code, response.context["companies"]) == (200, [])
    assert ("ít nhất hai chữ" in response.content.decode()) == bool(asked.strip())


def test_nothing_found_is_said(signed_in: SignedIn) -> None:
    assert "Không có hồ sơ nào có «khong co»" in signed_in("clerk").get("/tim/?q=khong+co").content.decode()


@pytest.mark.parametrize(
    "query",
    ["x=1", "q=ab&q=cd", "q=ab&trang=0", "q=ab&trang=-1", "q=ab&trang=x", "trang=9999999", "trang=²", "order=id"],
)
def test_an_unknown_or_wrong_parameter_is_refused(query: str, signed_in: SignedIn) -> None:
    assert signed_in("clerk").get(f"/tim/?{query}").status_code == 400


def test_a_query_that_is_too_long_is_refused(signed_in: SignedIn) -> None:
    assert signed_in("clerk").get("/tim/", {"q": "a" * 201}).status_code == 400


def test_pages(signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "PER_PAGE", 2)
    for _ in range(3):
        case()
    client = signed_in("clerk")
    first, second = (client.get(f"/tim/?q=mau+thu&trang={number}").content.decode() for number in (1, 2))
    assert (first.count("data-row"), second.count("data-row")) == (2, 1)
    assert 'rel="next"' in first and "?q=mau%20thu&amp;trang=2" in first
    assert 'rel="next"' not in second and 'rel="prev"' in second


def test_a_page_is_cheap(signed_in: SignedIn, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:
    for _ in range(5):
        case()
    client = signed_in("clerk")
    with django_assert_max_num_queries(6 + 2):  # what was searched is written down, once a visit
        client.get("/tim/?q=mau+thu")


def test_the_box_stands_on_every_page_of_who_may_see(signed_in: SignedIn) -> None:
    clerk = signed_in("clerk")
    for path in ("/hop-viec/", "/tim/", "/tiep-nhan/"):
        assert clerk.get(path).content.decode().count("data-search ") == 1
    assert "data-search" not in signed_in("administrator").get("/dang-xuat/").content.decode()


def test_a_hostile_name_of_a_company_is_shown_as_text() -> None:
    rows = search.Company("<b>A & B", '"><i>', []).rows
    assert "&lt;b&gt;A &amp; B" in rows
    assert "&quot;&gt;&lt;i&gt;" in rows
