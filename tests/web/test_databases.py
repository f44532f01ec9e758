"""The doors and the people's pages on SQLite and on PostgreSQL."""

import re
from collections.abc import Iterator

import pytest
from sqlalchemy import Engine

from db.engine import connect
from tests.db.databases import url
from tests.web.opened import Opened, fill

__all__ = ["url"]


@pytest.fixture
def engine(url: str) -> Iterator[Engine]:
    engine = connect(url)
    fill(engine)
    yield engine
    engine.dispose()


def test_somebody_signs_in_changes_their_wishes_and_signs_out(opened: Opened) -> None:
    browser = opened.browser()
    browser.get("/sign-in")
    browser.post("/sign-in", {"email": "Anna@example.org"})
    link = re.search(r"/sign-in/link/\S+", opened.mails()[-1].message.text)
    assert link
    browser.get(link[0])
    assert browser.post(link[0]).headers["location"] == "/"

    assert "2 calls fit" in browser.get("/").text
    browser.get("/me")
    leave = {"by": "berta", "first": "2026-12-01", "last": "2026-12-08"}
    assert browser.post("/me/stand-in", leave).headers["location"] == "/me?done=saved"
    assert "Berta Roca, from 1 December 2026 to 8 December 2026" in browser.get("/me").text
    assert browser.post("/me/stand-in/1/end").headers["location"] == "/me?done=saved"
    assert browser.get("/me/export").json()["people"][0]["id"] == "anna"
    assert browser.post("/sign-out").headers["location"] == "/sign-in?done=signed-out"
    assert browser.get("/me").status_code == 303


def test_the_administrator_invites_hands_over_lets_go_and_erases(opened: Opened) -> None:
    browser = opened.as_("administrator")
    browser.get("/people")
    new = {"name": "Núria Font", "email": "nuria@example.org", "language": "ca", "role": "lead"}
    assert browser.post("/people", new).headers["location"] == "/people?done=invited"
    assert opened.mails()[-1].message.subject == "El vostre enllaç per entrar a convoca"
    assert opened.delivered == ["now"]

    assert browser.post("/people", {**new, "role": "viewer"}).status_code == 422
    handed = {"project": "clean-air", "to": "nuria-font", "since": "2026-11-24"}
    assert browser.post("/people/hand-over", handed).headers["location"] == "/people?done=handed-over"
    assert "Clean air" in opened.as_("nuria-font").get("/").text
    browser.post("/people/nuria-font/role", {"role": "officer"})
    browser.post("/people/nuria-font/offboard")
    page = browser.get("/people/nuria-font").text
    assert "has left" in page
    assert "lead" in page and "officer" in page  # noqa: PT018 - one change, old and new
    assert browser.post("/people/nuria-font/erase", {}).status_code == 422
    assert browser.post("/people/nuria-font/erase", {"sure": "yes"}).headers["location"] == "/people?done=erased"
    assert "Núria Font" not in browser.get("/people").text
    assert browser.post("/people/anna/erase", {"sure": "yes"}).status_code == 422


def test_what_no_database_can_hold_is_refused(opened: Opened) -> None:
    browser = opened.as_("administrator")
    browser.get("/people")

    assert browser.get("/people/a%00b").status_code in (404, 422)
    assert browser.post("/people", {"name": "A\0", "email": "a@example.org"}).status_code == 422
    handed = {"project": "clean-air", "to": "\0", "since": "2026-11-24"}
    assert browser.post("/people/hand-over", handed).status_code in (404, 422)
