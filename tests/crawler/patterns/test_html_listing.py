"""A listing is read to its end, each call once; what does not add up, or leads away, is a reason and no calls."""

import re
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from crawler.registry import spider
from crawler.run import crawl
from domain.call import Call
from domain.crawl import CrawlReport, Unreadable
from tests.crawler.patterns.small_site import html
from tests.crawler.small_portal import Portal
from tests.crawler.small_service import Asked, serving

NOW = datetime(2026, 6, 1, 6, tzinfo=UTC)

NEWS = "/energy-poverty.ec.europa.eu/newsroom/news"
CATALOGUE = "/portico.urban-initiative.eu/urban-panorama/call-for-proposals"
CALLS = "/www.euro-access.eu/en/calls"
NETWORKS = "/urbact.eu/get-involved"

Answer = Callable[[Asked], str | int]


def read(source: str, answer: Answer) -> CrawlReport:
    with serving(answer) as service:
        (report,) = crawl([source], now=NOW, replay_origin=service.origin)
    return report


def reason(report: CrawlReport) -> str:
    assert report.calls == ()
    assert report.failure
    assert report.failure.startswith(f"{report.source}: ")
    return report.failure


def news(*numbers: int, onward: str | None = None) -> str:
    """A page of the newsroom, with a link to the next one."""
    cards = (
        f"<article class='ecl-content-item'><div class='ecl-content-block__title'>"
        f"<a href='/newsroom/news/item-{number}'>Item {number}</a></div></article>"
        for number in numbers
    )
    link = f"<li class='ecl-pagination__item--next'><a href='{onward}'>Next</a></li>" if onward else ""
    return html(*cards, link)


def catalogue(*numbers: int) -> str:
    cards = (
        f"<article class='node--type-call-for-proposals'><h3>Call {number}</h3><p>Open</p>"
        f"<a href='https://elsewhere.example/{number}'>Find out more</a></article>"
        for number in numbers
    )
    return html(*cards)


def table(*numbers: int, announced: int, deadline: str = "26.11.2026 23:59") -> str:
    rows = (
        f"<tr><td class='title'>Programme</td><td><a href='/en/calls/{number}/a-call'>Call {number}</a></td>"
        f"<td>{deadline}</td></tr>"
        for number in numbers
    )
    head = f"<h3>{announced} Calls found</h3><table id='calls-overview'><tbody>"
    return html(head, *rows, "</tbody></table>")


def own(opening: str = "01.02.2026", deadline: str = "26.11.2026 23:59") -> str:
    return html(
        "<div id='calldata'><h1>A call</h1><div class='tr deadline'><p class='title'>deadlines</p>"
        f"<p><strong>Opening</strong><br>{opening}</p><p><strong>Deadline</strong><br>{deadline}</p></div></div>"
    )


def test_next_links_are_followed_to_the_last_page_and_each_item_counts_once() -> None:
    pages = {
        "": news(*range(1, 11), onward="?page=1"),
        "1": news(*range(10, 21), onward="?page=2"),  # an item was added while we read: one is seen twice
        "2": news(21),
    }

    report = read("epah", lambda asked: pages[asked.query.get("page", "")])

    assert report.failure is None
    assert [each.reference for each in report.calls] == [f"/newsroom/news/item-{number}" for number in range(1, 22)]


@pytest.mark.parametrize("last", ["", "the page before"])
def test_counted_pages_end_where_one_says_nothing_new(last: str) -> None:
    pages = [catalogue(1, 2), catalogue(3)]
    pages += [pages[1] if last else html("<p>Nothing more.</p>")]
    asked_for: list[str] = []

    def answer(asked: Asked) -> str:
        asked_for.append(asked.query.get("page", "0"))
        return pages[int(asked_for[-1])]

    report = read("eui", answer)

    assert (report.failure, asked_for) == (None, ["0", "1", "2"])
    assert [each.title for each in report.calls] == ["Call 1", "Call 2", "Call 3"]


def test_a_listing_without_an_end_is_not_believed() -> None:
    page = iter(range(1000))

    def answer(asked: Asked) -> str:
        number = next(page)
        return news(number, onward=f"?page={number + 1}")

    assert "the listing goes on after 100 pages" in reason(read("epah", answer))


def test_a_next_link_to_another_host_is_not_followed() -> None:
    asked_for: list[Asked] = []

    def answer(asked: Asked) -> str:
        asked_for.append(asked)
        return news(*range(30), onward="http://169.254.169.254/latest/meta-data")

    assert "the link to page 2 leads to 'http://169.254.169.254/latest/meta-data'" in reason(read("epah", answer))
    assert len(asked_for) == 1


def test_fewer_rows_than_the_listing_announces_are_not_believed() -> None:
    report = read("euroaccess", lambda asked: table(*range(30), announced=31) if asked.path == CALLS else own())

    assert "30 items are listed, 31 are announced" in reason(report)


@pytest.mark.parametrize("page", [news(*range(30))[:-8], "", "\0\1\2" * 1000, '{"type": "throwable"}'])
def test_a_page_that_breaks_off_or_is_none_is_asked_for_again_and_then_told(page: str) -> None:
    pages = [page]
    assert read("epah", lambda _: pages.pop() if pages else news(*range(30))).failure is None

    assert "page 1 is not a whole HTML page" in reason(read("epah", lambda _: page))


def test_cards_that_look_different_are_a_changed_layout() -> None:
    report = read("epah", lambda _: html("<section class='card'><a href='/newsroom/news/item-1'>Item 1</a></section>"))

    assert "page 1 has nothing that matches 'article.ecl-content-item'" in reason(report)


def test_a_source_that_may_be_empty_is_healthy_without_calls_as_long_as_it_looks_as_it_should() -> None:
    report = read("urbact", lambda _: html("<h1>Get involved</h1>"))
    assert (report.failure, report.calls) == (None, ())

    changed = "<html><body><div>Get involved</div></body></html>"
    assert "page 1 has nothing that matches 'main'" in reason(read("urbact", lambda _: changed))


def test_a_newsroom_may_have_no_call_among_its_news_but_not_be_without_news() -> None:
    report = read("managenergy", lambda _: news(1, 2, 3))
    assert (report.failure, report.calls) == (None, ())

    assert "page 1 has nothing that matches" in reason(read("managenergy", lambda _: html()))


def test_the_page_of_a_call_wins_over_its_row() -> None:
    def answer(asked: Asked) -> str:
        return table(*range(20), announced=20) if asked.path == CALLS else own(deadline="03.12.2026 12:00")

    report = read("euroaccess", answer)

    assert report.failure is None
    assert {(str(each.opens_on), str(each.deadlines.dates[0].on)) for each in report.calls} == {
        ("2026-02-01", "2026-12-03")
    }


def test_a_call_whose_own_page_is_gone_or_not_understood_is_skipped_and_counted() -> None:
    pages: dict[str, str | int] = {f"{CALLS}/3/a-call": 404, f"{CALLS}/5/a-call": own(opening="01.02.0099")}

    def answer(asked: Asked) -> str | int:
        return table(*range(40), announced=40) if asked.path == CALLS else pages.get(asked.path, own())

    report = read("euroaccess", answer)

    assert (report.failure, len(report.calls)) == (None, 38)
    assert [each.record for each in report.unreadable] == ["EUROACCESS-3", "EUROACCESS-5"]
    assert "'01.02.0099' has no year that can be meant" in report.unreadable[1].reason


def test_pages_of_calls_that_all_look_different_are_a_changed_layout() -> None:
    def answer(asked: Asked) -> str:
        return table(*range(40), announced=40) if asked.path == CALLS else html("<h2>A call</h2>")

    assert "40 of 40 records cannot be read, as EUROACCESS-0: its page names no deadline" in reason(
        read("euroaccess", answer)
    )


def test_more_calls_than_are_followed_are_not_believed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spider("euroaccess"), "detail_limit", 20)

    report = read("euroaccess", lambda asked: table(*range(21), announced=21) if asked.path == CALLS else own())

    assert "21 calls have a page of their own, 20 are read" in reason(report)


def test_a_deadline_before_its_opening_makes_a_call_unreadable() -> None:
    pages = {f"{CALLS}/7/a-call": own(opening="28.08.2026", deadline="04.05.2026 12:00")}

    def answer(asked: Asked) -> str:
        return table(*range(30), announced=30) if asked.path == CALLS else pages.get(asked.path, own())

    assert read("euroaccess", answer).unreadable == (
        Unreadable("EUROACCESS-7", "its deadline 2026-05-04 is before its opening 2026-08-28"),
    )


def test_pages_of_hosts_that_the_form_does_not_name_are_not_read() -> None:
    asked_for: set[str] = set()

    def answer(asked: Asked) -> str:
        asked_for.add(asked.path)
        return catalogue(1) if asked.path == CATALOGUE and not asked.query else html()

    assert read("eui", answer).failure is None
    assert asked_for == {CATALOGUE}


def redirected(*answers: tuple[int, dict[str, str], bytes]) -> tuple[CrawlReport, list[str]]:
    """Read a source whose site gives these answers in turn; return what was asked for after robots.txt, too."""
    with Portal(first=list(answers)) as site:
        (report,) = crawl(["urbact"], now=NOW, replay_origin=site.origin)
    return report, [each.path for each in site.seen[1:]]


def test_a_page_that_is_elsewhere_on_a_host_of_the_form_is_found_there() -> None:
    moved = (301, {"Location": "/en/get-involved"}, b"")

    report, asked_for = redirected(moved, (200, {}, html("<h1>Get involved</h1>").encode()))

    assert report.failure is None
    assert asked_for == [NETWORKS, "/urbact.eu/en/get-involved"]


@pytest.mark.parametrize(
    "location", ["http://169.254.169.254/latest", "https://evil.urbact.eu/", "file:///etc/passwd", "http://["]
)
@pytest.mark.parametrize("before", [[], [(500, {}, b"")]])
def test_a_page_that_is_elsewhere_on_another_host_is_not_asked_for_even_at_the_second_try(
    location: str, before: list[tuple[int, dict[str, str], bytes]]
) -> None:
    report, asked_for = redirected(*before, *[(302, {"Location": location}, b"")] * 9)

    assert re.search("its answer was not taken|HTTP status 302", reason(report))
    assert asked_for == [NETWORKS] * (len(before) + 1)


def test_a_page_that_is_always_elsewhere_is_given_up() -> None:
    report, asked_for = redirected(*[(302, {"Location": "/get-involved"}, b"")] * 9)

    assert "its answer was not taken" in reason(report)
    assert len(asked_for) == 4


def test_a_call_is_read_from_its_card_alone_where_there_is_no_network() -> None:
    found = spider("epah")(now=NOW).parse_page(news(1, 2))

    assert [each.title for each in found if isinstance(each, Call)] == ["Item 1", "Item 2"]


def test_a_card_that_leads_nowhere_is_told_by_its_place() -> None:
    page = news(1).replace("</main>", "<article class='ecl-content-item'>No link</article></main>")

    assert spider("epah")(now=NOW).parse_page(page)[1] == Unreadable("item 2", "its link None leads to no web page")
