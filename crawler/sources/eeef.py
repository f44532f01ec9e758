"""EEEF: technical assistance that prepares investments of the European Energy Efficiency Fund."""

from crawler.patterns.watch_page import WatchPageSpider
from domain.call import Kind


class EeefSpider(WatchPageSpider):
    name = "eeef"
    funder = "European Energy Efficiency Fund"
    home = "https://www.eeef.lu/eeef-ta-facility.html"
    licence = "no terms seen"
    language = "en"
    kind = Kind.TECHNICAL_ASSISTANCE
    at_least = 1
    cadence = "weekly"
    golden = "synthetic"

    # WatchPageSpider
    url = home
    title = "EEEF Technical Assistance Facility"
    about = r"technical assistance"
    rolling = True
    programme = "European Energy Efficiency Fund"
