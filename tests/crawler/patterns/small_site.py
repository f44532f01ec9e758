"""A web site on loopback: pages by their address, read through the real crawler."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from crawler.run import crawl
from domain.call import Call
from domain.crawl import CrawlReport
from tests.crawler.small_service import serving

NOW = datetime(2026, 6, 1, 6, tzinfo=UTC)


def read(source: str, pages: Mapping[str, str], *, listed: Sequence[Call] = ()) -> CrawlReport:
    """Crawl a source in a world that holds these pages, by address, and nothing else."""
    world = {url.removeprefix("https:/"): page for url, page in pages.items()}
    with serving(lambda asked: world.get(asked.path, 404)) as service:
        (report,) = crawl([source], now=NOW, replay_origin=service.origin, listed={source: listed})
    return report


def html(*body: str) -> str:
    return f"<!DOCTYPE html><html><body><main>{''.join(body)}</main></body></html>"
