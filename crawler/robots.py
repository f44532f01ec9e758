"""What robots.txt says, and what it means that it cannot be had: nothing is read (RFC 9309, 2.3.1.4)."""

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.utils.httpobj import urlparse_cached


class NoRobots(IgnoreRequest):
    """Raised where a host does not say what may be read: it is unwell, or not there."""

    def __init__(self, cause: Exception | int) -> None:
        """``cause`` is what went wrong, or the HTTP status of a server's error."""
        super().__init__(f"robots.txt cannot be had: {cause}")
        self.cause = cause


class CarefulRobots(RobotsTxtMiddleware):
    """Scrapy's own, which takes a server's error, and no answer, for permission; here only "not there" is one."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._silent: dict[str, Exception | int] = {}

    async def process_request(self, request: Request) -> None:  # type: ignore[override]
        await super().process_request(request)
        cause = self._silent.get(urlparse_cached(request).netloc)
        if cause is not None and not request.meta.get("dont_obey_robotstxt"):
            raise NoRobots(cause)

    async def _parse_robots(self, response: Response, netloc: str, request: Request) -> None:
        if response.status < 500:
            await super()._parse_robots(response, netloc, request)
            return
        self._silent[netloc] = response.status
        self._robots_error(NoRobots(response.status), netloc)

    def _robots_error(self, exc: Exception, netloc: str) -> None:
        if not isinstance(exc, IgnoreRequest):
            self._silent[netloc] = exc
        super()._robots_error(exc, netloc)
