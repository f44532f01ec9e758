"""Every page is asked for every time; a site that says "not modified" only spares itself the body."""

from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
import scrapy

from crawler.run import crawl
from crawler.spider import SourceSpider
from domain.call import Call, Kind, Status
from domain.crawl import CrawlReport, Page, Unreadable

NOW = datetime(2026, 6, 1, 6, tzinfo=UTC)
URL = "https://fund.example.org/calls"


class FundSpider(SourceSpider):
    """A source of one page, whose words are its only call."""

    name = "fund"
    at_least = 1
    url = URL

    async def read(self) -> list[Call | Unreadable]:
        return self.parse_page((await self.fetch(scrapy.Request(URL))).text)

    def parse_page(self, body: str) -> list[Call | Unreadable]:
        if "call" not in body:
            raise ValueError("no call on the page")
        return [
            Call(
                source="fund",
                reference="1",
                identifier="1",
                kind=Kind.CALL,
                title=body,
                url=URL,
                word=Status.OPEN,
            )
        ]


class Site:
    """A page with an ETag, which answers 304 to who knows it."""

    def __init__(self) -> None:
        self.body, self.etag, self.statuses = "<p>First call", '"one"', list[int]()
        site = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, format: str, *args: Any) -> None:
                pass

            def do_GET(self) -> None:
                if self.path.endswith("robots.txt"):
                    self.send_error(404)
                    return
                known = self.headers.get("If-None-Match") == site.etag
                site.statuses.append(304 if known else 200)
                self.send_response(site.statuses[-1])
                self.send_header("ETag", site.etag)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.end_headers()
                if not known:
                    self.wfile.write(site.body.encode())

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.origin = f"http://127.0.0.1:{self.server.server_address[1]}"


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    monkeypatch.setattr("crawler.run.spider", {"fund": FundSpider}.__getitem__)
    site = Site()
    thread = Thread(target=site.server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield site
    site.server.shutdown()
    thread.join()
    site.server.server_close()


def read(site: Site, remembered: dict[str, Page]) -> CrawlReport:
    (report,) = crawl(["fund"], now=NOW, replay_origin=site.origin, recall=remembered.get)
    remembered.update(report.pages)
    return report


def test_a_page_that_has_not_changed_is_read_from_memory(site: Site) -> None:
    remembered: dict[str, Page] = {}
    first, second = read(site, remembered), read(site, remembered)

    assert site.statuses == [200, 304]
    assert second.calls == first.calls
    assert (first.unmodified, second.unmodified) == (0, 1)


def test_a_page_that_has_changed_is_read_anew(site: Site) -> None:
    remembered: dict[str, Page] = {}
    read(site, remembered)
    site.body, site.etag = "<p>Another call", '"two"'

    assert [each.title for each in read(site, remembered).calls] == ["<p>Another call"]
    assert site.statuses == [200, 200]


def test_a_page_that_could_not_be_read_is_not_remembered(site: Site) -> None:
    site.body = "<p>Nothing"
    remembered: dict[str, Page] = {}

    assert read(site, remembered).failure
    assert remembered == {}


def test_a_page_of_a_source_that_names_people_is_not_remembered(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FundSpider, "names_people", True)
    remembered: dict[str, Page] = {}

    assert len(read(site, remembered).calls) == 1
    assert remembered == {}
