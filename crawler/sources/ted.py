"""TED: urban tenders of public buyers in Spain, Belgium and Luxembourg. Awards are left out."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from typing import ClassVar

import scrapy

from crawler.patterns.json_pages import Query, Record
from crawler.patterns.json_recent import JsonRecentSpider
from crawler.records import ted
from crawler.records.fields import must, printed_day
from domain.call import Call, Kind

PAGE_SIZE = 250
"""Notices; TED gives no more."""


class TedSpider(JsonRecentSpider):
    name = "ted"
    funder = "Public buyers in the European Union"
    home = "https://ted.europa.eu/"
    licence = "Reuse allowed (Commission Decision 2011/833/EU)"
    language = "en"
    kind = Kind.TENDER
    at_least = 1
    allow_empty = True  # the answer has rows, or it is a failure; all of them may be awards
    cadence = "daily"
    golden = "synthetic"
    names_people = True

    # JsonRecentSpider
    url = "https://api.ted.europa.eu/v3/notices/search"
    rows = "notices"
    total = "totalNoticeCount"
    cursor = "iterationNextToken"
    reference = "publication-number"
    window = 10_000
    lookback = timedelta(days=60)

    zones: ClassVar[dict[str, str]] = {"ESP": "Europe/Madrid", "BEL": "Europe/Brussels", "LUX": "Europe/Luxembourg"}
    """The countries of the buyers, and the zone of their days."""
    words: ClassVar[str] = ' AND (FT ~ "urban")'
    """What the notice has to speak of."""

    def queries(self) -> Iterator[Query]:
        yield Query(name="notices", at_least=1, request=self._request)

    def _request(self, _: int) -> scrapy.Request:
        """Return the request for the first page; the pattern adds the token of the others."""
        # sorted by the day alone, notices of one day change places between pages and some are lost
        wanted = (
            f"(buyer-country IN ({' '.join(self.zones)})) AND (publication-date >= {self.since:%Y%m%d}){self.words}"
        )
        asked = {
            "query": f"{wanted} SORT BY publication-number DESC",
            "fields": ted.FIELDS,
            "limit": PAGE_SIZE,
            "scope": "ACTIVE",
            "paginationMode": "ITERATION",
        }
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        return scrapy.Request(self.url, method="POST", headers=headers, body=json.dumps(asked))

    def published(self, record: Record) -> date:
        return printed_day(must(record, "publication-date"), "publication-date")

    def parse_record(self, record: Record) -> Call | None:
        return ted.call_of(record, zones=self.zones)

    def complaint(self, answer: Record) -> str | None:
        return str(answer["message"]) if "error" in answer else None
