"""Reading sources: all of them at once, each on its own, each ending in a report."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime

from scrapy.crawler import AsyncCrawlerRunner, Crawler

from crawler.errors import CrawlError
from crawler.registry import spider
from crawler.settings import DELAY, USER_AGENT, scrapy_settings
from crawler.spider import Progress, SourceSpider, told
from domain.crawl import CrawlReport

log = logging.getLogger(__name__)

QUIET = {
    "scrapy": logging.WARNING,
    "scrapy.core.downloader.handlers": logging.ERROR,  # warns of a handler we chose, and of breaks the report names
    "scrapy.downloadermiddlewares.robotstxt": logging.CRITICAL,  # a traceback where the report has a sentence
}


def crawl(
    names: Sequence[str],
    *,
    now: datetime,
    replay_origin: str | None = None,
    delay: float | None = None,
    user_agent: str = USER_AGENT,
    on_report: Callable[[CrawlReport], None] | None = None,
    on_progress: Progress | None = None,
) -> list[CrawlReport]:
    """Read the sources and return their reports in the same order; a failing source stops no other.

    ``delay`` is in seconds between two requests to a host: by default a second, and none against a replay server.
    ``on_report`` is called as each source ends; what it raises is raised once all have ended.
    """
    if delay is None:
        delay = 0.0 if replay_origin else DELAY
    for logger, level in QUIET.items():
        logging.getLogger(logger).setLevel(level)
    runner = AsyncCrawlerRunner(scrapy_settings(user_agent=user_agent, delay=delay, replay_origin=replay_origin))
    forms = [spider(name) for name in names]
    return asyncio.run(_crawl_all(runner, forms, now=now, on_report=on_report, on_progress=on_progress))


async def _crawl_all(
    runner: AsyncCrawlerRunner,
    forms: Sequence[type[SourceSpider]],
    *,
    now: datetime,
    on_report: Callable[[CrawlReport], None] | None,
    on_progress: Progress | None,
) -> list[CrawlReport]:
    # Scrapy keeps its distance per source; two sources of one host take turns
    hosts: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def read(form: type[SourceSpider]) -> CrawlReport:
        async with hosts[form.host()]:
            report = await _supervised(runner, form, now=now, on_progress=on_progress)
        if on_report:
            on_report(report)
        return report

    ended = await asyncio.gather(*map(read, forms), return_exceptions=True)
    for each in ended:
        if isinstance(each, BaseException):
            raise each
    return [each for each in ended if isinstance(each, CrawlReport)]


async def _supervised(
    runner: AsyncCrawlerRunner, form: type[SourceSpider], *, now: datetime, on_progress: Progress | None
) -> CrawlReport:
    crawler = runner.create_crawler(form)
    try:
        await runner.crawl(crawler, now=now, on_progress=on_progress)
    except Exception as error:  # noqa: BLE001  the supervisor of a crawl
        return CrawlReport(source=form.name, failure=_failure(form.name, error))
    return _report(crawler)


def _report(crawler: Crawler) -> CrawlReport:
    source, stats = crawler.spider, crawler.stats
    assert isinstance(source, SourceSpider)  # noqa: S101  what a registry of SourceSpiders made
    return CrawlReport(
        source=source.name,
        calls=source.calls,
        unreadable=source.unreadable,
        failure=None if source.error is None else _failure(source.name, source.error),
        requests=stats.get_value("downloader/request_count", 0),
        bytes=stats.get_value("downloader/response_bytes", 0),
        seconds=stats.get_value("elapsed_time_seconds", 0.0),
    )


def _failure(source: str, error: Exception) -> str:
    """Return why a crawl failed, fit to be shown; what nobody foresaw is logged with its traceback as well."""
    if isinstance(error, CrawlError):
        return str(error)
    log.error("crawl stopped by a defect", exc_info=error, extra={"source": source})
    return f"{source}: stopped by a defect, {type(error).__name__}: {told(error)}. Please report it with the log."
