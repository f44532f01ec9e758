"""A service on loopback that answers in JSON or text what a test tells it to, and keeps what it was asked."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qsl, urlsplit


@dataclass(frozen=True)
class Asked:
    """A request: where it went, without the address of this server, and with what."""

    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: str


@dataclass
class Service:
    origin: str = ""
    asked: list[Asked] = field(default_factory=list)


@contextmanager
def serving(answer: Callable[[Asked], Any]) -> Iterator[Service]:
    """Serve until the block ends. ``answer`` returns what is sent: an HTTP status, a text, or a value as JSON."""
    service = Service()

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, format: str, *args: Any) -> None:
            pass

        def do_GET(self) -> None:
            url = urlsplit(self.path)
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
            headers = {name.lower(): value for name, value in self.headers.items()}
            asked = Asked(url.path, dict(parse_qsl(url.query)), headers, body)
            said: Any = 404
            if not url.path.endswith("/robots.txt"):
                service.asked.append(asked)
                said = answer(asked)
            content = (said if isinstance(said, str) else json.dumps(said)).encode()
            self.send_response(said if isinstance(said, int) else 200)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_POST = do_GET  # noqa: N815

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    service.origin = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield service
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
