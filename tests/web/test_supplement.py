"""The supplement request on the screen: every point a form of its own, and nothing typed is lost."""

from typing import Any

import pytest
from django.urls import reverse

from casedesk import checking
from casedesk.models import Case, LetterOrder, State
from intake.facts import Kind
from tests import make
from tests.web.conftest import SignedIn

pytestmark = pytest.mark.django_db
POINT: dict[str, list[str]] = {
    "rule": ["identity_present", ""],
    "what": ["Căn cước", ""],
    "why": ["Thiếu mặt sau", ""],
    "remedy": ["Gửi đủ hai mặt", ""],
    "keep": ["0", "1"],
}


@pytest.fixture
def case() -> Case:
    made = make.case(reading=make.facts(without=(Kind.IDENTITY,)))
    checking.run(made, make.NOW)
    return made


def url(case: Case) -> str:
    return reverse("web:request_supplement", args=[case.number])


def with_own(**more: Any) -> dict[str, Any]:
    added = {"what": "Công văn", "why": "Chữ ký mờ", "remedy": "Gửi lại bản rõ"}
    return POINT | {name: [POINT[name][0], text] for name, text in added.items()} | more


def test_every_failed_rule_is_shown_to_be_edited(case: Case, signed_in: SignedIn) -> None:
    page = signed_in("clerk").get(url(case)).content.decode()
    assert 'data-test="point-identity_present"' in page
    assert "Đề nghị gửi bản sao được chứng thực" in page
    assert 'data-test="point-own"' in page


def test_what_was_edited_is_ordered(case: Case, signed_in: SignedIn) -> None:
    signed_in("clerk").post(url(case), with_own(note="Gấp"))
    assert LetterOrder.objects.get(case=case).defects == [
        {"what": "Căn cước", "why": "Thiếu mặt sau", "remedy": "Gửi đủ hai mặt"},
        {"what": "Công văn", "why": "Chữ ký mờ", "remedy": "Gửi lại bản rõ"},
    ]


def test_a_row_is_added_without_sending(case: Case, signed_in: SignedIn) -> None:
    response = signed_in("clerk").post(url(case), with_own(more="1"))
    page = response.content.decode()
    assert (response.status_code, page.count('data-test="point-own"')) == (200, 2)
    assert "Chữ ký mờ" in page
    assert Case.objects.get(pk=case.pk).state == State.CHECKED


def test_a_point_left_out_without_a_reason_comes_back_as_typed(case: Case, signed_in: SignedIn) -> None:
    response = signed_in("clerk").post(url(case), with_own(keep=["1"]))
    page = response.content.decode()
    assert response.status_code == 409
    assert "Hãy ghi lý do không yêu cầu bổ sung điểm không đạt: Căn cước." in page
    assert "Thiếu mặt sau" in page
    assert 'name="keep" value="0" data-test' in page
    assert 'name="keep" value="1" checked' in page


def test_a_double_click_orders_one_letter(case: Case, signed_in: SignedIn) -> None:
    client = signed_in("clerk")
    assert client.post(url(case), with_own()).status_code == 302
    assert client.post(url(case), with_own()).status_code == 409
    assert LetterOrder.objects.filter(case=case).count() == 1


def test_rows_of_unequal_length_end_with_the_shortest(case: Case, signed_in: SignedIn) -> None:
    client = signed_in("clerk")
    assert client.post(url(case), POINT | {"why": []}).status_code == 409
    assert Case.objects.get(pk=case.pk).state == State.CHECKED


def test_markup_in_a_point_is_text(case: Case, signed_in: SignedIn) -> None:
    page = signed_in("clerk").post(url(case), with_own(why=["<script>alert(1)</script>"] * 2, more="1"))
    assert "<script>alert" not in page.content.decode()
