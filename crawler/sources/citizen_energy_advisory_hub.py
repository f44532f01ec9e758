"""Citizen Energy Advisory Hub: support for energy communities and the local authorities that stand behind them."""

from crawler.patterns.ecl import EclSpider
from domain.call import Kind


class CitizenEnergyAdvisoryHubSpider(EclSpider):
    name = "citizen_energy_advisory_hub"
    funder = "European Commission, Citizen Energy Advisory Hub"
    home = "https://citizens-energy.ec.europa.eu/receive-support_en"
    kind = Kind.TECHNICAL_ASSISTANCE
    at_least = 1
    cadence = "daily"
    url = home
    programme = "Citizen Energy Advisory Hub (CEAH)"
