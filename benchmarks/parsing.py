"""Records become calls: processor time a record, beside reading the same bytes as bare JSON, or as bare HTML."""

import json
from collections.abc import Callable, Iterator, Sequence

import httpx
from lxml.html import fromstring  # type: ignore[import-untyped]
from parsel import Selector

from benchmarks.cost import cost
from benchmarks.table import Cell, show
from benchmarks.worlds import NOW, ROOT, worlds
from crawler.patterns.ecl import EclSpider
from crawler.portal.budgets import plain_budget, topic_budget
from crawler.portal.call import call_of
from crawler.portal.dates import deadlines, opening
from crawler.portal.parts import cascade_parts, topic_parts
from crawler.portal.row import Row, row
from crawler.registry import spider
from crawler.replay import replayed
from crawler.sources.eu_portal import EuPortalSpider
from domain.call import Call

ROUNDS = 5

LISTING, NEWS, COPIES = "epah", "/newsroom/news/", 50
"""The site whose golden listing is read, how the addresses of its cards begin, and how often each card is repeated."""


def main() -> None:
    columns = ("world", "records", "KB a record", "what", "µs a record", "× bare")
    portal = [line for name, origin in worlds() for line in _lines(name, list(pages(origin)))]
    show(columns, [*portal, *_listing_lines()])


def pages(origin: str) -> Iterator[bytes]:
    """Yield the pages that a crawl reads from a world."""
    for query in EuPortalSpider(now=NOW).queries():
        read, total, number = 0, 1, 0
        while read < total:
            number += 1
            asked = query.request(number)
            url, headers = (
                replayed(asked.url, origin),
                {str(name): value for name, value in asked.headers.to_unicode_dict().items()},
            )
            body = httpx.post(url, content=asked.body, headers=headers, timeout=60).content
            answer = json.loads(body)
            total = answer["totalResults"]
            read += len(answer["results"])
            yield body


def _lines(world: str, bodies: Sequence[bytes]) -> Iterator[Sequence[Cell]]:
    records = [record for body in bodies for record in json.loads(body)["results"]]
    rows = [row(each) for each in records]
    works: dict[str, Callable[[], object]] = {
        "bare `json.loads`": lambda: [json.loads(each) for each in bodies],
        "record to `Call`": lambda: [call_of(each) for each in records],
        "– texts (HTML to plain parts)": lambda: [_texts(each) for each in rows],
        "– budget": lambda: [_budget(each) for each in rows],
        "– dates": lambda: [(opening(each), deadlines(each)) for each in rows],
    }
    spent = {what: cost(work, rounds=ROUNDS).cpu / len(records) * 1e6 for what, work in works.items()}
    size = sum(map(len, bodies)) / len(records) / 1000
    for what, micros in spent.items():
        yield world, len(records), size, what, micros, micros / spent["bare `json.loads`"]


def _texts(it: Row) -> object:
    return topic_parts(it) if it.must("type") == "1" else cascade_parts(it)


def _budget(it: Row) -> object:
    return topic_budget(it) if it.must("type") == "1" else plain_budget(it)


def _listing_lines() -> Iterator[Sequence[Cell]]:
    """Yield what the golden listing of a Commission site costs, its cards repeated until they fill a few pages."""
    form = spider(LISTING)(now=NOW)
    body = (ROOT / "tests" / "goldens" / LISTING / "page.html").read_text(encoding="utf-8")
    cards = [each.get() for each in Selector(body, type="html").css(EclSpider.item)]
    many = [card.replace(f"{NEWS}", f"{NEWS}{copy}-") for copy in range(COPIES) for card in cards]
    page = f"<html><body>{''.join(many)}</body></html>"
    count = sum(isinstance(each, Call) for each in form.parse_page(page))
    works: dict[str, Callable[[], object]] = {
        "bare `lxml.html`": lambda: fromstring(page).cssselect(EclSpider.item),
        "card to `Call`": lambda: form.parse_page(page),
    }
    spent = {what: cost(work, rounds=ROUNDS).cpu / len(many) * 1e6 for what, work in works.items()}
    for what, micros in spent.items():
        yield (
            f"{LISTING}, golden",
            count,
            len(page) / len(many) / 1000,
            what,
            micros,
            micros / spent["bare `lxml.html`"],
        )
