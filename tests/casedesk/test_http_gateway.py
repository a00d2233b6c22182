"""The centre's account system over HTTP, against a real server process that is slow, broken, late and false."""

import json
import logging
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import requests
from django.core.exceptions import ImproperlyConfigured

from casedesk.accounts import http
from casedesk.accounts.gateway import Answer, BoundCertificate
from casedesk.accounts.http import HttpGateway
from casedesk.accounts.wire import Wire
from casedesk.lib.outcomes import NeedsPerson, TryAgain
from tests.casedesk.account_server import ACCOUNT, TOKEN
from tests.casedesk.tls import Files, files_for
from tests.site import free_port

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
TAX_CODE = str(ACCOUNT["tax_code"])
NEW = BoundCertificate("54AB", "CA", "CÔNG TY MẪU", NOW - timedelta(days=1), NOW + timedelta(days=700))
SECRET = "Abc#2345efgh@#"


def serve(*arguments: str) -> Iterator[int]:
    """Run the other side as a process of its own."""
    port = free_port()
    side = subprocess.Popen([sys.executable, "-m", "tests.casedesk.account_server", str(port), *arguments])
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                break
        time.sleep(0.05)
    yield port
    side.kill()
    side.wait()


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    yield from serve()


@pytest.fixture
def side(port: int) -> HttpGateway:
    behave(port, "well")
    return HttpGateway(Wire(f"http://127.0.0.1:{port}", token=TOKEN, seconds=0.8))


def behave(port: int, how: str) -> None:
    requests.get(f"http://127.0.0.1:{port}/behave/{how}", timeout=5)


def deeds(port: int) -> list[str]:
    found: list[str] = requests.get(f"http://127.0.0.1:{port}/deeds", timeout=5).json()["deeds"]
    return found


def test_an_account_is_found(side: HttpGateway) -> None:
    found = side.find(TAX_CODE)
    assert found is not None
    assert (found.tax_code, found.company_name, found.certificate) == (TAX_CODE, "CÔNG TY MẪU", None)
    assert side.find("0100000028") is None


def test_a_certificate_is_bound_once_a_key_and_read_back(side: HttpGateway, port: int) -> None:
    assert side.outcome_of("k-bind") is None
    answers = [side.bind_certificate(TAX_CODE, NEW, "k-bind").answer for _ in range(3)]
    assert answers == [Answer.DONE] * 3
    assert deeds(port).count("bind_certificate k-bind") == 1
    outcome, account = side.outcome_of("k-bind"), side.find(TAX_CODE)
    assert outcome is not None
    assert outcome.answer == Answer.DONE
    assert account is not None
    assert account.certificate == NEW


def test_a_refusal_comes_with_its_reason(side: HttpGateway, port: int) -> None:
    behave(port, "refuses")
    result = side.issue_password(TAX_CODE, SECRET, "k-refused")
    assert (result.answer, result.reason) == (Answer.REFUSED, "Tài khoản VNACCS đang bị khóa.")


@pytest.mark.parametrize(
    ("how", "is_done"),
    [
        ("slow", None),
        ("answers_late", True),
        ("cuts", False),
        ("cuts_after", True),
        ("fails", False),
        ("html", False),
        ("half", False),
        ("huge", False),
        ("redirects", False),
        ("drips", False),
        ("another_key", True),
        ("pending", True),
    ],
)
def test_what_is_no_plain_yes_or_no_is_unknown(
    side: HttpGateway, port: int, how: str, is_done: bool | None
) -> None:
    behave(port, how)
    started = time.monotonic()
    result = side.issue_password(TAX_CODE, SECRET, f"k-{how}")
    assert result.answer == Answer.UNKNOWN
    assert time.monotonic() - started < 2, "a call is limited as a whole"
    behave(port, "well")
    if is_done is not None:
        outcome = side.outcome_of(f"k-{how}")
        assert (outcome is not None and outcome.answer == Answer.DONE) is is_done


@pytest.mark.parametrize("how", ["slow", "cuts", "fails", "html", "half", "huge", "redirects", "drips", "strange"])
def test_reading_what_cannot_be_trusted_is_tried_later(side: HttpGateway, port: int, how: str) -> None:
    behave(port, how)
    with pytest.raises(TryAgain):
        side.find(TAX_CODE)
    if how != "strange":
        with pytest.raises(TryAgain):
            side.outcome_of("k-any")


def test_reading_is_tried_again_at_once_and_an_answer_twice_is_one(side: HttpGateway, port: int) -> None:
    for how in ("fails_once", "twice"):
        behave(port, how)
        found = side.find(TAX_CODE)
        assert found is not None
        assert not found.is_locked


def test_who_is_not_let_in_is_told_to_tell_a_person(side: HttpGateway, port: int) -> None:
    stranger = HttpGateway(replace(side.line, token="falsch"))
    with pytest.raises(NeedsPerson, match="401"):
        stranger.find(TAX_CODE)
    with pytest.raises(NeedsPerson, match="401"):
        stranger.issue_password(TAX_CODE, SECRET, "k-stranger")


def test_nobody_there_is_unknown_and_later(side: HttpGateway) -> None:
    away = HttpGateway(replace(side.line, url=f"http://127.0.0.1:{free_port()}"))
    assert away.issue_password(TAX_CODE, SECRET, "k-away").answer == Answer.UNKNOWN
    with pytest.raises(TryAgain):
        away.find(TAX_CODE)


@pytest.mark.parametrize("how", ["cuts", "fails", "html", "slow"])
def test_no_secret_is_logged_or_said(
    side: HttpGateway, port: int, how: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    behave(port, how)
    said = str(side.issue_password(TAX_CODE, SECRET, f"k-log-{how}")) + repr(side.line) + caplog.text
    assert SECRET not in said
    assert TOKEN not in said


@pytest.mark.parametrize(
    ("url", "token"),
    [
        ("http://accounts.example", TOKEN),
        ("https://accounts.example", ""),
        ("ftp://a.example", TOKEN),
        ("", TOKEN),
    ],
    ids=["in clear", "nobody", "no web", "nowhere"],
)
def test_settings_that_would_show_a_secret_are_refused(url: str, token: str) -> None:
    with pytest.raises(ImproperlyConfigured):
        Wire(url, token=token)


@pytest.fixture(scope="module")
def tls(tmp_path_factory: pytest.TempPathFactory) -> Files:
    return files_for(tmp_path_factory.mktemp("tls"))


@pytest.fixture(scope="module")
def tls_port(tls: Files) -> Iterator[int]:
    yield from serve(str(tls.server), str(tls.server_key), str(tls.authority))


def secured(tls: Files, port: int) -> Wire:
    return Wire(
        f"https://127.0.0.1:{port}",
        certificate=str(tls.client),
        key=str(tls.client_key),
        authority=str(tls.authority),
        seconds=3,
    )


def test_each_side_shows_its_certificate(tls: Files, tls_port: int) -> None:
    assert HttpGateway(secured(tls, tls_port)).find(TAX_CODE) is not None


@pytest.mark.parametrize("wrong", ["no client", "another client", "another authority"])
def test_a_wrong_certificate_on_either_side_ends_the_call(
    tls: Files, tls_port: int, tmp_path: Path, wrong: str
) -> None:
    line, other = secured(tls, tls_port), files_for(tmp_path)
    match wrong:
        case "no client":
            line = replace(line, certificate="", key="", token=TOKEN)
        case "another client":
            line = replace(line, certificate=str(other.client), key=str(other.client_key))
        case _:
            line = replace(line, authority=str(other.authority))
    with pytest.raises(TryAgain):
        HttpGateway(line).find(TAX_CODE)


def test_the_description_names_what_is_sent_and_read() -> None:
    told = json.loads((Path(http.__file__).parent / "http.openapi.json").read_text("utf-8"))
    assert told["openapi"].startswith("3.1")
    assert set(told["paths"]) == {"/accounts/{tax_code}", "/changes/{key}"}
    schemas = told["components"]["schemas"]
    assert set(schemas["Account"]["required"]) == set(ACCOUNT)
    assert set(schemas["Certificate"]["required"]) == {"serial", "issuer", "subject", "not_before", "not_after"}
    assert set(schemas["Outcome"]["properties"]["state"]["enum"]) == {"done", "refused", "pending"}
    assert {
        schemas[name]["properties"]["operation"]["const"] for name in ("BindCertificate", "IssuePassword")
    } == {
        "bind_certificate",
        "issue_password",
    }
    known = set(schemas["Outcome"]["properties"]["code"]["enum"]) - {"other"}
    assert all(http._refusal(code, "") != code for code in known)
