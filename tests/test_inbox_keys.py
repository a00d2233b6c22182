"""The inbox at the keyboard, in a real browser: move, choose, open, filter, and print what was chosen."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import chromium, signed_in
from tests.site import Site

pytestmark = pytest.mark.browser
COUNT = 4
PREPARE = f"""
from datetime import timedelta
from django.utils import timezone
from casedesk import history, search, sla
from casedesk.models import Act, Case, User
now = timezone.now()
to = User.objects.get(username="kythuat1")
for number in range({COUNT}):
    case = Case(number=f"G12.99.01-261123-000{{number}}", state="assigned", channel="post", technician=to)
    case.arrived_on, case.received_at = timezone.localdate() - timedelta(days=9 - number), now
    case.company_name, case.tax_code, case.request = f"CÔNG TY SỐ {{number}}", "0100000010", "reset_password"
    case.save()
    sla.start_clock(case, case.arrived_on)
    case.save()
    history.add(case, Act.ASSIGNED, now, note=f"{{to}}: đang giữ ít hồ sơ nhất (0)")
    search.refresh(case)
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    running = Site(tmp_path_factory.mktemp("site")).start()
    running.manage("shell", "-v", "0", "-c", PREPARE)
    yield running
    running.stop()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture
def page(site: Site, browser: Browser) -> Page:
    """Return a supervisor's page on the list of all open cases."""
    opened = signed_in(browser, site, "lanhdao")
    opened.goto(f"{site.url}/hop-viec/?muc=all")
    return opened


def number(row: int) -> str:
    return f"G12.99.01-261123-000{row}"


def press(page: Page, keys: str) -> None:
    for key in keys.split():
        page.keyboard.press(key)


def selected(page: Page) -> str | None:
    return page.locator("tr.row.selected").get_attribute("data-row")


def test_j_and_k_move_and_stop_at_the_ends(page: Page) -> None:
    found = []
    for key in ("j", "j", "k", "k", "j", "j", "j", "j", "j"):
        press(page, key)
        found.append(selected(page))
    assert found == [number(row) for row in (0, 1, 0, 0, 1, 2, 3, 3, 3)]


def test_enter_opens_the_row(page: Page) -> None:
    press(page, "j j")
    with page.expect_navigation():
        press(page, "Enter")
    assert f"/ho-so/{number(1)}/" in page.url


def test_x_chooses_rows_and_again_lets_them_go(page: Page) -> None:
    press(page, "j x j x j x x")
    ticked = page.locator("[data-choose]:checked").evaluate_all("boxes => boxes.map(box => box.dataset.test)")
    assert ticked == [f"choose-{number(0)}", f"choose-{number(1)}"]
    expect(page.locator("[data-chosen]")).to_have_text("2")


def test_what_was_chosen_is_printed(page: Page) -> None:
    press(page, "j x j j x")
    with page.expect_navigation():
        page.get_by_test_id("print").click()
    expect(page.get_by_test_id(f"printed-{number(2)}")).to_be_visible()
    assert page.locator("tr.row").count() == 2


def test_what_was_chosen_is_given(page: Page) -> None:
    press(page, "j x")
    page.get_by_test_id("bulk-technician").select_option(index=2)
    with page.expect_navigation():
        page.get_by_test_id("assign").click()
    expect(page.locator("#messages .success")).to_contain_text("1 hồ sơ đã giao")


def test_the_box_at_the_top_chooses_the_whole_page(page: Page) -> None:
    page.get_by_test_id("choose-all").check()
    assert page.locator("[data-choose]:checked").count() == COUNT
    press(page, "j x")
    expect(page.get_by_test_id("choose-all")).not_to_be_checked()


def test_slash_goes_to_the_search_of_everything(page: Page) -> None:
    press(page, "/")
    page.keyboard.type("số 2")
    with page.expect_navigation():
        press(page, "Enter")
    assert "/tim/?q=" in page.url


def test_f_filters_by_company(page: Page) -> None:
    press(page, "f")
    page.keyboard.type("số 2")
    with page.expect_navigation():
        press(page, "Enter")
    assert page.locator("tr.row").count() == 1
    press(page, "j")
    assert selected(page) == number(2)


def test_a_click_on_a_row_opens_it_and_on_its_box_does_not(page: Page) -> None:
    page.get_by_test_id(f"choose-{number(1)}").click()
    assert "/hop-viec/" in page.url
    with page.expect_navigation():
        page.locator(f'tr[data-row="{number(1)}"] td.company').click()
    assert f"/ho-so/{number(1)}/" in page.url


PLANNED = """
from django.utils import timezone
from casedesk import sla
from casedesk.models import Case, User
case = Case(number="G12.99.01-261123-0099", state="assigned", channel="post", request="reset_password")
case.technician, case.company_name = User.objects.get(username="kythuat1"), "CÔNG TY TNHH DỜI CHỖ"
case.arrived_on, case.received_at = timezone.localdate(), timezone.now()
case.save()
sla.start_clock(case, case.arrived_on)
case.save()
"""


@pytest.fixture(scope="module")
def planned(site: Site) -> str:
    """Make a case in the last of the board's days, and return its number."""
    site.manage("shell", "-v", "0", "-c", PLANNED)
    return "G12.99.01-261123-0099"


def test_a_case_is_moved_on_the_board_by_keys(site: Site, page: Page, planned: str) -> None:
    page.goto(f"{site.url}/bang-theo-doi/")
    focused = page.locator("[data-case]:focus-within")
    for key in ("m", *["ArrowRight"] * 5, *["ArrowDown"] * 3):
        press(page, key)
        if focused.get_attribute("data-case") == planned:
            break
    expect(focused).to_have_attribute("data-case", planned)
    with page.expect_navigation():
        press(page, "Shift+ArrowDown")
    expect(page.get_by_test_id("move-who").locator("option:checked")).to_have_text("Vũ Hải Yến")
    with page.expect_navigation():
        press(page, "Enter")
    row = page.locator(".plan tr", has_text="Vũ Hải Yến")
    expect(row.get_by_test_id(f"planned-{planned}")).to_be_visible()


def test_a_case_is_dragged_to_another_person(site: Site, page: Page, planned: str) -> None:
    page.goto(f"{site.url}/bang-theo-doi/")
    other = (
        page.locator(".plan tr", has_not=page.get_by_test_id(f"planned-{planned}"))
        .filter(has_text="Yến")
        .or_(page.locator(".plan tr", has_not=page.get_by_test_id(f"planned-{planned}")).filter(has_text="Đức"))
    )
    name = other.locator("th").inner_text()
    with page.expect_navigation():
        page.get_by_test_id(f"planned-{planned}").drag_to(other.locator("[data-cell]").last)
    expect(page.get_by_test_id("move-who").locator("option:checked")).to_have_text(name)
    expect(page.get_by_test_id("move")).to_be_focused()


def test_a_day_before_the_promised_one_is_explained(site: Site, page: Page, planned: str) -> None:
    page.goto(f"{site.url}/bang-theo-doi/")
    row = page.locator(".plan tr", has=page.get_by_test_id(f"planned-{planned}"))
    with page.expect_navigation():
        page.get_by_test_id(f"planned-{planned}").drag_to(row.locator("[data-cell]").first)
    expect(page.get_by_role("status").filter(has_text="chỉ dời về sau")).to_be_visible()


def test_the_keys_are_told_in_the_help(page: Page) -> None:
    press(page, "?")
    expect(page.locator("#keys kbd", has_text="x").first).to_be_visible()
    expect(page.locator("#keys kbd", has_text="/").first).to_be_visible()
