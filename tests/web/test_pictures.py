"""Pictures of pages: page-sized, private, and every look is written down."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from casedesk.models import Act, Event
from intake.models import Page
from tests import make, paper
from tests.web.conftest import SignedIn

pytestmark = pytest.mark.django_db


@pytest.fixture
def page() -> Page:
    case = make.case()
    scan = case.scans.get()
    scan.file.save(scan.sha256, ContentFile(paper.pdf(pages=3)))
    return scan.pages.get(number=1)


def test_a_page_comes_as_a_private_picture(page: Page, signed_in: SignedIn) -> None:
    response = signed_in("clerk").get(reverse("web:picture", args=[page.pk, 900]))
    assert response["Content-Type"] == "image/jpeg"
    assert "private" in response["Cache-Control"]
    assert response.content.startswith(b"\xff\xd8")


def test_a_picture_that_the_browser_has_is_not_sent_again(page: Page, signed_in: SignedIn) -> None:
    client, url = signed_in("clerk"), reverse("web:picture", args=[page.pk, 900])
    tag = client.get(url)["ETag"]
    assert client.get(url, headers={"If-None-Match": tag}).status_code == 304


def test_a_look_is_logged(page: Page, signed_in: SignedIn) -> None:
    client = signed_in("technician")
    for width in (160, 900):
        client.get(reverse("web:picture", args=[page.pk, width]))
    assert Event.objects.filter(act=Act.PAPER_SEEN).count() == 1


@pytest.mark.parametrize("width", [1, 901, 30_000])
def test_other_widths_are_not_drawn(width: int, page: Page, signed_in: SignedIn) -> None:
    assert signed_in("clerk").get(reverse("web:picture", args=[page.pk, width])).status_code == 404


def test_a_scan_that_cannot_be_drawn_is_not_found(page: Page, signed_in: SignedIn) -> None:
    page.scan.file.save("hong", ContentFile(b"khong phai pdf"))
    assert signed_in("clerk").get(reverse("web:picture", args=[page.pk, 900])).status_code == 404
