"""One dossier all the way, as people do it: a scan in the folder, a browser for each role, the answer by mail."""

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from casedesk.samples import dossiers
from casedesk.scan_folder import FOLDERS
from intake.facts import Request
from tests.browser import chromium, fresh_page, signed_in
from tests.site import Site, eventually
from verification.findings import Channel

pytestmark = pytest.mark.browser
RECEIVED = date(2026, 11, 23)
"""The samples, and so what is read of them, are the same whenever this runs."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    running = Site(tmp_path_factory.mktemp("site")).start()
    yield running
    running.stop()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


def arrives(site: Site, seed: int, request: Request, channel: Channel) -> dict[str, Any]:
    """Drop a clean, complete sample into the scan folder; its company has an account. Return its truth."""
    sample = dossiers.make(seed, request=request, channel=channel, quality="clean", received=RECEIVED)
    folder = {channel.value: name for name, channel in FOLDERS.items()}[sample.truth["channel"]]
    truth = json.dumps(json.dumps(sample.truth))
    site.manage("shell", "-c", f"import json; from casedesk import demo; demo.register(json.loads({truth}))")
    made = Path(sample.save(site.data / f"sample-{seed}"))
    day = site.scans / folder / RECEIVED.isoformat()
    day.mkdir(exist_ok=True)
    made.rename(day / made.name)
    return sample.truth


def value(truth: dict[str, Any], name: str) -> str:
    return str(next(doc["fields"][name] for doc in truth["documents"] if name in doc["fields"]))


def finds_case(page: Page, site: Site, tax_code: str, words: str) -> str:
    """Wait until the inbox shows a company's case at a step; return its number."""
    grouped = re.compile(r"\s*".join(tax_code))

    def look() -> Any:
        page.goto(f"{site.url}/hop-viec/")
        return page.locator("tr").filter(has_text=grouped).filter(has_text=words).count()

    eventually(look, seconds=90)
    row = page.locator("tr").filter(has_text=grouped).first.inner_text()
    found = re.search(r"G12\.99\.01-\d{6}-\d{4}", row)
    assert found
    return found.group()


def test_a_certificate_is_bound_and_the_answer_is_in_the_mail(site: Site, browser: Browser) -> None:
    truth = arrives(site, 60_002, Request.REBIND_RENEWED, Channel.WALK_IN)
    tax_code = value(truth, "tax_code")
    clerk = signed_in(browser, site, "vanthu")
    number = finds_case(clerk, site, tax_code, "Chờ kiểm tra")
    clerk.goto(f"{site.url}/ho-so/{number}/kiem-tra/")
    expect(clerk.get_by_test_id("accept")).to_be_disabled()
    clerk.get_by_test_id("bearer-name").fill(value(truth, "bearer").upper())
    clerk.get_by_test_id("bearer-id").press("Enter")
    clerk.get_by_test_id("accept").click()
    clerk.goto(f"{site.url}/ho-so/{number}/")
    expect(clerk.get_by_text("Chờ xử lý").first).to_be_visible()

    certificate = site.data / "certificates" / f"{tax_code}.cer"
    first = signed_in(browser, site, "kythuat1")
    first.goto(f"{site.url}/ho-so/{number}/xu-ly/")
    first.get_by_test_id("certificate").set_input_files(certificate)
    first.get_by_test_id("propose").click()
    expect(first.get_by_text("Chờ duyệt").first).to_be_visible()
    first.goto(f"{site.url}/ho-so/{number}/duyet/")
    expect(first.get_by_test_id("approve")).to_have_count(0)

    second = signed_in(browser, site, "kythuat2")
    second.goto(f"{site.url}/ho-so/{number}/duyet/")
    second.get_by_test_id("approve").click()
    closes(second, site, number)

    mail = opens_mail(clerk, site, number, "V/v")
    steps = clerk.get_by_test_id("mail-text").inner_text()
    assert "OE2102" in steps
    assert mail.endswith(".pdf")


def test_a_password_is_handed_over_once(site: Site, browser: Browser) -> None:
    truth = arrives(site, 60_006, Request.RESET_PASSWORD, Channel.POST)
    tax_code = value(truth, "tax_code")
    clerk = signed_in(browser, site, "vanthu")
    number = finds_case(clerk, site, tax_code, "Chờ kiểm tra")
    clerk.goto(f"{site.url}/ho-so/{number}/kiem-tra/")
    clerk.get_by_test_id("accept").click()
    technician, other = holder(clerk, site, number)
    first = signed_in(browser, site, technician)
    first.goto(f"{site.url}/ho-so/{number}/xu-ly/")
    first.get_by_test_id("propose").click()
    second = signed_in(browser, site, other)
    second.goto(f"{site.url}/ho-so/{number}/duyet/")
    second.get_by_test_id("approve").click()
    closes(second, site, number)

    opens_mail(clerk, site, number, "V/v")
    link = re.search(r"http://\S+/mat-khau/\S+", clerk.get_by_test_id("mail-text").inner_text())
    assert link
    company = fresh_page(browser)
    company.goto(link.group())
    company.get_by_test_id("tax-code").fill(tax_code)
    company.get_by_test_id("case-number").fill(number)
    company.get_by_test_id("reveal").click()
    password = company.get_by_test_id("password").inner_text().strip()
    assert len(password) == 14
    company.goto(link.group())
    expect(company.get_by_test_id("password")).to_have_count(0)
    assert password not in site.log


def holder(page: Page, site: Site, number: str) -> tuple[str, str]:
    """Return who holds a case, and the other technician."""
    page.goto(f"{site.url}/ho-so/{number}/")
    return ("kythuat1", "kythuat2") if page.get_by_text("Phạm Minh Đức").count() else ("kythuat2", "kythuat1")


def closes(page: Page, site: Site, number: str) -> None:
    """Wait until the case is closed: the change is made, the answer is written and has gone out."""

    def look() -> int:
        page.goto(f"{site.url}/ho-so/{number}/")
        return page.get_by_text("Đã kết thúc").count()

    eventually(look, seconds=60)


def opens_mail(page: Page, site: Site, number: str, words: str) -> str:
    """Open the case's letter in the mail catcher; return the name of what is attached."""
    page.goto(f"{site.url}/thu-thu/")
    page.get_by_test_id("mail").filter(has_text=number).filter(
        has_text=re.compile(words, re.IGNORECASE)
    ).first.click()
    return page.get_by_test_id("attachment").first.inner_text().split()[0]
