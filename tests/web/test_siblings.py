"""An open case of the same company on the pages of a case: shown, joined, linked."""

import pytest
from django.urls import reverse

from casedesk import checking
from casedesk.models import Case, State
from tests import make
from tests.web.conftest import SignedIn

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair() -> tuple[Case, Case]:
    cases = make.case(), make.case()
    for case in cases:
        checking.run(case, make.NOW)
    return cases


def url(name: str, case: Case) -> str:
    return reverse(f"web:{name}", args=[case.number])


@pytest.mark.parametrize("page", ["case", "review"])
def test_the_other_case_is_shown_and_the_newer_offers_to_join(
    page: str, pair: tuple[Case, Case], signed_in: SignedIn
) -> None:
    older, newer = pair
    client = signed_in("clerk")
    shown = client.get(url(page, newer)).content.decode()
    assert "Công ty này còn hồ sơ mở:" in shown
    assert f'data-test="join-{older.number}"' in shown
    beside = client.get(url(page, older)).content.decode()
    assert f'data-test="sibling-{newer.number}"' in beside
    assert 'data-test="join-' not in beside


def test_joining_leads_to_the_older_and_both_say_so(pair: tuple[Case, Case], signed_in: SignedIn) -> None:
    older, newer = pair
    client = signed_in("clerk")
    response = client.post(url("join", newer), {"other": older.number, "seen_state": newer.seen_state})
    assert (response.status_code, response["Location"]) == (302, url("case", older))
    assert 'data-test="joined-into"' in client.get(url("case", newer)).content.decode()
    assert newer.number in client.get(url("case", older)).content.decode()
    response = signed_in("supervisor").post(url("separate", newer), {"reason": "Nhập nhầm."})
    assert response.status_code == 302
    assert Case.objects.get(pk=newer.pk).state == State.RECEIVED


def test_a_stale_joining_changes_nothing(pair: tuple[Case, Case], signed_in: SignedIn) -> None:
    older, newer = pair
    seen = {"other": older.number, "seen_state": "checked.999999"}
    assert signed_in("clerk").post(url("join", newer), seen).status_code == 409
    assert Case.objects.get(pk=newer.pk).state == State.CHECKED


def test_a_link_is_made_and_taken_off(pair: tuple[Case, Case], signed_in: SignedIn) -> None:
    older, newer = pair
    client = signed_in("clerk")
    client.post(url("link", newer), {"other": older.number})
    assert f'data-test="unlink-{newer.number}"' in client.get(url("case", older)).content.decode()
    client.post(url("link", older), {"other": newer.number, "act": "unlink"})
    assert 'data-test="unlink-' not in client.get(url("case", older)).content.decode()


@pytest.mark.parametrize("name", ["join", "link"])
@pytest.mark.parametrize("other", ["", "khong-co", "x\x00"], ids=ascii)
def test_an_unknown_case_is_not_found(name: str, other: str, pair: tuple[Case, Case], signed_in: SignedIn) -> None:
    assert signed_in("clerk").post(url(name, pair[1]), {"other": other}).status_code == 404
