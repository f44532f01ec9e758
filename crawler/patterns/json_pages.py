"""A search that answers in pages of JSON: every page is read, and the rows must add up before any is believed."""

import json
from abc import abstractmethod
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, ClassVar

import scrapy
from scrapy.downloadermiddlewares.retry import get_retry_request

from crawler.errors import Incomplete, LayoutChanged, NotJson, Refused, TooFew
from crawler.spider import SourceSpider
from crawler.unreadable import unreadable
from domain.call import Call
from domain.crawl import Unreadable

Record = dict[str, Any]

SCANS = 3
"""Rows that move between pages while we read make a scan fail; three in a row are no accident."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """One question to the source."""

    name: str
    """What it asks for, in messages: "open topics"."""
    at_least: int = 0
    """How many rows a healthy answer has."""
    request: Callable[[int], scrapy.Request]
    """The request for a page, counted from 1."""


@dataclass(frozen=True, slots=True)
class Page:
    """One answer: its rows, and how many the source says there are in all."""

    rows: list[Record]
    total: int
    cursor: str | None = None
    """What the next page is asked for with, where pages are not numbered."""


class JsonPagesSpider(SourceSpider):
    """Reads each query page by page and checks that sum of rows, total and distinct references agree."""

    rows: ClassVar[str]
    """Where the list of rows is, a path of keys and places: ``results.0.hits``."""
    total: ClassVar[str]
    """Where the number of rows in all pages is: a number, or its digits as a text."""
    cursor: ClassVar[str | None] = None
    """The key of the token for the next page, in an answer and in the body that asks; ``None``: pages are numbered."""
    reference: ClassVar[str]
    """The key in a row that is unique."""
    window: ClassVar[int]
    """How many rows the source hands out in pages."""

    @abstractmethod
    def queries(self) -> Iterable[Query]:
        """Return the questions, in order: where two answers hold the same row, the later one is right."""

    @abstractmethod
    def parse_record(self, record: Record) -> Call | None:
        """Turn a row into a call, or ``None`` if it is none of ours; a ``ValueError`` says what is not understood."""

    @abstractmethod
    def complaint(self, answer: Record) -> str | None:
        """Return the source's own error message, if that is what it answered in place of rows."""

    def parse_page(self, body: str) -> list[Call | Unreadable]:
        return self._found(self._page_of(self._answer(body, "the page"), "the page").rows)

    async def read(self) -> list[Call | Unreadable]:
        return self._found(await self._listing())

    async def _listing(self) -> list[Record]:
        rows: list[Record] = []
        for query in self.queries():
            rows += await self._scanned(query, before=len(rows))
        return rows

    def _found(self, rows: Iterable[Record]) -> list[Call | Unreadable]:
        records = {str(row.get(self.reference) or f"row {place}"): row for place, row in enumerate(rows, start=1)}
        found = (self._understood(name, record) for name, record in records.items())
        return [each for each in found if each is not None]

    def _understood(self, name: str, record: Record) -> Call | Unreadable | None:
        try:
            return self.parse_record(record)
        except ValueError as error:
            return unreadable(name, error)

    async def _scanned(self, query: Query, *, before: int) -> list[Record]:
        """Return all rows of a query, scanning again while they do not add up; ``before`` rows were read already."""
        for _ in range(SCANS):
            pages = await self._scan(query, before=before)
            rows = [row for page in pages for row in page.rows]
            wrong = self._discrepancy(rows, {page.total for page in pages})
            if wrong is None:
                if len(rows) < query.at_least:
                    fact = f"found {len(rows)} {query.name}, expected at least {query.at_least}"
                    raise self.failed(TooFew, fact)
                return rows
        raise self.failed(Incomplete, f"{SCANS} scans of {query.name} do not add up: {wrong}")

    async def _scan(self, query: Query, *, before: int) -> list[Page]:
        """Return the pages up to the number of rows announced, or to the first empty one."""
        pages = [await self._page(query, 1, after=None)]
        total = pages[0].total
        if total > self.window:
            fact = f"{total} {query.name} are announced, pages hold at most {self.window}: the filter was ignored"
            raise self.failed(Incomplete, fact)
        done = len(pages[0].rows)
        self.tell(before + done, before + total)
        while done < total and self._goes_on(pages[-1]):
            pages.append(await self._page(query, len(pages) + 1, after=pages[-1]))
            done += len(pages[-1].rows)
            self.tell(before + done, before + total)
        return pages

    def _goes_on(self, page: Page) -> bool:
        """Whether there is a page after this one that we want."""
        return bool(page.rows) and (self.cursor is None or page.cursor is not None)

    def _discrepancy(self, rows: list[Record], totals: set[int]) -> str | None:
        references = [row[self.reference] for row in rows if row.get(self.reference)]
        if totals != {len(rows)}:
            return f"{len(rows)} rows, {' or '.join(map(str, sorted(totals)))} announced"
        if len(set(references)) != len(references):
            return f"{len(references)} rows, {len(set(references))} different"
        return None

    async def _page(self, query: Query, number: int, *, after: Page | None) -> Page:
        place, request = f"page {number} of {query.name}", query.request(number)
        if after and self.cursor:
            request = request.replace(body=json.dumps(json.loads(request.body) | {self.cursor: after.cursor}))
        return self._page_of(await self._answered(request, place), place)

    async def _answered(self, request: scrapy.Request, place: str) -> Record:
        """Return one answer. What is no JSON, or is an error dressed as success, is asked for again a few times."""
        while True:
            response = await self.fetch(request)
            try:
                return self._answer(response.body, place)
            except (NotJson, Refused) as error:
                again = get_retry_request(response.request or request, spider=self, reason=error)
                if again is None:
                    raise
                request = again

    def _answer(self, body: bytes | str, place: str) -> Record:
        try:
            answer = json.loads(body)
        except (ValueError, RecursionError):
            answer = None
        if not isinstance(answer, dict):
            raise self.failed(NotJson, f"{place} is not a JSON object")
        if complaint := self.complaint(answer):
            raise self.failed(Refused, f"{place} holds an error in place of rows: {complaint}")
        return answer

    def _page_of(self, answer: Record, place: str) -> Page:
        rows, total = at(answer, self.rows), at(answer, self.total)
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise self.failed(LayoutChanged, f"{place} has no list of rows under {self.rows!r}")
        if not isinstance(total, int) and not (isinstance(total, str) and total.isdecimal()):
            raise self.failed(LayoutChanged, f"{place} has no number under {self.total!r}")
        cursor = at(answer, self.cursor) if self.cursor else None
        return Page(rows, int(total), cursor if isinstance(cursor, str) else None)


def at(answer: object, path: str) -> object:
    """Return what lies under a path of keys and places, ``None`` where it leads nowhere."""
    for key in path.split("."):
        if isinstance(answer, dict):
            answer = answer.get(key)
        else:
            answer = (
                answer[int(key)] if isinstance(answer, list) and key.isdecimal() and int(key) < len(answer) else None
            )
    return answer
