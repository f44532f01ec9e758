"""URBACT: calls for networks of cities, listed while they are open; between calls there is none."""

import re
from dataclasses import replace
from datetime import date

from parsel import Selector

from crawler.listing.detail import Detail
from crawler.parse.dates import day
from crawler.parse.html import line
from crawler.parse.nearby import deadlines_near
from crawler.patterns.html_listing import HtmlListingSpider
from domain.call import Call, Kind, Part, PartKind, Status
from domain.deadlines import Deadline, Deadlines

CALL_PAGE = re.compile(r"https?://urbact\.eu/call-[a-z0-9-]+")

SPAN = re.compile(r"\b\d{1,2} [A-Z][a-z]+(?: \d{4})?\s*(?:[–—-]|to|until)\s*(\d{1,2} [A-Z][a-z]+ \d{4})")
"""From a day to a day: "17 March–17 June 2026"."""


class UrbactSpider(HtmlListingSpider):
    name = "urbact"
    funder = "URBACT"
    home = "https://urbact.eu/get-involved"
    licence = "no terms seen"
    language = "en"
    kind = Kind.CALL
    at_least = 1
    allow_empty = True
    cadence = "daily"
    golden = "synthetic"

    # HtmlListingSpider
    url = home
    item = "main a[href*='/call-']"
    frame = "main"
    detail_limit = 15
    body = ("main", "article")

    def reference_of(self, card: Selector) -> str:
        return self.absolute(card.attrib.get("href"))

    def parse_item(self, card: Selector) -> Call | None:
        """Return a call for each page of one; links without words are pictures, and come beside one with words."""
        url, title = self.reference_of(card), line(card.get())
        if not CALL_PAGE.fullmatch(url) or not title:
            return None
        return Call(
            source=self.name,
            reference=url,
            identifier=title,
            kind=self.kind,
            title=title,
            url=url,
            word=Status.UNKNOWN,
            programme="URBACT",
        )

    def parse_detail(self, call: Call, detail: Detail) -> Call:
        """Return the call with its text; a deadline counts where the text names a single one."""
        if not detail.title or not detail.text:
            raise ValueError("its page has no title or no text")
        days = _ends(detail.text)
        return replace(
            call,
            identifier=detail.title,
            title=detail.title,
            deadlines=Deadlines((Deadline(days.pop()),) if len(days) == 1 else ()),
            parts=(Part(PartKind.DESCRIPTION, "", detail.text),),
        )


def _ends(text: str) -> set[date]:
    return {*deadlines_near(text), *(day(each[1], "%d %B %Y") for each in SPAN.finditer(text))}
