"""Trying again, but not at once: as late as the site asks, or a little later each time."""

import asyncio

from scrapy import Request
from scrapy.downloadermiddlewares.retry import RetryMiddleware
from scrapy.http import Response

LONGEST_WAIT = 60.0
"""Seconds. A site that asks for more gets another request after this, or the crawl fails and comes back another day."""


class PatientRetry(RetryMiddleware):
    """Scrapy's retries, each after a wait. The wait takes no slot, so another host is not held up."""

    async def process_response(self, request: Request, response: Response) -> Request | Response:  # type: ignore[override]
        result = super().process_response(request, response)
        if isinstance(result, Request):
            await asyncio.sleep(self._wait(result, asked=seconds_asked(response)))
        return result

    async def process_exception(  # type: ignore[override]
        self, request: Request, exception: Exception
    ) -> Request | Response | None:
        result = super().process_exception(request, exception)
        if isinstance(result, Request):
            await asyncio.sleep(self._wait(result, asked=None))
        return result

    def _wait(self, again: Request, *, asked: float | None) -> float:
        doubling: float = self.crawler.settings.getfloat("DOWNLOAD_DELAY") * 2 ** (again.meta["retry_times"] - 1)
        return min(doubling if asked is None else asked, LONGEST_WAIT)


def seconds_asked(response: Response) -> float | None:
    """Return the seconds in ``Retry-After``; ``None`` where it is absent or a date."""
    header = response.headers.get("Retry-After")
    return float(header) if header is not None and header.isdigit() else None
