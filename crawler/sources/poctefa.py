"""Interreg POCTEFA: calls of the programme between Spain, France and Andorra."""

from crawler.patterns.watch_page import WatchPageSpider
from domain.call import Kind


class PoctefaSpider(WatchPageSpider):
    name = "poctefa"
    funder = "Interreg POCTEFA"
    home = "https://interreg-poctefa.eu/"
    licence = "no terms seen"
    language = "es"
    kind = Kind.CALL
    at_least = 1
    cadence = "weekly"
    golden = "synthetic"
    role = "secondary"

    # WatchPageSpider
    url = home
    hosts = ("www.interreg-poctefa.eu",)
    title = "Interreg POCTEFA – convocatorias"
    about = r"POCTEFA"
    programme = "Interreg Spain-France-Andorra (POCTEFA)"
    announced = r"https://(?:www\.)?interreg-poctefa\.eu/(?:[a-z0-9-]+/)*[a-z0-9-]*convocatoria-[a-z0-9-]+/?"
    closed = (
        "convocatoria cerrada",
        "convocatoria está cerrada",
        "plazo cerrado",
        "plazo ha finalizado",
        "plazo de presentación ha terminado",
    )
