"""EuroAccess: calls of many EU programmes, gathered by EuroVienna; facts, short descriptions and links only."""

import re
from dataclasses import replace

from parsel import Selector

from crawler.listing.detail import Detail
from crawler.listing.euroaccess import HOURS, of_page
from crawler.parse.dates import deadline
from crawler.parse.html import as_printed, line
from crawler.patterns.html_listing import HtmlListingSpider
from domain.call import Call, Kind, Status
from domain.deadlines import Deadlines


class EuroAccessSpider(HtmlListingSpider):
    name = "euroaccess"
    funder = "EuroVienna EU-consulting & -management GmbH"
    home = "https://www.euro-access.eu/en/calls"
    licence = "no terms seen: facts, short description and link only"
    language = "en"
    kind = Kind.CALL
    role = "secondary"
    at_least = 20
    cadence = "weekly"
    golden = "synthetic"
    names_people = True

    # HtmlListingSpider
    url = "https://www.euro-access.eu/en/calls?keyword=&submit=&sent=search"
    item = "table#calls-overview tbody tr"
    frame = "table#calls-overview"
    detail_limit = 600
    title = "#calldata h1"
    label = "#calldata .tr > .title"
    value = "#calldata .tr > :not(.title)"
    body = ()

    def announced(self, page: Selector) -> int | None:
        said = re.search(r"(\d+) Calls? found", " ".join(page.css("h3::text").getall()))
        return int(said[1]) if said else None

    def reference_of(self, card: Selector) -> str:
        url = self.absolute(card.css("td:nth-child(2) a").attrib.get("href"))
        number = re.search(r"/calls/(\d+)/", url)
        if not number:
            raise ValueError(f"its link {url} has no number")
        return f"EUROACCESS-{number[1]}"

    def parse_item(self, card: Selector) -> Call:
        link, reference = card.css("td:nth-child(2) a"), self.reference_of(card)
        return Call(
            source=self.name,
            reference=reference,
            identifier=reference,
            kind=self.kind,
            title=as_printed(link.get() or ""),
            url=self.absolute(link.attrib.get("href")),
            word=Status.OPEN,  # only what is open or about to open is listed
            deadlines=Deadlines((deadline(line(card.css("td:nth-child(3)").get() or ""), *HOURS),)),
            programme=line(card.css("td.title").get() or "") or None,
        )

    def parse_detail(self, call: Call, detail: Detail) -> Call:
        told = of_page(call, detail)
        ahead = self.word_by_day(told.opens_on) is Status.FORTHCOMING
        return replace(told, word=Status.FORTHCOMING) if ahead else told
