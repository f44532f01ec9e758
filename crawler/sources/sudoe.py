"""Interreg Sudoe: calls of the programme of south-western Europe."""

from crawler.patterns.watch_page import WatchPageSpider
from domain.call import Kind


class SudoeSpider(WatchPageSpider):
    name = "sudoe"
    funder = "Interreg Sudoe"
    home = "https://interreg-sudoe.eu/en/next-calls/"
    licence = "no terms seen"
    language = "en"
    kind = Kind.CALL
    at_least = 1
    cadence = "weekly"
    golden = "synthetic"
    role = "secondary"

    # WatchPageSpider
    url = home
    title = "Interreg Sudoe – next calls"
    about = r"\bcalls?\b"
    programme = "Interreg South West Europe (SUDOE)"
    announced = r"https://interreg-sudoe\.eu/(?:[a-z]{2}/)?(?:\d+(?:st|nd|rd|th)-call|\d+a-convocatoria)[a-z0-9-]*/?"
