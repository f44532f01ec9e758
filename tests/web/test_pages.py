"""What the pages show, in which language, and that nothing from outside does harm there."""

import re
from pathlib import Path

import pytest
from sqlalchemy import Engine

from db import people
from db.engine import reading, transaction
from domain.people import LANGUAGES
from tests.web.opened import Opened, open_window

PUBLIC = ("/sign-in", "/sign-in/sent", "/accessibility", "/personal-data", "/no-such-page")


def test_the_first_page_tells_an_owner_of_their_projects(opened: Opened) -> None:
    page = opened.as_("anna").get("/").text

    assert "Your projects" in page
    assert "2 calls fit" in page
    assert "2 new this week" in page
    assert page.index("4 January 2027") < page.index("4 February 2027, 17:00 (Brussels)")
    assert "72 days left" in page
    assert "Rivers" not in page


def test_an_officer_sees_every_project_and_who_owns_it(opened: Opened) -> None:
    page = opened.as_("olga").get("/").text

    assert "Clean air" in page
    assert "Berta Roca" in page


def test_a_followed_project_stands_among_mine(opened: Opened) -> None:
    browser = opened.as_("anna")
    browser.get("/me")
    browser.post("/me/follow", {"project": ["rivers", "no-such-project"]})
    assert "Rivers" in browser.get("/").text

    browser.post("/me/follow", {})
    assert "Rivers" not in browser.get("/").text


def test_a_hostile_call_is_text(opened: Opened) -> None:
    page = opened.as_("anna").get("/").text

    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "{{ 7*7 }}" in page
    assert re.search(r"<bdi[^>]*>[^<]*\u202e[^<]*</bdi>", page), (
        "what turns the direction of text must not leave its place"
    )


def test_a_hostile_name_is_text_everywhere(opened: Opened, engine: Engine) -> None:
    name = "<img src=x onerror=alert(1)>\"'{{ visitor }}"
    with transaction(engine) as session:
        people.change(session, "anna", {"name": name})
    for browser, path in ((opened.as_("anna"), "/me"), (opened.as_("administrator"), "/people")):
        page = browser.get(path).text
        assert "<img" not in page
        assert "&lt;img src=x onerror=alert(1)&gt;" in page
        assert "{{ visitor }}" in page


@pytest.mark.parametrize("path", PUBLIC)
@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_speak_the_language_the_browser_asks_for(opened: Opened, path: str, language: str) -> None:
    answer = opened.browser(headers={"Accept-Language": f"fr-FR, {language};q=0.8, *;q=0.1"}).get(path)

    assert answer.headers["Content-Language"] == language
    assert f'<html lang="{language}">' in answer.text


@pytest.mark.parametrize("header", ["", "*", "fr", ";;;q=x,,", "x" * 10_000, "ca;q=zzz"])
def test_a_browser_that_asks_for_nothing_we_speak_gets_english(opened: Opened, header: str) -> None:
    assert opened.browser(headers={"Accept-Language": header}).get("/sign-in").headers["Content-Language"] == "en"


def test_the_language_is_switched_in_the_browser_and_for_the_person(opened: Opened, engine: Engine) -> None:
    stranger, anna = opened.browser(), opened.as_("anna")
    for browser in (stranger, anna):
        browser.get("/accessibility")
        answer = browser.post("/language", {"to": "ca", "back": "/accessibility?x=1"})
        assert answer.headers["location"] == "/accessibility?x=1"
        assert browser.get("/accessibility").headers["Content-Language"] == "ca"

    with reading(engine) as session:
        assert people.known(session, "anna").language == "ca"
    assert stranger.post("/language", {"to": "tlh"}).status_code == 422


def test_every_answer_protects_itself(opened: Opened) -> None:
    for path in (*PUBLIC, "/", "/healthz", "/me"):
        headers = opened.browser().get(path).headers
        assert "script-src 'self'" in headers["Content-Security-Policy"]
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cache-Control"] == "no-store"


def test_a_defect_shows_nothing_of_itself_and_protects_itself(engine: Engine) -> None:
    opened = open_window(engine)
    opened.app.state.limits = "no limits"
    answer = opened.browser().get("/sign-in/link/x")

    assert answer.status_code == 500
    assert "Something went wrong here" in answer.text
    assert "AttributeError" not in answer.text
    assert "Traceback" not in answer.text
    assert "script-src 'self'" in answer.headers["Content-Security-Policy"]


def test_a_database_in_trouble_is_said_in_a_page(opened: Opened, engine: Engine) -> None:
    browser = opened.as_("anna")
    engine.dispose()
    file = Path(engine.url.database or "")
    file.write_bytes(b"no database" * 1000)
    answer = browser.get("/me")

    assert answer.status_code == 503
    assert "The database does not answer" in answer.text
    assert str(file) not in answer.text
    assert browser.get("/readyz").status_code == 503
    assert browser.get("/healthz").status_code == 200


def test_static_files_are_kept_for_good_under_the_name_of_their_content(opened: Opened) -> None:
    browser = opened.browser()
    found = re.search(r'href="(/static/\w+/style\.css)"', browser.get("/sign-in").text)
    assert found
    answer = browser.get(found[1])

    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["Content-Type"].startswith("text/css")
    for wrong in (
        "/static/0/style.css",
        "/static/0/..%2Fapp.py",
        f"/static/{'x' * 300}/style.css",
        "/static/0/none.css",
    ):
        assert browser.get(wrong).status_code == 404


def test_pages_load_nothing_from_elsewhere_and_hold_no_script_or_style_of_their_own(opened: Opened) -> None:
    for browser, path in (
        (opened.as_("administrator"), "/people"),
        (opened.as_("anna"), "/"),
        (opened.as_("anna"), "/me"),
    ):
        page = browser.get(path).text
        assert not re.search(r'(?:src|href)="(?:https?:)?//', page)
        assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?! src)", page)


def test_it_says_that_it_lives_and_is_ready(opened: Opened) -> None:
    assert opened.browser().get("/healthz").text == "ok\n"
    assert opened.browser().get("/readyz").text == "ok\n"


def test_the_navigation_shows_what_there_is_for_whom_it_is(opened: Opened) -> None:
    assert 'href="/people"' in opened.as_("administrator").get("/").text
    assert 'href="/people"' not in opened.as_("anna").get("/").text
    assert 'aria-current="page"' in opened.as_("administrator").get("/people/anna").text
