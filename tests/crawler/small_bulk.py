"""A bulk file on loopback: a few topics of a test among closed ones, served the way the portal serves it."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from crawler.portal.bulk import AT_LEAST, URL

MIDNIGHT = 1_790_035_200_000
"""22 September 2026, 00:00 UTC, in milliseconds."""
DAY = 86_400_000
FORTHCOMING, OPEN, CLOSED = 31094501, 31094502, 31094503


def topic(number: int, **different: Any) -> dict[str, Any]:
    """An open topic that closes on 22 September 2026; what is set to ``None`` is left out."""
    usual = {
        "type": 1,
        "ccm2Id": number,
        "identifier": f"SYN-2026-{number}",
        "title": f"Cool streets {number}",
        "plannedOpeningDateLong": MIDNIGHT - 100 * DAY,
        "deadlineDatesLong": [MIDNIGHT],
        "status": {"id": OPEN, "abbreviation": "Open"},
        "deadlineModel": {},
        "actions": [],
        "latestInfos": [{"content": "<p>Nobody reads this"}],
    }
    return {name: value for name, value in (usual | different).items() if value is not None}


def bulk(*records: Any) -> bytes:
    """A file of these objects and as many closed topics as a healthy one has."""
    closed = [
        topic(number, deadlineDatesLong=[MIDNIGHT - 999 * DAY], status={"id": CLOSED})
        for number in range(90_000, 90_000 + AT_LEAST)
    ]
    return json.dumps({"fundingData": {"GrantTenderObj": [*records, *closed]}}, indent=2).encode()


@dataclass
class BulkSite:
    """What it serves, and what it was asked."""

    file: bytes = field(default_factory=lambda: bulk(topic(1)))
    etag: str = '"one"'
    robots: str | int = "User-agent: *\nDisallow:\n"
    """The text, or the HTTP status where there is none."""
    first: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    """Status and headers of the first answers for the file, before it is well."""
    breaks_off: bool = False
    """Whether half the file arrives, and then nothing."""
    asked: list[tuple[str, Mapping[str, str]]] = field(default_factory=list)
    """Address and headers of every request."""
    origin: str = ""

    @property
    def files(self) -> list[Mapping[str, str]]:
        """The headers of every request for the file."""
        return [headers for path, headers in self.asked if not path.endswith("/robots.txt")]

    def answer(self, path: str, headers: Mapping[str, str]) -> tuple[int, dict[str, str], bytes]:
        self.asked.append((path, headers))
        if path == "/ec.europa.eu/robots.txt":
            return (self.robots, {}, b"") if isinstance(self.robots, int) else (200, {}, self.robots.encode())
        if path != URL.removeprefix("https:/"):
            return 404, {}, b""
        if self.first:
            return *self.first.pop(0), b""
        if headers.get("if-none-match") == self.etag:
            return 304, {"ETag": self.etag}, b""
        return 200, {"ETag": self.etag}, self.file


@contextmanager
def serving() -> Iterator[BulkSite]:
    site = BulkSite()

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, format: str, *args: Any) -> None:
            pass

        def do_GET(self) -> None:
            status, headers, body = site.answer(
                self.path, {name.lower(): value for name, value in self.headers.items()}
            )
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body[: len(body) // 2] if site.breaks_off else body)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    site.origin = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield site
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
