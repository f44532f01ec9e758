"""ELENA: grants for preparing large energy, housing and transport investments, first come first served."""

from crawler.patterns.watch_page import WatchPageSpider
from domain.call import Kind


class ElenaSpider(WatchPageSpider):
    name = "elena"
    funder = "European Investment Bank"
    home = "https://www.eib.org/en/products/advisory-services/elena/index.htm"
    licence = "no terms seen"
    language = "en"
    kind = Kind.TECHNICAL_ASSISTANCE
    at_least = 1
    cadence = "weekly"
    golden = "synthetic"

    # WatchPageSpider
    url = home
    title = "ELENA – European Local Energy Assistance"
    about = r"\bELENA\b"
    rolling = True
    programme = "ELENA"
