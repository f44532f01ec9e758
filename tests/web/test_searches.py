"""Somebody keeps searches: names them, hears of them in the digest, reads them in a feed reader; nobody else does."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]
from sqlalchemy import Engine

from db import calls, saved_searches, thresholds
from db.engine import reading, transaction
from tests.web.opened import CALL, HOSTILE, NOW, PLAN, Browser, Opened

ATOM = {"a": "http://www.w3.org/2005/Atom"}


def keep(browser: Browser, name: str = "Air", address: str = "q=air&page=3", notify: str = "true") -> int:
    browser.get("/search?q=air")
    return int(browser.post("/searches", {"name": name, "address": address, "notify": notify}).status_code)


def kept(engine: Engine, person: str = "anna") -> list[tuple[str, str, bool]]:
    with reading(engine) as session:
        return [(each.name, each.address, each.notify) for each in saved_searches.of_person(session, person)]


def feed_address(browser: Browser, search: int = 1) -> str:
    browser.get("/searches")
    page = browser.post(f"/searches/{search}/feed").text
    return str(re.findall(r'value="http://127.0.0.1(/feeds/[^"]+)"', page)[0])


def test_a_search_is_kept_whole_from_its_first_page_and_opened_again(opened: Opened, engine: Engine) -> None:
    anna = opened.as_("anna")
    assert "Keep this search" in anna.get("/search?q=air&programme=Horizon+Europe").text
    keep(anna, "  Clean   air ", "q=air&programme=Horizon+Europe&page=3&unknown=1")

    assert kept(engine) == [("Clean air", "q=air&programme=Horizon+Europe", True)]
    page = anna.get("/searches").text
    assert 'href="/search?q=air&amp;programme=Horizon+Europe"' in page
    assert "You keep this search as" in anna.get("/search?q=air&programme=Horizon+Europe").text


@pytest.mark.parametrize("name", ["", "   ", "x" * 101, "Air"])
def test_a_name_that_is_none_or_is_taken_is_said_and_nothing_is_lost(opened: Opened, engine: Engine, name: str) -> None:
    anna = opened.as_("anna")
    keep(anna)

    assert keep(anna, name, "q=water") == 422
    assert kept(engine) == [("Air", "q=air", True)]


def test_a_search_is_renamed_silenced_and_deleted(opened: Opened, engine: Engine) -> None:
    anna = opened.as_("anna")
    keep(anna)
    anna.post("/searches/1/change", {"name": "The air"})
    assert kept(engine) == [("The air", "q=air", False)]

    anna.post("/searches/1/change", {"name": "The air", "notify": "true"})
    assert kept(engine) == [("The air", "q=air", True)]

    assert anna.post("/searches/1/forget").headers["location"] == "/searches?done=search-forgotten"
    assert kept(engine) == []


def test_nobody_sees_or_changes_the_searches_of_somebody_else(opened: Opened, engine: Engine) -> None:
    keep(opened.as_("anna"), "Secret plans")
    olga = opened.as_("olga")

    assert "Secret plans" not in olga.get("/searches").text
    for what in ("change", "feed", "forget"):
        assert olga.post(f"/searches/1/{what}", {"name": "Mine"}).status_code == 403
    assert kept(engine) == [("Secret plans", "q=air", True)]


def test_a_feed_reader_finds_what_the_search_finds_and_asks_no_more_than_needed(opened: Opened, engine: Engine) -> None:
    anna = opened.as_("anna")
    keep(anna, "<Air> & streets", "q=metropolitan+areas")
    address = feed_address(anna)
    reader = opened.browser().client
    answer = reader.get(address)

    assert answer.headers["content-type"].startswith("application/atom+xml")
    feed = fromstring(answer.content)
    assert feed.findtext("a:title", namespaces=ATOM) == "convoca · <Air> & streets"
    entry = next(
        each for each in feed.findall("a:entry", ATOM) if each.findtext("a:title", namespaces=ATOM) == CALL.title
    )
    links = {each.get("rel"): each.get("href") for each in entry.findall("a:link", ATOM)}
    assert links == {"alternate": "http://127.0.0.1/calls/eu_portal/48012345TOPICSen", "via": CALL.url}
    assert "4 February 2027, 17:00 (Brussels)" in (entry.findtext("a:summary", namespaces=ATOM) or "")

    again = reader.get(address, headers={"If-None-Match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert reader.head(address).status_code == 200


def test_an_entry_stays_the_same_when_the_call_changes_and_says_when(opened: Opened, engine: Engine) -> None:
    anna = opened.as_("anna")
    keep(anna, "Air", "q=metropolitan+areas")
    address = feed_address(anna)
    before = _entries(opened, address)
    later = NOW + timedelta(days=1)
    changed = replace(CALL, title="Clean air in metropolitan areas, again")
    with transaction(engine) as session:
        calls.record(session, changed, now=later)
    after = _entries(opened, address)

    assert before.keys() == after.keys()
    moved = {id for id in before if before[id] != after[id]}
    assert [after[each] for each in moved] == [later.isoformat()]


def test_a_feed_of_hostile_texts_is_well_formed(opened: Opened, engine: Engine) -> None:
    with transaction(engine) as session:
        calls.record(session, replace(HOSTILE, title=HOSTILE.title + "\x0b"), now=NOW)
    anna = opened.as_("anna")
    keep(anna, "Everything", "")

    assert len(_entries(opened, feed_address(anna))) == 2


def test_a_feed_address_that_is_forged_revoked_or_renewed_opens_nothing_and_says_so(opened: Opened) -> None:
    anna = opened.as_("anna")
    keep(anna)
    first, second = feed_address(anna), feed_address(anna)
    reader = opened.browser().client

    for address in (first, second.replace("/feeds/", "/feeds/x"), "/feeds/nothing/calls.atom"):
        answer = reader.get(address)
        assert answer.status_code == 404
        assert "This feed address opens nothing" in answer.text
    assert reader.get(second).status_code == 200
    anna.post("/searches/1/forget")
    assert reader.get(second).status_code == 404


def test_a_search_kept_after_one_was_deleted_has_neither_its_feed_nor_its_number(
    opened: Opened, engine: Engine
) -> None:
    anna = opened.as_("anna")
    keep(anna)
    anna.post("/searches/1/forget")
    keep(anna, "Another")

    with reading(engine) as session:
        assert [each.id for each in saved_searches.of_person(session, "anna")] == [2]


def test_the_feed_of_a_project_holds_what_fits_it_by_its_own_threshold(opened: Opened, engine: Engine) -> None:
    anna = opened.as_("anna")
    anna.get("/me/access")
    page = anna.post("/me/access", {"kind": "feed", "name": "Air", "project": "clean-air"}).text
    address = re.findall(r'value="http://127.0.0.1(/feeds/[^"]+)"', page)[0]
    assert len(_entries(opened, address)) == 2

    with transaction(engine) as session:
        thresholds.move(session, PLAN.id, "project:clean-air", 0.5, now=NOW)
    feed = fromstring(opened.browser().client.get(address).content)
    assert [each.findtext("a:title", namespaces=ATOM) for each in feed.findall("a:entry", ATOM)] == [CALL.title]


def _entries(opened: Opened, address: str) -> dict[str | None, str | None]:
    """When each entry of a feed was updated, by its id."""
    feed = fromstring(opened.browser().client.get(address).content)
    return {
        each.findtext("a:id", namespaces=ATOM): each.findtext("a:updated", namespaces=ATOM)
        for each in feed.findall("a:entry", ATOM)
    }
