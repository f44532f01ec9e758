"""A feed of news: what its titles say is a call is read on its own page, and not forgotten when the feed forgets it."""

from dataclasses import replace
from datetime import date

import pytest

from domain.call import Status
from tests.crawler.patterns.small_site import html, read

SITE = "https://netzerocities.eu"
FEED = f"{SITE}/feed/"
WATCHED = {
    f"{SITE}/enabling-city-transformation/": html("<h1>Enabling city transformation</h1><p>A programme.</p>"),
    f"{SITE}/call-for-pilot-cities/": html("<h1>Pilot cities</h1><p>The call is now closed.</p>"),
}
PAGE = html("<h1>Call for twins</h1><p>Two cities learn from each other. Apply by 5 September 2026.</p>")


def rss(*items: tuple[str, str]) -> str:
    entries = "".join(f"<item><title>{title}</title><link>{link}</link></item>" for title, link in items)
    return f"<rss version='2.0'><channel><title>News</title><link>{SITE}</link>{entries}</channel></rss>"


def test_an_entry_that_announces_a_call_is_read_on_its_own_page() -> None:
    feed = rss(("A call for twins", f"{SITE}/twins/"), ("Mayors met", f"{SITE}/mayors/"))

    report = read("netzerocities", {FEED: feed, f"{SITE}/twins/": PAGE, **WATCHED})

    assert (report.failure, report.unreadable) == (None, ())
    assert [(each.title, each.word) for each in report.calls] == [
        ("Enabling city transformation", Status.UNKNOWN),
        ("Pilot cities", Status.CLOSED),
        ("Call for twins", Status.UNKNOWN),
    ]
    assert [each.on for each in report.calls[2].deadlines] == [date(2026, 9, 5)]


def test_an_atom_feed_is_read_as_well() -> None:
    feed = (
        "<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>A call for twins</title>"
        f"<link rel='edit' href='{SITE}/edit'/><link href='{SITE}/twins/'/></entry></feed>"
    )

    report = read("netzerocities", {FEED: feed, f"{SITE}/twins/": PAGE, **WATCHED})

    assert report.calls[-1].reference == f"{SITE}/twins/"


def test_a_call_that_the_feed_forgot_is_still_read() -> None:
    pages = {f"{SITE}/twins/": PAGE, **WATCHED}
    known = read("netzerocities", {FEED: rss(("A call for twins", f"{SITE}/twins/")), **pages}).calls[-1]
    gone = replace(known, reference=f"{SITE}/gone/", url=f"{SITE}/gone/")

    report = read("netzerocities", {FEED: rss(("Mayors met", f"{SITE}/mayors/")), **pages}, listed=[known, gone])

    assert {each.reference: each.word for each in report.calls[2:]} == {
        known.reference: Status.UNKNOWN,
        gone.reference: Status.WITHDRAWN,
    }


def test_an_entry_of_another_site_is_not_followed() -> None:
    feed = rss(("A call elsewhere", "https://partner.example/call/"), ("A call by mail", "mailto:a@b.org"))

    assert len(read("netzerocities", {FEED: feed, **WATCHED}).calls) == 2


@pytest.mark.parametrize(
    ("feed", "reason"),
    [
        (rss(), "the feed holds no entries"),
        (rss(("A call", SITE))[:-20], "not whole XML"),
        ("<html><body>Moved</body></html>", "the feed holds no entries"),
        ("<!DOCTYPE r [<!ENTITY e 'x'>]><rss><item><title>&e;</title></item></rss>", "declares a DTD or entities"),
    ],
)
def test_a_feed_that_is_none_ends_in_a_reason_and_no_calls(feed: str, reason: str) -> None:
    report = read("netzerocities", {FEED: feed, **WATCHED})

    assert report.calls == ()
    assert report.failure
    assert reason in report.failure


@pytest.mark.parametrize(
    ("feed", "day"),
    [
        (
            rss(("A call", f"{SITE}/twins/")).replace(
                "</item>", "<pubDate>Mon, 31 Aug 2026 23:30:00 +0200</pubDate></item>"
            ),
            "2026-08-31",
        ),
        (rss(("A call", f"{SITE}/twins/")), "None"),
        (
            "<feed xmlns='http://www.w3.org/2005/Atom'><entry><title>A call</title>"
            "<updated>2026-09-09T01:00:00Z</updated>"
            f"<published>2026-08-31T12:00:00Z</published><link href='{SITE}/twins/'/></entry></feed>",
            "2026-08-31",
        ),
    ],
    ids=["RSS", "without a day", "Atom"],
)
def test_the_feed_says_when_a_call_was_published(feed: str, day: str) -> None:
    report = read("netzerocities", {FEED: feed, f"{SITE}/twins/": PAGE, **WATCHED})

    assert [str(each.published_on) for each in report.calls] == ["None", "None", day]


def test_a_day_of_publication_that_is_none_makes_the_call_unreadable() -> None:
    feed = rss(("A call", f"{SITE}/twins/")).replace("</item>", "<pubDate>soon</pubDate></item>")

    report = read("netzerocities", {FEED: feed, f"{SITE}/twins/": PAGE, **WATCHED})

    assert [each.reason for each in report.unreadable] == ["'soon' is no day of publication"]
