"""What a review costs at the keyboard: keys pressed and requests made, counted in a real browser."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import partial

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from casedesk.samples import dossiers
from casedesk.scan_folder import FOLDERS
from tests.browser import chromium, signed_in
from tests.site import Site, eventually
from verification.findings import Channel

pytestmark = pytest.mark.browser
CLEAN, DOUBTFUL = 60_002, 60_004
DOUBTS = ("id_number", "full_name", "expiry")
MOST_KEYS, MOST_REQUESTS = 4, 4
"""Enter on each of three doubts, then the key that accepts; a request each."""

RECEIVED = date(2026, 11, 23)
PREPARE = """
from django.utils import timezone
from casedesk import checking
from casedesk.models import Case
from intake.models import Document, Field
for number, case in enumerate(Case.objects.order_by("id")):
    Field.objects.filter(document__case=case).update(certain=True)
    for paper in Document.objects.filter(case=case):
        for mark in ("sealed", "certified"):
            if getattr(paper, mark): setattr(paper, mark, getattr(paper, mark) | dict(found=True, certain=True))
        paper.save()
    if number == 1:
        Field.objects.filter(document__case=case, name__in={names}).update(certain=False)
    checking.run(case, timezone.now())
"""


@dataclass
class Counted:
    """Keys pressed on a page and requests that it made, pictures and presence left out."""

    page: Page
    keys: int = 0
    requests: list[str] = field(default_factory=list)

    def start(self) -> "Counted":
        self.page.on("request", self._asked)
        return self

    def press(self, key: str) -> None:
        self.keys += 1
        self.page.keyboard.press(key)

    def _asked(self, request: Request) -> None:
        if request.method == "POST" and "cung-mo" not in request.url:
            self.requests.append(request.url)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Run a site with a clean dossier and one with three doubts, both of companies that have accounts."""
    running = Site(tmp_path_factory.mktemp("site")).start()
    day = running.scans / {channel: name for name, channel in FOLDERS.items()}[Channel.POST] / RECEIVED.isoformat()
    day.mkdir(parents=True, exist_ok=True)
    for count, seed in enumerate((CLEAN, DOUBTFUL), start=1):
        sample = dossiers.make(seed, channel=Channel.POST, quality="clean", received=RECEIVED)
        running.manage("shell", "-v", "0", "-c", f"from casedesk import demo; demo.register({sample.truth!r})")
        made = sample.save(running.data / f"sample-{seed}")
        made.rename(day / made.name)
        eventually(partial(are_read, running, count), seconds=240)
    running.manage("shell", "-v", "0", "-c", PREPARE.format(names=list(DOUBTS)))
    yield running
    running.stop()


def are_read(site: Site, count: int) -> bool:
    return site.ask("SELECT COUNT(*) FROM casedesk_case WHERE state = 'checked'") == [(count,)]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


def opened(site: Site, browser: Browser, number: int) -> Counted:
    """Open the review of the first or second dossier as a clerk."""
    page = signed_in(browser, site, "vanthu")
    found = site.ask("SELECT number FROM casedesk_case ORDER BY id")[number][0]
    page.goto(f"{site.url}/ho-so/{found}/kiem-tra/")
    expect(page.get_by_test_id("accept")).to_be_visible()
    return Counted(page).start()


def test_three_doubts_take_three_enters_and_one_key(site: Site, browser: Browser) -> None:
    clerk = opened(site, browser, 1)
    expect(clerk.page.get_by_test_id("accept")).to_be_disabled()
    while clerk.page.get_by_test_id("accept").is_disabled() and clerk.keys < 3 * MOST_KEYS:
        with clerk.page.expect_response(lambda answer: answer.request.method == "POST"):
            clerk.press("Enter")
        clerk.page.wait_for_timeout(200)  # the panel is put in and the next doubt gets the focus
    with clerk.page.expect_navigation():
        clerk.press("a")
    assert "/hop-viec/" in clerk.page.url
    assert clerk.keys <= MOST_KEYS
    assert len(clerk.requests) <= MOST_REQUESTS


def test_a_clean_dossier_takes_one_key(site: Site, browser: Browser) -> None:
    clerk = opened(site, browser, 0)
    with clerk.page.expect_navigation():
        clerk.press("a")
    assert "/hop-viec/" in clerk.page.url
    assert (clerk.keys, len(clerk.requests)) == (1, 1)
