"""A page that is looked at again and again: what it says is the call, until it is no longer the page we mean."""

import pytest

from domain.call import Kind, Status
from tests.crawler.patterns.small_site import html, read

ELENA = "https://www.eib.org/en/products/advisory-services/elena/index.htm"
SUDOE = "https://interreg-sudoe.eu/en/next-calls/"
FACILITY = (
    "<h1>Ready?</h1><p>ELENA pays for the preparation of large programmes, all year round, first come first served.</p>"
)
MORE = "<p>Cities and regions may ask for it, alone or together, as long as there is money left.</p>"
CALENDAR = (
    "<h1>Next calls</h1><p>The committee has agreed on the calendar of the calls for projects; more is said on "
    "the page of each call as soon as its terms are known.</p>"
)
FOURTH = "<a href='/en/4th-call/'>Fourth call</a>"


def test_a_facility_is_open_as_long_as_its_page_says_nothing_else() -> None:
    (call,) = read("elena", {ELENA: html(FACILITY, MORE)}).calls

    assert (call.reference, call.title) == (ELENA, "ELENA – European Local Energy Assistance")
    assert (call.kind, call.word, call.deadlines.rolling) == (Kind.TECHNICAL_ASSISTANCE, Status.OPEN, True)


def test_a_changed_word_on_the_page_is_a_changed_call() -> None:
    before = read("elena", {ELENA: html(FACILITY, MORE)}).calls
    after = read("elena", {ELENA: html(FACILITY, MORE.replace("money", "budget"))}).calls
    around = read("elena", {ELENA: html(FACILITY, MORE, "<aside>Ten new projects!</aside>")}).calls

    assert before != after
    assert before == around


def test_a_facility_that_says_it_is_closed_is_closed() -> None:
    (call,) = read("elena", {ELENA: html(FACILITY, MORE, "<p>The call is now closed.</p>")}).calls

    assert call.word is Status.CLOSED


@pytest.mark.parametrize(
    ("page", "reason"),
    [
        (
            html("<h1>Cookies</h1>" + "<p>We value your privacy, and so do our four hundred partners.</p>" * 5),
            "no longer speaks",
        ),
        (html("<h1>ELENA</h1><p>ELENA has moved.</p>"), "no longer speaks of ELENA"),
        (html(FACILITY, MORE)[:-9], "does not end as a page does"),
    ],
)
def test_a_page_that_is_not_the_one_we_mean_is_no_new_version_of_it(page: str, reason: str) -> None:
    report = read("elena", {ELENA: page})

    assert report.calls == ()
    assert report.failure
    assert reason in report.failure


def test_a_page_that_has_moved_is_named() -> None:
    failure = read("elena", {}).failure

    assert failure
    assert failure.startswith("elena: ")
    assert ELENA in failure


def test_what_a_page_announces_is_read_on_the_page_of_each_call() -> None:
    page = html(
        CALENDAR,
        FOURTH,
        "<a href='/en/4th-call/#faq'>?</a><a href='/en/news/'>News</a><a href='https://x.org/en/4th-call/'>x</a>",
    )
    call_page = html("<h1>The fourth call</h1><p>For projects on water. Deadline: 30 November 2026, 12:00.</p>")

    report = read("sudoe", {SUDOE: page, "https://interreg-sudoe.eu/en/4th-call/": call_page})

    announcement, call = report.calls
    assert (announcement.kind, announcement.word) == (Kind.PIPELINE, Status.UNKNOWN)
    assert (call.kind, call.title, call.reference) == (
        Kind.CALL,
        "The fourth call",
        "https://interreg-sudoe.eu/en/4th-call/",
    )
    assert [each.on.isoformat() for each in call.deadlines] == ["2026-11-30"]
    assert call.parts[0].text == "For projects on water. Deadline: 30 November 2026, 12:00."


def test_one_closed_call_does_not_close_the_page_that_announces_others() -> None:
    closed = "<p>The third call is closed: the call has closed on its deadline, 4 May 2026.</p>"

    (announcement,) = read("sudoe", {SUDOE: html(CALENDAR, closed)}).calls

    assert (announcement.word, len(announcement.deadlines)) == (Status.UNKNOWN, 0)


def test_a_deadline_long_gone_still_closes_the_call_it_belonged_to() -> None:
    call_page = html("<h1>The third call</h1><p>Deadline: 3 June 2025</p>")

    report = read("sudoe", {SUDOE: html(CALENDAR, FOURTH), "https://interreg-sudoe.eu/en/4th-call/": call_page})

    assert [each.on.isoformat() for each in report.calls[1].deadlines] == ["2025-06-03"]


def test_an_announced_page_that_is_not_there_is_counted_and_stops_nothing() -> None:
    report = read("sudoe", {SUDOE: html(CALENDAR, FOURTH)})

    assert (len(report.calls), report.failure) == (1, None)
    assert [each.record for each in report.unreadable] == ["https://interreg-sudoe.eu/en/4th-call/"]


def test_more_links_than_a_programme_has_calls_are_not_followed() -> None:
    links = (f"<a href='/en/{number}th-call/'>{number}</a>" for number in range(61))

    failure = read("sudoe", {SUDOE: html(CALENDAR, *links)}).failure

    assert failure
    assert "61 pages look like calls, at most 60 are expected" in failure
