"""The hosts a form declares are the only ones spoken to, whatever a page or a redirect asks for.

Last before the wire: Scrapy's own check is passed over by requests that are tried again.
"""

from typing import Self

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest

from crawler.spider import SourceSpider


class Borders:
    """Stops every request that leads elsewhere: to another site, to a machine nearby, to a file."""

    def __init__(self, crawler: Crawler) -> None:
        self._crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        source = self._crawler.spider
        if isinstance(source, SourceSpider) and not source.reads(request.url):
            raise IgnoreRequest(f"it leads to {request.url}, which the source does not declare")
