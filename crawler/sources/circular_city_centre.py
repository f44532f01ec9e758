"""Circular City Centre (C3): the EIB's advice to cities that plan a circular economy."""

from crawler.patterns.watch_page import WatchPageSpider
from domain.call import Kind


class CircularCityCentreSpider(WatchPageSpider):
    name = "circular_city_centre"
    funder = "European Investment Bank"
    home = "https://advisory.eib.org/about/circular-city-centre.htm"
    licence = "no terms seen"
    language = "en"
    kind = Kind.TECHNICAL_ASSISTANCE
    at_least = 1
    cadence = "weekly"
    golden = "synthetic"

    # WatchPageSpider
    url = home
    title = "Circular City Centre (C3)"
    about = r"circular cit"
    rolling = True
    programme = "EIB Advisory"
