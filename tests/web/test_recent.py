"""The intake page follows what came in: being read, read, and beside which open case of its company."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from casedesk import checking
from casedesk.models import Case, State
from casedesk.web import recent
from tests import make
from tests.web.conftest import SignedIn

pytestmark = pytest.mark.django_db

INTAKE = reverse("web:intake")
FOLLOWED = {"HX-Request": "true", "HX-Target": "vua-nhan"}


def arrived(state: State = State.CHECKED, tax_code: str = make.TAX_CODE) -> Case:
    case = make.case(state, now=timezone.now(), tax_code=tax_code)
    if state == State.RECEIVED:
        make.scan(case)
    return case


def shown(case: Case) -> str:
    return f'data-test="recent-{case.number}"'


def test_a_dossier_that_is_read_shows_the_companys_open_case(signed_in: SignedIn) -> None:
    older, newer = arrived(), arrived()
    client = signed_in("clerk")
    page = client.get(INTAKE).content.decode()
    assert page.count("Công ty này đang có hồ sơ") == 1
    assert f'data-test="join-{newer.number}-{older.number}"' in page
    newer.refresh_from_db()
    form = {"other": older.number, "seen_state": newer.seen_state}
    assert f'name="seen_state" value="{newer.seen_state}"' in page
    client.post(reverse("web:join", args=[newer.number]), form)
    assert Case.objects.get(pk=newer.pk).state == State.JOINED


def test_reading_is_followed_page_by_page(signed_in: SignedIn) -> None:
    case = arrived(State.RECEIVED)
    case.scans.update(pages_read=2, page_count=5)
    client = signed_in("clerk")
    assert 'hx-trigger="every 3s"' in client.get(INTAKE).content.decode()
    part = client.get(INTAKE, headers=FOLLOWED).content.decode()
    assert part.startswith("<section") and "đọc trang 2/5" in part
    Case.objects.filter(pk=case.pk).update(state=State.CHECKED)
    part = client.get(INTAKE, headers=FOLLOWED).content.decode()
    assert "every 3s" not in part and make.COMPANY in part


@pytest.mark.parametrize(
    "older",
    [
        pytest.param({"state": State.ASSIGNED}, id="accepted already"),
        pytest.param({"state": State.PROPOSED}, id="proposed already"),
    ],
)
def test_what_takes_no_papers_is_shown_and_not_joined(older: dict[str, State], signed_in: SignedIn) -> None:
    first, second = arrived(**older), arrived()
    page = signed_in("clerk").get(INTAKE).content.decode()
    assert f'data-test="beside-{first.number}"' in page
    assert f'data-test="join-{second.number}' not in page


@pytest.mark.parametrize(
    ("state", "tax_code"),
    [(State.CLOSED, make.TAX_CODE), (State.CHECKED, "0100000028"), (State.CHECKED, "")],
    ids=["ended", "another company", "no company"],
)
def test_what_is_no_sibling_is_not_shown(state: State, tax_code: str, signed_in: SignedIn) -> None:
    arrived(state, tax_code), arrived(tax_code="" if not tax_code else make.TAX_CODE)
    assert "Công ty này đang có hồ sơ" not in signed_in("clerk").get(INTAKE).content.decode()


def test_the_older_of_two_is_not_told(signed_in: SignedIn) -> None:
    older, newer = arrived(), arrived()
    page = signed_in("clerk").get(INTAKE).content.decode()
    assert f'data-test="beside-{older.number}"' in page
    assert f'data-test="beside-{newer.number}"' not in page


def test_decided_and_older_cases_are_not_followed(signed_in: SignedIn) -> None:
    decided, old = arrived(State.ASSIGNED), arrived()
    Case.objects.filter(pk=old.pk).update(received_at=timezone.now() - timedelta(hours=25))
    page = signed_in("clerk").get(INTAKE).content.decode()
    assert shown(decided) not in page and shown(old) not in page


def test_those_to_join_are_never_cut_off(signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recent, "MOST_ALONE", 1)
    _older, newer = arrived(), arrived()
    alone = [arrived(tax_code="") for _ in range(3)]
    page = signed_in("clerk").get(INTAKE).content.decode()
    assert [shown(case) in page for case in (newer, *alone)] == [True, False, False, True]


def test_a_halted_reading_says_why_and_is_not_polled(signed_in: SignedIn) -> None:
    case = arrived(State.RECEIVED)
    Case.objects.filter(pk=case.pk).update(halted_because="Không đọc được.")
    page = signed_in("clerk").get(INTAKE).content.decode()
    assert "! Không đọc được." in page and "every 3s" not in page


def test_the_empty_tray_says_what_will_come(signed_in: SignedIn) -> None:
    assert "Hồ sơ nhận trong 24 giờ qua hiện ở đây" in signed_in("clerk").get(INTAKE).content.decode()


def test_the_review_shows_it_too(signed_in: SignedIn) -> None:
    older, newer = arrived(), arrived()
    checking.run(newer, make.NOW)
    page = signed_in("clerk").get(reverse("web:review", args=[newer.number])).content.decode()
    assert f'data-test="join-{older.number}"' in page
