"""One large file, read as it arrives by the rules of a crawl: robots.txt, patience, certificates, a limit."""

import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx
from protego import Protego

from crawler.errors import CrawlError, Refused, Unreachable
from crawler.replay import replayed
from crawler.retry import LONGEST_WAIT
from crawler.revalidation import NOT_MODIFIED
from crawler.settings import DELAY, MEBIBYTE
from crawler.spider import PASSING, told

LIMIT = 512 * MEBIBYTE
"""Bytes. Four times the largest file that is read so."""

TRIES = 5
"""Requests for the same thing before a site that is not well is left alone."""

TIMEOUT = 60.0
"""Seconds without a byte."""

Progress = Callable[[int, int], None]
"""Told the mebibytes read so far and those announced."""


@dataclass(frozen=True, slots=True)
class Arriving:
    """A file on its way."""

    etag: str | None
    chunks: Iterator[bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Who reads, for which source, and how patiently."""

    source: str
    user_agent: str
    replay_origin: str | None = None
    delay: float | None = None
    """Seconds between two requests: by default a second, and none against a replay server."""

    @contextmanager
    def open(
        self, url: str, *, etag: str | None = None, on_progress: Progress | None = None
    ) -> Iterator[Arriving | None]:
        """Give the file, or ``None`` where it still is the one with this ETag; raises a :class:`CrawlError`.

        A redirect is not followed: a file that has moved is for people to look at.
        """
        # identity: what is announced, counted and limited is what arrives
        headers = {"User-Agent": self.user_agent, "Accept-Encoding": "identity"}
        with httpx.Client(headers=headers, timeout=TIMEOUT) as client:
            self._obey_robots(client, url)
            time.sleep(self._pause)
            with closing(self._answer(client, url, headers={"If-None-Match": etag} if etag else {})) as response:
                if response.status_code == NOT_MODIFIED and etag:
                    yield None
                else:
                    self._expect(response, url, 200)
                    body = self._body(response, url, LIMIT, on_progress=on_progress)
                    yield Arriving(response.headers.get("ETag"), body)

    @property
    def _pause(self) -> float:
        if self.delay is not None:
            return self.delay
        return 0.0 if self.replay_origin else DELAY

    def _obey_robots(self, client: httpx.Client, url: str) -> None:
        """Where there is no robots.txt everything may be read; where it cannot be had, nothing."""
        parts = urlsplit(url)
        address = f"{parts.scheme}://{parts.netloc}/robots.txt"
        with closing(self._answer(client, address)) as response:
            if 400 <= response.status_code < 500:
                return
            self._expect(response, address, 200)
            rules = b"".join(self._body(response, address, MEBIBYTE)).decode(errors="ignore")
        if not Protego.parse(rules.removeprefix("\ufeff")).can_fetch(url, self.user_agent):
            raise self._failed(Refused, f"{parts.netloc}: robots.txt forbids reading it", url)

    def _answer(self, client: httpx.Client, url: str, headers: dict[str, str] | None = None) -> httpx.Response:
        """Return the answer, its body still to come, asking again where the site is not well."""
        address = replayed(url, self.replay_origin) if self.replay_origin else url
        for tries in range(1, TRIES + 1):
            try:
                response = client.send(client.build_request("GET", address, headers=headers), stream=True)
            except httpx.TransportError as error:
                if tries == TRIES:
                    raise self._failed(Unreachable, f"{_host(url)} gave no answer: {told(error)}", url) from error
                asked = None
            else:
                if response.status_code not in PASSING or tries == TRIES:
                    return response
                response.close()
                asked = _seconds_asked(response)
            time.sleep(min(self._pause * 2 ** (tries - 1) if asked is None else asked, LONGEST_WAIT))
        raise AssertionError("the last try returns or raises")

    def _expect(self, response: httpx.Response, url: str, status: int) -> None:
        if response.status_code != status:
            kind = Unreachable if response.status_code in PASSING else Refused
            raise self._failed(kind, f"{_host(url)} answered with HTTP status {response.status_code}", url)

    def _body(
        self, response: httpx.Response, url: str, limit: int, *, on_progress: Progress | None = None
    ) -> Iterator[bytes]:
        announced = response.headers.get("Content-Length", "0")
        total = int(announced) // MEBIBYTE if announced.isdecimal() else 0
        try:
            for chunk in response.iter_raw():
                if response.num_bytes_downloaded > limit:
                    raise self._failed(Refused, f"the answer is larger than {limit // MEBIBYTE} MiB", url)
                if on_progress:
                    on_progress(response.num_bytes_downloaded // MEBIBYTE, total)
                yield chunk
        except httpx.TransportError as error:
            raise self._failed(Unreachable, f"the answer of {_host(url)} broke off", url) from error

    def _failed(self, kind: type[CrawlError], fact: str, url: str) -> CrawlError:
        return kind(self.source, fact, url=url)


def _host(url: str) -> str:
    return urlsplit(url).netloc


def _seconds_asked(response: httpx.Response) -> float | None:
    """Return the seconds in ``Retry-After``; ``None`` where it is absent or a date."""
    header = response.headers.get("Retry-After", "")
    return float(header) if header.isdecimal() else None
