"""The company's page: a look uses nothing, a right answer shows the password once, a wrong one tells nothing."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from casedesk.accounts import handover
from casedesk.accounts.models import Change, Handover, Operation
from casedesk.models import Act, Event, State
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def link() -> str:
    case = make.case(State.ANSWERED)
    change = Change.objects.create(
        case=case,
        operation=Operation.ISSUE_PASSWORD,
        tax_code=make.TAX_CODE,
        proposed_by=make.user("technician"),
        proposed_at=make.NOW,
    )
    handover.prepare(change, timezone.now())
    url, _until = handover.issue_link(change, timezone.now())
    return "/mat-khau/" + url.rstrip("/").rsplit("/", 1)[1] + "/"


def right() -> dict[str, str]:
    return {"tax_code": "0100 000 010", "case_number": Handover.objects.get().change.case.number.lower()}


def test_opening_the_page_shows_and_uses_nothing(link: str) -> None:
    for _ in range(3):
        assert 'data-test="reveal"' in Client().get(link).content.decode()
    assert Handover.objects.get().sealed_password is not None


def test_the_password_is_shown_once_and_written_down(link: str) -> None:
    page = Client().post(link, right()).content.decode()
    assert 'data-test="password"' in page
    assert Event.objects.filter(act=Act.PASSWORD_SEEN).count() == 1
    again = Client().post(link, right())
    assert again.status_code == 410
    assert 'data-test="password"' not in again.content.decode()


def test_nobody_keeps_the_page_or_learns_its_address(link: str) -> None:
    form, shown = Client().get(link), Client().post(link, right())
    for response in (form, shown):
        assert response["Cache-Control"] == "no-store"
        assert "noindex" in response["X-Robots-Tag"]
    assert form["Referrer-Policy"] == "same-origin"
    assert shown["Referrer-Policy"] == "no-referrer"


def test_a_wrong_answer_and_an_unknown_link_say_the_same(link: str) -> None:
    answers = {"tax_code": "0000000000", "case_number": "x"}
    wrong, unknown = Client().post(link, answers), Client().post("/mat-khau/khong-co/", answers)
    assert (wrong.status_code, unknown.status_code) == (422, 422)
    assert _said(wrong.content) == _said(unknown.content)


def test_five_wrong_answers_block_the_link(link: str) -> None:
    for _ in range(handover.MAX_TRIES):
        response = Client().post(link, {"tax_code": "0", "case_number": "x"})
    assert response.status_code == 410
    assert "bị khóa" in Client().post(link, right()).content.decode()


def test_an_old_link_says_so(link: str) -> None:
    Handover.objects.update(expires_at=timezone.now() - timedelta(hours=1))
    response = Client().get(link)
    assert response.status_code == 410
    assert "đã hết hạn" in response.content.decode()


def test_a_stranger_cannot_post_from_elsewhere(link: str) -> None:
    assert Client(enforce_csrf_checks=True).post(link, right()).status_code == 403
    assert Handover.objects.get().seen_at is None


def _said(content: bytes) -> str:
    page = content.decode()
    return page[page.index("<main") :].split("csrfmiddlewaretoken")[0]
