"""The search listens to typed parts of a form only, and to one way of writing a date."""

import json
import re
from datetime import datetime
from typing import Any

from crawler.portal.search import request
from crawler.sources.eu_portal import EuPortalSpider


def parts(body: bytes) -> dict[str, tuple[str, Any]]:
    found = re.findall(rb'name="(\w+)"; filename="blob"\r\nContent-Type: ([\w/]+)\r\n\r\n(.*?)\r\n--', body, re.DOTALL)
    return {name.decode(): (kind.decode(), json.loads(value)) for name, kind, value in found}


def test_every_part_says_that_it_is_json() -> None:
    asked = request(3, conditions=[{"terms": {"type": ["1"]}}], sort="identifier")

    sent = parts(asked.body)
    assert {kind for kind, _ in sent.values()} == {"application/json"}
    assert sent["query"][1] == {"bool": {"must": [{"terms": {"type": ["1"]}}]}}
    assert sent["languages"][1] == ["en"]
    assert sent["sort"][1] == {"order": "ASC", "field": "identifier"}
    assert asked.method == "POST"
    assert asked.url.endswith("?apiKey=SEDIA&text=%2A%2A%2A&pageSize=100&pageNumber=3")


def test_each_type_is_asked_for_by_itself_and_sorted_by_what_is_unique_in_it(now: datetime) -> None:
    queries = [parts(each.request(1).body) for each in EuPortalSpider(now=now).queries()]

    asked = [(each["query"][1]["bool"]["must"][0]["terms"]["type"], each["sort"][1]["field"]) for each in queries]
    assert asked == [
        (["1"], "identifier"),
        (["1"], "identifier"),
        (["2"], "callIdentifier"),
        (["2"], "callIdentifier"),
        (["8"], "callccm2Id"),
        (["8"], "callccm2Id"),
    ]


def test_closed_calls_are_asked_for_by_a_full_date_and_a_day_too_many(now: datetime) -> None:
    queries = [parts(each.request(1).body)["query"][1]["bool"]["must"] for each in EuPortalSpider(now=now).queries()]

    dates = [each["range"] for query in queries for each in query if "range" in each]
    assert dates == [{"deadlineDate": {"gte": "2026-03-02T00:00:00.000+0000"}}] * 3
