"""A feed of news, RSS or Atom: an entry whose title speaks of a call is followed to its page."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from typing import ClassVar
from xml.etree.ElementTree import Element

from crawler.errors import LayoutChanged
from crawler.parse.html import line, lines
from crawler.parse.page import WebPage, web_address, without_people
from crawler.parse.xml import named, text, tree
from crawler.patterns.prose import ProseSpider
from crawler.unreadable import unreadable
from domain.call import Call
from domain.crawl import Unreadable


@dataclass(frozen=True, slots=True)
class Entry:
    """One piece of news; ``text`` is plain, and often only the beginning."""

    url: str
    title: str
    text: str
    published: str
    """When it was published, as the feed writes it; empty where it does not say."""

    @property
    def published_on(self) -> date | None:
        """The day it was published, by the feed's own clock; ``ValueError`` if it cannot be told."""
        return _day(self.published) if self.published else None


class FeedSpider(ProseSpider):
    """Reads the feed at ``url``. A feed forgets: calls it once announced are read again while they run."""

    title_gate: ClassVar[str]
    """A regular expression found in the title of a call; an entry without it is other news."""
    watched: ClassVar[tuple[str, ...]] = ()
    """Pages that are calls as well, although the feed may never name them."""

    def parse_page(self, body: str) -> list[Call | Unreadable]:
        return [self._told(each) for each in self._calls(body)]

    async def read(self) -> list[Call | Unreadable]:
        response = await self.get(self.url)
        announced = {each.url: each for each in self._calls(response.body)}

        def of_news(page: WebPage) -> Call:
            entry, call = announced.get(page.url), self.of_page(page)
            return replace(call, published_on=entry.published_on) if entry else call

        found = await self.followed([*self.watched, *announced], of_news)
        known = {*self.watched, *announced}
        again = await self.followed([each.url for each in self._listed if each.url not in known], self.of_page)
        return [*found, *(each for each in again if isinstance(each, Call))]

    def _told(self, entry: Entry) -> Call | Unreadable:
        """Return the call as the feed alone tells it."""
        try:
            return replace(self.call_of(entry.url, entry.title, entry.text), published_on=entry.published_on)
        except ValueError as error:
            return unreadable(entry.url, error)

    def _calls(self, feed: bytes | str) -> list[Entry]:
        try:
            root = tree(feed)
        except ValueError as error:
            raise self.failed(LayoutChanged, f"the feed cannot be read: {error}") from error
        entries = [self._entry(each) for name in ("item", "entry") for each in named(root, name)]
        if not entries:
            raise self.failed(LayoutChanged, "the feed holds no entries")
        return [each for each in entries if re.search(self.title_gate, each.title) and self.reads(each.url)]

    def _entry(self, item: Element) -> Entry:
        markup = text(item, "encoded", "content", "description", "summary")
        return Entry(
            url=web_address(_link(item), seen_on=self.home) or "",
            title=line(text(item, "title")),
            text=without_people(lines(markup)),
            published=text(item, "pubDate", "published", "date"),
        )


def _link(item: Element) -> str:
    """Return where an entry leads: RSS writes the address, Atom gives it to the link that names no other relation."""
    links = [each.get("href", "") for each in item.findall("{*}link") if each.get("rel", "alternate") == "alternate"]
    return text(item, "link") or next(iter(links), "")


def _day(written: str) -> date:
    """Read a moment as RSS (RFC 5322) or Atom (ISO 8601) writes it."""
    for read in (parsedate_to_datetime, datetime.fromisoformat):
        try:
            return read(written).date()
        except ValueError:
            continue
    raise ValueError(f"{written!r} is no day of publication")
