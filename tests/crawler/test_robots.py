"""What robots.txt says is obeyed; where a site is too unwell to say it, nothing is read."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest

from crawler.run import crawl
from domain.crawl import CrawlReport

TEXT = "ELENA gives technical assistance to projects. " * 9
PAGE = f"<html><body><main><h1>ELENA</h1><p>{TEXT}</p></main></body></html>"


@contextmanager
def site(status: int, rules: str = "") -> Iterator[tuple[str, list[str]]]:
    """A site whose robots.txt answers so; what else was asked for is kept."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, format: str, *args: Any) -> None:
            pass

        def do_GET(self) -> None:
            is_robots = self.path.endswith("/robots.txt")
            if not is_robots:
                asked.append(self.path)
            body = (rules if is_robots else PAGE).encode()
            self.send_response(status if is_robots else 200)
            self.send_header("Content-Type", "text/plain" if is_robots else "text/html")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}", asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def read(origin: str) -> CrawlReport:
    (report,) = crawl(["elena"], now=datetime(2026, 6, 1, 6, tzinfo=UTC), replay_origin=origin)
    return report


@pytest.mark.parametrize("status", [500, 503])
def test_a_site_that_cannot_say_what_may_be_read_is_not_read(status: int) -> None:
    with site(status) as (origin, asked):
        report = read(origin)

    assert (report.calls, asked) == ((), [])
    assert f"does not say what may be read: its robots.txt answered with HTTP status {status}" in str(report.failure)
    assert "Check the connection and whether the site is up" in str(report.failure)


@pytest.mark.parametrize("status", [401, 404, 410])
def test_a_site_without_rules_may_be_read(status: int) -> None:
    with site(status) as (origin, asked):
        report = read(origin)

    assert (report.failure, len(report.calls), len(asked)) == (None, 1, 1)


def test_a_site_that_forbids_it_is_not_read() -> None:
    with site(200, "User-agent: *\nDisallow: /\n") as (origin, asked):
        report = read(origin)

    assert (report.calls, asked) == ((), [])
    assert "robots.txt forbids reading it" in str(report.failure)
