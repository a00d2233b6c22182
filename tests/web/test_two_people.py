"""Two people on one dossier: what one saved is shown to the other, who keeps what was typed and may insist."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from casedesk import checking
from casedesk.models import Case
from intake.facts import Kind
from intake.models import Document
from tests import make
from tests.web.conftest import SignedIn

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def case() -> Case:
    made = make.case()
    checking.run(made, make.NOW)
    return made


def url(case: Case, name: str = "review", *more: object) -> str:
    return reverse(f"web:{name}", args=[case.number, *more])


def letter(case: Case) -> Document:
    return Document.objects.get(case=case, kind=Kind.REQUEST_LETTER)


def seen(page: str, form: str) -> str:
    """Return the version in the form of an address."""
    found = re.search(rf'action="{re.escape(form)}".*?name="seen" value="([0-9a-f]+)"', page, re.DOTALL)
    assert found
    return found.group(1)


def save(client: Client, case: Case, value: str, version: str, **more: object) -> tuple[int, str]:
    form = url(case, "set_field", letter(case).pk, "phone")
    response = client.post(form, {"value": value, "seen": version}, **more)  # type: ignore[arg-type]
    return response.status_code, response.content.decode()


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
def test_the_later_of_two_keeps_what_was_typed_and_may_insist(
    headers: dict[str, str], case: Case, signed_in: SignedIn
) -> None:
    first, second = signed_in(person=make.user("clerk", full_name="Lê Thị Trước")), signed_in("clerk")
    form = url(case, "set_field", letter(case).pk, "phone")
    version = seen(second.get(url(case)).content.decode(), form)
    save(first, case, "0900000001", version)
    status, page = save(second, case, "0900000002", version, headers=headers)
    assert status == 409
    assert "Lê Thị Trước vừa ghi «0900000001»" in page
    assert 'value="0900000002"' in page
    assert 'data-test="insist-phone"' in page
    save(second, case, "0900000002", seen(page, form))
    assert letter(case).fields.get(name="phone").value == "0900000002"


def test_a_page_turned_by_another_is_said(case: Case, signed_in: SignedIn) -> None:
    first, second = signed_in("clerk"), signed_in("clerk")
    form = url(case, "set_page", letter(case).pages.get().pk)
    version = seen(second.get(url(case)).content.decode(), form)
    turn = {"kind": "request_letter", "rotation": "90", "seen": version}
    assert first.post(form, turn).status_code == 302
    response = second.post(form, turn | {"rotation": "180"})
    assert response.status_code == 409
    assert "«Sửa trang»" in response.content.decode()


def test_a_mark_changed_by_another_is_said_beside_it(case: Case, signed_in: SignedIn) -> None:
    first, second = signed_in("clerk"), signed_in("clerk")
    form = url(case, "set_mark", letter(case).pk, "sealed")
    version = seen(second.get(url(case)).content.decode(), form)
    first.post(form, {"found": "no", "seen": version})
    response = second.post(form, {"found": "yes", "seen": version}, headers=HTMX)
    assert response.status_code == 409
    assert "lựa chọn của bạn chưa lưu" in response.content.decode()


@pytest.mark.parametrize("version", ["", "khong-phai"], ids=["empty", "unknown"])
def test_a_version_that_was_never_given_counts_as_old(version: str, case: Case, signed_in: SignedIn) -> None:
    first, second = signed_in("clerk"), signed_in("clerk")
    save(first, case, "0900000001", "")
    assert save(second, case, "0900000002", version)[0] == 409
