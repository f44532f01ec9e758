"""EISMEA, the European Innovation Council and SMEs Executive Agency: its calls for proposals."""

from crawler.patterns.ecl import EclSpider
from domain.call import Kind


class EismeaSpider(EclSpider):
    name = "eismea"
    funder = "European Innovation Council and SMEs Executive Agency (EISMEA)"
    home = "https://eismea.ec.europa.eu/funding-opportunities/calls-proposals_en"
    kind = Kind.CALL
    at_least = 3
    cadence = "daily"
    url = home
