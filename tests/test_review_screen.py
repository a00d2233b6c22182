"""The review in a real browser: a box drawn on the page is read; two people see each other and lose nothing."""

from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import Browser, Dialog, Locator, Page, Route, expect

from casedesk.samples import dossiers
from casedesk.scan_folder import FOLDERS
from tests.browser import chromium, signed_in
from tests.site import Site, eventually
from verification.findings import Channel

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    running = Site(tmp_path_factory.mktemp("site")).start()
    sample = dossiers.make(60_002, channel=Channel.POST, quality="clean", received=date(2026, 11, 23))
    folder = {channel: name for name, channel in FOLDERS.items()}[Channel.POST]
    day = running.scans / folder / "2026-11-23"
    day.mkdir(exist_ok=True)
    made = sample.save(running.data / "sample")
    made.rename(day / made.name)
    yield running
    running.stop()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def clerk(site: Site, browser: Browser) -> Page:
    """Return a clerk's page on the review of the dossier."""
    page = signed_in(browser, site, "vanthu")

    def look() -> int:
        page.goto(f"{site.url}/hop-viec/?muc=review")
        return page.locator("tr.row").count()

    eventually(look, seconds=90)
    page.locator("tr.row a").first.click()
    expect(page.get_by_test_id("accept")).to_be_visible()
    page.wait_for_load_state()
    return page


def field(page: Page) -> Locator:
    return page.get_by_test_id("field-address").first


def drag(page: Page, left: float, top: float, width: float, height: float, *, let_go: bool = True) -> None:
    """Drag a rectangle, given in pixels of the window."""
    page.mouse.move(left, top)
    page.mouse.down()
    page.mouse.move(left + width / 3, top + height / 3)
    page.mouse.move(left + width, top + height)
    if let_go:
        page.mouse.up()


def drag_over(page: Page, there: Locator, *, let_go: bool = True) -> None:
    """Drag a rectangle a little larger than something on the page."""
    place = there.bounding_box()
    assert place
    drag(page, place["x"] - 6, place["y"] - 5, place["width"] + 12, place["height"] + 10, let_go=let_go)


def box(page: Page) -> Locator:
    return page.locator(f'rect.box:not(.drawn)[data-of="{field(page).get_attribute("id")}"]')


def test_a_box_is_read_into_the_field_and_confirmed_by_enter(clerk: Page) -> None:
    field(clerk).focus()
    before = field(clerk).input_value()
    field(clerk).fill("x")
    drag_over(clerk, box(clerk))
    expect(clerk.get_by_text("Đọc từ vùng đã kéo, chưa lưu")).to_be_visible()
    assert sorted(field(clerk).input_value().split())[:3] == sorted(before.split())[:3]
    expect(field(clerk)).to_be_focused()
    drawn = clerk.locator("rect.drawn").get_attribute("width")
    clerk.keyboard.press("Enter")
    expect(clerk.get_by_text("đã xác nhận").first).to_be_visible()
    assert box(clerk).get_attribute("width") == drawn
    clerk.reload()
    assert abs(float(box(clerk).get_attribute("width") or 0) - float(drawn or 1)) < 1e-9


def test_escape_lets_go_of_what_was_read(clerk: Page) -> None:
    field(clerk).focus()
    before = field(clerk).input_value()
    drag_over(clerk, box(clerk), let_go=False)
    expect(clerk.locator("rect.drawn")).to_have_count(1)
    clerk.keyboard.press("Escape")
    expect(clerk.locator("rect.drawn")).to_have_count(0)
    clerk.mouse.up()
    field(clerk).focus()
    drag_over(clerk, box(clerk))
    expect(clerk.get_by_text("Đọc từ vùng đã kéo, chưa lưu")).to_be_visible()
    clerk.keyboard.press("Escape")
    expect(clerk.locator("rect.drawn")).to_have_count(0)
    assert field(clerk).input_value() == before


def test_a_field_taken_before_the_scripts_came_stays_in_hand(clerk: Page) -> None:
    held: list[Route] = []
    clerk.route("**/casedesk/*.js", lambda route: held.append(route))
    clerk.reload(wait_until="commit")
    field(clerk).focus()
    for script in held:
        script.continue_()
    clerk.unroute("**/casedesk/*.js")
    clerk.wait_for_load_state()
    expect(field(clerk)).to_be_focused()
    expect(box(clerk)).to_be_in_viewport()
    drag_over(clerk, box(clerk), let_go=False)
    expect(clerk.locator("rect.drawn")).to_have_count(1)
    clerk.keyboard.press("Escape")
    clerk.mouse.up()


def test_where_nothing_stands_a_sentence_says_so(clerk: Page) -> None:
    clerk.reload()
    field(clerk).focus()
    before = field(clerk).input_value()
    clerk.locator("[data-zoom=fit]").click()
    clerk.locator("#stage").evaluate("stage => { stage.scrollTop = 0; }")
    sheet = clerk.locator("figure svg").first.bounding_box()
    assert sheet
    drag(clerk, sheet["x"] + 4, sheet["y"] + 4, 120, 12)
    expect(clerk.get_by_text("Không đọc được chữ nào trong vùng này")).to_be_visible()
    assert field(clerk).input_value() == before
    expect(clerk.locator("rect.drawn")).to_have_count(0)


def test_without_a_field_in_hand_the_clerk_is_told_to_choose_one(clerk: Page) -> None:
    clerk.goto(clerk.url.split("#")[0] + "#page-")
    clerk.reload()
    sheet = clerk.locator("figure svg").first.bounding_box()
    assert sheet
    drag(clerk, sheet["x"] + 60, sheet["y"] + 60, 120, 40)
    expect(clerk.get_by_text("Hãy chọn ô thông tin cần điền")).to_be_visible()
    expect(clerk.locator("rect.drawn")).to_have_count(0)


def test_a_click_on_a_box_still_leads_to_its_field(clerk: Page) -> None:
    clerk.reload()
    field(clerk).focus()
    box(clerk).click()
    expect(field(clerk)).to_be_focused()


def test_two_people_see_each_other_and_lose_nothing(site: Site, browser: Browser, clerk: Page) -> None:
    clerk.reload()
    other = signed_in(browser, site, "lanhdao")
    other.goto(clerk.url)
    expect(other.get_by_test_id("others")).to_contain_text("Đang cùng mở")
    field(clerk).fill("Số 1, Phố Của Tôi")
    expect(clerk.get_by_test_id("others")).to_be_visible(timeout=25_000)
    expect(field(clerk)).to_be_focused()
    expect(field(clerk)).to_have_value("Số 1, Phố Của Tôi")

    save(other, "field-address", "Số 2, Phố Của Người Kia")
    clerk.set_viewport_size({"width": 1366, "height": 520})
    field(clerk).press("Enter")
    expect(clerk.get_by_text("vừa ghi «Số 2, Phố Của Người Kia»")).to_be_in_viewport()
    expect(field(clerk)).to_be_focused()
    expect(field(clerk)).to_have_value("Số 1, Phố Của Tôi")
    field(clerk).press("Enter")
    expect(clerk.get_by_text("vừa ghi «Số 2, Phố Của Người Kia»")).to_have_count(0)
    other.reload()
    expect(field(other)).to_have_value("Số 1, Phố Của Tôi")


def test_what_is_typed_elsewhere_outlives_a_save_and_still_gives_way_to_another(
    site: Site, browser: Browser, clerk: Page
) -> None:
    clerk.set_viewport_size({"width": 1366, "height": 768})
    clerk.reload()
    other = signed_in(browser, site, "lanhdao")
    other.goto(clerk.url)
    phone = clerk.get_by_test_id("field-phone").first
    field(clerk).fill("Số 3, Phố Chưa Lưu")
    save(other, "field-address", "Số 4, Phố Vừa Lưu")
    with clerk.expect_response(lambda answer: answer.request.method == "POST" and "phone" in answer.url):
        phone.focus()
        phone.press("Enter")
    expect(clerk.get_by_text("Bạn gõ, chưa lưu")).to_be_visible()
    expect(field(clerk)).to_have_value("Số 3, Phố Chưa Lưu")
    field(clerk).press("Enter")
    expect(clerk.get_by_text("vừa ghi «Số 4, Phố Vừa Lưu»")).to_be_visible()
    phone.press("Enter")
    expect(clerk.get_by_text("vừa ghi «Số 4, Phố Vừa Lưu»")).to_have_count(0)
    expect(field(clerk)).to_have_value("Số 3, Phố Chưa Lưu")
    field(clerk).press("Enter")
    expect(clerk.get_by_text("Bạn gõ, chưa lưu")).to_have_count(0)
    other.reload()
    expect(field(other)).to_have_value("Số 3, Phố Chưa Lưu")


def test_enter_right_after_the_panel_has_come_anew_loses_nothing(clerk: Page) -> None:
    clerk.reload()
    clerk.evaluate("window.isSame = true")
    phone = clerk.get_by_test_id("field-phone").first
    field(clerk).fill("Số 6, Phố Chưa Lưu")
    clerk.evaluate(
        """key => document.addEventListener("htmx:afterSwap", () => setTimeout(() => {
            document.getElementById(key).form.requestSubmit();
        }), { once: true })""",
        phone.get_attribute("id"),
    )
    count = iter((1, 2))
    with clerk.expect_response(
        lambda answer: answer.request.method == "POST" and "phone" in answer.url and next(count) == 2
    ):
        phone.press("Enter")
    expect(clerk.get_by_text("Bạn gõ, chưa lưu")).to_be_visible()
    expect(field(clerk)).to_have_value("Số 6, Phố Chưa Lưu")
    assert clerk.evaluate("window.isSame")


def test_who_leaves_with_something_unsaved_is_asked(clerk: Page) -> None:
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    clerk.once("dialog", answer)
    field(clerk).fill("Số 5, Phố Chưa Lưu")
    clerk.get_by_test_id("to-notes").click()
    clerk.wait_for_timeout(300)
    assert asked == ["beforeunload"]
    expect(field(clerk)).to_have_value("Số 5, Phố Chưa Lưu")


def save(page: Page, name: str, value: str) -> None:
    """Type a value, save it, and wait for the answer; who is there is asked meanwhile, and is no answer to it."""
    there = page.get_by_test_id(name).first
    action = there.locator("xpath=ancestor::form").get_attribute("action")
    assert action
    with page.expect_response(lambda answer: answer.request.method == "POST" and answer.url.endswith(action)):
        there.fill(value)
        there.press("Enter")
