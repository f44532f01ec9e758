"""UN-Habitat: calls for partners, proposals and expressions of interest, mostly for work outside Europe."""

from datetime import date

from parsel import Selector

from crawler.listing.detail import Detail
from crawler.parse.html import line
from crawler.patterns.html_listing import HtmlListingSpider
from crawler.patterns.prose import ProseSpider
from domain.call import Call, Kind


class UnHabitatSpider(HtmlListingSpider, ProseSpider):
    name = "un_habitat"
    funder = "UN-Habitat"
    home = "https://unhabitat.org/join-us/calls"
    licence = "no terms seen"
    language = "en"
    kind = Kind.CALL
    at_least = 1
    cadence = "weekly"
    golden = "synthetic"

    # HtmlListingSpider
    url = home
    item = "a[href*='/join-us/calls/']"
    next_page = "a[rel=next]"
    page_limit = 10
    detail_limit = 100
    body = ("main", "article", "body")

    # ProseSpider
    zone = "Africa/Nairobi"

    def reference_of(self, card: Selector) -> str:
        return self.absolute(card.attrib["href"])

    def parse_item(self, card: Selector) -> Call | None:
        title = line(card.get())
        # a picture leads to the same page as the words below it
        return self.call_of(self.reference_of(card), title, "") if title else None

    def parse_detail(self, call: Call, detail: Detail) -> Call:
        return self.call_of(call.url, detail.title or call.title, detail.text, since=date.min)
