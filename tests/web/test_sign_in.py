"""Signing in and out, and the language of the screens: Vietnamese unless a person switches."""

import pytest
from django.test import Client

from tests import make
from tests.web.conftest import SignedIn

pytestmark = pytest.mark.django_db
ENGLISH_BROWSER = {"Accept-Language": "en-GB,en;q=0.9"}


def test_a_person_signs_in_and_out() -> None:
    make.user("clerk", username="vanthu")
    client = Client()
    answer = client.post("/dang-nhap/", {"username": "vanthu", "password": make.PASSWORD}, follow=True)
    assert "Cần kiểm tra" in answer.content.decode()
    client.post("/dang-xuat/")
    assert client.get("/hop-viec/").status_code == 302


def test_a_wrong_password_is_said_and_the_name_stays() -> None:
    page = Client().post("/dang-nhap/", {"username": "vanthu", "password": "sai"}).content.decode()
    assert "không đúng" in page
    assert 'value="vanthu"' in page


def test_a_person_lands_where_they_wanted(signed_in: SignedIn) -> None:
    make.user("clerk", username="vanthu")
    answer = Client().post(
        "/dang-nhap/?next=/tiep-nhan/", {"username": "vanthu", "password": make.PASSWORD, "next": "/tiep-nhan/"}
    )
    assert answer.url == "/tiep-nhan/"  # type: ignore[attr-defined]


def test_an_english_browser_meets_vietnamese() -> None:
    page = Client().get("/dang-nhap/", headers=ENGLISH_BROWSER).content.decode()
    assert '<html lang="vi">' in page


def test_the_switch_is_kept() -> None:
    client = Client()
    client.post("/ngon-ngu/", {"language": "en", "next": "/dang-nhap/"})
    assert '<html lang="en">' in client.get("/dang-nhap/").content.decode()
    client.post("/ngon-ngu/", {"language": "vi", "next": "/dang-nhap/"})
    assert '<html lang="vi">' in client.get("/dang-nhap/").content.decode()


def test_no_page_carries_inline_style_or_script(signed_in: SignedIn) -> None:
    response = signed_in("clerk").get("/hop-viec/")
    page = response.content.decode()
    assert "style=" not in page
    assert "<script>" not in page
    assert "default-src 'self'" in response["Content-Security-Policy"]


def test_a_stale_form_is_told_to_reload(signed_in: SignedIn) -> None:
    client = Client(enforce_csrf_checks=True)
    response = client.post("/dang-nhap/", {"username": "x", "password": "y"})
    assert response.status_code == 403
    assert "Trang này đã mở quá lâu" in response.content.decode()
