"""CINEA, the Climate, Infrastructure and Environment Executive Agency: its calls, with summaries in plain words."""

from crawler.patterns.ecl import EclSpider
from domain.call import Kind


class CineaSpider(EclSpider):
    name = "cinea"
    funder = "European Climate, Infrastructure and Environment Executive Agency (CINEA)"
    home = "https://cinea.ec.europa.eu/funding-opportunities/calls-proposals_en"
    kind = Kind.CALL
    at_least = 3
    cadence = "daily"
    url = home
