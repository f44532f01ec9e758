"""European External Action Service: grants that EU delegations in the Middle East and North Africa offer."""

import re
from dataclasses import replace
from datetime import date

from parsel import Selector

from crawler.listing.detail import Detail
from crawler.parse.html import line
from crawler.patterns.html_listing import HtmlListingSpider
from crawler.patterns.prose import ProseSpider
from domain.call import Call, Kind

PAST = re.compile(r"contracts? (?:were )?(?:concluded|signed)|award notice|awarded", re.IGNORECASE)
"""Titles that tell what came of a call."""

NUMBER = re.compile(r"EuropeAid/\d[\w/.-]*\w")
"""What people quote."""


class EeasSpider(HtmlListingSpider, ProseSpider):
    name = "eeas"
    funder = "European Union delegations"
    home = "https://www.eeas.europa.eu/eeas/grants_en"
    licence = "no terms seen"
    language = "en"
    kind = Kind.CALL
    at_least = 1
    cadence = "weekly"
    golden = "synthetic"
    role = "secondary"

    # HtmlListingSpider
    url = (
        "https://www.eeas.europa.eu/eeas/grants_en"
        "?f%5B0%5D=grant_site%3AMiddle%20East%20%26%20North%20Africa%20%28MENA%29&f%5B1%5D=grant_status%3Aongoing"
    )
    item = ".view-id-filter_grants.view-display-id-search_results .card"
    next_page = ".pager__item--next a"
    page_limit = 20
    detail_limit = 150
    body = ("main", "article", "body")

    # ProseSpider
    programme = "NDICI – Global Europe"

    def reference_of(self, card: Selector) -> str:
        return self.absolute(card.css(".card-title a").attrib.get("href"))

    def parse_item(self, card: Selector) -> Call | None:
        """Return the call of a card. The day in its footer is not read: nothing says that it is a deadline."""
        title = line(card.css(".card-title").get() or "")
        return None if PAST.search(title) else self.call_of(self.reference_of(card), title, "")

    def parse_detail(self, call: Call, detail: Detail) -> Call:
        own = self.call_of(call.url, detail.title or call.title, detail.text, since=date.min)
        number = NUMBER.search(f"{own.title}\n{detail.text}")
        return replace(own, identifier=number.group() if number else own.identifier)
