"""Every page in a real browser: axe finds nothing, light or dark; it fits at 200 % zoom; it is not heavy."""

import ast
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.browser import chromium, fresh_page, signed_in
from tests.site import Site
from tests.web.test_rights import TABLE

pytestmark = pytest.mark.browser
NOT_PAGES = {
    "web:original",
    "web:attachment",
    "web:picture",
    "web:slip",
    "web:signed_copy",
    "web:preview_letter",
    "web:envelope",
    "web:register_sheet",
    "web:export_register",
    "web:export_workbook",
    "web:export_trail",
    "web:export_accounts",
    "web:export_accounts_workbook",
    "web:mail_file",
    "web:mail_frame",
}
"""Files that a page links to, and a frame in which nothing runs, axe neither."""
CASES = {
    "web:separate": "joined", "web:reopen": "closed", "web:fulfil": "rebind", "web:approve": "proposed",
    "web:undo": "bound", "web:password_again": "handed", "web:account": "tax_code",
    "web:enter_registration": "tax_code", "web:registration": "registration", "web:load": "load",
    "web:move_case": "rebind",
}  # fmt: skip
"""Whose page it is, where it is not the case under review."""
ROLES = {
    "vanthu": (
        "web:inbox", "web:search", "web:intake", "web:case", "web:withdraw", "web:review", "web:refuse",
        "web:request_supplement", "web:ask", "web:mail", "web:register", "web:outbox", "web:incoming",
        "web:incoming_mail",
    ),
    "kythuat1": (
        "web:inbox", "web:fulfil", "web:approve", "web:case", "web:undo", "web:password_again", "web:accounts",
        "web:account", "web:enter_registration", "web:registration", "web:loads", "web:load",
    ),
    "kiemtra": ("web:trail", "web:case", "web:inbox", "web:board", "web:register"),
    "lanhdao": (
        "web:inbox", "web:board", "web:stop", "web:reopen", "web:separate", "web:absences", "web:rebalance",
        "web:calendar", "web:approve", "web:review", "web:register", "web:move_case",
        "web:decline",
    ),
    "quantri": ("web:letter_texts", "web:letter_text", "web:letter_text_past"),
}  # fmt: skip
VISITOR = ("web:sign_in", "public:password")
ARGUMENTS = {
    "web:rebalance": ("passwords",), "public:password": ("khong-co",),
    "web:letter_text": ("refusal",), "web:letter_text_past": ("refusal",),
}  # fmt: skip
MAILS = {"web:incoming_mail": "mail"}
"""Whose address has the number of a mail."""
MODELS = (
    "casedesk_user", "casedesk_queue", "casedesk_calendarday", "casedesk_casetype", "casedesk_routingrule",
    "casedesk_absence", "accounts_registrypolicy",
    "verification_checklistpolicy", "letters_letterhead", "letters_signer", "verification_trustedauthority",
    "verification_revocationlist",
)  # fmt: skip
"""The administrator's tables."""
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
IN_LIGHT: dict[str, object] = {"runOnly": {"type": "tag", "values": WCAG}, "resultTypes": ["violations"]}
IN_DARK: dict[str, object] = {
    "runOnly": {"type": "rule", "values": ["color-contrast"]},
    "resultTypes": ["violations"],
}
ZOOMED: ViewportSize = {"width": 683, "height": 384}
"""1366×768 at 200 %."""
MOST_BYTES = 200 * 1024
WEIGHT = """() => [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
    .filter((entry) => !/\\/trang\\/\\d+\\/\\d+\\.jpg/.test(entry.name))
    .reduce((sum, entry) => sum + entry.encodedBodySize, 0)"""
TOO_WIDE = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    running = Site(tmp_path_factory.mktemp("site")).start()
    yield running
    running.stop()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def numbers(site: Site) -> dict[str, str]:
    """Return the numbers of a case for each page that needs one."""
    made: dict[str, str] = ast.literal_eval(
        site.manage("shell", "-v", "0", "-c", "from tests.furnish import furnish; print(furnish())")
    )
    return made


def address(name: str, numbers: dict[str, str]) -> str:
    """Return the address of a page; one about a case is about that which shows most."""
    if name in ARGUMENTS:
        return reverse(name, args=ARGUMENTS[name])
    if name in MAILS:
        return reverse(name, args=[numbers[MAILS[name]]])
    needs_case = bool(TABLE[name].arguments.__closure__) or name in CASES
    return reverse(name, args=[numbers[CASES.get(name, "review")]] if needs_case else [])


def faults(page: Page, url: str) -> list[str]:
    """Return what is wrong with a page, each with where it stands."""
    answer = page.goto(url)
    assert answer
    found = [f"answers {answer.status}"] if answer.status >= 400 else []
    return [f"{url}: {line}" for line in found + looks(page)]


def looks(page: Page) -> list[str]:
    """Return what is wrong with the page that a browser shows."""
    expect(page.locator(".htmx-request")).to_have_count(0)
    page.emulate_media(color_scheme="light")
    found = axe(page, IN_LIGHT)
    page.emulate_media(color_scheme="dark")
    found += [f"dark: {line}" for line in axe(page, IN_DARK)]
    if (weight := page.evaluate(WEIGHT)) > MOST_BYTES:
        found.append(f"weighs {weight} bytes")
    page.set_viewport_size(ZOOMED)
    if (excess := page.evaluate(TOO_WIDE)) > 0:
        found.append(f"{excess} px too wide at 200 %")
    page.set_viewport_size({"width": 1366, "height": 768})
    return found


def axe(page: Page, options: dict[str, object]) -> list[str]:
    """Return what axe finds, with the first places of each."""
    response = Axe().run(page, options=options).response
    return [
        f"{rule['id']} at {[node['target'] for node in rule['nodes']][:4]}: {rule['nodes'][0]['failureSummary']}"
        for rule in response["violations"]
    ]


def test_every_page_is_visited() -> None:
    pages = {name for name, row in TABLE.items() if row.data is None and row.status == 200} - NOT_PAGES
    assert pages - set(VISITOR) <= {name for names in ROLES.values() for name in names}


@pytest.mark.parametrize("who", ROLES)
def test_every_page_of_a_person(who: str, site: Site, browser: Browser, numbers: dict[str, str]) -> None:
    page = signed_in(browser, site, who)
    wrong = [line for name in ROLES[who] for line in faults(page, f"{site.url}{address(name, numbers)}")]
    page.context.close()
    assert wrong == []


def test_every_page_of_a_visitor(site: Site, browser: Browser, numbers: dict[str, str]) -> None:
    page = fresh_page(browser)
    wrong = [line for name in VISITOR for line in faults(page, f"{site.url}{address(name, numbers)}")]
    page.context.close()
    assert wrong == []


def test_a_list_printed_from_rows_that_were_chosen(site: Site, browser: Browser, numbers: dict[str, str]) -> None:
    """It answers a form, so it has no address: it is looked at where the form leads."""
    page = signed_in(browser, site, "vanthu")
    page.goto(f"{site.url}{reverse('web:inbox')}")
    page.get_by_test_id(f"choose-{numbers['review']}").check()
    page.get_by_test_id(f"choose-{numbers['late']}").check()
    page.get_by_test_id("print").click()
    expect(page.locator("table.printed tbody tr")).to_have_count(2)
    wrong = looks(page)
    page.context.close()
    assert wrong == []


def test_every_page_of_the_administrator(site: Site, browser: Browser) -> None:
    page = signed_in(browser, site, "quantri")
    wrong = faults(page, f"{site.url}{reverse('admin:index')}")
    for model in MODELS:
        wrong += faults(page, f"{site.url}{reverse(f'admin:{model}_changelist')}")
    for model in MODELS[:-1]:
        wrong += faults(page, f"{site.url}{reverse(f'admin:{model}_add')}")
    page.context.close()
    assert wrong == []


def test_every_form_of_the_administrator_that_changes_a_row(
    site: Site, browser: Browser, numbers: dict[str, str]
) -> None:
    page = signed_in(browser, site, "quantri")
    wrong, opened = list[str](), set[str]()
    for model in MODELS:
        page.goto(f"{site.url}{reverse(f'admin:{model}_changelist')}")
        link = page.locator("#result_list tbody th a").first
        if link.count():
            wrong += faults(page, f"{site.url}{link.get_attribute('href')}")
            opened.add(model)
    page.context.close()
    assert wrong == []
    assert opened == set(MODELS)


def test_a_planted_fault_is_found(site: Site, browser: Browser, numbers: dict[str, str]) -> None:
    page = fresh_page(browser)
    page.goto(f"{site.url}{address('web:sign_in', numbers)}")
    assert page.evaluate(TOO_WIDE) <= 0
    page.evaluate("document.getElementById('id_username').style.minWidth = '900px'")
    page.evaluate("document.body.style.color = '#aaa', document.querySelector('main').append('nhạt')")
    found = " ".join(axe(page, IN_LIGHT))
    page.set_viewport_size(ZOOMED)
    assert "color-contrast" in found
    assert page.evaluate(TOO_WIDE) > 0
    page.context.close()
