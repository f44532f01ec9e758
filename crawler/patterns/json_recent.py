"""A search of a long archive, newest first: what was published lately is read, and must come in order."""

from abc import abstractmethod
from collections.abc import Iterable
from datetime import date, timedelta
from typing import ClassVar

from crawler.patterns.json_pages import JsonPagesSpider, Page, Record
from domain.call import Call
from domain.crawl import Unreadable


class JsonRecentSpider(JsonPagesSpider):
    """Reads until rows are older than ``lookback``. Its calls say on which day they were published."""

    lookback: ClassVar[timedelta]
    """How long ago a row may have been published to be read."""

    @property
    def since(self) -> date:
        return self.today - self.lookback

    @abstractmethod
    def published(self, record: Record) -> date:
        """Return the day a row was published; a ``ValueError`` says what is not understood."""

    def _found(self, rows: Iterable[Record]) -> list[Call | Unreadable]:
        return super()._found(row for row in rows if not self._is_old(row))

    def _goes_on(self, page: Page) -> bool:
        return super()._goes_on(page) and not self._is_old(page.rows[-1])

    def _discrepancy(self, rows: list[Record], totals: set[int]) -> str | None:
        if not rows or not self._is_old(rows[-1]):
            return super()._discrepancy(rows, totals)
        days = [day for row in rows if (day := self._day(row))]
        if days != sorted(days, reverse=True):
            return "rows are not in the order of their days, newest first"
        return super()._discrepancy(rows, {len(rows)})

    def _missing(self) -> list[Call]:
        """Return the calls that should have been found again: what has become old is not asked for."""
        self._listed = [each for each in self._listed if each.published_on is None or each.published_on >= self.since]
        return super()._missing()

    def _is_old(self, row: Record) -> bool:
        day = self._day(row)
        return day is not None and day < self.since

    def _day(self, row: Record) -> date | None:
        try:
            return self.published(row)
        except ValueError:
            return None  # parse_record says so of a record; here it only ends no reading
