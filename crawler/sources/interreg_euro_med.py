"""Interreg Euro-MED: calls of the programme of the European Mediterranean regions."""

from crawler.patterns.watch_page import WatchPageSpider
from domain.call import Kind


class InterregEuroMedSpider(WatchPageSpider):
    name = "interreg_euro_med"
    funder = "Interreg Euro-MED"
    home = "https://interreg-euro-med.eu/en/get-involved/"
    licence = "no terms seen"
    language = "en"
    kind = Kind.CALL
    at_least = 1
    cadence = "weekly"
    golden = "synthetic"
    role = "secondary"

    # WatchPageSpider
    url = home
    title = "Interreg Euro-MED – get involved"
    about = r"\bcalls?\b"
    programme = "Interreg Euro-MED"
    announced = r"https://interreg-euro-med\.eu/en/call-\d+-[a-z0-9-]+/?"
