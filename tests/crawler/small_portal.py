"""A portal on loopback: it answers the search in the wire format, and misbehaves when told to."""

import json
import re
import time
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

HOST = "api.tech.ec.europa.eu"
DETAILS = "/ec.europa.eu/info/funding-tenders/opportunities/data/topicDetails/"
PAGE_SIZE = 100

Record = dict[str, Any]


def listed(count: int, *, portal_type: str) -> list[Record]:
    """Return so many open rows of a type, each with its own reference."""
    return [
        {
            "reference": f"{number}{portal_type}SYNen",
            "metadata": {
                "type": [portal_type],
                "status": ["31094502"],
                "identifier": [f"SYN-{portal_type}-{number:04}"],
                "title": [f"Synthetic call {number}"],
                "callTitle": [f"Synthetic cascade call {number}"],
                "deadlineDate": ["2026-09-15T00:00:00.000+0000"],
            },
        }
        for number in range(1, count + 1)
    ]


@dataclass
class Seen:
    """A request as it arrived."""

    at: float
    method: str
    path: str
    user_agent: str | None
    body: str


@dataclass
class Portal:
    """What it holds, how it will answer, and what it was asked."""

    rows: dict[str, list[Record]] = field(
        default_factory=lambda: {
            "1": listed(150, portal_type="1"),
            "2": listed(3, portal_type="2"),
            "8": listed(9, portal_type="8"),
        }
    )
    robots: str = "User-agent: *\nDisallow:\n"
    first: list[tuple[int, dict[str, str], bytes]] = field(default_factory=list)
    """Answers to the first searches, before it comes to its senses: status, headers, body."""
    details: dict[str, int] = field(default_factory=dict)
    """Status of a topic's own record, by its identifier in lower case; 404 where it is not named."""
    phantoms: list[int] = field(default_factory=list)
    """How many rows the first scans announce too many, one number a scan."""
    seen: list[Seen] = field(default_factory=list)
    together: int = 0
    """The most requests that were in progress at once."""

    def __enter__(self) -> Self:
        self._lock, self._busy = Lock(), 0
        portal = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, format: str, *args: Any) -> None:
                pass

            def do_GET(self) -> None:
                portal._serve(self)

            do_POST = do_GET  # noqa: N815

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05})
        self._thread.start()
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    @property
    def searches(self) -> list[Seen]:
        return [each for each in self.seen if each.method == "POST"]

    def _serve(self, request: BaseHTTPRequestHandler) -> None:
        body = request.rfile.read(int(request.headers.get("Content-Length") or 0)).decode()
        with self._lock:
            self._busy += 1
            self.together = max(self.together, self._busy)
            agent = request.headers.get("User-Agent")
            self.seen.append(Seen(time.monotonic(), request.command, request.path, agent, body))
            status, headers, answer = self._answer(request, body)
        request.send_response(status)
        for name, value in {"Content-Length": str(len(answer)), **headers}.items():
            request.send_header(name, value)
        request.end_headers()
        with self._lock:
            self._busy -= 1
        request.wfile.write(answer)

    def _answer(self, request: BaseHTTPRequestHandler, body: str) -> tuple[int, dict[str, str], bytes]:
        if request.path.endswith("/robots.txt"):
            return 200, {}, self.robots.encode()
        if request.path.startswith(DETAILS):
            return self.details.get(request.path.removeprefix(DETAILS).removesuffix(".json"), 404), {}, b"{}"
        if self.first:
            return self.first.pop(0)
        page = int(parse_qs(urlsplit(request.path).query)["pageNumber"][0])
        rows = self._matching(body)
        phantoms = self.phantoms.pop(0) if self.phantoms and page == 1 else 0
        answer = {
            "totalResults": len(rows) + phantoms,
            "results": rows[(page - 1) * PAGE_SIZE : page * PAGE_SIZE],
        }
        return 200, {"Content-Type": "application/json"}, json.dumps(answer).encode()

    def _matching(self, body: str) -> list[Record]:
        asked = re.search(r'"type": \["(\d)"\]', body)
        return self.rows[asked.group(1)] if asked and "31094502" in body else []
