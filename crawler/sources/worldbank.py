"""World Bank: what its borrowers around the Mediterranean will buy, before a contract is awarded."""

from collections.abc import Iterator
from datetime import date, timedelta
from urllib.parse import urlencode

import scrapy

from crawler.patterns.json_pages import Query, Record
from crawler.patterns.json_recent import JsonRecentSpider
from crawler.records import worldbank
from domain.call import Call, Kind

PAGE_SIZE = 100
"""Rows. A thousand may be asked for, but a notice is tens of kilobytes."""


class WorldBankSpider(JsonRecentSpider):
    name = "worldbank"
    funder = "World Bank"
    home = "https://projects.worldbank.org/en/projects-operations/procurement"
    licence = "CC-BY-4.0"
    language = "en"
    kind = Kind.TENDER
    at_least = 20
    cadence = "daily"
    golden = "synthetic"
    names_people = True

    # JsonRecentSpider
    url = "https://search.worldbank.org/api/v2/procnotices"
    rows = "procnotices"
    total = "total"
    reference = "id"
    window = 20_000  # the archive has 420,000 rows, and all of them answer a filter that is not understood
    lookback = timedelta(days=180)

    def queries(self) -> Iterator[Query]:
        yield Query(name="notices", at_least=1, request=self._request)

    def _request(self, page: int) -> scrapy.Request:
        asked = {
            "format": "json",
            "rows": PAGE_SIZE,
            "os": (page - 1) * PAGE_SIZE,
            "srt": "noticedate",
            "order": "desc",
            "project_ctry_name": "^".join(worldbank.COUNTRIES),
            "notice_type": "^".join(worldbank.TYPES),
        }
        return scrapy.Request(f"{self.url}?{urlencode(asked)}", headers={"Accept": "application/json"})

    def published(self, record: Record) -> date:
        return worldbank.published(record)

    def parse_record(self, record: Record) -> Call:
        return worldbank.call_of(record)

    def complaint(self, answer: Record) -> str | None:
        return str(answer["message"]) if "message" in answer else None
