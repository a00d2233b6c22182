"""Every page of the site is reached by links from where a person begins; no address must be known by heart."""

import re
from collections.abc import Iterator
from html import unescape
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from django.http import HttpResponseBase
from django.test import Client
from django.urls import Resolver404, resolve, reverse
from pytest_django.fixtures import Settings

from casedesk import checking
from casedesk.models import State
from casedesk.web import urls
from tests import make
from tests.web.conftest import SignedIn

pytestmark = pytest.mark.django_db

LINK = re.compile(r'<a\b[^>]*\bhref="([^"]*)"|<form class="find"[^>]*\baction="([^"]*)"')
MOST = 400
"""A walk that opens more pages goes round in circles. Pictures of made-up scans are not opened."""


def plain_names() -> set[str]:
    """Return the names of all addresses without arguments that a GET can open."""
    names = {one.name for one in urls.urlpatterns if one.name and not one.pattern.converters}
    client = Client()
    client.force_login(make.user("clerk", "technician", "supervisor", "administrator"))
    return {name for name in names if client.get(reverse(f"web:{name}")).status_code != 405}


def walk(client: Client) -> set[str]:
    """Follow every link from the beginning; return the names of the pages met."""
    met: set[str] = set()
    seen, ahead = {reverse("web:home")}, [reverse("web:home")]
    while ahead:
        address = ahead.pop(0)
        response = client.get(address)
        assert response.status_code in {200, 302}, address
        met.add(resolve(urlsplit(address).path).view_name)
        for link in links_of(address, response):
            if link not in seen:
                seen.add(link)
                ahead.append(link)
        assert len(seen) < MOST
    return met


def links_of(address: str, response: HttpResponseBase) -> Iterator[str]:
    """Yield the addresses of our own pages to which a page leads; a redirect is one too."""
    if response.status_code == 302:
        found = [response["Location"]]
    else:
        is_page = response.get("Content-Type", "").startswith("text/html")
        pairs = LINK.findall(response.content.decode()) if is_page else []  # type: ignore[attr-defined]
        found = [link or action for link, action in pairs]
    for text in found:
        link = urldefrag(urljoin(address, unescape(text)))[0]
        if link.startswith("/") and _is_ours(link):
            yield link


def _is_ours(link: str) -> bool:
    try:
        found = resolve(urlsplit(link).path)
    except Resolver404:
        return False
    return (found.namespace == "web" and found.url_name != "picture") or found.view_name == "admin:index"


def test_every_page_is_reached_by_links(signed_in: SignedIn, settings: Settings) -> None:
    settings.DEMO = True
    technician = make.user("technician")
    make.case(State.ASSIGNED, technician=technician)
    checking.run(make.case(State.CHECKED), make.NOW)
    met = walk(Client()) | walk(signed_in(person=technician))
    for role in ("clerk", "supervisor", "administrator", "auditor"):
        met |= walk(signed_in(role))
    assert {f"web:{name}" for name in plain_names()} <= met
    assert {"web:case", "web:review", "web:fulfil", "web:rebalance"} <= met


@pytest.mark.parametrize("begin", ["inbox", "board"])
def test_a_supervisor_finds_absences_and_rebalancing(begin: str, signed_in: SignedIn) -> None:
    make.case(State.ASSIGNED, technician=make.user("technician"))
    page = signed_in("supervisor").get(reverse(f"web:{begin}")).content.decode()
    assert f'href="{reverse("web:absences")}"' in page
    assert (reverse("web:rebalance", args=["certificates"]) in page) == (begin == "board")


def test_who_shares_no_work_out_is_not_led_there(signed_in: SignedIn) -> None:
    page = signed_in("clerk").get(reverse("web:inbox")).content.decode()
    assert reverse("web:absences") not in page
