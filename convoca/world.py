"""A small world to crawl without a network: the EU portal's search, answered from a folder of its rows.

``https://HOST/PATH?QUERY`` is served at ``<origin>/HOST/PATH?QUERY``. The folder holds ``eu-portal.jsonl``, one search
result a line, in which ``@+45`` stands for the date 45 days after the anchor day and ``@+45T17:00`` for that hour.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from email import message_from_bytes
from email.policy import HTTP
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from operator import ge, gt, le, lt
from pathlib import Path
from threading import Thread
from typing import Any, Self
from urllib.parse import parse_qsl, urlsplit

SEARCH = "/api.tech.ec.europa.eu/search-api/prod/rest/search"
BOUNDS: Mapping[str, Callable[[datetime, datetime], bool]] = {"gte": ge, "gt": gt, "lte": le, "lt": lt}
FULL_STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}[+-]\d{4}")
OFFSET = re.compile(r'(?<=")@([+-]\d+)(?:T(\d\d:\d\d))?(?=(\\?)")')
Row = dict[str, Any]


class RefusedError(Exception):
    """A part of the form that is not declared to be JSON."""


def dated(line: str, day: date) -> str:
    """Replace the offsets in a line: by the portal's time stamp, within a JSON string (escaped quotes) by a date."""

    def date_of(offset: re.Match[str]) -> str:
        days, hour, escape = offset.groups()
        return f"{day + timedelta(int(days))}" + ("" if escape else f"T{hour or '00:00'}:00.000+0000")

    return OFFSET.sub(date_of, line)


def values(row: Row, field: str) -> list[str]:
    """What a row says in a field; some rows of cascade calls are flat, without ``metadata``."""
    value = row.get("metadata", row).get(field) or []
    return value if isinstance(value, list) else [value]


def condition(query: Mapping[str, Any]) -> Callable[[Row], bool]:
    """Read what the portal understands of the query language: bool/must, term, terms, range."""
    match query:
        case {"bool": {"must": list(parts)}}:
            tests = [condition(each) for each in parts]
            return lambda row: all(test(row) for test in tests)
        case {"term": dict(clause)} | {"terms": dict(clause)}:
            ((field, wanted),) = clause.items()
            wanted = set(wanted if isinstance(wanted, list) else [wanted])
            return lambda row: not wanted.isdisjoint(values(row, field))
        case {"range": dict(clause)}:
            ((field, bounds),) = clause.items()
            return lambda row: any(within(each, bounds) for each in values(row, field))
    raise ValueError(f"not understood by the portal: {query}")


def within(stamp: str, bounds: Mapping[str, str]) -> bool:
    """Whether a date lies within bounds; as on the portal, a bound that is no full time stamp counts for nothing."""
    if not all(FULL_STAMP.fullmatch(each) for each in bounds.values()):
        return True
    moment = datetime.fromisoformat(stamp)
    return all(BOUNDS[name](moment, datetime.fromisoformat(each)) for name, each in bounds.items())


def parts_of(content_type: str, body: bytes) -> dict[str, Any]:
    """Return the JSON parts of a multipart form by name; as on the portal, any other body counts for nothing."""
    form = message_from_bytes(f"Content-Type: {content_type}\r\n\r\n".encode() + body, policy=HTTP)
    parts = {}
    for part in form.iter_parts() if form.is_multipart() else ():
        if "Content-Type" not in part or part.get_content_type() != "application/json":
            raise RefusedError(f"Content type '{part.get_content_type()}' not supported")
        parts[str(part.get_param("name", header="Content-Disposition"))] = json.loads(part.get_content())
    return parts


@dataclass(frozen=True, slots=True)
class World:
    """The rows of the portal as they stand on one day."""

    rows: tuple[Row, ...]

    @classmethod
    def read(cls, folder: Path, *, day: date) -> Self:
        text = (folder / "eu-portal.jsonl").read_text(encoding="utf-8")
        return cls(tuple(json.loads(dated(line, day)) for line in text.splitlines()))

    def search(self, asked: Mapping[str, str], parts: Mapping[str, Any]) -> dict[str, Any]:
        """Answer one page of a search: ``asked`` stands in the address, ``parts`` in the form."""
        test, sort = condition(parts.get("query", {"bool": {"must": []}})), parts.get("sort", {})
        languages, fields = parts.get("languages"), parts.get("displayFields")
        found = [row for row in self.rows if test(row) and (languages is None or row["language"] in languages)]
        found.sort(key=lambda row: values(row, sort.get("field", "sortStatus")), reverse=sort.get("order") == "DESC")
        size, page = min(100, int(asked.get("pageSize", "10"))), int(asked.get("pageNumber", "1"))
        results = [row if fields is None else shown(row, fields) for row in found[(page - 1) * size : page * size]]
        counts = {"totalResults": len(found), "pageNumber": page, "pageSize": size}
        return {"apiVersion": "2.151", "terms": asked.get("text", "***"), **counts, "warnings": [], "results": results}


def shown(row: Row, fields: list[str]) -> Row:
    """Limit the metadata of a row to the fields asked for; a flat row has none to limit."""
    return {k: {f: v[f] for f in v if f in fields} if k == "metadata" else v for k, v in row.items()}


class Handler(BaseHTTPRequestHandler):
    """One request to the world; a subclass carries it."""

    world: World

    def do_GET(self) -> None:
        if re.fullmatch(r"/[^/]+/robots\.txt", self.path):
            return self.answer(200, "User-agent: *\nDisallow:\n", "text/plain")
        return self.refuse(404, "businessError", f"Nothing is served at {self.path}")

    def do_POST(self) -> None:
        address, body = urlsplit(self.path), self.rfile.read(int(self.headers.get("Content-Length", "0")))
        if address.path != SEARCH:
            return self.do_GET()
        try:
            parts = parts_of(self.headers.get("Content-Type", "text/plain"), body)
            return self.answer(200, json.dumps(self.world.search(dict(parse_qsl(address.query)), parts)))
        except RefusedError as refused:
            return self.refuse(500, "throwable", str(refused))
        except (AttributeError, KeyError, TypeError, ValueError):
            return self.refuse(400, "businessError", "Invalid Query format")

    def refuse(self, status: int, kind: str, message: str) -> None:
        self.answer(status, json.dumps({"apiVersion": "2.151", "type": kind, "message": message}))

    def answer(self, status: int, text: str, content_type: str = "application/json") -> None:
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(text.encode())))
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, format: str, *args: object) -> None:
        """Keep quiet: the crawl reports what it fetched."""


@contextmanager
def serve(folder: Path, *, day: date) -> Iterator[str]:
    """Serve a folder to this machine alone, with ``day`` as its today; the value is the origin, without a slash."""
    handler = type("HandlerOfWorld", (Handler,), {"world": World.read(folder, day=day)})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
