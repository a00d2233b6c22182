"""Signing in and out, and the language of the screens: Vietnamese unless a person switches."""

from datetime import timedelta

import pytest
from django.test import Client

from casedesk import signing_in
from casedesk.models import Event
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


def tries(times: int, name: str = "vanthu", address: str = "198.51.100.7", word: str = "sai") -> int:
    """Try to sign in, so many times; return the last answer's status."""
    answers = [
        Client(REMOTE_ADDR=address).post("/dang-nhap/", {"username": name, "password": word}).status_code
        for _ in range(times)
    ]
    return answers[-1]


def test_signing_in_failing_and_signing_out_are_in_the_trail() -> None:
    person = make.user("clerk", username="vanthu")
    client = Client(REMOTE_ADDR="198.51.100.7")
    client.post("/dang-nhap/", {"username": "vanthu", "password": "sai"})
    client.post("/dang-nhap/", {"username": "mat-khau-cua-toi", "password": "vanthu"})
    client.post("/dang-nhap/", {"username": "vanthu", "password": make.PASSWORD})
    client.post("/dang-xuat/")
    assert list(Event.objects.values_list("act", "actor", "subject", "address")) == [
        ("sign_in_failed", None, "vanthu", "198.51.100.7"),
        ("sign_in_failed", None, "", "198.51.100.7"),
        ("signed_in", person.pk, "", "198.51.100.7"),
        ("signed_out", person.pk, "", "198.51.100.7"),
    ]


def test_who_guesses_has_to_wait_and_a_colleague_elsewhere_need_not() -> None:
    make.user("clerk", username="vanthu")
    assert tries(signing_in.MOST) == 200
    assert tries(1, word=make.PASSWORD) == 429
    assert tries(1, address="198.51.100.8", word=make.PASSWORD) == 302
    page = Client(REMOTE_ADDR="198.51.100.7").post("/dang-nhap/", {"username": "vanthu", "password": "x"})
    assert "chờ 15 phút" in page.content.decode()
    assert Event.objects.filter(act="sign_in_failed").count() == signing_in.MOST


def test_who_tries_many_names_has_to_wait() -> None:
    make.user("clerk", username="vanthu")
    assert [tries(1, name=f"ten{number}") for number in range(signing_in.MOST_FROM_ONE_ADDRESS + 1)][-1] == 429
    assert tries(1, word=make.PASSWORD) == 429


def test_a_wait_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    make.user("clerk", username="vanthu")
    tries(signing_in.MOST)
    monkeypatch.setattr(signing_in, "WINDOW", timedelta(0))
    assert tries(1, word=make.PASSWORD) == 302
