"""ManagEnergy: news for local and regional energy agencies, where the European City Facility announces its calls."""

from crawler.listing.prizes import offered
from crawler.patterns.ecl import EclSpider, announces
from domain.call import Kind


class ManagEnergySpider(EclSpider):
    name = "managenergy"
    funder = "European Commission, ManagEnergy"
    home = "https://managenergy.ec.europa.eu/managenergy-discover/managenergy-news_en"
    kind = Kind.CALL
    at_least = 1
    allow_empty = True  # news without a call among them
    cadence = "daily"
    url = home

    def kind_of(self, title: str) -> Kind | None:
        """Return what a title announces; other news is left out."""
        return offered(title, self.kind) if announces(title) else None
