"""Pages on the review screen: moved by choosing a document, left out at the end of the strip, taken back."""

import pytest
from django.test import Client
from django.urls import reverse

from casedesk import checking
from casedesk.models import Case
from intake.facts import Kind
from intake.models import Document, Page
from tests import make
from tests.web.conftest import SignedIn

pytestmark = pytest.mark.django_db


def checked() -> Case:
    case = make.case()
    checking.run(case, make.NOW)
    return case


def page(case: Case, number: int) -> Page:
    return Page.objects.get(scan__case=case, number=number)


def url(case: Case, name: str = "review", *more: object) -> str:
    return reverse(f"web:{name}", args=[case.number, *more])


def shown(client: Client, case: Case) -> str:
    return client.get(url(case)).content.decode()


def test_a_page_is_moved_to_a_document_of_the_list(signed_in: SignedIn) -> None:
    case = checked()
    letter = Document.objects.get(case=case, kind=Kind.REQUEST_LETTER)
    client = signed_in("clerk")
    assert f'<option value="{letter.pk}">Công văn đề nghị (trang 1)</option>' in shown(client, case)
    response = client.post(url(case, "move_page", page(case, 2).pk), {"to": str(letter.pk)})
    assert response.url.endswith(f"#page-{page(case, 2).pk}")  # type: ignore[attr-defined]
    assert page(case, 2).document == letter


def test_a_page_founds_a_new_document(signed_in: SignedIn) -> None:
    case = checked()
    signed_in("clerk").post(url(case, "move_page", page(case, 2).pk), {"to": "introduction_letter"})
    assert Document.objects.get(case=case, kind=Kind.INTRODUCTION_LETTER).pages.get() == page(case, 2)


def test_a_page_thrown_out_stands_at_the_end_and_comes_back(signed_in: SignedIn) -> None:
    case, client = checked(), signed_in("clerk")
    client.post(url(case, "throw_out_page", page(case, 1).pk))
    there = shown(client, case)
    assert there.index(f'id="page-{page(case, 3).pk}"') < there.index(f'id="page-{page(case, 1).pk}"')
    assert 'data-test="out-1"' in there
    assert 'data-test="page-kind-1"' not in there
    client.post(url(case, "take_back_page", page(case, 1).pk))
    assert 'data-test="out-1"' not in shown(client, case)


def test_the_case_page_shows_a_page_that_is_out(signed_in: SignedIn) -> None:
    case, client = checked(), signed_in("clerk")
    client.post(url(case, "throw_out_page", page(case, 1).pk))
    assert '<li class="out">' in client.get(url(case, "case")).content.decode()


@pytest.mark.parametrize("to", ["", "blank", "-1", "9" * 30, "khong-co"], ids=repr)
def test_a_page_goes_nowhere_else(to: str, signed_in: SignedIn) -> None:
    case = checked()
    response = signed_in("clerk").post(url(case, "move_page", page(case, 2).pk), {"to": to})
    assert response.status_code == 409
    assert "Hãy chọn giấy tờ mà trang này thuộc về." in response.content.decode()


def test_a_case_of_blank_pages_alone_can_be_shown(signed_in: SignedIn) -> None:
    case, client = checked(), signed_in("clerk")
    for one in Page.objects.filter(scan__case=case):
        client.post(url(case, "throw_out_page", one.pk))
    assert client.get(url(case)).status_code == 200
    assert client.get(url(case, "case")).status_code == 200
