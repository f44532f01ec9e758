"""A listing in HTML: every page of it is read, and the pages that its cards lead to where they say more."""

from abc import abstractmethod
from datetime import date
from typing import ClassVar
from urllib.parse import urlencode, urlsplit

import scrapy
from parsel import Selector
from scrapy.downloadermiddlewares.retry import get_retry_request
from scrapy.http import TextResponse

from crawler.errors import Incomplete, LayoutChanged, Refused
from crawler.listing.detail import Detail, detail
from crawler.parse.page import web_address
from crawler.spider import SourceSpider
from crawler.unreadable import unreadable
from domain.call import Call, Status
from domain.crawl import Unreadable

END = "</html>"
"""What a page that breaks off lacks; its parser would not notice."""


class HtmlListingSpider(SourceSpider):
    """Reads cards from page after page until the listing ends by itself, then the calls' own pages if so declared."""

    item: ClassVar[str]
    """The CSS selector of a card."""
    frame: ClassVar[str | None] = None
    """The CSS selector of what is there even where nothing is listed; without it, no card means a changed layout."""
    next_page: ClassVar[str | None] = None
    """The CSS selector of the link to the next page."""
    page_parameter: ClassVar[str | None] = None
    """Where there is no such link: the parameter that counts pages from 0, read until a page says nothing new."""
    page_limit: ClassVar[int] = 1
    """How many pages are believed."""
    detail_limit: ClassVar[int] = 0
    """How many calls may have their own page read."""
    title: ClassVar[str] = "h1"
    """The CSS selector of the title on a call's own page."""
    label: ClassVar[str | None] = None
    """The CSS selector of the labels on it, if it has any."""
    value: ClassVar[str] = "dd"
    """The CSS selector of the values, each of which follows its label."""
    body: ClassVar[tuple[str, ...]] = ("main",)
    """The CSS selectors of its text: the first under which there is any counts."""

    @abstractmethod
    def reference_of(self, card: Selector) -> str:
        """Return the reference of what a card is about; ``ValueError`` if it cannot be told from others."""

    @abstractmethod
    def parse_item(self, card: Selector) -> Call | None:
        """Turn a card into a call, or ``None`` if it is none; a ``ValueError`` says what is not understood."""

    def parse_detail(self, call: Call, detail: Detail) -> Call:
        """Return the call as its own page has it, which wins over the card."""
        raise NotImplementedError

    def detail_of(self, call: Call) -> str | None:
        """Return the address of the call's own page, if it is one that is read."""
        read = self.detail_limit and self.reads(call.url) and not urlsplit(call.url).path.lower().endswith(".pdf")
        return call.url if read else None

    def announced(self, page: Selector) -> int | None:  # noqa: ARG002  a listing may not say it
        """Return how many cards the first page says there are in all, if it does."""
        return None

    def parse_page(self, body: str) -> list[Call | Unreadable]:
        return self._found(self._cards(Selector(body, type="html"), "the page"))

    def parse_own_page(self, call: Call, body: str) -> Call:
        """Return the call as the markup of its own page has it; ``ValueError`` says what is not understood."""
        page = Selector(body, type="html")
        read = detail(page, title=self.title, label=self.label, value=self.value, body=self.body)
        return _sound(self.parse_detail(call, read))

    async def read(self) -> list[Call | Unreadable]:
        found = self._found(await self._all_cards())
        followed = sum(isinstance(each, Call) and self.detail_of(each) is not None for each in found)
        if followed > self.detail_limit:
            raise self.failed(Incomplete, f"{followed} calls have a page of their own, {self.detail_limit} are read")
        for place, each in enumerate(found):
            found[place] = await self._completed(each)
            self.tell(place + 1, len(found))
        return found

    def absolute(self, href: str | None) -> str:
        """Return the address of a link on the listing; ``ValueError`` if it is not one of the web."""
        address = web_address(href, seen_on=self.url) if href else None
        if address is None:
            raise ValueError(f"its link {href!r} leads to no web page")
        return address

    def word_by_day(self, opens_on: date | None) -> Status:
        """Return the status where the funder prints none: the day of opening says it, nothing else does."""
        if opens_on is None:
            return Status.UNKNOWN
        return Status.FORTHCOMING if opens_on > self.today else Status.OPEN

    async def _all_cards(self) -> list[Selector]:
        cards: dict[str, Selector] = {}
        announced: int | None = None
        address: str | None = self.url
        for number in range(1, self.page_limit + 1):
            page = await self._page(address, f"page {number}")
            new = {each.get(): each for each in self._cards(page, f"page {number}")}
            announced = self.announced(page) if number == 1 else announced
            address = self._next(page, number) if new.keys() - cards.keys() else None
            cards |= new
            if address is None:
                break
        if address is not None:
            raise self.failed(Incomplete, f"the listing goes on after {self.page_limit} pages")
        if announced not in (None, len(cards)):
            raise self.failed(Incomplete, f"{len(cards)} items are listed, {announced} are announced")
        return list(cards.values())

    def _next(self, page: Selector, number: int) -> str | None:
        """Return the address of the page after the one of that number, counted from 1."""
        if self.page_parameter:
            return f"{self.url}{'&' if '?' in self.url else '?'}{urlencode({self.page_parameter: number})}"
        href = page.css(self.next_page).attrib.get("href") if self.next_page else None
        address = web_address(href, seen_on=self.url) if href else None
        if href and (address is None or not self.reads(address)):
            raise self.failed(LayoutChanged, f"the link to page {number + 1} leads to {href!r}")
        return address

    def _cards(self, page: Selector, place: str) -> list[Selector]:
        cards = list(page.css(self.item))
        past_the_end = self.page_parameter is not None and place != "page 1"
        if not cards and not (past_the_end or (self.frame and page.css(self.frame))):
            raise self.failed(LayoutChanged, f"{place} has nothing that matches {self.frame or self.item!r}")
        return cards

    def _found(self, cards: list[Selector]) -> list[Call | Unreadable]:
        """Return what the cards say, each reference once: of several cards that lead to one page the first counts."""
        found: dict[str, Call | Unreadable] = {}
        for place, card in enumerate(cards, start=1):
            reference = f"item {place}"
            try:
                reference = self.reference_of(card)
                call = self.parse_item(card)
                if call:
                    found.setdefault(reference, _sound(call))
            except ValueError as error:
                found.setdefault(reference, unreadable(reference, error))
        return list(found.values())

    async def _completed(self, it: Call | Unreadable) -> Call | Unreadable:
        """Return the call as its own page has it; unreadable where that page is refused or not understood."""
        address = self.detail_of(it) if isinstance(it, Call) else None
        if address is None or isinstance(it, Unreadable):
            return it
        try:
            return self.parse_own_page(it, await self._markup(address, f"the page of {it.reference}"))
        except (ValueError, Refused) as error:
            return unreadable(it.reference, error)

    async def _page(self, address: str | None, place: str) -> Selector:
        return Selector(await self._markup(address or self.url, place), type="html")

    async def _markup(self, address: str, place: str) -> str:
        """Return a whole page. One that breaks off, or is none, is asked for again a few times."""
        request = scrapy.Request(address)
        while True:
            response = await self.fetch(request)
            text = response.text if isinstance(response, TextResponse) else ""
            if END in text[-4096:].lower():
                return text
            again = get_retry_request(request, spider=self, reason="not a whole page")
            if again is None:
                raise self.failed(Incomplete, f"{place} is not a whole HTML page", url=address)
            request = again


def _sound(call: Call) -> Call:
    """Return a call whose facts agree; ``ValueError`` says which do not."""
    if not call.title:
        raise ValueError("it has no title")
    early = next((each.on for each in call.deadlines if call.opens_on and each.on < call.opens_on), None)
    if early:
        raise ValueError(f"its deadline {early} is before its opening {call.opens_on}")
    return call
