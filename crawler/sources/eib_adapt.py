"""EIB ADAPT: advice on planning and financing the adaptation to climate change."""

from crawler.patterns.watch_page import WatchPageSpider
from domain.call import Kind


class EibAdaptSpider(WatchPageSpider):
    name = "eib_adapt"
    funder = "European Investment Bank"
    home = "https://advisory.eib.org/about/adapt"
    licence = "no terms seen"
    language = "en"
    kind = Kind.TECHNICAL_ASSISTANCE
    at_least = 1
    cadence = "weekly"
    golden = "synthetic"

    # WatchPageSpider
    url = home
    title = "EIB ADAPT – advice on adaptation to climate change"
    about = r"\badapt"
    rolling = True
    programme = "EIB Advisory"
