"""Calls that are pages of prose: each is fetched whole, and says in its own words when the door is shut."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import ClassVar

import scrapy
from scrapy.http import Response, TextResponse

from crawler.errors import Incomplete, LayoutChanged, Refused
from crawler.parse.closed import CLOSED, says_closed
from crawler.parse.nearby import deadlines_near
from crawler.parse.page import WebPage
from crawler.spider import SourceSpider
from crawler.unreadable import unreadable
from domain.call import Call, Kind, Part, PartKind, Status
from domain.crawl import Unreadable
from domain.deadlines import BRUSSELS, Deadline, Deadlines

REMEMBERED = timedelta(days=90)
"""How long a passed deadline still counts, so that a call ends closed rather than with no deadline; an older one on a
page that stays is left over from an earlier round."""


class ProseSpider(SourceSpider):
    """Follows pages of its hosts and turns each into one call."""

    detail_limit: ClassVar[int] = 60
    """How many pages it follows at most; more of them are not the calls we mean."""
    closed: ClassVar[tuple[str, ...]] = CLOSED
    """Phrases by which a page says that nothing can be submitted."""
    programme: ClassVar[str | None] = None
    zone: ClassVar[str] = BRUSSELS
    """Where the clock stands by which a day of the funder's ends."""

    async def get(self, url: str) -> Response:
        """Fetch an address, and after it those that it was moved to on the source's hosts."""
        return await self.fetch(scrapy.Request(url))

    async def page(self, url: str) -> WebPage:
        """Fetch a page; one that breaks off raises :class:`Incomplete`, what is no text :class:`LayoutChanged`."""
        response = await self.get(url)
        if not isinstance(response, TextResponse):
            raise self.failed(LayoutChanged, "this is not a web page", url=url)
        try:
            return WebPage(response.text, url=url)
        except ValueError as error:
            raise self.failed(Incomplete, str(error), url=url) from error

    async def followed(self, urls: Iterable[str], read: Callable[[WebPage], Call]) -> list[Call | Unreadable]:
        """Fetch each page once and read it; a page that says no, or is not understood, is skipped and counted."""
        wanted = [each for each in dict.fromkeys(urls) if self.reads(each)]
        if len(wanted) > self.detail_limit:
            fact = f"{len(wanted)} pages look like calls, at most {self.detail_limit} are expected"
            raise self.failed(LayoutChanged, fact)
        found: list[Call | Unreadable] = []
        for place, url in enumerate(wanted, start=1):
            found.append(await self._followed(url, read))
            self.tell(place, len(wanted))
        return found

    async def _followed(self, url: str, read: Callable[[WebPage], Call]) -> Call | Unreadable:
        try:
            page = await self.page(url)
        except Refused as error:
            return unreadable(url, error)
        return self.understood(page, read)

    def understood(self, page: WebPage, read: Callable[[WebPage], Call]) -> Call | Unreadable:
        try:
            return read(page)
        except ValueError as error:
            return unreadable(page.url, error)

    def of_page(self, page: WebPage) -> Call:
        """Return the call that a page of its own describes."""
        return self.call_of(page.url, page.title, page.text(), since=date.min)

    def call_of(
        self,
        url: str,
        title: str,
        text: str,
        *,
        kind: Kind | None = None,
        since: date | None = None,
        rolling: bool = False,
    ) -> Call:
        """Return a call whose only facts are its address, its title and its text.

        A day that a word for a deadline introduces is a deadline, from ``since`` on, by default the last 90 days.
        """
        since = since or self.today - REMEMBERED
        days = () if rolling else (each for each in deadlines_near(text) if each >= since)
        return Call(
            source=self.name,
            reference=url,
            identifier=title,
            kind=kind or self.kind,
            title=title,
            url=url,
            word=self._word(text, rolling=rolling),
            deadlines=Deadlines(tuple(Deadline(each, zone=self.zone) for each in days), rolling),
            programme=self.programme,
            parts=(Part(PartKind.DESCRIPTION, "", text),) if text else (),
            language=self.language,
        )

    def _word(self, text: str, *, rolling: bool) -> Status:
        if says_closed(text, self.closed):
            return Status.CLOSED
        return Status.OPEN if rolling else Status.UNKNOWN
