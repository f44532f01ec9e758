"""A page that is looked at again and again: a facility that is always open, or the place where a call is announced."""

import re
from dataclasses import replace
from typing import ClassVar

from crawler.errors import LayoutChanged
from crawler.parse.page import Link, WebPage
from crawler.patterns.prose import ProseSpider
from domain.call import Call, Kind, Status
from domain.crawl import Unreadable

LEAST = 120
"""Characters: a page that says less is a notice of the web server, not the facility."""


class WatchPageSpider(ProseSpider):
    """Keeps the text of the page at ``url`` as a call, so that a change of its words is a change of the call.

    Where the form names links, the page only announces: it is kept as ``PIPELINE``, and each link's page is a call.
    """

    title: ClassVar[str]
    """What people call it; the headings of such pages are slogans."""
    about: ClassVar[str]
    """A regular expression of what the page is bound to say as long as it is the page we mean."""
    rolling: ClassVar[bool] = False
    """Whether it is always open; otherwise a deadline is known only while the page prints one."""
    announced: ClassVar[str | None] = None
    """A regular expression that the whole address of a call announced on the page matches."""

    def parse_page(self, body: str) -> list[Call | Unreadable]:
        page = WebPage(body, url=self.url)
        links = (self.call_of(url, words, "") for url, words in self._links(page))
        return [self._watched(page), *links]

    async def read(self) -> list[Call | Unreadable]:
        page = await self.page(self.url)
        return [self._watched(page), *await self.followed([url for url, _ in self._links(page)], self.of_page)]

    def _watched(self, page: WebPage) -> Call:
        text = page.text()
        if len(text) < LEAST or not re.search(self.about, text, re.IGNORECASE):
            raise self.failed(LayoutChanged, f"the page no longer speaks of {self.title}")
        if self.announced is None:
            return self.call_of(page.url, self.title, text, rolling=self.rolling)
        page_of_calls = self.call_of(page.url, self.title, text, kind=Kind.PIPELINE, since=self.today)
        # one call of several that is closed does not close the page
        return replace(page_of_calls, word=Status.UNKNOWN)

    def _links(self, page: WebPage) -> list[Link]:
        """Return the calls announced, each once, by the longest words that lead to it."""
        if self.announced is None:
            return []
        links: dict[str, str] = {}
        for url, words in page.links():
            if url != page.url and self.reads(url) and re.fullmatch(self.announced, url):
                links[url] = max(links.get(url, ""), words, key=len)
        return [(url, words or url) for url, words in links.items()]
