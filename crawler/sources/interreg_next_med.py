"""Interreg NEXT MED: calls of the programme between the shores of the Mediterranean."""

from crawler.patterns.watch_page import WatchPageSpider
from domain.call import Kind


class InterregNextMedSpider(WatchPageSpider):
    name = "interreg_next_med"
    funder = "Interreg NEXT MED"
    home = "https://www.interregnextmed.eu/apply-for-funding/"
    licence = "no terms seen"
    language = "en"
    kind = Kind.CALL
    at_least = 1
    cadence = "weekly"
    golden = "synthetic"
    role = "secondary"

    # WatchPageSpider
    url = home
    hosts = ("interregnextmed.eu",)
    title = "Interreg NEXT MED – apply for funding"
    about = r"NEXT MED"
    programme = "Interreg NEXT MED"
    announced = r"https://(?:www\.)?interregnextmed\.eu/(?:[a-z0-9-]+/)*[a-z0-9-]+-call-for-proposals/?"
