"""The company's page: a look uses nothing, a right answer shows the password once, a wrong one tells nothing."""

import io
import logging
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from casedesk.accounts import handover
from casedesk.accounts.models import Change, Guess, Handover, Operation
from casedesk.accounts.passwords import DEFAULTS
from casedesk.lib.logs import WithoutLinks
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


@pytest.mark.parametrize("state", ["waits", "none", "seen", "expired", "blocked"])
def test_a_stranger_is_told_the_same_of_every_link(link: str, state: str) -> None:
    answers = {"tax_code": "0000000000", "case_number": "x"}
    plain, wrong = Client().get("/mat-khau/khong-co-2/"), Client().post("/mat-khau/khong-co-2/", answers)
    if state == "seen":
        Handover.objects.update(seen_at=timezone.now(), sealed_password=None)
    elif state == "expired":
        Handover.objects.update(expires_at=timezone.now() - timedelta(hours=1))
    for _ in range(DEFAULTS.most_tries if state == "blocked" else 0):
        Client().post(link, answers)
    asked = link if state != "none" else "/mat-khau/khong-co/"
    opened, answered = Client().get(asked), Client().post(asked, answers)
    assert (opened.status_code, answered.status_code) == (200, 422)
    known = "/mat-khau/khong-co-2/"
    assert _said(opened.content).replace(asked, known) == _said(plain.content)
    assert _said(answered.content).replace(asked, known) == _said(wrong.content)
    assert sorted(opened.headers) == sorted(plain.headers)


@pytest.mark.parametrize(
    ("state", "said"),
    [("seen", "đã được xem lúc"), ("expired", "đã hết hạn"), ("blocked", "bị khóa")],
)
def test_the_company_is_told_what_became_of_its_link(link: str, state: str, said: str) -> None:
    answers = right()
    if state == "seen":
        Client().post(link, answers)
    elif state == "expired":
        Handover.objects.update(expires_at=timezone.now() - timedelta(hours=1))
    for _ in range(DEFAULTS.most_tries if state == "blocked" else 0):
        Client().post(link, {"tax_code": "0", "case_number": "x"})
    response = Client().post(link, answers)
    assert response.status_code == 410
    assert said in response.content.decode()
    assert 'data-test="password"' not in response.content.decode()


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What the server's log says meanwhile."""
    (console,) = (one for one in logging.getLogger().handlers if any(type(f) is WithoutLinks for f in one.filters))
    assert isinstance(console, logging.StreamHandler)
    said = io.StringIO()
    usual = console.setStream(said)
    yield said
    console.setStream(usual)


def test_no_log_tells_the_link(link: str, log: io.StringIO) -> None:
    Client().post(link, {"tax_code": "0", "case_number": "x"})
    Client(enforce_csrf_checks=True).post(link, right())
    said = log.getvalue()
    assert "/mat-khau/…/" in said
    assert link.split("/")[2] not in said


@pytest.mark.parametrize("is_behind", [True, False])
def test_the_address_is_the_one_that_our_proxy_saw(link: str, settings: Any, is_behind: bool) -> None:
    settings.BEHIND_PROXY = is_behind
    wrong, forged = {"tax_code": "0", "case_number": "x"}, "192.0.2.1, 192.0.2.2"
    Client(REMOTE_ADDR="10.0.0.1").post(link, wrong, HTTP_X_FORWARDED_FOR=forged)
    Client(REMOTE_ADDR="192.0.2.2" if is_behind else "10.0.0.1").post(link, wrong)
    assert len(set(Guess.objects.values_list("address", flat=True))) == 1


def test_a_stranger_cannot_post_from_elsewhere(link: str) -> None:
    assert Client(enforce_csrf_checks=True).post(link, right()).status_code == 403
    assert Handover.objects.get().seen_at is None


def _said(content: bytes) -> str:
    page = content.decode()
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]*"', "", page)
