"""The demo's mail catcher on screen."""

import mailbox
from email.message import EmailMessage

import pytest
from django.conf import settings
from django.urls import reverse
from pytest_django.fixtures import Settings

from casedesk import mailcatcher
from tests.web.conftest import SignedIn

pytestmark = pytest.mark.django_db


@pytest.fixture
def key() -> str:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@trungtam.example", "b@mauthu.example", "Trả lời <b>hồ sơ</b>"
    mail.set_content("Kính gửi <script>alert(1)</script> https://casedesk.example/mat-khau/x/")
    mail.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="tra-loi.pdf")
    mailbox.Maildir(settings.MAIL_CATCHER).add(mail)
    return mailcatcher.messages()[0].key


def test_caught_mail_is_listed_and_opened(key: str, signed_in: SignedIn) -> None:
    client = signed_in("clerk")
    assert "b@mauthu.example" in client.get("/thu-thu/").content.decode()
    page = client.get(reverse("web:mail_message", args=[key])).content.decode()
    assert "tra-loi.pdf" in page
    assert "<script>alert" not in page


def test_its_attachment_is_shown(key: str, signed_in: SignedIn) -> None:
    response = signed_in("clerk").get(reverse("web:mail_attachment", args=[key, 0]))
    assert response["Content-Type"] == "application/pdf"


def test_outside_the_demo_there_is_no_such_page(signed_in: SignedIn, settings: Settings) -> None:
    settings.DEMO = False
    client = signed_in("clerk")
    assert client.get("/thu-thu/").status_code == 404
    assert "/thu-thu/" not in client.get("/hop-viec/").content.decode()
