"""Smart Cities Marketplace: matchmaking between urban projects and investors, with advice beforehand."""

from crawler.patterns.watch_page import WatchPageSpider
from domain.call import Kind


class SmartCitiesMarketplaceSpider(WatchPageSpider):
    name = "smart_cities_marketplace"
    funder = "European Commission"
    home = "https://smart-cities-marketplace.ec.europa.eu/matchmaking/call-for-application"
    licence = "CC-BY-4.0 (Commission Decision 2011/833/EU)"
    language = "en"
    kind = Kind.TECHNICAL_ASSISTANCE
    at_least = 1
    cadence = "weekly"
    golden = "synthetic"

    # WatchPageSpider
    url = home
    title = "Smart Cities Marketplace – call for applications to matchmaking"
    about = r"matchmaking"
    rolling = True
    programme = "Smart Cities Marketplace"
