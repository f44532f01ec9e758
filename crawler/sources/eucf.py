"""EUCF: a fixed grant and support for cities that write an investment concept for sustainable energy."""

from crawler.patterns.watch_page import WatchPageSpider
from domain.call import Kind


class EucfSpider(WatchPageSpider):
    name = "eucf"
    funder = "European City Facility"
    home = "https://www.eucityfacility.eu/"
    licence = "no terms seen"
    language = "en"
    kind = Kind.TECHNICAL_ASSISTANCE
    at_least = 1
    cadence = "weekly"
    golden = "synthetic"

    # WatchPageSpider
    url = home
    hosts = ("eucityfacility.eu",)
    title = "European City Facility (EUCF)"
    about = r"investment concept|City Facility|EUCF"
    programme = "European City Facility"
    announced = r"https://(?:www\.)?eucityfacility\.eu/(?:calls/call-\d+|\d+(?:st|nd|rd|th)-call)[a-z.-]*/?"
