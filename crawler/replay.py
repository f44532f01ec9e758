"""Reading a recorded world: requests leave for a replay server, all else believes in the original address."""

from urllib.parse import urlsplit

from scrapy import Request
from scrapy.core.downloader.handlers.base import BaseDownloadHandler
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.utils.misc import build_from_crawler, load_object


def replayed(url: str, origin: str) -> str:
    """Return where ``https://HOST/PATH?QUERY`` is served by a replay server: ``ORIGIN/HOST/PATH?QUERY``."""
    parts = urlsplit(url)
    query = f"?{parts.query}" if parts.query else ""
    return f"{origin.rstrip('/')}/{parts.netloc}{parts.path or '/'}{query}"


class ReplayHandler(BaseDownloadHandler):
    """Scrapy's own download handler, sent elsewhere.

    A handler is the last step before the wire: slots, delays, robots.txt and redirects have been decided by the
    original address, and the response bears it again.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._origin: str = crawler.settings["REPLAY_ORIGIN"]
        self._wire: BaseDownloadHandler = build_from_crawler(
            load_object(crawler.settings["DOWNLOAD_HANDLERS_BASE"][urlsplit(self._origin).scheme]), crawler
        )

    async def download_request(self, request: Request) -> Response:
        sent = request.replace(url=replayed(request.url, self._origin))
        response = await self._wire.download_request(sent)
        # AutoThrottle reads it from the request it knows
        request.meta["download_latency"] = sent.meta.get("download_latency")
        return response.replace(url=request.url)

    async def close(self) -> None:
        await self._wire.close()
