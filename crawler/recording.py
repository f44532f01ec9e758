"""Recording the page that a golden is made of: the spider's own requests, up to the first page that holds calls."""

import asyncio
from dataclasses import dataclass
from datetime import datetime

import scrapy
from scrapy.crawler import AsyncCrawlerRunner
from scrapy.http import HtmlResponse, JsonResponse, Response, TextResponse, XmlResponse

from crawler.errors import CrawlError, Incomplete, LayoutChanged, NotJson, Refused, TooFew
from crawler.parse.page import WebPage
from crawler.registry import spider
from crawler.run import runner
from crawler.settings import USER_AGENT
from crawler.spider import SourceSpider, told

SUFFIXES = ((JsonResponse, "json"), (XmlResponse, "xml"), (HtmlResponse, "html"))


@dataclass(frozen=True, slots=True)
class RecordedPage:
    """A page as its site sent it, decoded; ``suffix`` is "json", "html" or "xml"."""

    url: str
    text: str
    suffix: str


class RecordedEnoughError(Exception):
    """The page is there, and the spider asks for another one."""


class Recorder(SourceSpider):
    """Mixed into a form: keeps the first page that holds calls. Asked for again, as after an error, the last counts."""

    kept: Response | None = None
    kept_for: scrapy.Request | None = None

    async def fetch(self, request: scrapy.Request) -> Response:
        if self.kept_for and not _same(request, self.kept_for):
            raise RecordedEnoughError
        response = await super().fetch(request)
        if self.holds_calls(request.url):
            self.kept, self.kept_for = response, request
        return response


def first_page(
    name: str,
    *,
    now: datetime,
    replay_origin: str | None = None,
    delay: float | None = None,
    user_agent: str = USER_AGENT,
) -> RecordedPage:
    """Return the page that ``parse_page`` of a source reads, fetched as a crawl would, or raise a :class:`CrawlError`.

    Whether the form understands the page is of no matter here; an error in place of a page is not recorded.
    """
    form = spider(name)
    recording = asyncio.run(_run(runner(replay_origin=replay_origin, delay=delay, user_agent=user_agent), form, now))
    error = recording.error
    if recording.kept is None or isinstance(error, NotJson | Refused):
        raise _without_page(recording)
    return _whole(recording, recording.kept)


async def _run(crawls: AsyncCrawlerRunner, form: type[SourceSpider], now: datetime) -> Recorder:
    crawler = crawls.create_crawler(type(form.__name__, (Recorder, form), {}))
    await crawls.crawl(crawler, now=now)
    assert isinstance(crawler.spider, Recorder)  # noqa: S101  what it was made of
    return crawler.spider


def _without_page(recording: Recorder) -> CrawlError:
    error = recording.error
    if error is None or isinstance(error, TooFew):
        why = "no address looks like one"
    elif isinstance(error, CrawlError):
        return error
    else:
        why = f"the form stopped first, {type(error).__name__}: {told(error)}"
    return recording.failed(LayoutChanged, f"no page that holds calls was met, {why}")


def _whole(recording: Recorder, page: Response) -> RecordedPage:
    if not isinstance(page, TextResponse):
        raise recording.failed(LayoutChanged, "the page is no text", url=page.url)
    suffix = _suffix(page)
    if suffix == "html":
        try:
            WebPage(page.text, url=page.url)
        except ValueError as error:
            raise recording.failed(Incomplete, str(error), url=page.url) from error
    return RecordedPage(page.url, page.text, suffix)


def _suffix(page: TextResponse) -> str:
    """Return what kind of page it is; where the site does not say, by how it begins."""
    begins = "json" if page.text.lstrip()[:1] in ("{", "[") else "html"
    return next((suffix for kind, suffix in SUFFIXES if isinstance(page, kind)), begins)


def _same(one: scrapy.Request, other: scrapy.Request) -> bool:
    return (one.url, one.method, one.body) == (other.url, other.method, other.body)
