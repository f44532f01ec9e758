"""EU Funding & Tenders Portal: topics, external action calls and cascade calls of the EU's programmes."""

from collections.abc import Iterator
from datetime import timedelta
from functools import partial

from crawler.patterns.json_pages import JsonPagesSpider, Query, Record
from crawler.portal import details, search
from crawler.portal.call import SOURCE, call_of
from domain.call import Call, Kind, Status

CLOSED_FOR = timedelta(days=90)
"""How long a closed call is still read: its closing, and a date that moved after all, must not be missed."""

TYPES = (
    ("topics", "1", "identifier", 40),
    ("external action calls", "2", "callIdentifier", 1),
    ("cascade calls", "8", "callccm2Id", 5),
)
"""What is asked for: its name, the portal's number, a field that is unique in it, and how many are listed at least."""


class EuPortalSpider(JsonPagesSpider):
    name = SOURCE
    funder = "European Union"
    home = "https://ec.europa.eu/info/funding-tenders/opportunities/portal/"
    licence = "CC-BY-4.0 (Commission Decision 2011/833/EU)"
    language = "en"
    kind = Kind.CALL
    at_least = 50
    cadence = "daily"
    golden = "synthetic"

    # JsonPagesSpider
    url = search.URL
    rows = "results"
    total = "totalResults"
    reference = "reference"
    window = 10_000
    hosts = (details.HOST,)

    def queries(self) -> Iterator[Query]:
        """Ask for what is listed, then for what has closed: a call that closes in between is in the second answer."""
        # a day earlier than needed: the portal compares instants, a deadline is a day in its own zone
        since = f"{self.today - CLOSED_FOR - timedelta(days=1)}T00:00:00.000+0000"
        ended = {"range": {"deadlineDate": {"gte": since}}}
        for name, number, sort, least in TYPES:
            ours = (_among("type", number), _among("DATASOURCE", "SEDIA"))
            listed = (*ours, _among("status", "31094501", "31094502"))
            closed = (*ours, _among("status", "31094503"), ended)
            ask = partial(search.request, sort=sort)
            yield Query(name=f"listed {name}", at_least=least, request=partial(ask, conditions=listed))
            yield Query(name=f"closed {name}", request=partial(ask, conditions=closed))

    def parse_record(self, record: Record) -> Call | None:
        call = call_of(record)
        recent = any(each.on >= self.today - CLOSED_FOR for each in call.deadlines)
        return call if recent or call.word is not Status.CLOSED else None

    def own_page(self, call: Call) -> str | None:
        return details.url(call.identifier) if call.portal_type == "1" else None

    def complaint(self, answer: Record) -> str | None:
        return str(answer.get("message")) if answer.get("type") in ("throwable", "businessError") else None


def _among(field: str, *values: str) -> search.Condition:
    return {"terms": {field: list(values)}}
