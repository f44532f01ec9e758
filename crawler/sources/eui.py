"""European Urban Initiative: Portico's catalogue of calls for cities, which several owners publish there."""

from dataclasses import replace

from parsel import Selector

from crawler.listing.detail import Detail
from crawler.listing.portico import card_of
from crawler.listing.prizes import offered
from crawler.parse.html import line
from crawler.patterns.html_listing import HtmlListingSpider
from domain.call import Call, Kind, Part, PartKind
from domain.deadlines import Deadline, Deadlines


class EuiSpider(HtmlListingSpider):
    name = "eui"
    funder = "European Urban Initiative"
    home = "https://portico.urban-initiative.eu/urban-panorama/call-for-proposals"
    licence = "no terms seen"
    language = "en"
    kind = Kind.CALL
    at_least = 1
    cadence = "daily"
    golden = "synthetic"

    # HtmlListingSpider
    url = home
    hosts = ("www.urban-initiative.eu",)
    item = "article[class*='call-for-proposals']"
    page_parameter = "page"
    page_limit = 10
    detail_limit = 80

    def reference_of(self, card: Selector) -> str:
        """Return where the card leads; two owners may give the same name to a call."""
        return self.absolute(self._link(card))

    def parse_item(self, card: Selector) -> Call:
        it = card_of(card)
        support = (Part(PartKind.CONDITIONS, "Funding support", it.support),) if it.support else ()
        return Call(
            source=self.name,
            reference=self.reference_of(card),
            identifier=it.title,
            kind=offered(it.title, self.kind),
            title=it.title,
            url=self.reference_of(card),
            word=it.word,
            deadlines=Deadlines((Deadline(it.deadline),) if it.deadline else ()),
            programme=it.owner,
            parts=support,
            language=self.language,
        )

    def parse_detail(self, call: Call, detail: Detail) -> Call:
        """Add the text. The card's title and day stay: owners' pages have no form of their own."""
        if not detail.text:
            raise ValueError("its page has no text")
        return replace(call, parts=(Part(PartKind.DESCRIPTION, "", detail.text), *call.parts))

    def _link(self, card: Selector) -> str | None:
        links = card.css("a[href]")
        named = (each for each in links if line(each.get()).lower() in ("find out more", "learn more", "details"))
        title = (each for each in links.css("[class*='title-node'] a, h2 a, h3 a"))
        found = next(named, None) or next(title, None)
        return None if found is None else found.attrib["href"]
