"""The pages in a real browser: axe finds nothing, nothing is wider than a phone, everything works by keyboard."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.web.chromium import MARKS, browsing, served

pytestmark = MARKS
PAGES: dict[str, str | None] = {
    "/sign-in": None,
    "/sign-in/sent": None,
    "/sign-in/link/nothing": None,
    "/act/call/nothing": None,
    "/accessibility": None,
    "/personal-data": None,
    "/no-such-page": None,
    "/": "anna",
    "/me": "anna",
    "/me/access": "anna",
    "/applications": "anna",
    "/applications?stage=rejected&project=rivers": "anna",
    "/applications/1": "administrator",
    "/applications/new": "anna",
    "/applications/import": "administrator",
    "/figures": "administrator",
    "/report": "manager",
    "/applications/board": "manager",
    "/applications/1/decision": "anna",
    "/search?q=air": "anna",
    "/search?q=zeppelins&programme=LIFE": "anna",
    "/searches": "anna",
    "/calls/eu_portal/48012345TOPICSen": "anna",
    "/calls/eu_portal/hostile": "anna",
    "/why/clean-air/eu_portal/48012345TOPICSen": "anna",
    "/why/rivers/eu_portal/hostile": "anna",
    "/algorithm": None,
    "/plan": "anna",
    "/plan/projects/clean-air": "administrator",
    "/projects/rivers": "administrator",
    "/projects": "anna",
    "/projects/clean-air": "anna",
    "/coverage": "anna",
    "/deadlines": "anna",
    "/partners/eu_portal/48012345TOPICSen": "anna",
    "/quality": "anna",
    "/sources": "anna",
    "/calls-by-hand": "administrator",
    "/people": "administrator",
    "/people/berta": "administrator",
}
"""Every page, and who looks at it."""
WIDTHS = (320, 768, 1280)
"""320 pixels are 1280 at 400 %."""
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(tmp_path_factory.mktemp("looks")) as at:
        yield at


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsing() as browser:
        yield browser


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_is_too_wide(browser: Browser, address: str, scheme: str) -> None:
    wrong = []
    for person in dict.fromkeys(PAGES.values()):
        page = looking(browser, address, person, scheme)
        for path in (path for path, who in PAGES.items() if who == person):
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 900})
                page.goto(address + path)
                found = Axe().run(page, options=RULES)
                assert len(found.response["passes"]) > 10, "axe has looked"
                wrong += [
                    f"{path} at {width}: {each['id']} {each['nodes'][0]['html']}"
                    for each in found.response["violations"]
                ]
                if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
                    wrong.append(f"{path} is wider than {width}")
        page.context.close()

    assert wrong == []


def test_one_can_sign_in_and_out_by_the_keyboard_alone_and_without_javascript(browser: Browser, address: str) -> None:
    page = browser.new_context(java_script_enabled=False, locale="en-GB").new_page()
    page.goto(address + "/me")
    assert page.url.startswith(address + "/sign-in?wanted=")

    page.keyboard.press("Tab")
    assert page.locator(":focus").inner_text() == "Skip to the content"
    tab_to(page, "Anna Puig")
    page.keyboard.press("Enter")
    page.wait_for_url(address + "/me")
    tab_to(page, "Sign out")
    page.keyboard.press("Enter")
    page.wait_for_url(address + "/sign-in?done=signed-out")
    assert page.get_by_role("status").inner_text() == "You are signed out."
    page.context.close()


def test_no_script_or_style_is_refused(browser: Browser, address: str) -> None:
    page = looking(browser, address, "administrator", "light")
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    for path in ("/", "/me", "/people", "/people/anna", "/report"):
        page.goto(address + path)

    assert said == []
    page.context.close()


def tab_to(page: Page, text: str) -> None:
    for _ in range(100):
        page.keyboard.press("Tab")
        if page.locator(":focus").inner_text() == text:
            return
    raise AssertionError(f"the keyboard does not reach {text}")


def looking(browser: Browser, address: str, person: str | None, scheme: str) -> Page:
    """A page of a browser in which that person is signed in."""
    page = browser.new_context(color_scheme="dark" if scheme == "dark" else "light", locale="en-GB").new_page()
    if person is not None:
        page.goto(address + "/sign-in")
        page.click(f'button[value="{person}"]')
        page.wait_for_url(address + "/")
    return page
