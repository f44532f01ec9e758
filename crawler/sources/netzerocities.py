"""NetZeroCities: calls and technical help of the platform behind the EU mission for climate-neutral cities."""

from crawler.patterns.feed import FeedSpider
from domain.call import Kind


class NetZeroCitiesSpider(FeedSpider):
    name = "netzerocities"
    funder = "NetZeroCities"
    home = "https://netzerocities.eu/"
    licence = "no terms seen"
    language = "en"
    kind = Kind.CALL
    at_least = 2
    cadence = "daily"
    golden = "synthetic"

    # FeedSpider
    url = "https://netzerocities.eu/feed/"
    title_gate = r"(?i)\bcalls?\b|\bappl(?:y|ications?)\b|\bgrants?\b|\bpilot cit|\btwinning\b|\bhelpdesk\b"
    watched = (
        "https://netzerocities.eu/enabling-city-transformation/",
        "https://netzerocities.eu/call-for-pilot-cities/",
    )
    programme = "EU Mission Climate-neutral and Smart Cities"
