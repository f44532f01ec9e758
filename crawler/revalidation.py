"""Asking a site whether a page has changed, instead of reading it again.

Scrapy's own HTTP cache serves a page as fresh for a tenth of its age, and a moved deadline goes unseen for weeks. Here
every page is asked for, every time; a site that answers "not modified" only spares itself the body.
"""

from collections.abc import Callable
from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.http import Headers, Response
from scrapy.responsetypes import responsetypes

from crawler.spider import SourceSpider
from domain.crawl import Page

Recall = Callable[[str], Page | None]
"""The page of an address as it was last read."""

NOT_MODIFIED = 304


class Revalidation:
    """Sends what the site said of a page last time; on "not modified" the page is the one that is remembered."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler
        self._recall: Recall | None = crawler.settings["RECALL"]

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        page = self._recall(request.url) if self._recall and request.method == "GET" else None
        if page is None:
            return
        request.meta["remembered"] = page
        if page.etag:
            request.headers["If-None-Match"] = page.etag
        if page.last_modified:
            request.headers["If-Modified-Since"] = page.last_modified

    def process_response(self, request: Request, response: Response) -> Response:
        page: Page | None = request.meta.get("remembered")
        if response.status == NOT_MODIFIED and page is not None:
            kind = responsetypes.from_args(url=response.url, body=page.body)
            return response.replace(status=200, body=page.body, cls=kind)
        etag, modified = _said(response.headers, "ETag"), _said(response.headers, "Last-Modified")
        if response.status == 200 and request.method == "GET" and (etag or modified):
            self._remember(response.url, Page(etag, modified, response.body))
        return response

    def _remember(self, url: str, page: Page) -> None:
        """Keep a page for next time, if the whole crawl ends well: what cannot be read must be read again."""
        spider = self._crawler.spider
        if isinstance(spider, SourceSpider) and not spider.names_people:
            spider.read_pages[url] = page


def _said(headers: Headers, name: str) -> str | None:
    value = headers.get(name)
    return value.decode("latin-1") if value else None
