"""Interreg: calls of all programmes for cooperation between regions, from the index behind interreg.eu."""

import json
from collections.abc import Iterator

import scrapy

from crawler.errors import CrawlError
from crawler.patterns.json_pages import JsonPagesSpider, Query, Record
from crawler.records import interreg
from domain.call import Call, Kind
from domain.crawl import Unreadable

PAGE_SIZE = 500

NO_KEY = "none-seen"
"""Sent where the page shows no key, for the index has the last word. If the report says status 403, look in the page
for how the key is printed now and mend ``interreg.KEY``."""


class InterregSpider(JsonPagesSpider):
    name = "interreg"
    funder = "Interreg programmes of the European Union"
    home = "https://interreg.eu/calls-for-projects/"
    licence = "no terms seen: facts and a link"
    language = "en"
    kind = Kind.CALL
    at_least = 5
    cadence = "daily"
    golden = "synthetic"

    # JsonPagesSpider
    url = "https://2e032drcns-dsn.algolia.net/1/indexes/*/queries"
    hosts = ("interreg.eu",)
    rows = "results.0.hits"
    total = "results.0.nbHits"
    reference = "objectID"
    window = 1000

    _key = NO_KEY

    async def read(self) -> list[Call | Unreadable]:
        self._key = await self._printed_key()
        return await super().read()

    async def _printed_key(self) -> str:
        try:
            page = await self.fetch(scrapy.Request(self.home))
        except CrawlError:
            return NO_KEY
        return interreg.printed_key(page.body.decode("utf-8", "replace")) or NO_KEY

    def queries(self) -> Iterator[Query]:
        yield Query(name="calls", at_least=self.at_least, request=self._request)

    def _request(self, page: int) -> scrapy.Request:
        asked = {
            "indexName": "prod_en-us_content",
            "query": "",
            "hitsPerPage": PAGE_SIZE,
            "page": page - 1,
            "filters": "contentType:callForProjectsPage",
            "attributesToHighlight": [],
        }
        headers = {"X-Algolia-Application-Id": interreg.APPLICATION, "X-Algolia-API-Key": self._key}
        return scrapy.Request(self.url, method="POST", headers=headers, body=json.dumps({"requests": [asked]}))

    def parse_record(self, record: Record) -> Call:
        return interreg.call_of(record)

    def complaint(self, answer: Record) -> str | None:
        return str(answer["message"]) if "message" in answer else None
