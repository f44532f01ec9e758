"""The page that is recorded is the one that the golden test reads, fetched as a crawl would fetch it."""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

import pytest

from crawler.errors import CrawlError, Incomplete, LayoutChanged, Refused, Unreachable
from crawler.recording import RecordedPage, first_page
from crawler.registry import spider
from domain.call import Call
from tests.crawler.patterns.small_site import NOW, html
from tests.crawler.small_portal import Portal
from tests.crawler.small_service import Asked, serving

GOLDENS = Path(__file__).parents[1] / "goldens"
URBACT = "https://urbact.eu/get-involved"
BDNS = "/www.infosubvenciones.es/bdnstrans/api/convocatorias"
INTERREG = "/2e032drcns-dsn.algolia.net/1/indexes/*/queries"
DUT = "https://dutpartnership.eu/calls/dut-call-2026"
FORBIDDEN = "User-agent: *\nDisallow: /\n"


def recorded(source: str, pages: Mapping[str, str]) -> RecordedPage:
    """Record a source in a world that holds these pages, by address, and nothing else."""
    world = {url.removeprefix("https:/"): page for url, page in pages.items()}
    with serving(lambda asked: world.get(asked.path, 404)) as service:
        return first_page(source, now=NOW, replay_origin=service.origin)


def golden(source: str, file: str = "page.html") -> str:
    return (GOLDENS / source / file).read_text(encoding="utf-8")


def calls_in(source: str, page: str) -> int:
    return sum(isinstance(each, Call) for each in spider(source)(now=NOW).parse_page(page))


@pytest.mark.parametrize(
    ("source", "address", "suffix"),
    [
        ("urbact", URBACT, "html"),
        ("eucf", "https://www.eucityfacility.eu/", "html"),
        ("netzerocities", "https://netzerocities.eu/feed/", "xml"),
        ("ted", "https://api.ted.europa.eu/v3/notices/search", "json"),
    ],
)
def test_a_page_is_recorded_as_the_site_sends_it(source: str, address: str, suffix: str) -> None:
    page = golden(source, f"page.{suffix}")

    assert recorded(source, {address: page}) == RecordedPage(address, page, suffix)


def test_nothing_is_asked_for_after_the_page() -> None:
    def answer(asked: Asked) -> str | int:
        return golden("urbact") if asked.path == URBACT.removeprefix("https:/") else 404

    with serving(answer) as service:
        page = first_page("urbact", now=NOW, replay_origin=service.origin)

    assert calls_in("urbact", page.text) > 0, "there was more to ask for"
    assert len(service.asked) == 1


def test_of_a_sitemap_the_page_of_a_call_is_recorded() -> None:
    sitemap = f"<?xml version='1.0'?><urlset><url><loc>{DUT}</loc></url></urlset>"
    page = recorded("dut", {"https://dutpartnership.eu/sitemap.xml": sitemap, DUT: golden("dut")})

    assert (page.url, page.text) == (DUT, golden("dut"))


def test_of_a_list_of_records_a_record_is_recorded() -> None:
    record = golden("bdns", "page.json")
    row = {"nivel1": "ESTADO", "fechaRecepcion": "2026-05-30"}
    rows = [row | {"numeroConvocatoria": str(900001 + number)} for number in range(40)]

    def answer(asked: Asked) -> object:
        return record if asked.path == BDNS else {"totalElements": len(rows), "content": rows}

    with serving(answer) as service:
        page = first_page("bdns", now=NOW, replay_origin=service.origin)

    assert page.text == record


def test_what_a_source_asks_for_first_is_not_recorded_where_it_holds_no_calls() -> None:
    answer = golden("interreg", "page.json")

    with serving(lambda asked: answer if asked.path == INTERREG else html("a page with a key")) as service:
        page = first_page("interreg", now=NOW, replay_origin=service.origin)

    assert page.text == answer


def test_a_page_that_the_form_does_not_understand_yet_is_recorded() -> None:
    page = html("<h1>Get involved</h1><ul class='another-layout'></ul>").replace("<main>", "<div>")

    assert recorded("urbact", {URBACT: page}).text == page


def test_an_error_in_place_of_a_page_is_asked_again_and_never_recorded(portal: Portal, now: datetime) -> None:
    error: tuple[int, dict[str, str], bytes] = (200, {}, b'{"type": "throwable", "message": "An unexpected error"}')
    portal.first = [error]
    assert len(json.loads(first_page("eu_portal", now=now, replay_origin=portal.origin).text)["results"]) == 100

    portal.first = [error] * 50
    with pytest.raises(Refused, match="An unexpected error"):
        first_page("eu_portal", now=now, replay_origin=portal.origin)


def test_a_site_that_forbids_reading_is_not_recorded(portal: Portal, now: datetime) -> None:
    portal.robots = FORBIDDEN

    with pytest.raises(Refused, match=r"robots\.txt forbids"):
        first_page("eu_portal", now=now, replay_origin=portal.origin)
    assert portal.searches == []


def test_who_records_says_who_it_is_and_keeps_the_delay(portal: Portal, now: datetime) -> None:
    first_page("eu_portal", now=now, replay_origin=portal.origin, delay=0.2, user_agent="a test")

    assert {each.user_agent for each in portal.seen} == {"a test"}
    assert portal.seen[-1].at - portal.seen[0].at > 0.19


@pytest.mark.parametrize(
    ("pages", "kind", "says"),
    [
        ({}, Refused, "it is not there"),
        ({URBACT: html("<h1>Get involved</h1>")[:-9]}, Incomplete, "does not end as a page does"),
        ({URBACT: "\x00\x01\x02\x03"}, CrawlError, "the page"),
    ],
)
def test_what_is_no_whole_page_is_a_reason_and_no_recording(
    pages: Mapping[str, str], kind: type[CrawlError], says: str
) -> None:
    with pytest.raises(kind, match=says):
        recorded("urbact", pages)


def test_a_sitemap_without_a_call_says_so() -> None:
    sitemap = "<?xml version='1.0'?><urlset><url><loc>https://dutpartnership.eu/news</loc></url></urlset>"

    with pytest.raises(LayoutChanged, match="dut: no page that holds calls was met"):
        recorded("dut", {"https://dutpartnership.eu/sitemap.xml": sitemap})


def test_a_site_that_gives_no_answer_is_named(now: datetime) -> None:
    with Portal() as gone:
        origin = gone.origin

    with pytest.raises(Unreachable, match=r"eu_portal: .*no connection is made"):
        first_page("eu_portal", now=now, replay_origin=origin)
