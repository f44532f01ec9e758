"""A search whose rows say little: each row that may be ours is asked for by itself, and that answer is the record."""

from abc import abstractmethod
from datetime import date, timedelta
from typing import ClassVar

import scrapy

from crawler.errors import Gone, Incomplete, NotJson, Refused
from crawler.patterns.json_pages import JsonPagesSpider, Record
from crawler.unreadable import unreadable
from domain.call import Call
from domain.crawl import Unreadable

OVERLAP = timedelta(days=3)
"""How far before the last good crawl the next one begins: registers enter what they received some days before."""


class JsonDetailsSpider(JsonPagesSpider):
    """Reads a listing, then a record for each row that is wanted and for each call that is already known."""

    detail_limit: ClassVar[int]
    """How many records one crawl may ask for; more of them mean that a filter was ignored."""

    lookback: ClassVar[timedelta]
    """How long ago a row may have been published to be asked for, where no crawl was good more lately."""

    @property
    def since(self) -> date:
        """The first day whose rows are asked for: each of them costs a request of its own."""
        first = self.today - self.lookback
        return max(first, self.last_read - OVERLAP) if self.last_read else first

    @abstractmethod
    def wants(self, row: Record) -> bool:
        """Tell whether a row of the listing may be one of ours; a ``ValueError`` says what is not understood."""

    @abstractmethod
    def detail(self, reference: str) -> scrapy.Request:
        """Return the request for a record."""

    def parse_page(self, body: str) -> list[Call | Unreadable]:
        """Return what one record holds."""
        return self._found([self._answer(body, "the record")])

    def holds_calls(self, address: str) -> bool:
        """Whether it is a record, not the listing."""
        return not super().holds_calls(address)

    async def read(self) -> list[Call | Unreadable]:
        found: list[Call | Unreadable] = []
        references: dict[str, None] = {}
        for row in await self._listing():
            name = str(row.get(self.reference) or "a row without a number")
            try:
                references |= {name: None} if self.wants(row) else {}
            except ValueError as error:
                found.append(unreadable(name, error))
        references |= {each.reference: None for each in self._listed}
        if len(references) > self.detail_limit:
            fact = f"{len(references)} records are to be read, expected at most {self.detail_limit}"
            raise self.failed(Incomplete, fact)
        for done, reference in enumerate(references, start=1):
            found += await self._read_one(reference)
            self.tell(done, len(references))
        return found

    async def _read_one(self, reference: str) -> list[Call | Unreadable]:
        try:
            record = await self._answered(self.detail(reference), f"record {reference}")
        except (Gone, NotJson, Refused) as error:
            return [] if isinstance(error, Gone) else [unreadable(reference, error)]
        return self._found([record | {self.reference: reference}])
