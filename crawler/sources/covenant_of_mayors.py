"""Covenant of Mayors – Europe: calls for local authorities, of several programmes, as its office lists them."""

from crawler.patterns.ecl import EclSpider
from domain.call import Kind


class CovenantOfMayorsSpider(EclSpider):
    name = "covenant_of_mayors"
    funder = "European Commission, Covenant of Mayors – Europe Office"
    home = "https://eu-mayors.ec.europa.eu/en/calls"
    kind = Kind.CALL
    at_least = 1
    cadence = "daily"
    url = home
