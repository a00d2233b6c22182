"""A real browser for the tests: Debian's Chromium, driven by Playwright."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.site import PASSWORD, Site

CHROMIUM = os.environ.get("CASEDESK_CHROMIUM", "/usr/bin/chromium")
PATIENCE = 20_000
"""Milliseconds that a page may take to answer on a busy machine."""
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start a browser, and end it afterwards. `get_by_test_id` looks at `data-test`."""
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as play:
        play.selectors.set_test_id_attribute("data-test")
        started = play.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        try:
            yield started
        finally:
            started.close()


def fresh_page(browser: Browser) -> Page:
    """Return a page of somebody who is not signed in, as wide as the office's screens."""
    page = browser.new_context(viewport={"width": 1366, "height": 768}, locale="vi").new_page()
    page.set_default_timeout(PATIENCE)
    return page


def signed_in(browser: Browser, site: Site, name: str) -> Page:
    """Return a page of one of the demo's people; an administrator has a room of their own."""
    page = fresh_page(browser)
    page.goto(f"{site.url}/")
    page.get_by_test_id("username").fill(name)
    page.get_by_test_id("password").fill(PASSWORD)
    page.get_by_test_id("sign-in").click()
    expect(page.get_by_test_id("sign-out").or_(page.locator("#logout-form"))).to_be_visible()
    return page
