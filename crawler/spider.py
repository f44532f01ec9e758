"""A source: the facts it declares, and how it fetches without leaking the crawler's exceptions."""

from abc import abstractmethod
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, ClassVar
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import scrapy
from scrapy import exceptions as scrapy_errors
from scrapy.http import Response

from crawler.errors import CrawlError, Gone, Incomplete, LayoutChanged, Refused, TooFew, Unreachable
from crawler.robots import NoRobots
from domain.call import Call, Kind, Status
from domain.crawl import Page, Unreadable
from domain.deadlines import BRUSSELS

Progress = Callable[[str, int, int], None]
"""Told the source, the rows read so far and the rows announced so far."""

UNREADABLE_SHARE = 20
"""One record in so many may be unreadable; more of them are no accident."""

NO_ANSWER = {
    scrapy_errors.CannotResolveHostError: "its name is not known",
    scrapy_errors.DownloadConnectionRefusedError: "no connection is made",
    scrapy_errors.DownloadFailedError: "the connection broke before an answer",
    scrapy_errors.DownloadTimeoutError: "it took too long to answer",
    scrapy_errors.ResponseDataLossError: "its answer broke off",
    OSError: "its answer could not be unpacked",
}
"""Scrapy's exceptions where nothing whole arrived."""

TURNED_DOWN = (
    scrapy_errors.DownloadCancelledError,
    scrapy_errors.IgnoreRequest,
    scrapy_errors.NotSupported,
    scrapy_errors.UnsupportedURLSchemeError,
    ValueError,  # an address that cannot be read, in a redirect
)
"""Scrapy's exceptions where it stopped by itself: robots.txt, another host, too large."""

FORBIDDEN = "Forbidden by robots.txt"
"""How Scrapy words it; it has no exception of its own."""

PASSING = (429, *range(500, 600))
"""HTTP statuses of a site that is not well, rather than of one that says no."""

GONE = (404, 410)
"""HTTP statuses of a page that is not there."""

VANISHING = 10
"""So many calls may vanish from a small source at once; from a large one, half of what was running."""


class SourceSpider(scrapy.Spider):
    """What every source declares; a pattern adds how it is read. All or nothing: calls appear once all are verified."""

    name: str
    """The name of its file."""
    funder: ClassVar[str]
    home: ClassVar[str]
    """The page a person would open."""
    licence: ClassVar[str]
    """Under which terms the funder lets its texts be reused."""
    language: ClassVar[str]
    kind: ClassVar[Kind]
    at_least: ClassVar[int]
    """How many calls a healthy crawl finds."""
    allow_empty: ClassVar[bool] = False
    """Whether no call at all is healthy too, as between two yearly calls."""
    cadence: ClassVar[str]
    """How often it is worth reading."""
    golden: ClassVar[str]
    """Where the golden page comes from: "captured" or "synthetic"."""
    role: ClassVar[str] = "primary"
    """A "secondary" source repeats calls of others: it finds what they miss, and never overrides them."""
    names_people: ClassVar[bool] = False
    """Whether its records name whom to contact: its pages are asked for whole, for nobody's name is to be stored."""
    url: ClassVar[str]
    """What the pattern reads first."""
    hosts: ClassVar[tuple[str, ...]] = ()
    """Other hosts it reads; none but these and that of ``url`` is spoken to."""

    def __init__(
        self,
        *,
        now: datetime,
        listed: Sequence[Call] = (),
        last_good: datetime | None = None,
        on_progress: Progress | None = None,
    ) -> None:
        """``listed`` are the calls that earlier crawls found and that can still be applied to.

        ``last_good`` is when a crawl last ended well, ``None`` for a source that was never read.
        """
        super().__init__()
        self.today = _day(now)
        self.last_read = last_good and _day(last_good)
        self.allowed_domains = [self.host(), *self.hosts]
        self.read_pages: dict[str, Page] = {}
        self._listed = listed
        self.calls: tuple[Call, ...] = ()
        self.unreadable: tuple[Unreadable, ...] = ()
        self.error: Exception | None = self.failed(Incomplete, "the crawl did not run to its end")
        self._on_progress = on_progress

    @classmethod
    def host(cls) -> str:
        return urlsplit(cls.url).netloc

    def reads(self, address: str) -> bool:
        """Whether an address is one of the web, on a host that the form declares."""
        parts = urlsplit(address)
        return parts.scheme in ("http", "https") and parts.netloc in (self.host(), *self.hosts)

    @abstractmethod
    async def read(self) -> list[Call | Unreadable]:
        """Return everything the source lists, complete and verified, or raise a :class:`CrawlError`."""

    @abstractmethod
    def parse_page(self, body: str) -> list[Call | Unreadable]:
        """Return what one page holds; what the golden page is read with."""

    def holds_calls(self, address: str) -> bool:
        """Whether a page of this address is one that ``parse_page`` reads; the first of them is the golden page."""
        return address.startswith(scrapy.Request(self.url).url)

    async def start(self) -> AsyncIterator[Any]:
        """Read the source and keep the outcome; Scrapy has nothing to schedule and nothing to log."""
        try:
            self._settle(await self.read())
            self.calls += tuple([await self._asked(each) for each in self._missing()])
        except Exception as error:  # noqa: BLE001  the supervisor of this crawl
            self.calls, self.error = (), error
        return
        yield

    def _settle(self, found: list[Call | Unreadable]) -> None:
        unreadable = tuple(each for each in found if isinstance(each, Unreadable))
        calls = tuple(each for each in found if isinstance(each, Call))
        if len(unreadable) > max(1, len(found) // UNREADABLE_SHARE):
            example = f"{unreadable[0].record}: {unreadable[0].reason}"
            raise self.failed(LayoutChanged, f"{len(unreadable)} of {len(found)} records cannot be read, as {example}")
        if len(calls) < self.at_least and (found or not self.allow_empty):
            raise self.failed(TooFew, f"found {len(calls)} calls, expected at least {self.at_least}")
        self.calls, self.unreadable, self.error = calls, unreadable, None

    def _missing(self) -> list[Call]:
        """Return the calls that earlier crawls found and this one did not; so many cannot all be gone at once."""
        found = {each.reference for each in self.calls} | {each.record for each in self.unreadable}
        missing = [each for each in self._listed if each.reference not in found]
        if len(missing) > max(VANISHING, len(self._listed) // 2):
            fact = f"{len(missing)} of {len(self._listed)} running calls are no longer in its list"
            raise self.failed(TooFew, fact)
        return missing

    async def _asked(self, call: Call) -> Call:
        """Ask a missing call's own page: gone means withdrawn, anything else that it is no longer listed."""
        page = self.own_page(call)
        if page is None:
            return replace(call, word=Status.UNLISTED)
        try:
            await self.fetch(scrapy.Request(page, dont_filter=True))
        except Gone:
            return replace(call, word=Status.WITHDRAWN)
        except CrawlError:
            return call
        return replace(call, word=Status.UNLISTED)

    def own_page(self, call: Call) -> str | None:
        """Return where the source would say whether a call it no longer lists still exists, if that can be read."""
        return call.url if self.reads(call.url) else None

    async def fetch(self, request: scrapy.Request) -> Response:
        """Return the answer with status 200, after robots.txt, delays and retries, or raise a :class:`CrawlError`."""
        host, url = urlsplit(request.url).netloc, request.url.partition("?")[0]
        try:
            response = await self.crawler.engine.download_async(request)
        except tuple(NO_ANSWER) as error:
            raise self.failed(Unreachable, f"{host} gave no answer to read: {_why(error)}", url=url) from error
        except NoRobots as error:
            raise self.failed(Unreachable, _without_robots(host, error.cause), url=url) from error
        except TURNED_DOWN as error:
            why = (
                "robots.txt forbids reading it"
                if str(error) == FORBIDDEN
                else f"its answer was not taken, {told(error)}"
            )
            raise self.failed(Refused, f"{host}: {why}", url=url) from error
        if response.status in GONE:
            raise self.failed(Gone, "it is not there", url=url)
        if response.status != 200:
            kind = Unreachable if response.status in PASSING else Refused
            raise self.failed(kind, f"{host} answered with HTTP status {response.status}", url=url)
        return response

    def failed(self, kind: type[CrawlError], fact: str, *, url: str | None = None) -> CrawlError:
        return kind(self.name, fact, url=url or self.url)

    def tell(self, done: int, announced: int) -> None:
        if self._on_progress:
            self._on_progress(self.name, done, announced)


def told(error: BaseException) -> str:
    """Return what an exception says, on one line; its kind where it says nothing."""
    return " ".join(str(error).split()) or type(error).__name__


def _day(moment: datetime) -> date:
    return moment.astimezone(ZoneInfo(BRUSSELS)).date()


def _why(error: Exception) -> str:
    return next((words for kind, words in NO_ANSWER.items() if isinstance(error, kind)), told(error))


def _without_robots(host: str, cause: Exception | int) -> str:
    if isinstance(cause, Exception):
        return f"{host} gave no answer to read: {_why(cause)}"
    return f"{host} does not say what may be read: its robots.txt answered with HTTP status {cause}"
