"""A sitemap that lists the pages of a site: those of one form are calls, one a page."""

import re
from abc import abstractmethod
from typing import ClassVar

from crawler.errors import LayoutChanged
from crawler.parse.page import WebPage
from crawler.parse.xml import named, tree
from crawler.patterns.prose import ProseSpider
from domain.call import Call
from domain.crawl import Unreadable


class SitemapSpider(ProseSpider):
    """Reads the sitemap at ``url``, then each page in it whose address has the form of a call."""

    call_page: ClassVar[str]
    """A regular expression that the whole address of a call matches, and no other."""

    @abstractmethod
    def parse_call(self, page: WebPage) -> Call:
        """Turn a page into a call; a ``ValueError`` says what is not understood."""

    def parse_page(self, body: str) -> list[Call | Unreadable]:
        """Read one call's page, which says itself where it belongs."""
        page = WebPage(body, url=self.home)
        return [self.understood(WebPage(body, url=page.canonical), self.parse_call)]

    def holds_calls(self, address: str) -> bool:
        return re.fullmatch(self.call_page, address) is not None

    async def read(self) -> list[Call | Unreadable]:
        response = await self.get(self.url)
        return await self.followed(self._calls(response.body), self.parse_call)

    def _calls(self, sitemap: bytes) -> list[str]:
        try:
            entries = named(tree(sitemap), "loc")
        except ValueError as error:
            raise self.failed(LayoutChanged, f"the sitemap cannot be read: {error}") from error
        addresses = [(each.text or "").strip() for each in entries]
        if not any(addresses):
            raise self.failed(LayoutChanged, "the sitemap names no pages")
        return [each for each in addresses if re.fullmatch(self.call_page, each)]
