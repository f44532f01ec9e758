"""What three people come for, in a real browser: a lead finds, an officer runs, a manager follows up."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from domain.people import LANGUAGES
from tests.web.chromium import MARKS, browsing, served
from tests.web.opened import CALL
from web.language import NAMES, translations

pytestmark = MARKS
Say = Callable[[str], str]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsing() as browser:
        yield browser


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """Every story has a world of its own."""
    with served(tmp_path) as at:
        yield at


def test_a_lead_keeps_a_search_loses_no_call_and_begins_in_catalan(browser: Browser, address: str) -> None:
    page, say = looking(browser, address, "anna", "ca")
    page.get_by_role("link", name=say("Search"), exact=True).click()
    page.get_by_role("searchbox").fill("clean air")
    page.get_by_role("searchbox").press("Enter")
    page.get_by_text(say("Keep this search"), exact=True).click()
    page.get_by_role("button", name=say("Keep it")).click()
    page.get_by_role("link", name="clean air", exact=True).click()
    page.get_by_role("link", name=CALL.title, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(CALL.title)

    vote(page, say, "Not for us", reason="No capacity")
    page.get_by_role("link", name="Aire net", exact=True).click()
    down = page.get_by_role("region", name=say("Turned down, and why"))
    expect(down).to_contain_text(say("No capacity"))
    down.get_by_role("link", name=CALL.title).click()
    page.get_by_role("button", name=say("Take it back")).click()
    vote(page, say, "Relevant")
    expect(fitting(page, say).get_by_text(say("Relevant"), exact=True).first).to_be_visible()

    page.get_by_role("link", name=f"{say('Why is it offered, or not?')} Aire net").click()
    expect(page.get_by_role("main")).to_contain_text("Cities measure what people breathe.")
    page.go_back()
    begin(page, say, "Aire net")
    expect(page.get_by_role("region", name=say("Move on"))).to_be_visible()
    expect(page.get_by_role("heading", level=1)).to_have_text(CALL.title)
    page.context.close()


def test_an_officer_adds_a_call_that_is_found_and_moves_a_threshold_in_spanish(browser: Browser, address: str) -> None:
    page, say = looking(browser, address, "olga", "es")
    page.get_by_role("link", name=say("Search"), exact=True).click()
    page.get_by_role("link", name=say("Add a call")).click()
    page.get_by_label(say("Title"), exact=True).fill("Quieter nights for the metropolis")
    page.get_by_label(say("Its page, or the identifier people quote")).fill("https://example.org/quiet")
    page.get_by_label(say("Text"), exact=True).fill("Towns bring down the noise of deliveries at night.")
    page.get_by_role("button", name=say("Save"), exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Quieter nights for the metropolis")
    page.get_by_role("link", name=say("Search"), exact=True).click()
    page.get_by_role("searchbox").fill("deliveries")
    page.get_by_role("searchbox").press("Enter")
    expect(page.get_by_role("link", name="Quieter nights for the metropolis", exact=True)).to_be_visible()

    page.goto(f"{address}/projects/clean-air")
    page.get_by_label(say("Tell of calls from this score on")).select_option(index=1)
    page.get_by_role("button", name=say("Move the threshold")).click()
    expect(page.get_by_role("main")).to_contain_text("Olga Vila")
    page.goto(f"{address}/projects/clean-air")
    expect(page.get_by_label(say("Tell of calls from this score on"))).not_to_have_value("")

    page.get_by_role("link", name=say("Sources"), exact=True).click()
    expect(page.get_by_role("main")).to_contain_text("URBACT")
    page.context.close()


def test_a_manager_follows_a_match_to_the_grant_and_into_the_report_in_english(browser: Browser, address: str) -> None:
    page, say = looking(browser, address, "manager", "en")
    page.goto(f"{address}/calls/{CALL.source}/{CALL.reference}")
    begin(page, say, "Clean air", granted="400000")
    for stage in ("Go or no-go", "In preparation", "Submitted", "Granted"):
        page.get_by_role("region", name="Move on").get_by_role("button", name=stage, exact=True).click()
        expect(page.get_by_role("main").locator(".chip").first).to_have_text(stage)

    page.get_by_role("link", name="Figures", exact=True).click()
    expect(page.get_by_role("region", name="In sentences")).to_contain_text("2 applications submitted, 1 granted")
    expect(page.get_by_role("main")).to_contain_text(re.compile(r"400.000"))
    page.get_by_role("link", name="Report to print").click()
    expect(page.get_by_role("main")).to_contain_text(re.compile(r"400.000"))
    page.get_by_role("link", name="Coverage", exact=True).click()
    expect(page.get_by_role("main")).to_contain_text(re.compile(r"400.000"))
    page.context.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_entry_of_the_navigation_opens_in(browser: Browser, address: str, language: str) -> None:
    page, _ = looking(browser, address, "administrator", language)
    to = [each.get_attribute("href") for each in page.get_by_role("navigation").first.get_by_role("link").all()]
    assert len(to) > 8
    for path in to:
        answer = page.goto(f"{address}{path}")
        assert answer is not None
        assert answer.status == 200, path
        assert page.locator("html").get_attribute("lang") == language
        assert page.locator('nav [aria-current="page"]').count() == 1, path
    page.context.close()


def looking(browser: Browser, address: str, person: str, language: str) -> tuple[Page, Say]:
    """A page on which somebody is signed in and reads that language, and what a sentence is in it."""
    page = browser.new_context().new_page()
    page.set_default_timeout(10_000)
    page.goto(f"{address}/sign-in")
    page.click(f'button[value="{person}"]')
    page.wait_for_url(f"{address}/")
    with page.expect_navigation():
        page.get_by_role("button", name=NAMES[language]).click()
    return page, translations(language).gettext


def fitting(page: Page, say: Say) -> Locator:
    """The part of a call's page on its projects."""
    return page.get_by_role("region", name=say("Which projects it fits"))


def vote(page: Page, say: Say, word: str, *, reason: str = "") -> None:
    """Say something of the call on whose page one is, for the project it fits best."""
    page.get_by_text(say("Say something of it for this project")).first.click()
    page.get_by_role("radio", name=say(word), exact=True).first.check()
    page.get_by_label(say("If it is not for us: why")).first.select_option(say(reason or "No reason given"))
    page.get_by_role("button", name=say("Save"), exact=True).first.click()


def begin(page: Page, say: Say, project: str, *, granted: str = "") -> None:
    """An application from the page of a call."""
    page.get_by_role("link", name=f"{say('Start an application')} {project}").click()
    page.get_by_label(say("Granted amount"), exact=True).fill(granted)
    page.get_by_role("button", name=say("Begin"), exact=True).click()
