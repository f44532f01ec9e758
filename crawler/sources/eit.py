"""European Institute of Innovation and Technology: what its communities offer, Urban Mobility among them."""

import re
from dataclasses import replace
from datetime import date

from parsel import Selector

from crawler.listing.detail import Detail
from crawler.listing.prizes import offered
from crawler.parse.dates import day
from crawler.parse.html import line
from crawler.parse.nearby import deadlines_near
from crawler.patterns.html_listing import HtmlListingSpider
from domain.call import Call, Kind, Part, PartKind
from domain.deadlines import Deadline, Deadlines


class EitSpider(HtmlListingSpider):
    name = "eit"
    funder = "European Institute of Innovation and Technology (EIT)"
    home = "https://www.eit.europa.eu/our-activities/opportunities"
    licence = "no terms seen"
    language = "en"
    kind = Kind.CALL
    at_least = 3
    cadence = "weekly"
    golden = "synthetic"
    names_people = True

    # HtmlListingSpider
    url = home
    item = ".views-row:has(.teaser-title)"
    next_page = ".pager__item--next a, .pager-next a"
    page_limit = 20
    detail_limit = 200

    def reference_of(self, card: Selector) -> str:
        return self.absolute(card.css(".teaser-title a").attrib.get("href"))

    def parse_item(self, card: Selector) -> Call:
        title = line(card.css(".teaser-title a").get() or "")
        opens_on, last = _day(card, ".start-date"), _day(card, ".end-date")
        return Call(
            source=self.name,
            reference=self.reference_of(card),
            identifier=title,
            kind=offered(title, self.kind),
            title=title,
            url=self.reference_of(card),
            word=self.word_by_day(opens_on),
            opens_on=opens_on,
            deadlines=Deadlines((Deadline(last),) if last else ()),
            programme=line(card.css(".opportunity-kics").get() or "") or None,
        )

    def parse_detail(self, call: Call, detail: Detail) -> Call:
        """Add the text. Where it names a deadline that one counts: the directory has been seen a week behind."""
        if not detail.text:
            raise ValueError("its page has no text")
        named = Deadlines(tuple(Deadline(each) for each in deadlines_near(detail.text)))
        parts = (Part(PartKind.DESCRIPTION, "", detail.text),)
        return replace(call, title=detail.title or call.title, deadlines=named or call.deadlines, parts=parts)


def _day(card: Selector, selector: str) -> date | None:
    """Return the day an element prints among words of its own; ``None`` where a row has no such element."""
    said = line(card.css(selector).get() or "")
    return day(re.sub(r"^\D+|\D+$", "", said), "%d/%m/%Y") if said else None
