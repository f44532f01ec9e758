"""Reading sources: all of them at once, each on its own, each ending in a report."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any

from scrapy.crawler import AsyncCrawlerRunner, Crawler

from crawler.errors import CrawlError
from crawler.registry import spider
from crawler.revalidation import Recall
from crawler.settings import DELAY, USER_AGENT, scrapy_settings
from crawler.spider import Progress, SourceSpider, told
from domain.call import Call
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
    listed: Mapping[str, Sequence[Call]] = MappingProxyType({}),
    last_good: Mapping[str, datetime] = MappingProxyType({}),
    recall: Recall | None = None,
    on_report: Callable[[CrawlReport], None] | None = None,
    on_progress: Progress | None = None,
) -> list[CrawlReport]:
    """Read the sources and return their reports in the same order; a failing source stops no other.

    ``delay`` is in seconds between two requests to a host: by default a second, and none against a replay server.
    ``listed`` holds by source the calls that earlier crawls found and that can still be applied to: those that a
    complete crawl no longer finds are asked for one by one, and reported as withdrawn or unlisted.
    ``last_good`` holds by source when a crawl of it last ended well, for sources that ask for what came since.
    ``recall`` gives a page as it was last read, for the site to say whether it has changed.
    ``on_report`` is called as each source ends; what it raises is raised once all have ended.
    """
    crawls = runner(replay_origin=replay_origin, delay=delay, user_agent=user_agent, recall=recall)
    forms = [spider(name) for name in names]

    async def read(form: type[SourceSpider]) -> CrawlReport:
        known = {
            "now": now,
            "listed": listed.get(form.name, ()),
            "last_good": last_good.get(form.name),
            "on_progress": on_progress,
        }
        return await _supervised(crawls, form, known)

    return asyncio.run(_crawl_all(forms, read, on_report=on_report))


def runner(
    *, replay_origin: str | None, delay: float | None, user_agent: str, recall: Recall | None = None
) -> AsyncCrawlerRunner:
    """Return what runs a spider, quietly and with our manners; the arguments are those of :func:`crawl`."""
    if delay is None:
        delay = 0.0 if replay_origin else DELAY
    for logger, level in QUIET.items():
        logging.getLogger(logger).setLevel(level)
    settings = scrapy_settings(user_agent=user_agent, delay=delay, replay_origin=replay_origin)
    return AsyncCrawlerRunner(settings | {"RECALL": recall})


async def _crawl_all(
    forms: Sequence[type[SourceSpider]],
    read: Callable[[type[SourceSpider]], Awaitable[CrawlReport]],
    *,
    on_report: Callable[[CrawlReport], None] | None,
) -> list[CrawlReport]:
    # Scrapy keeps its distance per source; two sources of one host take turns
    hosts: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def in_turn(form: type[SourceSpider]) -> CrawlReport:
        async with hosts[form.host()]:
            report = await read(form)
        if on_report:
            on_report(report)
        return report

    ended = await asyncio.gather(*map(in_turn, forms), return_exceptions=True)
    for each in ended:
        if isinstance(each, BaseException):
            raise each
    return [each for each in ended if isinstance(each, CrawlReport)]


async def _supervised(crawls: AsyncCrawlerRunner, form: type[SourceSpider], known: Mapping[str, Any]) -> CrawlReport:
    """Crawl one source; ``known`` is what its spider is made with."""
    crawler = crawls.create_crawler(form)
    try:
        await crawls.crawl(crawler, **known)
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
        pages={} if source.error else source.read_pages,
        requests=stats.get_value("downloader/request_count", 0),
        unmodified=stats.get_value("downloader/response_status_count/304", 0),
        bytes=stats.get_value("downloader/response_bytes", 0),
        seconds=stats.get_value("elapsed_time_seconds", 0.0),
    )


def _failure(source: str, error: Exception) -> str:
    """Return why a crawl failed, fit to be shown; what nobody foresaw is logged with its traceback as well."""
    if isinstance(error, CrawlError):
        return str(error)
    log.error("crawl stopped by a defect", exc_info=error, extra={"source": source})
    return f"{source}: stopped by a defect, {type(error).__name__}: {told(error)}. Please report it with the log."
