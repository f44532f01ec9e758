"""New European Bauhaus: calls for places that are sustainable, inclusive and beautiful."""

from crawler.patterns.ecl import EclSpider
from domain.call import Kind


class NewEuropeanBauhausSpider(EclSpider):
    name = "new_european_bauhaus"
    funder = "European Commission, New European Bauhaus"
    home = "https://new-european-bauhaus.europa.eu/calls-proposals_en"
    kind = Kind.CALL
    at_least = 1
    cadence = "daily"
    url = home
    programme = "New European Bauhaus"
