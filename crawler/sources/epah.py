"""Energy Poverty Advisory Hub: its newsroom, where calls for technical assistance to local authorities appear."""

from crawler.listing.prizes import offered
from crawler.patterns.ecl import EclSpider, announces
from domain.call import Kind


class EpahSpider(EclSpider):
    name = "epah"
    funder = "European Commission, Energy Poverty Advisory Hub"
    home = "https://energy-poverty.ec.europa.eu/newsroom/news"
    kind = Kind.TECHNICAL_ASSISTANCE
    at_least = 20
    cadence = "daily"
    url = home
    programme = "Energy Poverty Advisory Hub (EPAH)"

    def kind_of(self, title: str) -> Kind:
        """Return what a title announces; other news is kept as what it is."""
        return offered(title, self.kind) if announces(title) else Kind.PIPELINE
