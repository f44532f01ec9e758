"""BDNS: calls of the Spanish State and of Catalonia that European funds pay, and those of AECID."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from urllib.parse import urlencode

import scrapy

from crawler.patterns.json_details import JsonDetailsSpider
from crawler.patterns.json_pages import Query, Record
from crawler.records import bdns
from crawler.records.fields import must, printed_day
from domain.call import Call, Kind

API = "https://www.infosubvenciones.es/bdnstrans/api/convocatorias"

PAGE_SIZE = 200

ADMINISTRATIONS = (("the State", "C", 20), ("the regions", "A", 20))
"""Who calls: the name, the register's letter, and how many calls a healthy month has at least."""


class BdnsSpider(JsonDetailsSpider):
    name = "bdns"
    funder = "Public administrations of Spain"
    home = "https://www.infosubvenciones.es/bdnstrans/GE/es/convocatorias"
    licence = "Reuse allowed with the register's legal notice (infosubvenciones.es, aviso legal)"
    language = "es"
    kind = Kind.CALL
    at_least = 1
    cadence = "weekly"
    golden = "synthetic"
    names_people = True

    # JsonDetailsSpider
    url = f"{API}/busqueda"
    rows = "content"
    total = "totalElements"
    reference = "numeroConvocatoria"
    window = 10_000  # the register has 650,000 rows, and all of them answer a filter that is not understood
    detail_limit = 1500
    lookback = timedelta(days=30)

    def queries(self) -> Iterator[Query]:
        for name, letter, monthly in ADMINISTRATIONS:
            least = monthly * (self.today - self.since) // self.lookback
            yield Query(name=f"calls of {name}", at_least=least, request=partial(self._request, administration=letter))

    def _request(self, page: int, *, administration: str) -> scrapy.Request:
        asked = {
            "vpd": "GE",
            "page": page - 1,
            "pageSize": PAGE_SIZE,
            "order": "numeroConvocatoria",  # unique; of one day there are hundreds
            "direccion": "desc",
            "tipoAdministracion": administration,
            "fechaDesde": f"{self.since:%d/%m/%Y}",
        }
        return scrapy.Request(f"{self.url}?{urlencode(asked)}", headers={"Accept": "application/json"})

    def wants(self, row: Record) -> bool:
        if printed_day(must(row, "fechaRecepcion"), "fechaRecepcion") < self.since:
            raise ValueError("a call registered so long ago was not asked for")
        return bdns.may_be_ours(row)

    def detail(self, reference: str) -> scrapy.Request:
        asked = urlencode({"vpd": "GE", "numConv": reference})
        return scrapy.Request(f"{API}?{asked}", headers={"Accept": "application/json"})

    def own_page(self, call: Call) -> str:
        return self.detail(call.reference).url

    def parse_record(self, record: Record) -> Call | None:
        return bdns.call_of(record, today=self.today)

    def complaint(self, answer: Record) -> str | None:
        return str(answer["error"]) if "error" in answer else None
